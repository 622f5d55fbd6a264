"""Ctrl-C: the first asks for an end, the second does not wait, and what was stored stays."""

from __future__ import annotations

import json
import os
import signal
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from rag.settings import Home
from tests.ui.api.parts import SOON
from tests.ui.cli.parts import souffleur, start
from ui.cli.rim import INTERRUPTED
from ui.cli.stopping import stoppable

FILES = 300


def press() -> None:
    os.kill(os.getpid(), signal.SIGINT)


class Steps:
    """Counts until it is stopped; remembers that it was closed."""

    def __init__(self) -> None:
        self.closed = False

    def __call__(self, stop: threading.Event) -> Iterator[int]:
        try:
            for number in range(1000):
                if stop.is_set():
                    return
                yield number
        finally:
            self.closed = True


def test_without_ctrl_c_everything_is_read() -> None:
    with stoppable(Steps(), "fr") as steps:
        assert len(list(steps)) == 1000


def test_the_first_asks_for_an_end(capsys: pytest.CaptureFixture[str]) -> None:
    seen = []
    before = signal.getsignal(signal.SIGINT)
    with pytest.raises(KeyboardInterrupt), stoppable(Steps(), "fr") as steps:
        for number in steps:
            seen.append(number)
            if number == 3:
                press()
    assert seen == [0, 1, 2, 3]
    assert "J'arrête après les fichiers en cours…" in capsys.readouterr().err
    assert signal.getsignal(signal.SIGINT) is before


def test_the_second_does_not_wait() -> None:
    work = Steps()
    with pytest.raises(KeyboardInterrupt), stoppable(work, "en") as steps:
        next(steps)
        press()
        press()
        pytest.fail("the second was not heard")
    assert work.closed


def test_leaving_early_closes_the_work() -> None:
    work = Steps()
    with stoppable(work, "fr") as steps:
        next(steps)
    assert work.closed


def test_the_real_program_stops_and_keeps_what_it_stored(bare: Home, tmp_path: Path) -> None:
    files = tmp_path / "files"
    files.mkdir()
    for number in range(FILES):
        (files / f"{number}.txt").write_text(f"Note numéro {number} du chantier.", encoding="utf-8")
    program = start("ingest", files, "--json", home=bare)
    assert program.stdout is not None
    assert json.loads(program.stdout.readline())["event"] == "planned"
    program.send_signal(signal.SIGINT)
    events, complaint = program.communicate(timeout=3 * SOON)
    assert program.returncode == INTERRUPTED
    assert "J'arrête après les fichiers en cours…" in complaint
    assert "Arrêté. Ce qui était enregistré le reste." in complaint
    told = {json.loads(line)["path"] for line in events.splitlines() if json.loads(line)["event"] == "outcome"}
    stored = json.loads(souffleur("documents", "--json", home=bare).stdout)["documents"]
    assert told <= {path for one in stored for path in one["paths"]}
    assert len(stored) < FILES
