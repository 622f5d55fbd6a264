"""Word processors, e-books and Markdown, made by the libraries that write them."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from ingest.parse.formats import Reading, parse_file
from ingest.parse.text import parse_doc, parse_docx, parse_epub, parse_markdown, parse_odt, parse_rtf
from ingest.parse.trouble import CannotRead
from rag.options import Ingest
from rag.records import Kind
from tests.ingest.parse import papers

SAMPLES = Path(__file__).resolve().parents[3] / "data" / "samples"


def test_word_gives_headings_text_lists_and_tables(tmp_path: Path, reading: Reading) -> None:
    parsed = parse_docx(papers.docx(tmp_path / "a.docx", title="Règlement intérieur"), reading)
    assert (parsed.kind, parsed.title, parsed.pages) == (Kind.TEXT, "Règlement intérieur", 0)
    heading, body, item, table = parsed.blocks
    assert (heading.text, heading.heading) == ("Article 4 – Congés", 1)
    assert (body.text, body.heading) == ("Chaque salarié a droit à vingt-cinq jours ouvrés de congés par an.", 0)
    assert item.text == "– prévenir un mois avant"
    assert (table.header, table.text) == ("Produit | Prix", "Chêne | 1 250 €\nHêtre | 890 €")


def test_opendocument(tmp_path: Path, reading: Reading) -> None:
    heading, body = parse_odt(papers.odt(tmp_path / "a.odt"), reading).blocks
    assert (heading.text, heading.heading) == ("Plan de prévention", 1)
    assert body.text == "Le port du casque est obligatoire dans le couloir B."


def test_rich_text_with_accents(tmp_path: Path, reading: Reading) -> None:
    path = tmp_path / "a.rtf"
    body = (
        rb"Mise en demeure\par Le solde de 1\'a0480 \u8364? est exigible d\'e8s r\u233?ception, dat\u233\'e9 du 3.\par"
    )
    path.write_bytes(rb"{\rtf1\ansi\ansicpg1252 " + body + b"}")
    text = "\n".join(block.text for block in parse_file(path, reading).blocks)
    assert "Mise en demeure" in text
    assert "1 480 € est exigible dès réception, daté du 3." in text
    assert parse_rtf(path, reading).kind is Kind.TEXT


def test_an_e_book(tmp_path: Path, reading: Reading) -> None:
    parsed = parse_epub(papers.epub(tmp_path / "a.epub"), reading)
    assert any("plus de cent ans" in block.text for block in parsed.blocks)
    assert any(block.text == "Le chêne" and block.heading for block in parsed.blocks)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_markdown_in_any_encoding(tmp_path: Path, reading: Reading, encoding: str) -> None:
    path = tmp_path / "a.md"
    path.write_text(
        "# Collage\n\nPresser à 18 °C.\n\n| Bois | Durée |\n|---|---|\n| Chêne | 40 min |\n", encoding=encoding
    )
    parsed = parse_markdown(path, reading)
    assert (parsed.blocks[0].text, parsed.blocks[0].heading) == ("Collage", 1)
    assert parsed.blocks[1].text == "Presser à 18 °C."
    assert (parsed.blocks[2].header, parsed.blocks[2].text) == ("Bois | Durée", "Chêne | 40 min")


@pytest.mark.slow
@pytest.mark.usefixtures("office")
def test_old_word_files_through_libreoffice(reading: Reading) -> None:
    parsed = parse_doc(next(SAMPLES.rglob("PV CSE*.doc")), reading)
    assert parsed.kind is Kind.TEXT
    text = "\n".join(block.text for block in parsed.blocks)
    assert "CSE" in text
    assert "é" in text


@pytest.mark.usefixtures("no_programs")
def test_without_libreoffice_the_reason_is_told(reading: Reading) -> None:
    with pytest.raises(CannotRead) as caught:
        parse_doc(next(SAMPLES.rglob("*.doc")), reading)
    assert caught.value.code == "office_missing"


def program(folder: Path, script: str) -> None:
    """A LibreOffice that behaves badly."""
    folder.mkdir()
    file = folder / "soffice"
    file.write_text(f"#!/bin/sh\n{script}\n", encoding="ascii")
    file.chmod(file.stat().st_mode | stat.S_IXUSR)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("script", "code"), [("exit 77", "damaged"), ("exit 0", "damaged"), ("exec sleep 600", "timeout")]
)
def test_a_libreoffice_that_fails_or_hangs_costs_the_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, script: str, code: str
) -> None:
    program(tmp_path / "bin", script)
    monkeypatch.setenv("PATH", f"{tmp_path / 'bin'}{os.pathsep}{os.environ['PATH']}")
    with pytest.raises(CannotRead) as caught:
        parse_doc(next(SAMPLES.rglob("*.doc")), Reading(Ingest(file_seconds=5)))
    assert caught.value.code == code
