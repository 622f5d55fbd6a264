"""An answer's text as HTML: paragraphs, lists and bold words, numbers that lead to their source. Pure.

Nothing else of what a model or a document writes is interpreted: no links, no pictures, no HTML.
"""

from __future__ import annotations

import re
from html import escape
from typing import TYPE_CHECKING, Final

from rag.answering.sentences import sentences_of
from rag.records import Manner

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from rag.records import Citation, Finished

_NUMBER: Final = re.compile(r"\[(\d{1,3})\]")
_BOLD: Final = re.compile(r"\*\*(?=\S)(.+?)(?<=\S)\*\*")
_ENTRY: Final = re.compile(r"\s*(?:[-*•]|\d{1,2}[.)])\s+")
_HEADING: Final = re.compile(r"\s*#{1,6}\s+")


def streamed(words: str) -> str:
    """What is written so far; its numbers are not checked yet and lead nowhere."""
    return _blocks(words, lambda line: _inline(line, set(), ""))


def answer(finished: Finished, anchor: str, quotes: tuple[str, str], unsupported: str) -> str:
    """The whole answer.

    Args:
        finished: the answer with its checked citations.
        anchor: what the addresses of this answer's sources begin with.
        quotes: the language's quotation marks.
        unsupported: what is said of a sentence that no source supports.
    """
    if finished.manner is Manner.EXTRACTIVE:
        return "".join(_quoted(citation, anchor, quotes) for citation in finished.citations)
    numbers = {citation.number for citation in finished.citations}
    return _blocks(finished.text, lambda line: _checked(line, numbers, anchor, unsupported))


def _quoted(citation: Citation, anchor: str, quotes: tuple[str, str]) -> str:
    words = escape(" ".join(citation.quote.split()))
    link = _link(citation.number, anchor)
    return f'<p class="sf-quoted">{quotes[0]}{words}{quotes[1]} {link}</p>'


def _checked(line: str, numbers: set[int], anchor: str, unsupported: str) -> str:
    """A line in which every sentence without a source is shown as such."""
    pieces = []
    for sentence in _sentences(line):
        shown = _inline(sentence, numbers, anchor)
        named = any(int(number) in numbers for number in _NUMBER.findall(sentence))
        tells = len(_NUMBER.sub("", sentence).split()) > 2 and not sentence.rstrip().endswith(":")  # noqa: PLR2004
        doubtful = bool(numbers) and tells and not named
        pieces.append(f'<span class="sf-doubtful" title="{escape(unsupported)}">{shown}</span>' if doubtful else shown)
    return "".join(pieces)


def _sentences(line: str) -> Iterator[str]:
    """The line cut after each sentence and the numbers behind it; nothing is lost."""
    start = 0
    for sentence in sentences_of(line):
        numbers = re.match(rf"(?:\s*{_NUMBER.pattern})*\s*", line[sentence.end :])
        end = sentence.end + (numbers.end() if numbers else 0)
        if end > start and _NUMBER.sub("", line[start:end]).strip():
            yield line[start:end]
            start = end
    if start < len(line):
        yield line[start:]


def _blocks(words: str, inline: Callable[[str], str]) -> str:
    shown, entries = [], []
    for line in words.splitlines():
        if _ENTRY.match(line):
            entries.append(f"<li>{inline(_ENTRY.sub('', line, count=1))}</li>")
            continue
        shown += _list(entries)
        entries = []
        if line.strip():
            shown.append(f"<p>{inline(_HEADING.sub('', line))}</p>")
    return "".join([*shown, *_list(entries)])


def _list(entries: Sequence[str]) -> list[str]:
    return [f"<ul>{''.join(entries)}</ul>"] if entries else []


def _inline(line: str, numbers: set[int], anchor: str) -> str:
    bold = _BOLD.sub(r"<strong>\1</strong>", escape(line))

    def numbered(found: re.Match[str]) -> str:
        number = int(found.group(1))
        return _link(number, anchor) if number in numbers else found.group()

    return _NUMBER.sub(numbered, bold)


def _link(number: int, anchor: str) -> str:
    return f'<a class="sf-cite" href="#{anchor}-{number}">[{number}]</a>'
