"""Tables keep their header with every group of rows, and spreadsheets name sheet and rows, up to the passage."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import openpyxl
from docx import Document

from ingest.parse.formats import Reading, parse_file
from ingest.passages import cut
from rag.options import Ingest
from rag.records import DocumentId, Passage

HEADER = ("Article", "Essence", "Prix")
ROWS = 60


def count_words(texts: Sequence[str]) -> list[int]:
    return [len(text.split()) for text in texts]


def passages(file: Path) -> list[Passage]:
    return cut(parse_file(file, Reading(Ingest())), DocumentId("d"), count_words, 60)


def test_every_passage_of_a_sheet_names_its_columns_its_sheet_and_its_rows(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Tarif 2026"
    sheet.append(HEADER)
    for row in range(ROWS):
        sheet.append([f"A{row}", "chêne", 10 + row])
    book.save(tmp_path / "tarif.xlsx")
    found = passages(tmp_path / "tarif.xlsx")
    assert len(found) > 3
    for one in found:
        assert one.text.startswith("Article | Essence | Prix\n")
        assert one.sheet == "Tarif 2026"
        rows = one.text.split("\n")[1:]
        assert rows[0] == f"A{one.first_row - 2} | chêne | {one.first_row + 8}"
        assert rows[-1].startswith(f"A{one.last_row - 2} |")
        assert len(rows) == one.last_row - one.first_row + 1
    assert [one.first_row for one in found[1:]] == [one.last_row + 1 for one in found[:-1]]


def test_every_passage_of_a_word_table_has_the_header_and_the_section(tmp_path: Path) -> None:
    document = Document()
    document.add_heading("Tarif", 1)
    document.add_heading("Bois massifs", 2)
    table = document.add_table(rows=0, cols=3)
    for cells in (HEADER, *((f"A{row}", "chêne", str(10 + row)) for row in range(ROWS))):
        for cell, text in zip(table.add_row().cells, cells, strict=True):
            cell.text = text
    document.add_heading("Quincaillerie", 2)
    document.add_paragraph("Les charnières sont vendues par paire, vis comprises.")
    document.save(str(tmp_path / "tarif.docx"))
    found = passages(tmp_path / "tarif.docx")
    tables = [one for one in found if "chêne" in one.text]
    assert len(tables) > 3
    for one in tables:
        assert "Article | Essence | Prix\n" in one.text
        assert one.section == ("Tarif", "Bois massifs")
    assert found[-1].section == ("Tarif", "Quincaillerie")
    text = "\n".join(one.text for one in tables)
    assert all(f"A{row} | chêne | {10 + row}" in text for row in range(ROWS))
