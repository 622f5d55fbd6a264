"""Which documents are versions of one another, and which of two is the newer. Pure.

A wrong “an older version says otherwise” is worse than none: what belongs to different clients, months or meetings
looks alike and is no version. So only papers that are replaced by a later one count, and invoices, letters, e-mails and
minutes by a revision mark at the most.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import PurePath
from typing import TYPE_CHECKING, Final

from rag.records import Genre
from rag.words import fold

if TYPE_CHECKING:
    from collections.abc import Mapping

    from rag.records import Document, DocumentId

REPLACED: Final = frozenset({Genre.POLICY, Genre.CONTRACT, Genre.OTHER})  # by the paper of another year
SHORTEST_KEY: Final = 4  # letters of what is left of a name
SHORTEST_CODE: Final = 2  # characters; a lone figure says nothing
# Papers of one day or month each: the next one does not replace them.
_RECORDS_WORDS: Final = """
releve bulletin paie salaire cr pv rendu journal bordereau bl bon ticket rapport courrier lettre facture avoir recu scan
scanner img image photo capture statement payslip report receipt
"""
_RECORDS: Final = frozenset(_RECORDS_WORDS.split())
_YEAR: Final = r"(?:19|20)\d\d"
_DATE: Final = re.compile(
    rf"(?<!\d)(?:(?P<year>{_YEAR})[-_. ]?(?P<month>0[1-9]|1[0-2])(?:[-_. ]?(?P<day>0[1-9]|[12]\d|3[01]))?"
    rf"|(?P<day_first>\d{{1,2}})[-_. ](?P<month_second>0?[1-9]|1[0-2])[-_. ](?P<year_last>{_YEAR})"
    rf"|(?P<alone>{_YEAR})(?:[-_/ ](?:20)?\d\d)?)(?!\d)"
)
_REVISION: Final = re.compile(
    r"(?<![a-z0-9])(?:(?:version|vers|ver|v|revision|rev|edition|indice|ind)[ ._-]*(?P<number>\d+(?:[._]\d+)*)"
    r"|(?:revision|rev|indice|ind)[ ._-]*(?P<letter>[a-z])|\((?P<copy>\d{1,2})\)$)(?![a-z0-9])"
)
_QUOTE_LETTER: Final = re.compile(r"(?<=\d)[-_ ]?(?P<letter>[a-h])(?![a-z0-9])")  # devis D-2026-017-B
_EARLIER: Final = re.compile(r"\b(?:brouillons?|drafts?|old|ancien(?:ne)?s?|perime(?:e)?s?|obsoletes?|archives?)\b")
_LATER: Final = re.compile(
    r"\(?\b(?:annule et remplace|final(?:e)?|definitif|definitive|nouve(?:au|lle)s?|maj|mise? a jour|"
    r"corrigee?|updated)\b\)?"
)
_CODE: Final = re.compile(r"[a-z0-9]*\d[a-z0-9]*(?:[-/.][a-z0-9]+)*")
_ASKS_FOR_OLDER: Final = re.compile(r"\b(?:ancien(?:ne)?s?|precedent(?:e)?s?|previous|former|old|older)\b")


@dataclass(frozen=True, slots=True)
class Edition:
    """A name without its marks, and the marks as values to compare; those that are not there are empty."""

    key: str
    date: tuple[int, ...]
    revision: tuple[int, ...]
    standing: int  # -1 a draft or an old one, 1 a final or new one


@lru_cache(maxsize=4_096)  # the same few names come back with every question
def edition(name: str, genre: Genre) -> Edition:
    """Take a file's name without its suffix, or a title, apart."""
    left = fold(name).replace("_", " ")
    date: tuple[int, ...] = ()
    revision: tuple[int, ...] = ()
    if found := _REVISION.search(left):
        revision = _numbers(found)
        left = left[: found.start()] + " " + left[found.end() :]
    if genre is Genre.QUOTE and (found := _QUOTE_LETTER.search(left)):
        revision = (_place(found["letter"]),)
        left = left[: found.start()] + " " + left[found.end() :]
    standing = bool(_LATER.search(left)) - bool(_EARLIER.search(left))
    left = _EARLIER.sub(" ", _LATER.sub(" ", left))
    if genre in REPLACED and (found := _DATE.search(left)) and _RECORDS.isdisjoint(re.findall(r"[a-z]+", left)):
        date = _day(found)
        left = left[: found.start()] + " " + left[found.end() :]
    return Edition(" ".join(re.findall(r"[a-z0-9]+", left)), date, revision, standing)


def are_versions(one: Document, other: Document) -> bool:
    """Whether names, titles and folders say that two documents are versions of one.

    What their passages say is for the caller to compare.
    """
    genre = one.genre
    if one.id == other.id or genre is not other.genre or genre is Genre.EMAIL:
        return False
    if genre is not Genre.POLICY and not _are_near(one, other):
        return False
    titles = _titled(one), _titled(other)
    # A title names the kind of paper, and two people's contracts have the same; one word names nothing else.
    told = genre is Genre.POLICY or (genre is Genre.OTHER and titles[0] != titles[1])
    titled = told and " " in titles[0].key and _same(*titles, genre)
    return titled or _same(_named(one), _named(other), genre)


def is_newer(one: Document, other: Document, modified: Mapping[DocumentId, int]) -> bool:
    """Whether `one` is the later version: by the documents' dates, by the marks of their names, by their files."""
    dates = one.date[:10], other.date[:10]
    if all(dates) and dates[0] != dates[1]:
        return dates[0] > dates[1]
    for mine, its in ((_named(one), _named(other)), (_titled(one), _titled(other))):
        if mine.date and its.date and mine.date != its.date:
            return mine.date > its.date
        if mine.revision != its.revision:  # the one without any is the first
            return mine.revision > its.revision
        if mine.standing != its.standing:
            return mine.standing > its.standing
    return modified.get(one.id, 0) > modified.get(other.id, 0)


def asks_for(question: str, older: Document, newer: Document) -> bool:
    """Whether a question names the older of two versions, by a mark that the newer has not, or asks for an old one."""
    asked = fold(question)
    named = _codes(older) - _codes(newer)
    return bool(_ASKS_FOR_OLDER.search(asked) or named & set(_CODE.findall(asked)))


def _same(one: Edition, other: Edition, genre: Genre) -> bool:
    """What is left of both names is the same; papers that are not replaced need a mark to be told apart by."""
    if one.key != other.key or sum(sign.isalpha() for sign in one.key) < SHORTEST_KEY:
        return False
    return genre in REPLACED or one != other


def _are_near(one: Document, other: Document) -> bool:
    """In one folder, in folders that differ by a year, or the one in a folder of old papers above the other's."""
    mine, its = _folders(one), _folders(other)
    shorter = min(len(mine), len(its))
    return mine[:shorter] == its[:shorter]


def _folders(document: Document) -> tuple[str, ...]:
    keys = (edition(part, Genre.OTHER).key for part in PurePath(document.paths[0]).parent.parts)
    return tuple(key for key in keys if key)


def _named(document: Document) -> Edition:
    return edition(PurePath(document.name).stem, document.genre)


def _titled(document: Document) -> Edition:
    return edition(document.title, document.genre)


def _codes(document: Document) -> set[str]:
    """What holds a figure in a document's name and title, whole and its ends (`2026-017-a`, `017-a`), and its year."""
    written = f"{fold(PurePath(document.name).stem)} {fold(document.title)} {document.date[:4]}"
    found = set()
    for code in _CODE.findall(written.replace("_", " ")):
        found |= {code[start:] for start in (0, *(mark.end() for mark in re.finditer(r"[-/.]", code)))}
    return {code for code in found if len(code) >= SHORTEST_CODE}


def _numbers(found: re.Match[str]) -> tuple[int, ...]:
    if found["letter"]:
        return (_place(found["letter"]),)
    return tuple(int(number) for number in re.findall(r"\d+", found["number"] or found["copy"]))


def _place(letter: str) -> int:
    return ord(letter) - ord("a") + 1


def _day(found: re.Match[str]) -> tuple[int, ...]:
    if found["alone"]:
        return (int(found["alone"]),)
    if found["year_last"]:
        return int(found["year_last"]), int(found["month_second"]), int(found["day_first"])
    return tuple(int(found[part]) for part in ("year", "month", "day") if found[part])
