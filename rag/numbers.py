"""Numbers as people write them, in figures and in words, French and English, as values that can be compared. Pure.

`1 250,00`, `1.250` and `1,250.00` may all be 1250; a form that may be read in two ways has both values.
`price-parser` reads one price of a text and does not say where it stands; what no source holds has to be named as it
is written.
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Final

# Thousands apart by (no-break, narrow) spaces, points, commas or apostrophes.
DIGITS: Final = (
    r"\d{1,3}(?:[ \u00a0\u2009\u202f]\d{3})+(?:[.,]\d+)?(?!\d)"
    r"|\d{1,3}(?:['’]\d{3})+(?:[.,]\d+)?(?!\d)"
    r"|\d{1,3}(?:\.\d{3})+(?:,\d+)?(?!\d)|\d{1,3}(?:,\d{3})+(?:\.\d+)?(?!\d)"
    r"|\d+(?:[.,]\d+)?"
)
_SPACES: Final = re.compile(r"[ \u00a0\u2009\u202f'’]")
_THREE_BEHIND: Final = re.compile(r"[1-9]\d{0,2}[.,]\d{3}")

_UNITS: Final = {
    word: value
    for value, words in enumerate(
        (
            "zéro zero", "un une one", "deux two", "trois three", "quatre four", "cinq five", "six", "sept seven",
            "huit eight", "neuf nine", "dix ten", "onze eleven", "douze twelve", "treize thirteen",
            "quatorze fourteen", "quinze fifteen", "seize sixteen", "seventeen", "eighteen", "nineteen", "vingt twenty",
        )
    )
    for word in words.split()
}  # fmt: skip
_TENS: Final = {
    "vingts": 20, "trente": 30, "thirty": 30, "quarante": 40, "forty": 40, "cinquante": 50, "fifty": 50, "soixante": 60,
    "sixty": 60, "septante": 70, "seventy": 70, "huitante": 80, "octante": 80, "eighty": 80,
    "nonante": 90, "ninety": 90,
}  # fmt: skip
_HUNDREDS: Final = {"cent": 100, "cents": 100, "hundred": 100}
_ORDINALS: Final = {
    "premier": 1, "première": 1, "first": 1, "second": 2, "seconde": 2, "deuxième": 2, "troisième": 3, "third": 3,
    "quatrième": 4, "fourth": 4, "cinquième": 5, "fifth": 5, "sixième": 6, "sixth": 6, "septième": 7, "seventh": 7,
    "huitième": 8, "eighth": 8, "neuvième": 9, "ninth": 9, "dixième": 10, "tenth": 10,
}  # fmt: skip
MULTIPLIERS: Final = {
    "mille": 10**3, "millier": 10**3, "milliers": 10**3, "thousand": 10**3, "million": 10**6, "millions": 10**6,
    "milliard": 10**9, "milliards": 10**9, "billion": 10**9, "billions": 10**9,
}  # fmt: skip
_SMALL: Final = {**_UNITS, **_TENS, **_HUNDREDS}
# "un" and "premier" are rarely meant as figures: they may confirm one, and are never looked for.
ARTICLES: Final = frozenset({"un", "une", "one"})
UNCERTAIN: Final = ARTICLES | _ORDINALS.keys()
_ANY: Final = "|".join(sorted({*_SMALL, *MULTIPLIERS, *_ORDINALS}, key=len, reverse=True))
WORDS: Final = rf"(?:{_ANY})(?:(?:[- \u00a0]| et | and |-et-|-and-)(?:{_ANY}))*"
_WORD: Final = re.compile(rf"\b(?:{_ANY})\b", re.IGNORECASE)
FOUR_TWENTIES: Final = (4, 20)  # quatre-vingts


def readings(digits: str) -> frozenset[str]:
    """The values that figures may stand for, as plain decimals: `1.250` gives `1250` and `1.25`."""
    plain = _SPACES.sub("", digits)
    found = {_value(plain)}
    if _THREE_BEHIND.fullmatch(plain):
        found.add(_plain(Decimal(plain.replace(",", "."))))
    return frozenset(found)


def grouped(written_number: str) -> tuple[str, ...]:
    """The pieces between spaces: in a table, `12 350` may be a twelve and a three hundred and fifty."""
    digits = re.search(DIGITS, written_number)
    pieces = _SPACES.split(digits.group()) if digits else ()
    return tuple(_value(piece) for piece in pieces) if len(pieces) > 1 else ()


def times(values: frozenset[str], factor: int) -> frozenset[str]:
    """Every value so many times: `3,2 millions`."""
    return frozenset(_plain(Decimal(value) * factor) for value in values)


def spelled(words: str) -> str | None:
    """The value of number words, `None` when they are no single number: `deux cent cinquante` gives `250`."""
    if (ordinal := _ORDINALS.get(words.casefold())) is not None:
        return str(ordinal)
    total = current = last = 0
    for word in (found.group().casefold() for found in _WORD.finditer(words)):
        if word in MULTIPLIERS:
            total, current, last = total + max(current, 1) * MULTIPLIERS[word], 0, 0
            continue
        if word not in _SMALL:
            return None
        value = _SMALL[word]
        if value == _HUNDREDS["cent"]:
            current = max(current, 1) * value
        elif (current % 100, value) == FOUR_TWENTIES:
            current += 76
            value = current % 100
        elif last and (value >= last or (last < 20 and last != 10)):  # noqa: PLR2004 - "dix-sept"; "deux trois" is two
            return None
        else:
            current += value
        last = value
    return str(total + current)


def _value(plain: str) -> str:
    """The likelier value of figures without spaces."""
    point, comma = plain.rfind("."), plain.rfind(",")
    if point >= 0 and comma >= 0:
        whole, sign = (".", ",") if comma > point else (",", ".")
        return _plain(Decimal(plain.replace(whole, "").replace(sign, ".")))
    sign = "." if point >= 0 else ","
    if plain.count(sign) > 1 or _THREE_BEHIND.fullmatch(plain):
        return _plain(Decimal(plain.replace(sign, "")))
    return _plain(Decimal(plain.replace(",", ".")))


def _plain(value: Decimal) -> str:
    written = format(value, "f")
    return (written.rstrip("0").rstrip(".") if "." in written else written) or "0"
