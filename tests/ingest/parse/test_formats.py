"""The door to the parsers: every format has one, what is no file is refused, what comes out is clean."""

from __future__ import annotations

import os
import socket
from importlib import import_module
from pathlib import Path

import pytest

from ingest.parse import formats
from ingest.parse.formats import PARSERS, Reading, parse_file
from ingest.parse.kinds import Format
from ingest.parse.trouble import CannotRead
from rag.options import Ingest
from tests.ingest.parse import papers


def code_of(path: Path, reading: Reading) -> str:
    with pytest.raises(CannotRead) as caught:
        parse_file(path, reading)
    return caught.value.code


def test_every_format_has_a_parser() -> None:
    assert PARSERS.keys() == set(Format)
    for module, function in PARSERS.values():
        assert callable(getattr(import_module(f"ingest.parse.{module}"), function))


def test_a_link_is_refused_even_to_a_good_file(tmp_path: Path, reading: Reading) -> None:
    (tmp_path / "vrai.txt").write_text("Le secret d'un autre dossier.", encoding="utf-8")
    (tmp_path / "lien.txt").symlink_to(tmp_path / "vrai.txt")
    (tmp_path / "dossier").symlink_to(tmp_path)
    (tmp_path / "perdu.txt").symlink_to(tmp_path / "absent")
    assert [code_of(tmp_path / name, reading) for name in ("lien.txt", "dossier", "perdu.txt")] == ["linked"] * 3


def test_what_is_no_file_is_refused_without_waiting(tmp_path: Path, reading: Reading) -> None:
    os.mkfifo(tmp_path / "tuyau.txt")
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(str(tmp_path / "prise"))
        found = [code_of(tmp_path / name, reading) for name in ("tuyau.txt", "prise", ".")]
    assert found == ["unsupported"] * 3


def test_a_file_beyond_the_limit_is_too_large(tmp_path: Path) -> None:
    for size, code in ((1_000_000, "unsupported"), (1_000_001, "too_large")):
        with (tmp_path / "gros.txt").open("wb") as file:
            file.truncate(size)
        assert code_of(tmp_path / "gros.txt", Reading(Ingest(file_mb=1))) == code


def test_blanks_are_no_text(tmp_path: Path, reading: Reading) -> None:
    (tmp_path / "blanc.txt").write_text(" \n\n\t\u200b\n", encoding="utf-8")
    assert code_of(tmp_path / "blanc.txt", reading) == "no_text"


def test_more_text_than_anybody_reads_is_too_large(
    tmp_path: Path, reading: Reading, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "long.txt").write_text("Bonjour à tous", encoding="utf-8")
    monkeypatch.setattr(formats, "TEXT_CHARACTERS", 5)
    assert code_of(tmp_path / "long.txt", reading) == "too_large"


def test_what_comes_out_is_clean(tmp_path: Path, reading: Reading) -> None:
    (tmp_path / "note.txt").write_text("Le\u00a0prix\u200b   est\u202e fixe\u00ad.", encoding="utf-8")
    assert parse_file(tmp_path / "note.txt", reading).blocks[0].text == "Le prix est fixe."


def test_a_title_and_a_subject_stay_on_one_line(tmp_path: Path, reading: Reading) -> None:
    papers.docx(tmp_path / "a.docx", title="Règlement\nintérieur")
    assert parse_file(tmp_path / "a.docx", reading).title == "Règlement intérieur"


def test_a_pdf_named_as_a_word_file_is_read_as_what_it_is(tmp_path: Path, reading: Reading) -> None:
    parsed = parse_file(papers.pdf(tmp_path / "bail.docx", ["Le bail prend fin en 2027."]), reading)
    assert parsed.pages == 1
    assert "2027" in parsed.blocks[0].text
    parsed = parse_file(papers.docx(tmp_path / "notice.pdf"), reading)
    assert any("vingt-cinq jours" in block.text for block in parsed.blocks)


def test_what_lies_inside_is_one_level_deeper_and_shares_the_time(reading: Reading) -> None:
    inside = reading.inside().inside()
    assert (inside.depth, inside.start) == (2, reading.start)
    assert 0 < inside.seconds_left <= reading.options.file_seconds
    assert Reading(Ingest(), start=0.0).seconds_left == 0.0


def test_a_name_that_is_no_text_is_told_and_an_honest_unknown_sign_is_read(tmp_path: Path, reading: Reading) -> None:
    assert code_of(tmp_path / "caf\ufffd.txt", reading) == "bad_name"
    (tmp_path / "caf\ufffd.txt").write_text("Un nom étrange.", encoding="utf-8")
    assert parse_file(tmp_path / "caf\ufffd.txt", reading).blocks[0].text == "Un nom étrange."
