"""`unstructured`, sealed: it is the only file that imports it, and it makes our blocks from its elements.

By itself the library fetches a language model from the web at its first sentence and installs it. It needs one only to
tell prose from titles; a blank pipeline that cuts sentences does as well, and nothing is fetched.
"""

from __future__ import annotations

import sys
from contextlib import contextmanager
from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING, Any, Final

from ingest.clean import clean_line
from rag.records import Block

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

SKIPPED: Final = frozenset({"Header", "Footer", "PageNumber", "PageBreak", "Image"})
# spaCy looks for them, to no purpose here: 190 MB of every worker, and seconds of its start.
UNWANTED: Final = ("torch", "tensorflow", "mxnet", "cupy")
ROWS_A_BLOCK: Final = 20
CELL_BORDER: Final = " | "
LONGEST_HEADING: Final = 160
DEEPEST: Final = 6


def blocks_of(kind: str, **arguments: Any) -> list[Block]:  # noqa: ANN401 - handed on to the library
    """The blocks of one file, by the library's `partition_<kind>`."""
    _seal()
    partition = getattr(import_module(f"unstructured.partition.{kind}"), f"partition_{kind}")
    return list(_blocks(partition(**arguments), kind))


@cache
def _seal() -> None:
    """Put a blank pipeline where the library would load, and so fetch, a model."""
    with _absent(UNWANTED):
        import spacy
    from unstructured.nlp import tokenize

    pipeline = spacy.blank("xx")
    pipeline.add_pipe("sentencizer")
    pipeline.max_length = 10**9  # the caller limits the text
    for name in ("_load_spacy_model", "_get_nlp", "_load_model"):
        if hasattr(tokenize, name):
            setattr(tokenize, name, lambda *_args, **_options: pipeline)


@contextmanager
def _absent(names: Iterable[str]) -> Iterator[None]:
    """Let an import find none of these, unless they are loaded already."""
    hidden = [name for name in names if name not in sys.modules]
    sys.modules.update(dict.fromkeys(hidden))  # type: ignore[arg-type] # None is how an import is made to fail
    try:
        yield
    finally:
        for name in hidden:
            del sys.modules[name]


def _blocks(elements: Iterable[Any], kind: str) -> Iterator[Block]:
    for element in elements:
        if element.category in SKIPPED:
            continue
        page = int(element.metadata.page_number or 0)
        if element.category == "Table":
            yield from _table(element, page)
            continue
        text = f"– {element.text}" if element.category == "ListItem" else element.text
        yield Block(text, page=page, heading=_heading(element, kind))


def _heading(element: Any, kind: str) -> int:  # noqa: ANN401
    """The level that the file states. On a slide only the title counts: any short box is called one there."""
    if element.category != "Title" or len(element.text) > LONGEST_HEADING:
        return 0
    depth = int(element.metadata.category_depth or 0)
    return 0 if kind == "pptx" and depth else min(depth + 1, DEEPEST)


def _table(element: Any, page: int) -> Iterator[Block]:  # noqa: ANN401
    rows = list(table_rows(element.metadata.text_as_html or ""))
    if not rows:
        yield Block(element.text, page=page)
        return
    header, body = (rows[0], rows[1:]) if len(rows) > 1 else ("", rows)
    for start in range(0, len(body), ROWS_A_BLOCK):
        yield Block("\n".join(body[start : start + ROWS_A_BLOCK]), page=page, header=header)


def table_rows(html: str) -> Iterator[str]:
    """Each row of an HTML table as one line, its cells divided; empty rows are left out."""
    from lxml import html as parser

    if not html.strip():
        return
    for row in parser.fromstring(html).iter("tr"):
        cells = [clean_line(cell.text_content()) for cell in row.iterchildren("td", "th")]
        if any(cells):
            yield CELL_BORDER.join(cells).strip()
