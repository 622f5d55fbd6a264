"""The worker process spoken to directly: one line in, one line out, whatever the file does."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psutil
import pytest

from ingest.parse import child
from ingest.parse.trouble import CannotRead
from rag.options import Ingest

ROOT = Path(__file__).resolve().parents[3]


class Talk:
    """A running child, asked file by file."""

    def __init__(self) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-m", "ingest.parse.child"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            cwd=ROOT,
            text=True,
            start_new_session=True,
        )
        self.say(Ingest().model_dump_json())

    def say(self, line: str) -> None:
        assert self.process.stdin is not None
        self.process.stdin.write(line + "\n")
        self.process.stdin.flush()

    def ask(self, path: Path) -> dict[str, Any]:
        self.say(json.dumps(str(path)))
        assert self.process.stdout is not None
        answer: dict[str, Any] = json.loads(self.process.stdout.readline())
        return answer


@pytest.fixture
def talk() -> Iterator[Talk]:
    one = Talk()
    yield one
    one.process.kill()
    one.process.wait()


def test_one_answer_a_file_good_and_bad(talk: Talk, tmp_path: Path) -> None:
    good, empty = tmp_path / "l'été.txt", tmp_path / "vide.txt"
    good.write_text("Le prix est fixe.", encoding="utf-8")
    empty.touch()
    assert talk.ask(good)["parsed"]["blocks"][0]["text"] == "Le prix est fixe."
    assert talk.ask(empty)["code"] == "empty"
    assert talk.ask(tmp_path / "absent.txt")["code"] == "vanished"
    assert talk.ask(good)["parsed"]["kind"] == "text"


def test_a_name_of_any_bytes_is_understood(talk: Talk, tmp_path: Path) -> None:
    for name in (b"caf\xe9.txt", b"deux\nlignes.txt", b"-rf", "droite\u202eagauche.txt".encode()):
        path = Path(os.fsdecode(os.path.join(os.fsencode(tmp_path), name)))  # noqa: PTH118 - bytes
        path.write_text("Bonjour.", encoding="utf-8")
        assert talk.ask(path)["parsed"]["blocks"][0]["text"] == "Bonjour.", name


def test_it_ends_with_its_input(talk: Talk) -> None:
    assert talk.process.stdin is not None
    talk.process.stdin.close()
    assert talk.process.wait(60) == 0


def test_it_ends_with_its_parent_even_if_its_input_stays_open() -> None:
    code = (
        "import os, subprocess, sys, time\n"
        "from rag.options import Ingest\n"
        "one = subprocess.Popen([sys.executable, '-m', 'ingest.parse.child', '--parent', str(os.getpid())],"
        " stdin=subprocess.PIPE, start_new_session=True, text=True)\n"
        "one.stdin.write(Ingest().model_dump_json() + '\\n'); one.stdin.flush()\n"
        "holder = subprocess.Popen(['sleep', '600'], pass_fds=[one.stdin.fileno()])\n"
        "print(one.pid, holder.pid, flush=True); time.sleep(600)"
    )
    with subprocess.Popen([sys.executable, "-c", code], cwd=ROOT, stdout=subprocess.PIPE, text=True) as parent:
        assert parent.stdout is not None
        orphan, holder = map(psutil.Process, map(int, parent.stdout.readline().split()))
        try:
            parent.send_signal(signal.SIGKILL)
            orphan.wait(30)  # raises when it lives on
        finally:
            holder.kill()


@pytest.mark.parametrize(
    ("trouble", "code"),
    [
        (CannotRead("encrypted", "x" * 900), "encrypted"),
        (FileNotFoundError("gone"), "vanished"),
        (PermissionError("no"), "unreadable"),
        (MemoryError(), "memory"),
        (RecursionError("deep"), "damaged"),
        (KeyError("styles.xml"), "damaged"),
    ],
)
def test_whatever_a_parser_raises_is_a_reason(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, trouble: Exception, code: str
) -> None:
    def fail(*_: object) -> None:
        raise trouble

    monkeypatch.setattr(child, "parse_file", fail)
    answer = child._answer(tmp_path / "a.txt", Ingest())
    assert answer["code"] == code
    assert len(answer["detail"]) <= child.LONGEST_DETAIL
