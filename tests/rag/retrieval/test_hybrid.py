"""One search over real files: what belongs together arrives as one source."""

from __future__ import annotations

import os
from collections.abc import Iterator
from email.message import EmailMessage
from pathlib import Path

import pytest
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from ingest.pipeline import ingest
from rag.engine import Engine
from rag.models.fakes import HashEmbedder
from rag.options import Settings
from rag.records import Finished, Retrieved
from rag.settings import Home

RULES = (
    "Règles des congés payés",
    "Chaque salarié a droit à {days} jours ouvrés de congés payés par an.",
    "La demande se fait par écrit un mois avant le départ.",
)
DAYS = "Combien de jours ouvrés de congés payés par an ?"


def write_rules(path: Path, days: int) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    canvas = Canvas(str(path), pagesize=A4)
    for number, line in enumerate(RULES):
        canvas.drawString(72, 760 - 24 * number, line.format(days=days))
    canvas.save()
    return path


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    files = tmp_path_factory.mktemp("Entreprise")
    write_rules(files / "Archives/Congés payés – règles 2025.pdf", 25)
    rules = write_rules(files / "RH/Congés payés – règles 2026.pdf", 28)
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = "rh@entreprise.example", "tous@entreprise.example", "Nouvelles règles"
    mail.set_content("Bonjour, voici les nouvelles règles, à lire avant lundi.")
    mail.add_attachment(rules.read_bytes(), maintype="application", subtype="pdf", filename="règles.pdf")
    (files / "envoi.eml").write_bytes(mail.as_bytes())
    long = "\n\n".join(f"Clause {n}. Le bailleur garantit la jouissance paisible du hangar. " * 4 for n in range(40))
    (files / "bail.txt").write_text(f"{long}\n\nLe loyer du hangar est de 900 euros.", encoding="utf-8")
    (files / "voisin.txt").write_text("Le bailleur du hangar voisin est la mairie.", encoding="utf-8")
    with Engine.open(Home(tmp_path_factory.mktemp("home")), Settings(), embedder=HashEmbedder()) as opened:
        list(ingest(opened, [files]))
        yield opened


def test_a_newer_version_stands_for_the_older_one_and_for_its_copy(engine: Engine) -> None:
    found = engine.search(DAYS, engine.scope())
    first = found.hits[0]
    assert first.document.name == "Congés payés – règles 2026.pdf"
    assert [older.document.name for older in first.older] == ["Congés payés – règles 2025.pdf"]
    assert [(copy.document.name, copy.passage.part) for copy in first.copies] == [("envoi.eml", "règles.pdf")]
    names = [hit.document.name for hit in found.hits]
    assert "Congés payés – règles 2025.pdf" not in names


def test_the_older_version_is_found_by_its_year(engine: Engine) -> None:
    found = engine.search("Combien de jours ouvrés de congés payés en 2025 ?", engine.scope())
    assert "Congés payés – règles 2025.pdf" in [hit.document.name for hit in found.hits]


def test_an_answer_quotes_the_newer_version_and_carries_the_older_one(engine: Engine) -> None:
    events = list(engine.ask(DAYS, engine.scope()))
    assert isinstance(events[-1], Finished)
    assert "28 jours" in events[-1].text
    assert "25 jours" not in events[-1].text
    assert "25 jours" in events[-1].citations[0].hit.older[0].passage.text


def test_without_dates_the_newer_file_counts(tmp_path: Path) -> None:
    old, new = write_rules(tmp_path / "f/a/Règles.pdf", 25), write_rules(tmp_path / "f/b/Règles.pdf", 28)
    os.utime(old, (1_900_000_000, 1_900_000_000))
    os.utime(new, (1_800_000_000, 1_800_000_000))
    with Engine.open(Home(tmp_path / "home"), Settings(), embedder=HashEmbedder()) as own:
        list(ingest(own, [tmp_path / "f"]))
        first = own.search(DAYS, own.scope()).hits[0]
        assert (Path(first.document.paths[0]).parent.name, len(first.older)) == ("a", 1)


def test_an_answer_rests_on_as_many_passages_as_the_settings_allow(engine: Engine) -> None:
    question = "Que garantit le bailleur du hangar ?"
    assert any(hit.neighbours for hit in engine.search(question, engine.scope()).hits)
    evidence = next(event for event in engine.ask(question, engine.scope()) if isinstance(event, Retrieved))
    most = engine.settings.retrieval.evidence
    assert 1 <= sum(1 + len(hit.neighbours) for hit in evidence.hits) <= most


@pytest.mark.parametrize("limit", [1, 3, 10])
def test_as_many_sources_as_were_asked_for(engine: Engine, limit: int) -> None:
    hits = engine.search("hangar bailleur loyer congés règles", engine.scope(), limit).hits
    assert len(hits) <= limit
    scores = [hit.score for hit in hits]
    assert max(scores) == scores[0]
    held = [one.passage.id for hit in hits for one in (hit, *hit.neighbours, *hit.copies, *hit.older)]
    assert len(held) == len(set(held))
