"""Speeds are values: medians of what was measured lately, under a key that changes with what they depend on."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from rag.models.pace import KEPT, MOST_MODELS, Pace, PaceBook, Speed, pace_key, read_book, write_book
from rag.options import Chat


def test_the_time_to_the_first_word_is_reading_and_one_word() -> None:
    assert Speed(50.0, 5.0).seconds(400) == pytest.approx(8.2)
    assert Speed(50.0).seconds(400) == pytest.approx(8.0)
    assert Speed().seconds(1) == float("inf")
    assert not Speed(0.0, 5.0).is_known


def test_a_speed_is_the_median_of_what_was_measured_lately() -> None:
    book = PaceBook()
    for rate in (10.0, 90.0, 20.0):
        book = book.noted("m", Speed(rate, rate / 10))
    assert book.speed("m") == Speed(20.0, 2.0)
    for _ in range(KEPT):
        book = book.noted("m", Speed(40.0))
    assert book.speed("m") == Speed(40.0, 2.0), "what was not measured stays as it was"
    assert len(book.reading["m"]) == KEPT
    assert book.speed("other") == Speed()


def test_the_book_does_not_grow_for_ever() -> None:
    book = PaceBook()
    for number in range(3 * MOST_MODELS):
        book = book.noted(f"m{number}", Speed(1.0, 1.0)).noted("kept", Speed(2.0))
    assert len(book.reading) == len(book.writing) == MOST_MODELS
    assert book.speed("kept") == Speed(2.0)


def test_a_book_is_written_and_read_again(tmp_path: Path) -> None:
    book = PaceBook().noted("é m 1", Speed(12.5, 3.25)).noted("n", Speed(7.0))
    write_book(tmp_path / "pace.json", book)
    assert read_book(tmp_path / "pace.json") == book
    assert [file.name for file in tmp_path.iterdir()] == ["pace.json"]


@pytest.mark.parametrize("content", ["", "{", "[]", "null", '{"shape": 1, "reading": {"m": ["x"]}}', '{"shape": 99}'])
def test_a_book_that_cannot_be_read_is_an_empty_one(tmp_path: Path, content: str) -> None:
    (tmp_path / "pace.json").write_text(content)
    assert read_book(tmp_path / "pace.json") == PaceBook()
    assert read_book(tmp_path / "absent.json") == PaceBook()


def test_the_key_changes_with_the_file_the_threads_and_the_address(tmp_path: Path) -> None:
    file = tmp_path / "m.gguf"
    file.write_bytes(b"GGUF")
    keys = [pace_key(Chat(model="m.gguf", threads=2), tmp_path), pace_key(Chat(model="m.gguf", threads=3), tmp_path)]
    os.utime(file, (1, 1))
    keys.append(pace_key(Chat(model=str(file), threads=2), tmp_path))
    file.write_bytes(b"GGUF2")
    os.utime(file, (1, 1))
    keys.append(pace_key(Chat(model="m.gguf", threads=2), tmp_path))
    keys += [pace_key(Chat(model="m", address=f"http://127.0.0.1:{port}/v1"), tmp_path) for port in (1, 2)]
    keys += [pace_key(Chat(model="absent.gguf"), tmp_path), pace_key(Chat(), tmp_path)]
    assert len(set(keys)) == len(keys)


def test_what_is_measured_is_kept_for_the_next_start(tmp_path: Path) -> None:
    file = tmp_path / "pace.json"
    Pace("m", file).note(read=(300, 10.0), written=(20, 4.0))
    assert Pace("m", file).speed == Speed(30.0, 5.0)
    assert Pace("other", file).speed == Speed()
    assert "30.0" in file.read_text()
    assert json.loads(file.read_text())["shape"] == 1


def test_too_few_tokens_say_nothing(tmp_path: Path) -> None:
    pace = Pace("m", tmp_path / "pace.json")
    pace.note(read=(5, 0.1), written=(1, 0.1))
    pace.note(read=(500, 0.0))
    assert pace.speed == Speed()
    assert not (tmp_path / "pace.json").exists()


def test_a_disk_that_takes_nothing_does_not_end_an_answer(tmp_path: Path) -> None:
    pace = Pace("m", tmp_path / "no such folder" / "pace.json")
    pace.note(read=(300, 10.0))
    assert pace.speed == Speed(30.0)
