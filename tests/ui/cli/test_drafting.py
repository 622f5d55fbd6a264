"""`souffleur draft`, as a person types it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from ingest.pipeline import ingest
from rag.engine import Engine
from rag.errors import Kind, OfficeMissing
from rag.models.fakes import HashEmbedder
from rag.settings import Home
from tests.ui.api.parts import served
from tests.ui.cli.parts import souffleur
from tests.ui.drafting.parts import docx, words_of
from tests.ui.test_drafts import CONTACTS, MAIL, QUOTE, SETTINGS
from ui.desk import LocalDesk

ANSWERS = ("--set", "line:fenêtres sur la cour=FEN-1250-1150", "--set", "line:store occultant=-")


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Home]:
    own = Home(tmp_path_factory.mktemp("home"))
    with Engine.open(own, SETTINGS, embedder=HashEmbedder()) as engine:
        list(ingest(engine, [MAIL.parent, QUOTE, CONTACTS]))
        with LocalDesk(engine) as desk, served(desk, own):
            yield own


def test_a_quote_is_shown_with_its_sources_and_what_is_missing(home: Home) -> None:
    told = souffleur("draft", "quote", "--request", MAIL, home=home)
    assert told.exit_code == 0, told.output
    said = told.output.replace("\u00a0", " ").replace("\u202f", " ")
    for words in (
        "Devis n° D-2026-0", "Client : Cabinet dentaire Brissard-Nouet", f"{QUOTE.name}, p. 1 : « Cabinet dentaire",
        "Porte de bureau isophonique 38 dB, 830 × 2040 mm : 3 u × 745,00 € = 2 235,00 € (20 %)",
        "Tarif 2026.xlsx, Tarif 2026, ligne 10 : « POR-ISO", "À compléter :", "(line:store occultant)",
        "n'est pas dans la liste de prix", "À savoir :", "souhaité par le client : 5 %", "Total HT 5 075,00 €",
    ):  # fmt: skip
        assert words in said, words
    english = souffleur("draft", "quote", "--request", MAIL, "--language", "en", home=home).output
    assert "Still to be said:" in english
    assert "is not in the price list" in english


def test_what_is_incomplete_is_not_written_and_takes_no_number(home: Home, tmp_path: Path) -> None:
    out = tmp_path / "devis.docx"
    told = souffleur("draft", "quote", "--request", MAIL, "--output", out, home=home)
    assert told.exit_code == Kind.INVALID
    assert "store occultant" in told.output
    assert not out.exists()
    assert json.loads(souffleur("draft", "list", "--json", home=home).stdout) == []


def test_a_quote_is_written_kept_accepted_and_forgotten(
    home: Home, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "devis.docx"
    told = souffleur("draft", "quote", "--request", MAIL, *ANSWERS, "--output", out, "--json", home=home)
    assert told.exit_code == 0, told.output
    number = json.loads(told.stdout)["number"]
    said = words_of(out.read_bytes())
    assert f"Devis n° {number}" in said
    assert "8\u202f922,00\u00a0€" in said
    assert number in souffleur("draft", "list", home=home).output
    assert "accepté" in souffleur("draft", "accept", number, home=home).output
    again = tmp_path / "encore.docx"
    assert souffleur("draft", "show", number, "--output", again, home=home).exit_code == 0
    assert words_of(again.read_bytes()) == said
    assert "POR-ISO" in souffleur("draft", "show", number, home=home).output
    told = souffleur("draft", "record", number, home=home)
    values = json.loads(told.stdout[: told.stdout.rindex("}") + 1])["values"]
    assert (values["BT-115"], values["BG-7"]["identifiers"]) == ("8922.00", {"0009": "00518846100015"})
    assert "le numéro de la facture (BT-1)" in told.output
    invoice = ("--number", "F-2026-1", "--date", "2026-06-01")
    xml = tmp_path / "facture.xml"
    assert souffleur("draft", "record", number, "--output", xml, home=home).exit_code == Kind.INVALID
    assert souffleur("draft", "record", number, *invoice, "--output", xml, home=home).exit_code == 0
    assert b"GrandTotalAmount>8922.00<" in xml.read_bytes()
    monkeypatch.setattr("ui.drafting.pdf.shutil.which", lambda _name: None)
    pdf = tmp_path / "facture.pdf"
    told = souffleur("draft", "record", number, *invoice, "--output", pdf, home=home)
    assert (told.exit_code, pdf.exists()) == (OfficeMissing.kind, False)
    assert "LibreOffice" in told.output
    assert "refusé" in souffleur("draft", "decline", number, home=home).output
    assert souffleur("draft", "record", number, home=home).exit_code == Kind.INVALID
    assert number in souffleur("draft", "forget", number, home=home).output
    missing = souffleur("draft", "show", number, home=home)
    assert missing.exit_code == Kind.NOT_FOUND


def test_an_own_template_is_told_wrong_before_a_number_is_taken(home: Home, tmp_path: Path) -> None:
    (tmp_path / "own.docx").write_bytes(docx("{{ client.nmo }}"))
    out = tmp_path / "devis.docx"
    before = souffleur("draft", "list", "--json", home=home).stdout
    told = souffleur("draft", "quote", "--request", MAIL, *ANSWERS, "--template", tmp_path / "own.docx",
                     "--output", out, home=home)  # fmt: skip
    assert told.exit_code == Kind.INVALID
    assert "client.nom" in told.output
    assert not out.exists()
    assert souffleur("draft", "list", "--json", home=home).stdout == before
    (tmp_path / "own.docx").write_bytes(docx("{{ client.nom }} {{ total_ttc }}"))
    told = souffleur("draft", "quote", "--request", MAIL, *ANSWERS, "--template", tmp_path / "own.docx",
                     "--output", out, home=home)  # fmt: skip
    assert told.exit_code == 0, told.output
    assert words_of(out.read_bytes()).startswith("Cabinet dentaire Brissard-Nouet 8\u202f922,00")


def test_a_letter(home: Home, tmp_path: Path) -> None:
    out = tmp_path / "lettre.docx"
    told = souffleur("draft", "letter", "Nous passerons lundi.\n\nMerci de prévoir la place.", "--set",
                     "client.name=Cabinet dentaire Brissard-Nouet", "--set", "subject=Pose", "--output", out,
                     home=home)  # fmt: skip
    assert told.exit_code == 0, told.output
    said = words_of(out.read_bytes())
    for words in ("Objet : Pose", "Madame, Monsieur,", "Nous passerons lundi.", "45 boulevard du Grand-Mail"):
        assert words in said
    bare = souffleur("draft", "letter", "--json", home=home).stdout
    assert json.loads(bare)["missing"][0]["key"] == "client.name"


@pytest.mark.parametrize(
    "arguments",
    [
        ("quote", "--output", "x.txt"),
        ("quote", "--set", "x"),
        ("quote", "--in", "de"),
        ("template", "x", "--output", "y"),
    ],
)
def test_what_is_mistyped(home: Home, arguments: tuple[str, ...]) -> None:
    assert souffleur("draft", *arguments, home=home).exit_code == Kind.USAGE


def test_our_template_is_written(home: Home, tmp_path: Path) -> None:
    out = tmp_path / "modèle.docx"
    assert souffleur("draft", "template", "quote", "--output", out, home=home).exit_code == 0
    assert "{{ numero }}" in words_of(out.read_bytes())
