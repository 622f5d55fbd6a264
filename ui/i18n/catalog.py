"""Sentences of the page in the reader's language. French is the source; a missing translation stays French."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

from babel.messages.pofile import read_po

if TYPE_CHECKING:
    from babel.messages.catalog import Catalog

    from rag.errors import Language

FOLDER: Final = Path(__file__).parent
SOURCE: Final = "fr"
_SPACES: Final = re.compile(r" (?=[:;!?»])|(?<=«) ")


@cache
def catalog(language: Language) -> Catalog:
    """Every translation into a language other than the source."""
    with (FOLDER / f"{language}.po").open("rb") as file:
        return read_po(file, locale=language)


def translated(text: str, language: Language, /, **facts: object) -> str:
    """A sentence; `{fact}` marks are filled by name."""
    return _set(_found(text, language)[0], language).format(**facts)


def counted(one: str, many: str, count: int, language: Language, /, **facts: object) -> str:
    """A sentence that depends on a number, which stands in it as `{count}` already written out by the caller."""
    forms = (one, many) if language == SOURCE else _found(one, language)
    single = count in {0, 1} if language == SOURCE else count == 1
    return _set(forms[0 if single else -1], language).format(**facts)


def _set(text: str, language: Language) -> str:
    """French typography: what stands before `:` and inside « » never begins a line."""
    return _SPACES.sub("\u00a0", text) if language == SOURCE else text


def _found(text: str, language: Language) -> tuple[str, ...]:
    if language == SOURCE:
        return (text,)
    message = catalog(language).get(text)
    if message is None or not message.string:
        return (text,)
    return (message.string,) if isinstance(message.string, str) else tuple(str(form) for form in message.string)
