"""Keeps one `llama_cpp.server` running as a child process: a native crash never takes the page down.

The child listens on a loopback port of its own choice and answers only to a key made for this run. It is told both
through its standard input, which is also its lifeline: when this process dies, the input ends and the child goes.
"""

from __future__ import annotations

import atexit
import importlib.util
import json
import queue
import secrets
import subprocess
import sys
import threading
from typing import TYPE_CHECKING, Final

import psutil

from rag.children import same_imports
from rag.errors import ModelFailed, RunnerMissing

if TYPE_CHECKING:
    from pathlib import Path

    from rag.options import Chat

STOP_SECONDS: Final = 5.0  # to end by itself before it is killed
DYING_SECONDS: Final = 2.0
LAST_WORDS: Final = 300  # characters of its log in an error
LOG_BYTES: Final = 1_000_000


class Runner:
    """One model file, one child process."""

    def __init__(self, file: Path, options: Chat, log_file: Path) -> None:
        self._file = file
        self._options = options
        self._log_file = log_file
        self._child: subprocess.Popen[str] | None = None
        self._url = ""
        self._key = ""
        self._guard = threading.Lock()

    def ensure(self) -> tuple[str, str]:
        """Address and key of the running model, which is started when it is not there or has crashed.

        Raises:
            RunnerMissing: llama-cpp-python is not installed.
            ModelFailed: it did not start in time, or not at all.
        """
        with self._guard:
            if self._child is None or self._child.poll() is not None:
                self._start()
            return self._url, self._key

    def stop(self) -> None:
        """End the child; its memory comes back."""
        with self._guard:
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

    @property
    def pid(self) -> int | None:
        """The child's process number while it runs."""
        return self._child.pid if self._child and self._child.poll() is None else None

    def _start(self) -> None:
        if importlib.util.find_spec("llama_cpp") is None:
            raise RunnerMissing
        self._end()
        self._log_file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        key = secrets.token_urlsafe(32)
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
        self._tell(self._child, key)
        port = self._hear(self._child)
        self._url, self._key = f"http://127.0.0.1:{port}/v1", key

    def _tell(self, child: subprocess.Popen[str], key: str) -> None:
        threads = self._options.threads or psutil.cpu_count(logical=False) or 1
        task = {
            "model": str(self._file),
            "alias": self._file.stem,
            "context_tokens": self._options.context_tokens,
            "threads": threads,
            "key": key,
        }
        if child.stdin is None:
            return
        try:
            child.stdin.write(json.dumps(task) + "\n")
            child.stdin.flush()
        except OSError as trouble:
            raise ModelFailed(self.last_words()) from trouble

    def _hear(self, child: subprocess.Popen[str]) -> int:
        """Wait for the port, which the child says once the model is loaded."""
        said: queue.Queue[str] = queue.Queue()
        threading.Thread(target=lambda: said.put(child.stdout.readline() if child.stdout else ""), daemon=True).start()
        try:
            return int(said.get(timeout=self._options.start_seconds))
        except (queue.Empty, ValueError) as trouble:
            self._end()
            raise ModelFailed(f"{self._file.name} : {self.last_words() or 'démarrage / start'}") from trouble

    def _end(self) -> None:
        child, self._child = self._child, None
        if child is None:
            return
        if child.stdin:
            child.stdin.close()  # the child takes it as a request to stop
        try:
            child.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            child.kill()
            child.wait()
        if child.stdout:
            child.stdout.close()
        atexit.unregister(self.stop)
