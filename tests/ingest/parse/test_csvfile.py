"""Tables as text: delimiter, encoding, quotes, and an end to endless ones."""

from __future__ import annotations

from pathlib import Path

import pytest

from ingest.parse import csvfile
from ingest.parse.csvfile import parse_csv
from ingest.parse.formats import Reading
from rag.records import Kind

ROWS = (("Client", "Ville", "Solde"), ("Écouvrelles", "Angers", "120,50"), ("Fravallon", "Cholet", "80"))


@pytest.mark.parametrize("sign", [";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_delimiter_and_encoding_are_told_from_the_file(
    tmp_path: Path, reading: Reading, sign: str, encoding: str
) -> None:
    text = "\r\n".join(sign.join(row) for row in ROWS)
    (tmp_path / "a.csv").write_bytes(text.encode(encoding))
    parsed = parse_csv(tmp_path / "a.csv", reading)
    assert (parsed.kind, parsed.notes) == (Kind.TABLE, ())
    (table,) = parsed.blocks
    assert (table.header, table.first_row, table.last_row) == ("Client | Ville | Solde", 2, 3)
    assert table.text == "Écouvrelles | Angers | 120,50\nFravallon | Cholet | 80"


def test_commas_of_the_english(tmp_path: Path, reading: Reading) -> None:
    (tmp_path / "a.csv").write_text('Client,City,Note\nFravallon,Cholet,"late, but paid"\n', encoding="utf-8")
    (table,) = parse_csv(tmp_path / "a.csv", reading).blocks
    assert table.text == "Fravallon | Cholet | late, but paid"


def test_a_cell_of_several_lines_is_one_record(tmp_path: Path, reading: Reading) -> None:
    (tmp_path / "a.csv").write_text('Nom;Note\nAnne;"un\ndeux"\nLuc;trois\n', encoding="utf-8")
    (table,) = parse_csv(tmp_path / "a.csv", reading).blocks
    assert (table.text, table.last_row) == ("Anne | un deux\nLuc | trois", 3)


def test_a_table_without_end_is_cut_and_it_is_told(
    tmp_path: Path, reading: Reading, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(csvfile, "MOST_ROWS", 10)
    (tmp_path / "a.csv").write_text("Nom;Poste\n" + "Anne;4112\n" * 20, encoding="utf-8")
    parsed = parse_csv(tmp_path / "a.csv", reading)
    assert parsed.notes == ("truncated",)
    assert parsed.blocks[-1].last_row == 10


def test_one_column_is_a_table_too(tmp_path: Path, reading: Reading) -> None:
    (tmp_path / "a.csv").write_text("Chêne\nHêtre\n", encoding="utf-8")
    assert parse_csv(tmp_path / "a.csv", reading).blocks[0].text == "Chêne\nHêtre"
