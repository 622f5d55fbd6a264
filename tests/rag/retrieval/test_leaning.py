"""A search leans a little to the document quoted last, and not so far that another subject is missed."""

from __future__ import annotations

from rag.records import Earlier, Hit
from rag.retrieval.leaning import LEAN, leaning
from tests.rag.retrieval.parts import document, hit

LEASE, WORK, NOTE = (document(f"/a/{name}.txt") for name in ("bail", "travail", "note"))
HITS = (hit(WORK, "deux mois", 0.9), hit(LEASE, "six mois", 0.85), hit(NOTE, "un mois", 0.7), hit(LEASE, "loyer", 0.5))
ON_LEASE = Earlier("Quel est le loyer ?", ("bail.txt", "travail.txt"))


def names(hits: tuple[Hit, ...]) -> list[str]:
    return [one.document.name for one in hits]


def test_what_answers_about_as_well_comes_first_of_the_document_quoted_last() -> None:
    led = leaning(HITS, [Earlier("Quel préavis ?", ("note.txt",)), ON_LEASE])
    assert names(led) == ["bail.txt", "travail.txt", "note.txt", "bail.txt"]
    assert [one.score for one in led] == [one.score for one in HITS], "each score stays at its rank"
    assert {one.passage.id for one in led} == {one.passage.id for one in HITS}


def test_what_answers_clearly_better_stays_first() -> None:
    far = (hit(WORK, "deux mois", 0.9), hit(LEASE, "six mois", 0.9 / (1 + LEAN) - 0.01))
    assert leaning(far, [ON_LEASE]) == far


def test_without_a_quotation_just_before_nothing_moves() -> None:
    assert leaning(HITS, []) == HITS
    assert leaning(HITS, [ON_LEASE, Earlier("Qui est le maire ?")]) == HITS
    assert leaning((), [ON_LEASE]) == ()


def test_a_source_that_gave_way_to_others_stays_behind_them() -> None:
    spread = (hit(WORK, "un", 0.9), hit(NOTE, "deux", 0.88), hit(WORK, "trois", 0.89))
    assert leaning(spread, [ON_LEASE]) == spread
