"""Presentations: one page a slide, tables and notes included."""

from __future__ import annotations

from pathlib import Path

from ingest.parse.formats import Reading
from ingest.parse.slides import parse_pptx
from rag.records import Kind
from tests.ingest.parse import papers


def test_each_slide_is_a_page(tmp_path: Path, reading: Reading) -> None:
    parsed = parse_pptx(papers.pptx(tmp_path / "a.pptx"), reading)
    assert (parsed.kind, parsed.pages, parsed.title) == (Kind.SLIDES, 2, "Sécurité 2026")
    found = {(block.page, block.text, block.heading > 0) for block in parsed.blocks}
    assert (1, "Les machines", True) in found
    assert (2, "Les numéros", True) in found
    assert any(page == 1 and "Coupez le courant" in text and not heading for page, text, heading in found)


def test_tables_and_notes_belong_to_their_slide(tmp_path: Path, reading: Reading) -> None:
    parsed = parse_pptx(papers.pptx(tmp_path / "a.pptx"), reading)
    (table,) = [block for block in parsed.blocks if block.header]
    assert (table.page, table.header, table.text) == (2, "Service | Poste", "Infirmerie | 4112")
    assert [block.page for block in parsed.blocks if "médecin du travail" in block.text] == [2]
