"""What a mail does – asks a price, complains, sends papers – by the forms of speech of `cues.txt`. Pure.

With ten examples a category nobody learns that *combien*, *tarif* and *cost* ask for the same. These acts are the same
in every office, so their forms are written down once; which category an act speaks for is learnt from the examples.
"""

from __future__ import annotations

import math
import re
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

from rag.words import flattened

if TYPE_CHECKING:
    from collections.abc import Iterator

FILE: Final = Path(__file__).with_name("cues.txt")
LONG_MAIL: Final = 400  # characters from which a mail counts as long
# Signs that no list of words holds: sums, shares, hours, numbers of telephones, questions, shouting.
_SIGNS: Final = (
    ("amount", re.compile(r"\d[\d .,]*\s?(?:€|euros?\b)")),
    ("share", re.compile(r"\d\s?%")),
    ("hour", re.compile(r"\b\d{1,2}\s?h(?:\s?\d\d)?\b|\b\d{1,2}\s?[ap]m\b")),
    ("telephone", re.compile(r"\b0\d(?:[ .]?\d\d){4}\b")),
    ("denial", re.compile(r"\bn(?:e |')[^.?!]{1,40}?\b(?:pas|plus|jamais|rien|aucune?)\b|\bpas de\b|\b(?:not|no)\b")),
)


def acts(text: str) -> list[float]:
    """How much a mail does each act, in the order of `names`: log(1 + number of different forms), and of its signs."""
    folded = flattened(text)
    found = [math.log1p(len({match.group() for match in form.finditer(folded)})) for _, form in _forms()]
    found += [float(bool(sign.search(folded))) for _, sign in _SIGNS]
    return [*found, math.log1p(text.count("?")), math.log1p(text.count("!")), min(len(text) / LONG_MAIL, 1.0)]


@cache
def names() -> tuple[str, ...]:
    """What each number of `acts` counts."""
    return (*(name for name, _ in _forms()), *(name for name, _ in _SIGNS), "question", "shout", "length")


def forms_in(text: str, act: str) -> list[str]:
    """The words of a text that do an act, as they are written, each once; empty for what no list of words holds."""
    form = dict(_forms()).get(act)
    if form is None:
        return []
    found = (_whole_word(text, match) for match in form.finditer(flattened(text)))
    return list(dict.fromkeys(found))


def _whole_word(text: str, match: re.Match[str]) -> str:
    """The word to its end, where a form is only its beginning."""
    rest = re.match(r"[^\W\d_]*", text[match.end() :])
    return text[match.start() : match.end() + (rest.end() if rest else 0)]


@cache
def _forms() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple(_read(FILE.read_text(encoding="utf-8")))


def _read(written: str) -> Iterator[tuple[str, re.Pattern[str]]]:
    for line in written.splitlines():
        name, colon, forms = line.partition(":")
        if colon and not line.startswith("#"):
            yield name, re.compile("|".join(_pattern(form.strip()) for form in forms.split(",") if form.strip()))


def _pattern(form: str) -> str:
    whole = form.startswith("=")
    words = form.removeprefix("=").strip()
    pattern = r"\W+".join(re.escape(word) for word in words.split())
    begin = r"(?<!\w)" if words[0].isalnum() else ""
    end = r"(?!\w)" if whole else ""
    return f"{begin}{pattern}{end}"
