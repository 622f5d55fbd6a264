"""A list on the page: the sentence, the way it was answered, the table, and the texts instead."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from rag.engine import Engine
from rag.models.fakes import HashEmbedder
from rag.options import Settings
from rag.records import Genre
from rag.settings import Home
from tests.rag.listing.parts import bill, shelve
from tests.ui.web.houses import lived_in
from tests.ui.web.test_pages import ask, html, page, until
from ui.server import House

LIST = "Liste des factures de mars 2026"


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    with Engine.open(Home(tmp_path_factory.mktemp("home")), Settings(), embedder=HashEmbedder()) as engine:
        for number, day, total in (
            ("F-1", "2026-03-02", "1 200,00 €"),
            ("F-2", "2026-03-31", "900,50 €"),
            ("<b>F-3", "", "1,00 €"),
        ):
            path = f"/f/Facture {number}.pdf"
            shelve(engine.library, path, Genre.INVOICE, day, bill(number, "Le Chaland Bleu", total))
        engine.search("préavis", engine.scope())  # the index is made, which takes a while on a busy machine
        with lived_in(engine) as ours:
            yield ours


def test_the_sentence_the_way_and_the_table(house: House) -> None:
    at = page()
    shown = ask(at, LIST).replace("\u202f", " ").replace("\u00a0", " ")
    assert "2 factures, datées de mars 2026. Total TTC : 2 100,50 €." in shown
    assert "3 documents regardés, dont 3 de ce genre" in shown
    assert "1 facture sans date précise n&#x27;est pas comptée." in shown
    assert "&lt;b&gt;F-3" in shown
    assert "sf-quoted" not in shown
    table = at.dataframe[0].value
    assert list(table.columns) == ["Date", "Montant TTC", "Document", "Avec", "Page"]
    assert list(table["Document"]) == ["Facture F-1.pdf", "Facture F-2.pdf"]
    assert list(table["Montant TTC"]) == [1200.0, 900.5]


def test_the_same_question_to_the_texts(house: House) -> None:
    at = page()
    ask(at, LIST)
    next(one for one in at.button if one.label == "Chercher plutôt dans le texte").click().run()
    until(at, lambda: "sf-busy" not in html(at))
    assert not at.exception
    assert html(at).count(LIST) == 2
    assert len(at.dataframe) == 1, "only the first answer is a list"


def test_a_count_of_nothing_has_no_table(house: House) -> None:
    at = page()
    shown = ask(at, "Combien de factures en janvier 2020 ?")
    assert "Aucune facture, datée de janvier 2020." in shown
    assert not at.dataframe
    assert any(one.label == "Chercher plutôt dans le texte" for one in at.button)


def test_the_page_speaks_english(house: House) -> None:
    at = page()
    ask(at, "How many invoices in March 2026?")
    at.segmented_control(key="language").set_value("en").run()
    assert "3 documents looked at" in html(at)
    assert list(at.dataframe[0].value.columns)[:2] == ["Date", "Amount with VAT"]
