"""From passages to sources: what says the same is one source, and what belongs together is read together. Pure.

Nothing that was found is lost: a passage that no longer stands for itself is a neighbour, a copy or an older version of
the one that does, and the screens say so.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from rapidfuzz import fuzz, process

from rag.retrieval.versions import are_versions, asks_for, is_newer

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    import numpy as np
    from numpy.typing import NDArray

    from rag.records import DocumentId, Hit, Passage

LOOKED_AT: Final = 60  # best hits; comparing grows with the square, and further down nobody looks
SAME_WORDS: Final = 95.0  # rapidfuzz ratio of two texts that differ by a slip of reading at the most
SAME_SUBJECT: Final = 70.0  # of two versions of one paragraph; French texts that have nothing in common reach 50
WORTH_JOINING: Final = 0.5  # of the best passage's score; guess
MOST_JOINED: Final = 3  # passages in one source: about 600 tokens
SPREAD_FROM: Final = 3  # from its third source on, a document gives way …
SPREAD: Final = (
    0.02  # … to others whose score is this share of the best lower at most: 0.03 loses a page of our samples
)
# Names, figures and denials.
_TELLING: Final = re.compile(
    r"\b(?:[A-ZÀ-Ý]\w+|\w*\d\w*|(?i:pas|jamais|aucune?|sans|sauf|not?|never|without|except)\b)"
)


def sources(hits: Sequence[Hit], question: str, modified: Mapping[DocumentId, int]) -> list[Hit]:
    """Fold, join and spread what a search found.

    Args:
        hits: best first.
        question: a version that it names is not folded into a newer one.
        modified: when the documents' files were changed; decides between versions that bear no date.

    Returns:
        Best first; each hit of `hits` stands in it once, by itself or within another one.
    """
    looked_at = _folded(hits[:LOOKED_AT], question, modified)
    return _spread([*_joined(looked_at), *hits[LOOKED_AT:]])


def within(found: Sequence[Hit], passages: int) -> tuple[Hit, ...]:
    """The first sources that hold at most so many passages, copies and older versions not counted; one at least."""
    kept: list[Hit] = []
    room = passages
    for hit in found:
        room -= 1 + len(hit.neighbours)
        if kept and room < 0:
            break
        kept.append(hit)
    return tuple(kept)


def parts(hit: Hit) -> tuple[Hit, ...]:
    """Every passage of a source as a hit, the source's own first, each with the others as its neighbours."""
    whole = in_order(hit)
    seen = [replace(one, neighbours=tuple(other for other in whole if other is not one)) for one in whole]
    return (hit, *(one for one in seen if one.passage.id != hit.passage.id))


def in_order(hit: Hit) -> list[Hit]:
    """The passages of a source as hits without neighbours, in reading order."""
    alone = replace(hit, neighbours=())
    return sorted((alone, *hit.neighbours), key=lambda one: one.passage.ordinal)


def whole_text(hit: Hit) -> str:
    """What a source says, its passages in reading order; the header that a table repeats stands in it once."""
    text, header = "", ""
    for one in in_order(hit):
        passage = one.passage
        first, _, rest = passage.text.partition("\n")
        text += ("\n" if text else "") + (rest if passage.first_row and first == header and rest else passage.text)
        header = first
    return text


def _folded(hits: Sequence[Hit], question: str, modified: Mapping[DocumentId, int]) -> list[Hit]:
    """Each hit by itself, or within the first one that says the same or is a version of it.

    Copies first: which version a paper is must not depend on which of its copies was found first.
    """
    texts = [" ".join(hit.passage.text.casefold().split()) for hit in hits]
    if len(texts) < 2:  # noqa: PLR2004 - nothing to compare
        return list(hits)
    alike = process.cdist(texts, texts, scorer=fuzz.ratio, score_cutoff=SAME_SUBJECT)

    def same(main: Hit, hit: Hit) -> Hit | None:
        both = _telling(main.passage) == _telling(hit.passage)
        return _with_copy(main, hit, question, modified) if both else None

    def otherwise(main: Hit, hit: Hit) -> Hit | None:
        return _with_version(main, hit, question, modified)

    copied = _merged(list(enumerate(hits)), same, alike >= SAME_WORDS)
    return [hit for _, hit in _merged(copied, otherwise, alike >= SAME_SUBJECT)]


def _merged(
    placed: Sequence[tuple[int, Hit]], merge: Callable[[Hit, Hit], Hit | None], are_alike: NDArray[np.bool_]
) -> list[tuple[int, Hit]]:
    """Hits with the row that stands for each in `are_alike`; a later one goes into the first that takes it."""
    kept: list[tuple[int, Hit]] = []
    for row, hit in placed:
        for at, (other, main) in enumerate(kept):
            if are_alike[row, other] and (merged := merge(main, hit)):
                kept[at] = (other if merged.passage.id == main.passage.id else row, merged)
                break
        else:
            kept.append((row, hit))
    return kept


def _with_copy(main: Hit, hit: Hit, question: str, modified: Mapping[DocumentId, int]) -> Hit:
    """The better of two copies stands for both: the newer version, then a file of its own before an attachment."""
    if are_versions(main.document, hit.document):
        newer = is_newer(hit.document, main.document, modified)
        better = newer and not asks_for(question, main.document, hit.document)
    else:
        better = bool(main.passage.part) and not hit.passage.part
    if not better:
        return replace(main, copies=(*main.copies, hit))
    return replace(hit, score=main.score, copies=(replace(main, copies=()), *main.copies))


def _with_version(main: Hit, hit: Hit, question: str, modified: Mapping[DocumentId, int]) -> Hit | None:
    """The newer of two versions stands for both, unless the question asks for the older one."""
    if not are_versions(main.document, hit.document):
        return None
    if not is_newer(hit.document, main.document, modified):
        return None if asks_for(question, hit.document, main.document) else replace(main, older=(*main.older, hit))
    if asks_for(question, main.document, hit.document):
        return None
    return replace(hit, score=main.score, older=(replace(main, older=()), *main.older))


def _telling(passage: Passage) -> Counter[str]:
    """Names, figures and denials: where they differ, two texts say different things however alike they look."""
    return Counter(word.casefold() for word in _TELLING.findall(passage.text))


def _joined(hits: Sequence[Hit]) -> list[Hit]:
    """Neighbours that were both found become one source, at the place of the better one."""
    left = {_place(hit): hit for hit in hits}
    joined = []
    for hit in hits:
        if left.pop(_place(hit), None):
            beside = _beside(hit, left)
            joined.append(replace(hit, neighbours=beside) if beside else hit)
    return joined


def _beside(hit: Hit, left: dict[tuple[DocumentId, int], Hit]) -> tuple[Hit, ...]:
    """Take the passages before and after a hit out of those that are left, the better one first."""
    found = [hit]
    while len(found) < MOST_JOINED:
        ends = (found[0].passage.ordinal - 1, found[-1].passage.ordinal + 1)
        near = [left[hit.document.id, end] for end in ends if (hit.document.id, end) in left]
        best = max((one for one in near if _belongs(one, hit)), key=lambda one: one.score, default=None)
        if best is None:
            break
        del left[_place(best)]
        found = sorted([*found, best], key=lambda one: one.passage.ordinal)
    return tuple(one for one in found if one is not hit)


def _belongs(near: Hit, hit: Hit) -> bool:
    """On the same page, so that what is cited can be pointed at; where there are no pages, under the same heading."""
    one, other = near.passage, hit.passage
    pages = (one.first_page, one.last_page) == (other.first_page, other.last_page)
    where = (one.part, one.sheet) == (other.part, other.sheet)
    heading = one.first_page > 0 or one.section == other.section
    return pages and where and heading and near.score >= WORTH_JOINING * hit.score


def _place(hit: Hit) -> tuple[DocumentId, int]:
    return hit.document.id, hit.passage.ordinal


def _spread(hits: Sequence[Hit]) -> list[Hit]:
    """Several documents before many sources of one, where scores allow; a document's first two stay where they are."""
    least = SPREAD * max((hit.score for hit in hits), default=0.0)
    seen: Counter[DocumentId] = Counter()
    weighed = []
    for hit in hits:
        seen[hit.document.id] += 1
        weighed.append((hit.score - (least if seen[hit.document.id] >= SPREAD_FROM else 0.0), hit))
    return [hit for _, hit in sorted(weighed, key=lambda one: -one[0])]
