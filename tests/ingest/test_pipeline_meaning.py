"""What documents mean, through a whole run: read by a worker, stored, found again, and given to programs."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from ingest.pipeline import ingest
from rag.engine import Engine
from rag.models.fakes import HashEmbedder
from rag.options import Settings
from rag.records import Document, Genre
from rag.retrieval.evidence import whole_text
from rag.settings import Home
from rag.store.correspondence import correspondence
from ui.wire import record_from_json, record_to_json

SAMPLES = Path(__file__).resolve().parents[2] / "data" / "samples"
INVOICE = SAMPLES / "Comptabilité" / "Factures clients" / "Facture F-2026-0151 Cabinet Brissard-Nouet.pdf"
ASKED = (
    "From: Jeanne <j@a.example>\nSubject: Pose\nDate: Tue, 03 Mar 2026 09:30:00 +0100\nMessage-ID: <1@a.example>\n\n"
)
ANSWERED = ASKED.replace("<1@", "<2@").replace("03 Mar", "04 Mar").replace("\n\n", "\nIn-Reply-To: <1@a.example>\n\n")


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[Engine]:
    home, files = tmp_path / "home", tmp_path / "files"
    home.mkdir()
    files.mkdir()
    shutil.copy(INVOICE, files / "scan 0042.pdf")
    (files / "a.eml").write_text(f"{ASKED}Jeudi ou vendredi ?\n", encoding="utf-8")
    (files / "b.eml").write_text(f"{ANSWERED}Jeudi convient.\n", encoding="utf-8")
    with Engine.open(Home(home), Settings(), embedder=HashEmbedder()) as opened:
        list(ingest(opened, [files]))
        yield opened


def named(engine: Engine, name: str) -> Document:
    return next(one for one in engine.library.documents(engine.scope()) if one.name == name)


def test_a_run_keeps_what_documents_mean(engine: Engine) -> None:
    document = named(engine, "scan 0042.pdf")
    assert (document.genre, document.date) == (Genre.INVOICE, "2026-04-10")
    assert document.invoice is not None
    assert (document.invoice.number, document.invoice.gross) == ("F-2026-0151", "10158.00")
    assert record_from_json(Document, record_to_json(document)) == document

    found = engine.search("total TTC de la facture F-2026-0151", engine.scope(), 3)
    assert "total TTC 10 158,00 €" in whole_text(found.hits[0])
    assert found.hits[0].passage.first_page == 1

    letters = correspondence(engine.library, named(engine, "b.eml").id, engine.scope())
    assert [one.letter.message_id for one in letters] == ["<1@a.example>", "<2@a.example>"]
    assert named(engine, "a.eml").genre is Genre.EMAIL
