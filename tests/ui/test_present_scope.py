from __future__ import annotations

from datetime import date

import pytest

from rag.narrowing import EVERYTHING, Narrowing, edge
from rag.records import Genre
from rag.store.contents import Choice
from ui.present import day
from ui.present_scope import LONGEST, chips, kind_words, lines, span, spans

WHERE = Narrowing(("Bureau", "Chantier"), ("/r/Bail du hangar.pdf",), ("invoice", "other"), "2026-01", "2026-03-31")


def test_a_chip_for_each_condition_with_what_is_left_without_it() -> None:
    found = chips(WHERE, "fr")
    assert [one.words for one in found] == [
        "Bureau", "Chantier", "Bail du hangar.pdf", "facture", "autre", "janvier 2026 – 31 mars 2026"
    ]  # fmt: skip
    assert found[0].rest == Narrowing(("Chantier",), WHERE.documents, WHERE.kinds, WHERE.since, WHERE.until)
    left = WHERE
    while known := chips(left, "en"):
        left = known[-1].rest
    assert left == EVERYTHING
    (long,) = chips(Narrowing(documents=(f"/r/{'très ' * 20}long.pdf",)), "fr")
    assert len(long.words) == LONGEST
    assert long.words.endswith("long.pdf")


def test_kinds_are_named_in_both_languages() -> None:
    assert [kind_words(str(kind), "en") for kind in (Genre.MINUTES, Genre.OTHER)] == ["minutes", "other"]
    assert kind_words("facture", "en") == "invoice"
    assert kind_words("grimoire", "fr") == "grimoire"


@pytest.mark.parametrize(
    ("since", "until", "french", "english"),
    [
        ("2026", "2026", "en 2026", "in 2026"),
        ("2026-03", "2026-03", "en mars 2026", "in March 2026"),
        ("2026-03-15", "2026-03-15", "15 mars 2026", "15 Mar 2026"),
        ("2026-03", "", "depuis mars 2026", "since March 2026"),
        ("2026-03-15", "", "depuis le 15 mars 2026", "since 15 Mar 2026"),
        ("", "2026", "jusqu'en 2026", "until 2026"),
        ("", "2026-03-31", "jusqu'au 31 mars 2026", "until 31 Mar 2026"),
        ("2025", "2026-03", "2025 – mars 2026", "2025 – March 2026"),
    ],
)
def test_a_span_of_time(since: str, until: str, french: str, english: str) -> None:
    assert span(since, until, "fr") == french
    assert span(since, until, "en") == english


def test_spans_one_click_away() -> None:
    assert spans(date(2026, 1, 31)) == {
        "month": ("2026-01", "2026-01"),
        "last month": ("2025-12", "2025-12"),
        "year": ("2026", "2026"),
        "last year": ("2025", "2025"),
        "twelve months": ("2025-01", ""),
    }


@pytest.mark.parametrize("bound", ["2026", *(f"2026-{month:02}" for month in range(1, 13)), "2026-02-15", "2026-12-31"])
def test_a_bound_is_read_again_as_it_is_shown(bound: str) -> None:
    assert edge(day(bound, "fr")) == edge(day(bound, "en")) == bound


def test_documents_to_choose_from_are_told_apart() -> None:
    found = [
        Choice("/r/Baux/bail.pdf", "bail.pdf", Genre.CONTRACT, "2026-03"),
        Choice("/r/Anciens/bail.pdf", "bail.pdf", Genre.OTHER, ""),
        Choice("/r/Baux/note.txt", "note.txt", Genre.OTHER, ""),
    ]
    assert lines(found, "fr") == ["bail.pdf · contrat · mars 2026 · Baux", "bail.pdf · Anciens", "note.txt"]
