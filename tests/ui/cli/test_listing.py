"""A list on the terminal, and as a file for a spreadsheet."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from rag.records import Genre
from rag.settings import Home
from tests.rag.listing.parts import bill, shelve
from tests.ui.api.parts import QUESTION
from tests.ui.cli.parts import souffleur
from ui.desk import LocalDesk

LIST = "Liste des factures de mars 2026"


@pytest.fixture(scope="module", autouse=True)
def _bills(desk: LocalDesk, home: Home) -> None:
    library = desk._engine.library
    for number, day, total in (
        ("F-1", "2026-03-02", "1 200,00 €"),
        ("F-2", "2026-03-31", "900,50 €"),
        ("F-3", "", "1,00 €"),
    ):
        path = f"/f/Facture {number}.pdf"
        shelve(library, path, Genre.INVOICE, day, bill(number, "Le Chaland Bleu", total), title=f"Facture {number}")


def test_the_answer_and_its_table(home: Home) -> None:
    said = souffleur("ask", LIST, home=home)
    assert (said.exit_code, said.stderr) == (0, "")
    plain = said.stdout.replace("\u202f", " ").replace("\u00a0", " ")
    assert plain.startswith("2 factures, datées de mars 2026. Total TTC : 2 100,50 €.")
    assert "1 facture sans date précise n'est pas comptée." in plain
    assert "1 fichier n'a pas pu être lu." in plain
    assert "5 documents regardés, dont 3 de ce genre" in plain
    assert "Montant TTC" in plain
    assert plain.index("Facture F-1.pdf") < plain.index("Facture F-2.pdf")
    assert "  · Facture F-3.pdf (sans date précise)" in plain


def test_in_english(home: Home) -> None:
    said = souffleur("--language", "en", "ask", "How many invoices in March 2026?", home=home)
    assert said.stdout.startswith("2 invoices, dated March 2026. Total with VAT: €2,100.50.")
    assert "Answered from what is known of your documents: 5 documents looked at" in said.stdout


def test_for_programs(home: Home) -> None:
    answer = json.loads(souffleur("ask", LIST, "--json", home=home).stdout)
    assert answer["manner"] == "listed"
    assert [row["amount"] for row in answer["listing"]["rows"]] == ["1200", "900.5"]
    assert answer["listing"]["totals"] == [["EUR", "2100.5"]]
    assert answer["listing"]["apart"][0]["why"] == "undated"


@pytest.mark.parametrize(("name", "begins"), [("liste.csv", b"\xef\xbb\xbfDocument;"), ("liste.xlsx", b"PK")])
def test_a_file_for_a_spreadsheet(home: Home, tmp_path: Path, name: str, begins: bytes) -> None:
    file = tmp_path / name
    said = souffleur("ask", LIST, "--csv", file, home=home)
    assert said.exit_code == 0
    assert f"Tableau écrit dans {file}." in said.stderr
    assert file.read_bytes().startswith(begins)


def test_no_list_writes_no_file(home: Home, tmp_path: Path) -> None:
    said = souffleur("ask", QUESTION, "--csv", tmp_path / "liste.csv", home=home)
    assert said.exit_code == 0
    assert "n'est pas une liste" in said.stderr
    assert not (tmp_path / "liste.csv").exists()


def test_the_texts_can_be_asked_instead(home: Home) -> None:
    said = souffleur("ask", LIST, "--text", home=home)
    assert said.exit_code == 0
    assert "documents regardés" not in said.stdout
