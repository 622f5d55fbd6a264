"""Kinds and dates as people write them."""

from __future__ import annotations

import pytest

from rag.errors import DateUnreadable
from rag.narrowing import NAMES, edge, kind_named
from rag.records import Genre


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("contract", Genre.CONTRACT),
        ("Contrats", Genre.CONTRACT),
        ("leases", Genre.CONTRACT),
        ("FACTURE", Genre.INVOICE),
        ("credit  note", Genre.INVOICE),
        ("comptes rendus", Genre.MINUTES),
        ("compte rendu", Genre.MINUTES),
        ("Règles", Genre.POLICY),
        ("policies", Genre.POLICY),
        ("e-mails", Genre.EMAIL),
        ("courriels", Genre.EMAIL),
        ("devis", Genre.QUOTE),
        ("autres", Genre.OTHER),
        ("poème", None),
        ("", None),
    ],
)
def test_a_kind_by_any_of_its_names(written: str, meant: Genre | None) -> None:
    assert kind_named(written) == meant


@pytest.mark.parametrize("genre", list(Genre))
def test_every_kind_goes_by_its_code_and_by_the_words_shown(genre: Genre) -> None:
    assert kind_named(genre) == genre
    shown = NAMES.get(genre, ())
    assert all(kind_named(word) == genre for word in shown)


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("", ""),
        ("2026", "2026"),
        (" 2026-03 ", "2026-03"),
        ("03/2026", "2026-03"),
        ("mars 2026", "2026-03"),
        ("March 2026", "2026-03"),
        ("2026-03-05", "2026-03-05"),
        ("5/3/2026", "2026-03-05"),
        ("1er mars 2026", "2026-03-01"),
        ("March 5, 2026", "2026-03-05"),
    ],
)
def test_a_bound_is_as_short_as_it_was_written(written: str, meant: str) -> None:
    assert edge(written) == meant


@pytest.mark.parametrize("written", ["hier", "2026-13", "32/01/2026", "5 mars", "depuis mars 2026", "1700"])
def test_what_is_no_date_is_refused_in_words(written: str) -> None:
    with pytest.raises(DateUnreadable) as caught:
        edge(written)
    assert written in caught.value.sentence("fr")
