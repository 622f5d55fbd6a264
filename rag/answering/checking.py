"""Whether the passages say what a written sentence says: its words, its figures, its names, its yes or no.

A sentence is compared with single sentences of the passages it cites: a passage that holds all of its words somewhere
proves nothing. Nothing here asks a model to judge; the embedder only helps where the words differ.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from rag.answering.figures import confirmed, figures, same
from rag.answering.negation import denied
from rag.answering.sources import Line, Source, Weigh, folded, lexical
from rag.records import Support
from rag.retrieval.names import names

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from rag.answering.figures import Figure
    from rag.models.embedder import Embedder
    from rag.records import Hit

# Shares of a sentence's words, by weight, in at most `MOST_LINES` sentences of a passage; from bench/checking.py.
ENOUGH: Final = 0.66
LEAST: Final = 0.35
MOST_LINES: Final = 2
ALIKE: Final = 0.9  # cosine from which two sentences are taken for the same in other words; a guess on the safe side
# What a model says of its reading and not of its subject.
_FRAME: Final = re.compile(
    r"^\W*(?:(?:d['’]après|selon|dans|according to|based on|in)\s(?:(?:vos|les|ces|l['’]|la|le|your|the|these)\s?)?"
    r"(?:documents?|extraits?|sources?|passages?|extracts?)(?:\s(?:fournis|donnés|provided|given))?\s?,?\s*)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Finding:
    """What the check of one sentence gave."""

    support: Support
    places: tuple[int, ...] = ()  # of the passages that say it, or most of it
    figures: tuple[str, ...] = ()  # as written, that the cited passages do not give there
    names: tuple[str, ...] = ()  # words of proper names, likewise
    denied: bool = False  # one says yes where the other says no
    share: float = 0.0  # of the sentence's words that stand in the passages, by weight


@dataclass(frozen=True)
class _Covered:
    share: float
    lines: tuple[Line, ...]  # the one that says most first
    language: str


class Checker:
    """Checks the sentences of one answer against the passages it was given."""

    def __init__(self, hits: Sequence[Hit], weigh: Weigh, embedder: Embedder | None = None, language: str = "") -> None:
        """Make it.

        Args:
            hits: the passages; their places in this order are what `check` speaks of.
            weigh: see `weights_of`.
            embedder: helps where words differ; without one, words alone count.
            language: of the answer, empty when it is that of the passages.
        """
        self._sources = [Source(hit) for hit in hits]
        self._weigh = weigh
        self._embedder = embedder
        self._language = language

    def tells(self, claim: str) -> bool:
        """Whether there is anything to check: `Oui.` and `Voici les règles :` say nothing."""
        said = [figure for figure in figures(claim) if figure.certain]
        return bool(said or lexical(claim, self._language)) and not claim.rstrip(" *\n").endswith(":")

    def check(self, claim: str, places: Sequence[int]) -> Finding:
        """Compare a sentence with the passages it cites; when they do not say it, with the others.

        Args:
            claim: one sentence, without its numbers.
            places: of the passages that it cites.
        """
        cited = [place for place in dict.fromkeys(places) if 0 <= place < len(self._sources)]
        told = self._against(claim, cited) if cited else None
        if told is not None and told.support is Support.SUPPORTED:
            return told
        others = [self._against(claim, [place]) for place in range(len(self._sources)) if place not in cited]
        best = max(others, key=lambda one: (_RANK[one.support], one.share), default=None)
        if best is not None and (told is None or best.support is Support.SUPPORTED):
            return best
        return told or Finding(Support.ABSENT)

    def _against(self, claim: str, places: Sequence[int]) -> Finding:
        sources = [self._sources[place] for place in places]
        claim = _FRAME.sub("", claim)
        said = [figure for figure in figures(claim, sources[0].language) if figure.certain]
        covered = [self._cover(_blanked(claim, said), source) for source in sources]
        lines = [line for one in covered for line in one.lines]
        share = self._together(_blanked(claim, said), sources, lines)
        absent, doubtful = _unconfirmed(said, sources, lines)
        unknown = _unknown_names(claim, said, sources)
        first = max(covered, key=lambda one: one.share)
        against = bool(first.lines) and denied(claim, first.lines[0].text, first.language)
        doubt = bool(absent or doubtful or unknown or against)
        level = self._level(claim, share, lines, foreign=all(self._foreign(source) for source in sources))
        if absent:
            level = Support.ABSENT
        elif doubt and level is Support.SUPPORTED:
            level = Support.WEAK
        kept = tuple(place for place, one in zip(places, covered, strict=True) if one.share >= max(LEAST, share) / 2)
        return Finding(
            level,
            kept if share >= LEAST or level is not Support.ABSENT else (),
            tuple(figure.text for figure in (*absent, *doubtful)),
            tuple(unknown),
            against,
            share,
        )

    def _level(self, claim: str, share: float, lines: Sequence[Line], *, foreign: bool) -> Support:
        """By the words; by the meaning one level higher, where an embedder finds the sentences all but the same."""
        if share >= ENOUGH:
            return Support.SUPPORTED
        level = Support.WEAK if share >= LEAST or foreign else Support.ABSENT
        if self._embedder is None or not lines or share < LEAST / 2:
            return level
        own, *theirs = self._embedder.embed_passages([claim, *(line.text for line in lines)])
        if max(float(own @ other) for other in theirs) < ALIKE:
            return level
        return Support.SUPPORTED if level is Support.WEAK else Support.WEAK

    def _foreign(self, source: Source) -> bool:
        """Whether words cannot be compared, the answer being in another language."""
        return bool(self._language) and source.language != self._language

    def _cover(self, words: str, source: Source) -> _Covered:
        """The few lines of a passage that together say most of the words."""
        wanted = frozenset(lexical(words, source.language))
        weights = self._weigh(sorted(wanted))
        left = set(wanted)
        picked: list[Line] = []
        while left and len(picked) < MOST_LINES:
            line = max(source.lines, key=lambda one: _gain(one, left, weights), default=None)
            if line is None or not line.terms & left:
                break
            picked.append(line)
            left -= line.terms
        left -= source.around.terms
        total = sum(weights[term] for term in wanted)
        share = 1 - sum(weights[term] for term in left) / total if total else 1.0
        return _Covered(share, tuple(picked) if wanted else source.lines, source.language)

    def _together(self, words: str, sources: Sequence[Source], lines: Sequence[Line]) -> float:
        """The share of the words that all lines hold, and what is known around them."""
        wanted = frozenset(lexical(words, sources[0].language))
        weights = self._weigh(sorted(wanted))
        held = frozenset[str]().union(*(line.terms for line in (*lines, *(source.around for source in sources))))
        total = sum(weights[term] for term in wanted)
        return sum(weights[term] for term in wanted & held) / total if total else 1.0


_RANK: Final = {Support.ABSENT: 0, Support.WEAK: 1, Support.SUPPORTED: 2}


def _gain(line: Line, left: set[str], weights: Mapping[str, float]) -> float:
    """What a line adds; of two that add the same, the one that says less besides."""
    return sum(weights[term] for term in line.terms & left) - 1e-6 * len(line.terms)


def _blanked(claim: str, said: Iterable[Figure]) -> str:
    for figure in said:
        claim = claim[: figure.start] + " " * (figure.end - figure.start) + claim[figure.end :]
    return claim


def _unconfirmed(
    said: Sequence[Figure], sources: Sequence[Source], lines: Sequence[Line]
) -> tuple[list[Figure], list[Figure]]:
    """Figures that no cited passage holds; and those that stand elsewhere than the sentence that says the rest."""
    near = [figure for line in lines for figure in line.figures]
    absent, doubtful = [], []
    for figure in said:
        if confirmed(figure, near) and not _otherwise(figure, near):
            continue
        if not any(confirmed(figure, source.figures) for source in sources):
            absent.append(figure)
        elif _otherwise(figure, near) or any(_instead(figure, other, said) for other in near):
            doubtful.append(figure)
    return absent, doubtful


def _otherwise(figure: Figure, near: Sequence[Figure]) -> bool:
    """Whether the sentence of the source gives the number with another unit, and not with this one."""
    alike = [other for other in near if figure.unit and other.values & figure.values and other.certain and other.unit]
    return bool(alike) and not confirmed(figure, alike)


def _instead(figure: Figure, other: Figure, said: Sequence[Figure]) -> bool:
    """Whether the source gives another figure of the same kind there, which the sentence does not mention."""
    if not other.certain or figure.sort is not other.sort or any(same(one, other) for one in said):
        return False
    return not figure.unit or figure.unit.split("|")[0] == other.unit.split("|")[0]


def _unknown_names(claim: str, said: Sequence[Figure], sources: Sequence[Source]) -> list[str]:
    known: frozenset[str] = frozenset().union(*(source.words for source in sources))
    return [
        name
        for name, start, end in names(claim)
        if not any(figure.start < end and start < figure.end for figure in said) and not set(folded(name)) <= known
    ]
