"""A question for a list as the two events of an answer."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from ingest.pipeline import ingest
from rag.engine import Engine
from rag.errors import QuestionEmpty
from rag.listing.ask import listed
from rag.listing.sheet import VERSION
from rag.models.fakes import HashEmbedder
from rag.options import Settings
from rag.records import Finished, Genre, Manner, Retrieved
from rag.settings import Home, fingerprint
from rag.store.access import whole_library
from rag.store.library import Library
from rag.store.whole import sheets_of
from tests.rag.listing.parts import bill, shelve


def test_two_events_without_a_model(library: Library) -> None:
    shelve(library, "/f/F-1.pdf", Genre.INVOICE, "2026-03-02", bill("F-1", "Le Chaland Bleu", "1 200,00 €"))
    found = listed(library, "Combien de factures ce mois-ci ?", whole_library(library), Settings(), date(2026, 3, 9))
    assert found
    retrieved, finished = found
    assert (retrieved.hits, retrieved.refused) == ((), False)
    assert finished.manner is Manner.LISTED
    assert finished.text.startswith("1 facture, datée de mars 2026.")
    assert finished.listing
    assert len(finished.listing.rows) == 1
    assert (finished.model, finished.embedder, finished.settings) == ("", "", fingerprint(Settings()))


def test_the_answer_speaks_the_language_of_the_question(library: Library) -> None:
    shelve(library, "/f/F-1.pdf", Genre.INVOICE, "2026-03-02", bill("F-1", "Le Chaland Bleu", "1 200,00 €"))
    found = listed(library, "How many invoices do we have?", whole_library(library), Settings())
    assert found
    assert found[1].text.startswith("1 invoice. Total with VAT: €1,200.00.")


def test_any_other_question_is_none(library: Library) -> None:
    shelve(library, "/f/F-1.pdf", Genre.INVOICE, "2026-03-02", bill("F-1", "Le Chaland Bleu", "1 200,00 €"))
    assert listed(library, "Quel est le délai de paiement ?", whole_library(library), Settings()) is None


@pytest.fixture
def engine(tmp_path: Path) -> Engine:
    folder = tmp_path / "Factures"
    folder.mkdir()
    for number, client in (("F-1", "Le Chaland Bleu"), ("F-2", "Mairie d'Écouvrelles")):
        text = f"{bill(number, client, '120,00 €', 'Date : 2 mars 2026', 'Échéance : 2 avril 2026')}\nTVA 20 %"
        (folder / f"Facture {number}.txt").write_text(text, encoding="utf-8")
    home = Home(tmp_path / "home")
    home.folder.mkdir()
    opened = Engine.open(home, Settings(), embedder=HashEmbedder())
    list(ingest(opened, [folder]))
    return opened


def test_through_the_engine(engine: Engine) -> None:
    with engine:
        scope = engine.scope()
        sheets = sheets_of(engine.library, scope, (Genre.INVOICE,), VERSION)
        assert len(sheets) == 2, "they are read when documents come in"
        retrieved, finished = engine.ask("Liste des factures de mars 2026", scope)
        assert isinstance(retrieved, Retrieved)
        assert isinstance(finished, Finished)
        assert finished.listing
        assert [row.party for row in finished.listing.rows] == ["Le Chaland Bleu", "Mairie d'Écouvrelles"]
        *_, plain = engine.ask("Liste des factures de mars 2026", scope, plain=True)
        assert isinstance(plain, Finished)
        assert plain.manner is not Manner.LISTED
        with pytest.raises(QuestionEmpty):
            next(engine.ask(" ", scope))
