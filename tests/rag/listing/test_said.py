"""The answer's sentences in both languages."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from rag.errors import Language
from rag.listing.said import answer_in_words, counted, money
from rag.listing.wanted import wanted
from rag.records import Apart, DocumentId, Doubt, Genre, Listed, Listing, Wish

TODAY = date(2026, 11, 27)


def row(amount: str = "", genre: Genre = Genre.INVOICE) -> Listed:
    return Listed(DocumentId("d"), "a.pdf", "A", genre, "2026-03-01", "", amount, "EUR" if amount else "")


def said(question: str, language: Language, rows: list[Listed], *apart: Apart, **more: object) -> list[str]:
    wish = wanted(question, TODAY)
    assert wish
    sums = sum((Decimal(one.amount) for one in rows if one.amount), Decimal(0))
    totals = (("EUR", f"{sums}"),) if sums else ()
    made = Listing(
        wish.what,
        tuple(rows),
        apart,
        75,
        11,
        0,
        wish.genres,
        wish.credits,
        net=wish.net,
        totals=totals,
        **more,  # type: ignore[arg-type]
    )
    written = answer_in_words(wish, made, language)
    return written.replace("\u00a0", " ").replace("\u202f", " ").split("\n")


@pytest.mark.parametrize(
    ("question", "language", "rows", "first"),
    [
        ("Combien de contrats avec Dupont ?", "fr", [], "Aucun contrat, au nom de « Dupont »."),
        ("Combien de factures en avril 2026 ?", "fr", [], "Aucune facture, datée d'avril 2026."),
        (
            "liste des factures de mars 2026 de plus de 1 000 €", "fr", [row("1200"), row("1500.5")],
            "2 factures, datées de mars 2026, de plus de 1 000 €. Total TTC : 2 700,50 €.",
        ),
        ("total HT des factures en 2025", "fr", [row("10")], "Total HT de 1 facture, datée de 2025 : 10,00 €."),
        (
            "liste des contrats signés depuis le 1er mars 2026", "fr", [row(genre=Genre.CONTRACT)] * 2,
            "2 contrats, datés depuis le 1er mars 2026.",
        ),
        ("factures entre 500 et 1 000 €", "fr", [row("700"), row()],
         "2 factures, de 500 à 1 000 €. Total TTC : 700,00 € (1 n'a pas de montant lisible)."),
        ("How many invoices in March 2026?", "en", [row("1200")],
         "1 invoice, dated March 2026. Total with VAT: €1,200.00."),
        ("How many contracts with Bois Sartheval?", "en", [], "No contracts, naming “Bois Sartheval”."),
        ("List the invoices over €1,000 before 1 March 2026", "en", [row("1200")],
         "1 invoice, dated until 28 February 2026, over €1,000. Total with VAT: €1,200.00."),
        ("liste des factures et des devis", "fr", [row("1")], "1 factures et devis. Total TTC : 1,00 €."),
    ],
)  # fmt: skip
def test_the_first_sentence(question: str, language: Language, rows: list[Listed], first: str) -> None:
    found = said(question, language, rows)[0]
    assert found.replace("500 €", "500") == first.replace("500 €", "500")


@pytest.mark.parametrize("why", list(Doubt))
def test_what_is_not_counted_is_said(why: Doubt) -> None:
    for language in ("fr", "en"):
        one = said("liste des factures", language, [row("1")], Apart(why, (row(),)))[1]
        many = said("liste des factures", language, [row("1")], Apart(why, (row(),) * 3))[1]
        assert one.startswith("1 ")
        assert many.startswith("3 ")
        assert "{" not in one + many
        assert one != many


def test_participles_agree() -> None:
    undated = Apart(Doubt.UNDATED, (row(),) * 3)
    assert said("liste des factures", "fr", [], undated)[1] == "3 factures sans date précise ne sont pas comptées."
    assert said("liste des devis", "fr", [], undated)[1] == "3 devis sans date précise ne sont pas comptés."
    credit = Apart(Doubt.CREDIT, (row(),))
    assert said("liste des factures", "fr", [], credit)[1] == "1 avoir est à part et n'est pas déduit."


def test_unread_files_come_last() -> None:
    wish = wanted("liste des factures", TODAY)
    assert wish
    found = Listing(Wish.LIST, (), (), 75, 11, 2, wish.genres)
    assert answer_in_words(wish, found, "fr").split("\n")[-1] == "2 fichiers n'ont pas pu être lus."
    assert answer_in_words(wish, found, "en").split("\n")[-1] == "2 files could not be read."


def test_counts_and_money() -> None:
    assert counted(0, (Genre.QUOTE,), "fr") == "0 devis"
    assert counted(1, (), "en") == "1 document"
    assert counted(2, (Genre.INVOICE,), "en", as_credits=True) == "2 credit notes"
    assert money("1234.5", "", "fr").replace("\u202f", " ") == "1 234,50"
    assert money("1234.5", "GBP", "en") == "£1,234.50"
