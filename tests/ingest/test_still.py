"""When a file counts as finished; the clock is a number that the test sets."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from ingest.still import BURST_SECONDS, GONE_SECONDS, LONGEST_SECONDS, SETTLE_SECONDS, Stillness

WHEN = 1_000_000.0  # of the day; files of the tests are older


class Clock:
    def __init__(self) -> None:
        self.seconds = 0.0

    def __call__(self) -> float:
        return self.seconds


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def still(clock: Clock) -> Stillness:
    return Stillness(clock, lambda: WHEN)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    made = tmp_path / "devis.txt"
    made.write_text("a")
    return made


def at(path: Path, mtime: float = 0.0) -> tuple[str, int]:
    return str(path), int(mtime * 1e9)


def test_nothing_noted_is_nothing_to_do(still: Stillness) -> None:
    assert not still.ready()


def test_a_file_is_ready_once_it_kept_still(still: Stillness, clock: Clock, file: Path) -> None:
    still.note(str(file))
    assert not still.ready()
    assert still.is_moving(*at(file))
    clock.seconds = SETTLE_SECONDS
    assert still.ready()
    assert not still.is_moving(*at(file))
    still.take()
    assert not still.ready()


def test_a_file_written_in_pieces_is_not_ready_between_them(still: Stillness, clock: Clock, file: Path) -> None:
    still.note(str(file))
    for piece in range(10):
        clock.seconds += SETTLE_SECONDS * 0.9
        file.write_text("a" * (piece + 2))
        assert not still.ready()  # no event is needed: the size tells
    clock.seconds += SETTLE_SECONDS
    assert still.ready()


def test_a_deleted_file_settles_too(still: Stillness, clock: Clock, file: Path) -> None:
    file.unlink()
    still.note(str(file))
    clock.seconds = SETTLE_SECONDS
    assert not still.ready()
    clock.seconds = GONE_SECONDS
    assert still.ready()
    still.take()
    assert not still.is_moving(str(file), None)


def test_a_gone_file_that_nobody_noted_is_not_believed_at_once(still: Stillness, clock: Clock, file: Path) -> None:
    file.unlink()
    assert still.is_moving(str(file), None)
    clock.seconds = GONE_SECONDS
    assert still.ready()
    still.take()
    assert not still.is_moving(str(file), None)


def test_a_new_name_does_not_wait_for_the_old_one(still: Stillness, clock: Clock, file: Path) -> None:
    new = file.rename(file.with_name("nouveau.txt"))
    still.note(str(file))
    still.note(str(new))
    clock.seconds = SETTLE_SECONDS
    assert still.ready()
    still.take()
    assert not still.ready()
    assert still.is_moving(str(file), None)
    assert not still.is_moving(*at(new, WHEN - 1))


def test_finished_files_wait_for_the_rest_of_a_burst_but_not_for_ever(
    still: Stillness, clock: Clock, file: Path
) -> None:
    other = file.with_name("autre.txt")
    still.note(str(file))
    for step in range(int(BURST_SECONDS) + 1):
        clock.seconds = float(step)
        other.write_text("b" * step)
        still.note(str(other))
        assert not still.ready()
    clock.seconds = BURST_SECONDS + 1
    other.write_text("fin")
    assert still.ready()
    still.take()
    assert still.is_moving(*at(other))
    assert not still.is_moving(*at(file))


def test_a_fresh_file_that_nobody_noted_is_moving_and_noted(still: Stillness, clock: Clock, file: Path) -> None:
    os.utime(file, (WHEN - 1, WHEN - 1))
    assert still.is_moving(*at(file, WHEN - 1))
    clock.seconds = SETTLE_SECONDS * 2
    still.ready()  # the shape that was seen is not that of the disk: it counts from here
    clock.seconds = SETTLE_SECONDS * 4
    assert still.ready()


def test_an_old_file_and_one_of_tomorrow_are_not_moving(still: Stillness, file: Path) -> None:
    assert not still.is_moving(*at(file, WHEN - 60))
    assert not still.is_moving(*at(file, WHEN + 86_400))


def test_a_file_that_never_rests_is_read_at_last(still: Stillness, clock: Clock, file: Path) -> None:
    still.note(str(file))
    clock.seconds = LONGEST_SECONDS
    still.note(str(file))
    assert still.ready()
    still.take()
    assert not still.is_moving(*at(file, WHEN))
    assert still.is_moving(*at(file, WHEN))  # once
