"""Worker processes: what hangs, dies, or eats memory costs its file and nothing else."""

from __future__ import annotations

import os
import signal
import stat
import tempfile
import threading
from pathlib import Path

import psutil
import pytest

from ingest.parse import worker
from ingest.parse.trouble import Unreadable
from ingest.parse.worker import ParserPool, Worker, worker_count
from rag.options import Ingest
from rag.records import Parsed
from tests.ingest.parse import papers

SAMPLES = Path(__file__).resolve().parents[3] / "data" / "samples"
SHORT = Ingest(file_seconds=5, file_memory_mb=512, workers=1)


def note(path: Path, text: str = "Le prix est fixe.") -> Path:
    path.write_text(text, encoding="utf-8")
    return path


def programs(folder: Path, monkeypatch: pytest.MonkeyPatch, script: str) -> None:
    """A LibreOffice that behaves badly, found first."""
    folder.mkdir()
    file = folder / "soffice"
    file.write_text(f"#!/bin/sh\n{script}\n", encoding="ascii")
    file.chmod(file.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setenv("PATH", f"{folder}{os.pathsep}{os.environ['PATH']}")


OTHERS: set[psutil.Process] = set()  # that other tests of this process keep running, such as a browser


@pytest.fixture(autouse=True)
def others() -> None:
    OTHERS.clear()
    OTHERS.update(psutil.Process().children(recursive=True))


def family() -> list[psutil.Process]:
    return [one for one in psutil.Process().children(recursive=True) if one not in OTHERS]


def test_every_file_has_one_result_and_the_processes_are_gone(tmp_path: Path) -> None:
    paths = [note(tmp_path / f"{place}.txt", f"Texte {place}.") for place in range(30)]
    (tmp_path / "7.txt").write_bytes(b"")
    with ParserPool(Ingest(workers=2)) as pool:
        found = {path: one for path, one, _ in pool.parse(paths)}
        assert len(family()) == 2
    assert family() == []
    assert found.keys() == set(paths)
    assert found[paths[7]] == Unreadable("empty", "")
    texts = {path.stem: one.blocks[0].text for path, one in found.items() if isinstance(one, Parsed)}
    assert texts == {str(place): f"Texte {place}." for place in range(30) if place != 7}


def test_leaving_early_ends_everything(tmp_path: Path) -> None:
    paths = [note(tmp_path / f"{place}.txt") for place in range(50)]
    with ParserPool(Ingest(workers=2)) as pool:
        next(iter(pool.parse(paths)))
    assert family() == []


def test_a_worker_that_was_killed_is_replaced(tmp_path: Path) -> None:
    path = note(tmp_path / "a.txt")
    one = Worker(SHORT)
    try:
        assert isinstance(one.parse(path), Parsed)
        (process,) = family()
        process.send_signal(signal.SIGKILL)
        process.wait(30)
        assert isinstance(one.parse(path), Parsed)
    finally:
        one.close()
    assert one.parse(path) == Unreadable("crashed", "closed")


@pytest.mark.slow
def test_a_worker_that_dies_on_a_file_costs_the_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    programs(tmp_path / "bin", monkeypatch, "kill -9 $PPID; exec sleep 600")
    one = Worker(SHORT)
    try:
        found = one.parse(next(SAMPLES.rglob("*.doc")))
        assert isinstance(found, Unreadable)
        assert found.code == "crashed"
        assert isinstance(one.parse(note(tmp_path / "a.txt")), Parsed)
    finally:
        one.close()
    assert family() == []


@pytest.mark.slow
def test_what_takes_too_long_is_stopped_with_all_that_it_started(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    programs(tmp_path / "bin", monkeypatch, "trap '' TERM; sleep 600 & wait; sleep 600")
    one = Worker(SHORT)
    try:
        assert one.parse(next(SAMPLES.rglob("*.doc"))) in {Unreadable("timeout", "5 s"), Unreadable("timeout", "")}
        assert not [process for process in family() if process.name() in {"sh", "sleep"}]
        assert isinstance(one.parse(note(tmp_path / "a.txt")), Parsed)
    finally:
        one.close()


@pytest.mark.slow
def test_what_needs_too_much_memory_is_stopped(tmp_path: Path) -> None:
    rows = "<w:p><w:r><w:t>texte</w:t></w:r></w:p>" * 3_000_000
    path = papers.docx_with_body(tmp_path / "bombe.docx", rows)
    one = Worker(Ingest(file_seconds=120, file_memory_mb=512))
    try:
        found = one.parse(path)
        assert isinstance(found, Unreadable)
        assert found.code == "memory"
        assert isinstance(one.parse(note(tmp_path / "a.txt")), Parsed)
    finally:
        one.close()


def test_closing_from_another_thread_stops_the_file_in_hand(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    programs(tmp_path / "bin", monkeypatch, f"touch {tmp_path}/begun; exec sleep 600")
    one = Worker(Ingest(file_seconds=300))
    found: list[Parsed | Unreadable] = []
    thread = threading.Thread(target=lambda: found.append(one.parse(next(SAMPLES.rglob("*.doc")))))
    thread.start()
    while not (tmp_path / "begun").exists():
        thread.join(0.05)
    one.close()
    thread.join(60)
    (result,) = found
    assert isinstance(result, Unreadable)
    assert result.code == "crashed"


def test_what_a_file_took_is_told(tmp_path: Path) -> None:
    with ParserPool(SHORT) as pool:
        ((_, _, cost),) = pool.parse([note(tmp_path / "a.txt")])
    assert 0 < cost.seconds < 60
    assert 20 < cost.peak_mb < 512


def test_nothing_stays_in_the_folder_for_what_is_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A worker that is killed cannot tidy up; who kills it does."""
    (tmp_path / "temp").mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "temp"))
    programs(tmp_path / "bin", monkeypatch, f"touch {tmp_path}/begun; exec sleep 600")
    one = Worker(Ingest(file_seconds=300))
    thread = threading.Thread(target=one.parse, args=(next(SAMPLES.rglob("*.doc")),))
    thread.start()
    while not (tmp_path / "begun").exists():
        thread.join(0.05)
    assert list((tmp_path / "temp").rglob("document.doc"))
    one.close()
    thread.join(60)
    assert list((tmp_path / "temp").iterdir()) == []


def test_an_answer_without_end_is_cut_off(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(worker, "REPLY_CHARACTERS", 1000)
    one = Worker(SHORT)
    try:
        assert one.parse(note(tmp_path / "a.txt", "Le prix. " * 500)) == Unreadable("too_large", "text")
        assert isinstance(one.parse(note(tmp_path / "b.txt")), Parsed)
    finally:
        one.close()


def test_the_number_of_workers() -> None:
    assert worker_count(Ingest(workers=7)) == 7
    assert 1 <= worker_count(Ingest()) <= worker.MOST_WORKERS
