"""Conversations that are kept: what they are called, what was asked in them and answered. Pure values.

A kept answer is whole, with the passages it rests on, so that it can be read again as it was. What the library has
forgotten since is taken out of it: its words, and the sentences that rest on them.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final, NewType

from rag.narrowing import EVERYTHING, Narrowing
from rag.records import (
    Citation,
    Collection,
    Document,
    DocumentId,
    Finished,
    Hit,
    Kind,
    Listed,
    Manner,
    Passage,
    PassageId,
    Retrieved,
)

if TYPE_CHECKING:
    from collections.abc import Container, Iterator

ThreadId = NewType("ThreadId", str)

TITLE_CHARACTERS: Final = 60  # guess: two lines of the panel beside the page
LONGEST_TITLE: Final = 200  # characters that a reader may give one
CUT: Final = "…"
TAKEN_OUT: Final = "[…]"  # in place of words that rest on a document that was forgotten


@dataclass(frozen=True, slots=True)
class Thread:
    """One conversation, without what was said in it."""

    id: ThreadId
    title: str
    made: str  # ISO 8601, UTC
    changed: str  # when its latest answer came or it was renamed, ISO 8601, UTC
    narrowing: Narrowing = EVERYTHING  # where its latest question was asked
    turns: int = 0  # how many are kept


@dataclass(frozen=True, slots=True)
class KeptTurn:
    """A question of a conversation with its answer."""

    id: str  # of the answer, the same as in `Feedback`
    question: str
    asked: str  # ISO 8601, UTC
    found: Retrieved | None = None
    finished: Finished | None = None  # None when the answer never came to its end
    stopped: bool = False  # by the reader
    understood: str = ""  # the whole question, where the one that was typed hung on those before it


_NOTHING: Final = Document(DocumentId(""), Collection(""), "", ("",), "", Kind.TEXT, 0, "", 0, 0, "")
GONE: Final = Hit(Passage(PassageId(""), _NOTHING.id, 0, ""), _NOTHING, 0.0)  # stands for what was forgotten


def is_gone(hit: Hit) -> bool:
    """Whether it stands for a passage that the library has forgotten."""
    return not hit.document.id


def title_of(question: str) -> str:
    """A conversation's name, from its first question: one line, cut between words."""
    line = " ".join(question.split())
    if len(line) <= TITLE_CHARACTERS:
        return line
    cut = line[:TITLE_CHARACTERS]
    whole = cut.rpartition(" ")[0] or cut
    return whole.rstrip(" ,;:.-–—'’«(") + CUT


def shown_in(turn: KeptTurn) -> Iterator[Document]:
    """Every document of which a kept answer holds words, some of them several times."""
    hits = [*(turn.found.hits if turn.found else ())]
    hits += [citation.hit for citation in (turn.finished.citations if turn.finished else ())]
    for hit in hits:
        for one in (hit, *hit.neighbours, *hit.copies, *hit.older):
            if not is_gone(one):
                yield one.document


def listed_in(turn: KeptTurn) -> Iterator[DocumentId]:
    """Every document that stands in the list of an answer."""
    listing = turn.finished.listing if turn.finished else None
    for rows in (listing.rows, *(one.rows for one in listing.apart)) if listing else ():
        for row in rows:
            yield row.document


def without(turn: KeptTurn, gone: Container[DocumentId]) -> KeptTurn:
    """The turn with every word of some documents taken out; what was asked stays."""
    found, finished = turn.found, turn.finished
    if found is not None:
        found = replace(found, hits=tuple(_rest(hit, gone) for hit in found.hits if hit.document.id not in gone))
    return replace(turn, found=found, finished=_answer(finished, gone) if finished else None)


def _rest(hit: Hit, gone: Container[DocumentId]) -> Hit:
    """A hit of a document that stays, without what belongs to it of others."""

    def stay(beside: tuple[Hit, ...]) -> tuple[Hit, ...]:
        return tuple(one for one in beside if one.document.id not in gone)

    return replace(hit, neighbours=stay(hit.neighbours), copies=stay(hit.copies), older=stay(hit.older))


def _answer(finished: Finished, gone: Container[DocumentId]) -> Finished:
    lost = {one.number for one in finished.citations if one.hit.document.id in gone}
    citations = tuple(
        Citation(one.number, GONE, "", 0, 0) if one.number in lost else replace(one, hit=_rest(one.hit, gone))
        for one in finished.citations
    )
    finished = _shortened(finished, gone)
    if not lost:
        return replace(finished, citations=citations)
    if finished.manner is Manner.WRITTEN:
        return _rewritten(finished, citations, lost)
    lines = finished.text.split("\n\n")
    kept = [TAKEN_OUT if any(line.endswith(f"[{number}]") for number in lost) else line for line in lines]
    return replace(finished, text="\n\n".join(kept), citations=citations)


def _shortened(finished: Finished, gone: Container[DocumentId]) -> Finished:
    """A list without some documents; what was counted and added up with them goes too."""
    whole = finished.listing
    if whole is None:
        return finished

    def stay(rows: tuple[Listed, ...]) -> tuple[Listed, ...]:
        return tuple(row for row in rows if row.document not in gone)

    apart = tuple(replace(one, rows=stay(one.rows)) for one in whole.apart)
    rest = replace(whole, rows=stay(whole.rows), apart=apart)
    return finished if rest == whole else replace(finished, text=TAKEN_OUT, listing=replace(rest, totals=()))


def _rewritten(finished: Finished, citations: tuple[Citation, ...], lost: set[int]) -> Finished:
    """A written answer with only those sentences that say on what they rest, and rest on what is still there."""
    parts, checks = [], []
    length = 0
    for check in finished.checks:
        sentence = finished.text[check.start : check.end]
        cites = {one.number for one in citations if f"[{one.number}]" in sentence}
        if cites and cites.isdisjoint(lost):
            parts.append(sentence)
            checks.append(replace(check, start=length, end=length + len(sentence)))
        elif not parts or parts[-1] != TAKEN_OUT:
            parts.append(TAKEN_OUT)
        else:
            continue
        length += len(parts[-1]) + 1
    text = " ".join(parts) or TAKEN_OUT
    return replace(finished, text=text, citations=citations, checks=tuple(checks), warning="")
