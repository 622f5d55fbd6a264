"""Keeps one `llama_cpp.server` running as a child process: a native crash never takes the page down.

The child listens on a loopback port of its own choice and answers only to a key made for this run. It is told both
through its standard input, which is also its lifeline: when this process dies, the input ends and the child goes.
It is started when it is needed, and stopped when nobody needed it for a while.
"""

from __future__ import annotations

import atexit
import contextlib
import http.client
import importlib.util
import json
import secrets
import subprocess
import sys
import threading
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from rag.children import same_imports
from rag.errors import ModelFailed, RunnerMissing
from rag.models.cores import step_tokens, threads_for_here
from rag.models.idle import IdleClock

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from rag.options import Chat

STOP_SECONDS: Final = 5.0  # to end by itself before it is killed
DYING_SECONDS: Final = 2.0
HEALTH_SECONDS: Final = 10.0  # in which a child that is well counts a few words, on a machine that is busy with it
LOOK_SECONDS: Final = 0.1  # between two looks at whether somebody still waits
LAST_WORDS: Final = 300  # characters of its log in an error


@dataclass(frozen=True, slots=True)
class Running:
    """A child that is there, and what it said of its model."""

    port: int
    key: str
    context_tokens: int  # what was asked for, or less where the model was not trained for so much
    system_turn: bool  # its template knows one
    opens_thought: bool  # its template begins a thought, which the model then ends

    @property
    def url(self) -> str:
        """Where the OpenAI protocol is spoken."""
        return f"http://127.0.0.1:{self.port}/v1"


class Runner:
    """One model file, one child process."""

    def __init__(self, file: Path, options: Chat, log_file: Path) -> None:
        self._file = file
        self._options = options
        self._log_file = log_file
        self._child: subprocess.Popen[str] | None = None
        self._running: Running | None = None
        self._key = ""
        self._said: list[str] = []  # its first line, once it came
        self._heard = threading.Event()
        self._guard = threading.Lock()
        self._leaving = threading.Event()
        self._idle = IdleClock(options.idle_minutes * 60, self.stop)

    @contextlib.contextmanager
    def used(self, cancel: threading.Event) -> Iterator[Running | None]:
        """The running model, which is started when it is not there, has crashed, or answers no more.

        It is kept while this context lasts; None when `cancel` was set, or `stop` called, before it was ready: it then
        goes on loading.

        Raises:
            RunnerMissing: llama-cpp-python is not installed.
            ModelFailed: it did not start in time, or not at all.
        """
        with self._idle.used():
            yield self._ensure(cancel)

    def stop(self) -> None:
        """End the child; its memory comes back."""
        self._idle.stop()
        self._leaving.set()
        with self._guard:
            self._leaving.clear()
            self._end()

    def has_ended(self) -> bool:
        """Whether the child is gone, or goes now: a process that was killed takes a moment to let go of its memory."""
        child = self._child
        try:
            return child is None or child.wait(DYING_SECONDS) is not None
        except subprocess.TimeoutExpired:
            return False

    def last_words(self) -> str:
        """The end of what the child wrote, for an error."""
        try:
            return self._log_file.read_text(encoding="utf-8", errors="replace").strip()[-LAST_WORDS:]
        except OSError:
            return ""

    def count(self, asked: Mapping[str, Any]) -> list[int] | None:
        """Tokens of `{"texts": […]}` or `{"messages": […]}`; None where nobody is there to count."""
        running = self._running
        return _counted(running, asked) if running else None

    @property
    def pid(self) -> int | None:
        """The child's process number while it runs."""
        return self._child.pid if self._child and self._child.poll() is None else None

    def _ensure(self, cancel: threading.Event) -> Running | None:
        while not self._guard.acquire(timeout=LOOK_SECONDS):
            if cancel.is_set():
                return None
        try:
            if self._child is not None and (self._child.poll() is not None or not self._is_well()):
                self._end()
            if self._child is None:
                self._start()
            if self._running is None:
                self._running = self._first_words(cancel)
            return self._running
        finally:
            self._guard.release()

    def _is_well(self) -> bool:
        return self._running is None or _counted(self._running, {"texts": []}) is not None

    def _start(self) -> None:
        if importlib.util.find_spec("llama_cpp") is None:
            raise RunnerMissing
        self._log_file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        self._key = secrets.token_urlsafe(32)
        with self._log_file.open("w", encoding="utf-8") as log:
            self._child = subprocess.Popen(
                [sys.executable, "-m", "rag.models.runner_child"],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=log,
                text=True,
                start_new_session=True,  # Ctrl-C in the terminal is ours to handle
                env=same_imports(),
            )
        atexit.register(self.stop)
        self._said, self._heard = [], threading.Event()
        self._tell(self._child)
        self._deadline = time.monotonic() + self._options.start_seconds
        threading.Thread(target=_hear, args=(self._child, self._said, self._heard), daemon=True).start()

    def _tell(self, child: subprocess.Popen[str]) -> None:
        threads = threads_for_here(self._options.threads)
        task = {
            "model": str(self._file),
            "alias": self._file.stem,
            "context_tokens": self._options.context_tokens,
            "threads": threads,
            "step_tokens": step_tokens(threads),
            "key": self._key,
        }
        if child.stdin is None:
            return
        try:
            child.stdin.write(json.dumps(task) + "\n")
            child.stdin.flush()
        except OSError as trouble:
            self._end()
            raise ModelFailed(self.last_words()) from trouble

    def _first_words(self, cancel: threading.Event) -> Running | None:
        """Wait for what the child says once the model is loaded; None when somebody could not wait."""
        while not self._heard.wait(LOOK_SECONDS):
            if cancel.is_set() or self._leaving.is_set():
                return None
            if time.monotonic() > self._deadline:
                break
        try:
            return Running(key=self._key, **json.loads(self._said[0]))
        except (IndexError, ValueError, TypeError) as trouble:
            self._end()
            raise ModelFailed(f"{self._file.name} : {self.last_words() or 'démarrage / start'}") from trouble

    def _end(self) -> None:
        child, self._child, self._running = self._child, None, None
        if child is None:
            return
        if child.stdin:
            with contextlib.suppress(OSError):  # it went without having read all
                child.stdin.close()  # the child takes it as a request to stop
        try:
            child.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            child.kill()
            child.wait()
        if child.stdout:
            child.stdout.close()
        atexit.unregister(self.stop)


def _hear(child: subprocess.Popen[str], said: list[str], heard: threading.Event) -> None:
    with contextlib.suppress(OSError, ValueError):  # the child is gone, and its output closed
        said.append(child.stdout.readline() if child.stdout else "")
    heard.set()


def _counted(running: Running, asked: Mapping[str, Any]) -> list[int] | None:
    line = http.client.HTTPConnection("127.0.0.1", running.port, timeout=HEALTH_SECONDS)
    try:
        headers = {"Authorization": f"Bearer {running.key}", "Content-Type": "application/json"}
        line.request("POST", "/count", json.dumps(asked), headers)
        answer = line.getresponse()
        counts = json.loads(answer.read())["counts"] if answer.status == http.HTTPStatus.OK else None
    except (OSError, http.client.HTTPException, ValueError, KeyError):
        return None
    else:
        return [int(one) for one in counts] if counts is not None else None
    finally:
        line.close()
