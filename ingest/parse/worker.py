"""Worker processes that parse: each file under a limit of time and memory; what hangs or dies is replaced.

A damaged or hostile file can crash a parser, or keep it busy for ever. It costs that file, never the run.
"""

from __future__ import annotations

import contextlib
import json
import os
import queue
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
from typing import TYPE_CHECKING, Any, Final, Self

import psutil
from pydantic import TypeAdapter

from ingest.parse.cost import MEGABYTE, Cost, memory_mb
from ingest.parse.trouble import Unreadable
from rag.children import same_imports
from rag.records import Parsed

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from rag.options import Ingest

MOST_WORKERS: Final = 4  # more do not help: one process embeds what they parse
WORKER_MEMORY_MB: Final = 500  # a worker with the office parsers loaded (370), on an ordinary file
LOOK_SECONDS: Final = 0.2  # how often time and memory are looked at
STARTS: Final = 3  # attempts to start a worker before a file is given up
WAITING: Final = 8  # results that may wait to be taken; documents are large

SPENT: Final = 0.75  # of a file's memory still held after it: the next file begins in a new process
REPLY_CHARACTERS: Final = 100_000_000  # the longest text a parser may give, with its boxes, takes less; guess

_parsed = TypeAdapter(Parsed)


class ParserPool:
    """Several workers behind one call. Use as a context manager; leaving it ends every process."""

    def __init__(self, options: Ingest) -> None:
        self._options = options
        self._workers = [Worker(options) for _ in range(worker_count(options))]
        self._stop = threading.Event()

    def parse(self, paths: Iterable[Path]) -> Iterator[tuple[Path, Parsed | Unreadable, Cost]]:
        """Each file's result as it is finished, in any order; paths are taken as workers become free."""
        source = iter(paths)
        turn = threading.Lock()
        results: queue.Queue[tuple[Path, Parsed | Unreadable, Cost] | None] = queue.Queue(WAITING)

        def take() -> Path | None:
            with turn:
                return None if self._stop.is_set() else next(source, None)

        def work(worker: Worker) -> None:
            while (path := take()) is not None:
                found = worker.parse(path)
                self._put(results, (path, found, worker.cost))
            self._put(results, None)

        threads = [threading.Thread(target=work, args=(worker,), daemon=True) for worker in self._workers]
        for thread in threads:
            thread.start()
        running = len(threads)
        while running:
            result = results.get()
            if result is None:
                running -= 1
            else:
                yield result

    def close(self) -> None:
        """End every worker, whatever it does."""
        self._stop.set()
        for worker in self._workers:
            worker.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _put(self, results: queue.Queue[Any], result: object) -> None:
        """Wait for room, unless nobody takes results any more."""
        while not self._stop.is_set():
            try:
                results.put(result, timeout=LOOK_SECONDS)
            except queue.Full:
                continue
            return


def worker_count(options: Ingest) -> int:
    """As many as the settings say; else as the processors and the free memory allow."""
    if options.workers:
        return options.workers
    free = psutil.virtual_memory().available // (WORKER_MEMORY_MB * MEGABYTE)
    return max(1, min(MOST_WORKERS, os.cpu_count() or 1, int(free)))


class Worker:
    """One process, started when it is first needed."""

    def __init__(self, options: Ingest) -> None:
        self.cost = Cost()  # of the last file
        self._options = options
        self._scratch = ""
        self._child: subprocess.Popen[str] | None = None
        self._replies: queue.Queue[str] = queue.Queue()
        self._guard = threading.Lock()
        self._closed = False

    def parse(self, path: Path) -> Parsed | Unreadable:
        """One file, inside its limits."""
        self.cost = Cost()
        for _ in range(STARTS):
            child = self._started()
            if child is None:
                return Unreadable("crashed", "closed")
            if self._send(child, json.dumps(str(path))):
                return self._wait(child)
            self._kill()
        return Unreadable("crashed", "worker")

    def close(self) -> None:
        """End the process."""
        with self._guard:
            self._closed = True
        self._kill()

    def _started(self) -> subprocess.Popen[str] | None:
        with self._guard:
            if self._closed:
                return None
            if self._child is None or self._child.poll() is not None:
                self._start()
            return self._child

    def _start(self) -> None:
        self._scratch = tempfile.mkdtemp(prefix="souffleur-reading-")
        self._child = subprocess.Popen(
            [
                sys.executable,
                "-m",
                "ingest.parse.child",
                "--confined",
                "--parent",
                str(os.getpid()),
                "--scratch",
                self._scratch,
            ],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
            encoding="utf-8",
            start_new_session=True,  # so that the programs it starts can be ended with it
            env=same_imports(PYTHONWARNINGS="ignore"),
        )
        self._replies = queue.Queue()
        threading.Thread(target=_listen, args=(self._child, self._replies), daemon=True).start()
        self._send(self._child, self._options.model_dump_json())

    def _send(self, child: subprocess.Popen[str], line: str) -> bool:
        try:
            if child.stdin is not None:
                child.stdin.write(f"{line}\n")
                child.stdin.flush()
        except (OSError, ValueError):
            return False
        return True

    def _wait(self, child: subprocess.Popen[str]) -> Parsed | Unreadable:
        start, peak = time.monotonic(), 0
        while True:
            try:
                reply = self._replies.get(timeout=LOOK_SECONDS)
            except queue.Empty:
                seconds = time.monotonic() - start
                peak = max(peak, memory_mb(child.pid))
                self.cost = Cost(round(seconds, 3), peak)
                if seconds > self._options.file_seconds:
                    return self._given_up("timeout", f"{self._options.file_seconds} s")
                if peak > self._options.file_memory_mb:
                    return self._given_up("memory", f"{self._options.file_memory_mb} MB")
                continue
            if not reply:
                self._kill()
                return Unreadable("crashed", f"exit {child.returncode}")
            if not reply.endswith("\n"):
                return self._given_up("too_large", "text")
            answer = json.loads(reply)
            self.cost = Cost(answer["seconds"], max(peak, answer["peak_mb"]))
            if memory_mb(child.pid) > SPENT * self._options.file_memory_mb:
                self._kill()
            return _result(answer)

    def _given_up(self, code: str, detail: str) -> Unreadable:
        self._kill()
        return Unreadable(code, detail)

    def _kill(self) -> None:
        child = self._child
        if child is None:
            return
        try:
            if hasattr(os, "killpg"):
                os.killpg(child.pid, signal.SIGKILL)
            else:
                child.kill()
        except (ProcessLookupError, PermissionError):
            pass
        child.wait()
        for pipe in (child.stdin, child.stdout):
            if pipe is not None:
                with contextlib.suppress(OSError):  # what could not be written to a dead child
                    pipe.close()
        shutil.rmtree(self._scratch, ignore_errors=True)
        self._child = None


def _listen(child: subprocess.Popen[str], replies: queue.Queue[str]) -> None:
    """Hand on every line, of an endless one the beginning; an empty one when the process has ended."""
    try:
        while child.stdout and (line := child.stdout.readline(REPLY_CHARACTERS)):
            replies.put(line)
    except ValueError:  # closed while reading
        pass
    replies.put("")


def _result(reply: dict[str, Any]) -> Parsed | Unreadable:
    if "parsed" in reply:
        return _parsed.validate_python(reply["parsed"])
    return Unreadable(str(reply["code"]), str(reply["detail"]))
