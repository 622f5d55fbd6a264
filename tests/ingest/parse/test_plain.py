"""Plain text: the encoding is told from the bytes, paragraphs end at blank lines."""

from __future__ import annotations

from pathlib import Path

import pytest

from ingest.parse.formats import Reading
from ingest.parse.plain import LONGEST_BLOCK, blocks_of_text, parse_plain
from rag.records import Kind

NOTE = "Visite du chantier : l'œuvre coûte 1 250 € à Noël."


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_every_encoding_of_an_office_is_read(tmp_path: Path, reading: Reading, encoding: str) -> None:
    (tmp_path / "note.txt").write_text(f"Note\n\n{NOTE}\n", encoding=encoding)
    parsed = parse_plain(tmp_path / "note.txt", reading)
    assert parsed.kind is Kind.TEXT
    assert [block.text.strip() for block in parsed.blocks] == ["Note", NOTE]


def test_a_short_first_line_alone_is_the_title(tmp_path: Path, reading: Reading) -> None:
    (tmp_path / "a.txt").write_text("Consigne incendie\n\nSortez sans courir.", encoding="utf-8")
    assert [block.heading for block in parse_plain(tmp_path / "a.txt", reading).blocks] == [1, 0]


@pytest.mark.parametrize("text", ["Bonjour,\n\nVoici.", "Une phrase.\n\nUne autre.", "seule", "deux\nlignes\n\nfin"])
def test_other_first_lines_are_not(tmp_path: Path, reading: Reading, text: str) -> None:
    (tmp_path / "a.txt").write_text(text, encoding="utf-8")
    assert all(block.heading == 0 for block in parse_plain(tmp_path / "a.txt", reading).blocks)


def test_line_ends_of_all_systems() -> None:
    assert [block.text for block in blocks_of_text("un\r\n\r\ndeux\r\rtrois\n \t\nquatre")] == [
        "un",
        "deux",
        "trois",
        "quatre",
    ]


def test_a_file_without_blank_lines_is_cut_at_its_lines() -> None:
    lines = [f"ligne {number}\n" for number in range(5000)]
    blocks = blocks_of_text("".join(lines))
    assert "".join(block.text for block in blocks) == "".join(lines)
    assert len(blocks) > 1
    assert all(len(block.text) <= LONGEST_BLOCK and block.text.endswith("\n") for block in blocks)


def test_a_part_is_named_on_every_block() -> None:
    assert [block.part for block in blocks_of_text("un\n\ndeux", part="joint.txt")] == ["joint.txt", "joint.txt"]
