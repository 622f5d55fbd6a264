"""How fast a chat model reads and writes on this machine: measured at its first load, refined by every answer.

The measurements lie in one small file of the library's folder. They are facts about a machine and a model file, never
about a document or a question.
"""

from __future__ import annotations

import json
import statistics
import threading
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import psutil

from rag import journal
from rag.errors import DiskFull, NotWritable
from rag.whole import write_whole

if TYPE_CHECKING:
    from collections.abc import Mapping

    from rag.options import Chat

KEPT: Final = 9  # measurements of each kind; their median forgives a few busy moments, and follows a lasting change
MOST_MODELS: Final = 20  # in the file; the one that was measured longest ago goes first
LEAST_READ: Final = 48  # tokens; below it the time is that of asking, not of reading. Guess
LEAST_WRITTEN: Final = 6  # tokens, likewise
SHAPE: Final = 1  # of the file; another one is not read


@dataclass(frozen=True, slots=True)
class Speed:
    """Of a chat model on this machine; 0 stands for what is not known yet."""

    read_tokens_per_second: float = 0.0  # of a prompt
    write_tokens_per_second: float = 0.0

    @property
    def is_known(self) -> bool:
        """Whether anything can be foretold from it."""
        return self.read_tokens_per_second > 0

    def seconds(self, tokens: int) -> float:
        """Time from asking to the first word, with so many tokens to be read; infinite while nothing is known."""
        if not self.is_known:
            return float("inf")
        one_word = 1 / self.write_tokens_per_second if self.write_tokens_per_second > 0 else 0.0
        return tokens / self.read_tokens_per_second + one_word


@dataclass(frozen=True, slots=True)
class PaceBook:
    """What was measured of each model, latest last; a value."""

    reading: Mapping[str, tuple[float, ...]] = field(default_factory=dict)  # key → tokens a second
    writing: Mapping[str, tuple[float, ...]] = field(default_factory=dict)

    def speed(self, key: str) -> Speed:
        """The median of what was measured lately."""
        return Speed(_median(self.reading.get(key, ())), _median(self.writing.get(key, ())))

    def noted(self, key: str, measured: Speed) -> PaceBook:
        """The book with one more measurement; what is 0 in it was not measured."""
        return PaceBook(
            _with(self.reading, key, measured.read_tokens_per_second),
            _with(self.writing, key, measured.write_tokens_per_second),
        )


def pace_key(options: Chat, models_folder: Path) -> str:
    """What the speeds of the settings' chat model stand under; it changes with all that they depend on.

    A file's name, size and time of change with the computing threads; a server's address with the model's name there.
    """
    if options.address:
        return f"{options.address} {options.model}"
    named = Path(options.model).expanduser()
    for file in (named, models_folder / named):
        try:
            facts = file.stat()
        except OSError:
            continue
        threads = options.threads or psutil.cpu_count(logical=False) or 1
        return f"{file.name} {facts.st_size} {facts.st_mtime_ns} {threads}"
    return options.model


def read_book(file: Path) -> PaceBook:
    """The book of a file; an empty one where there is none, or none that can be read: it is measured again."""
    try:
        written = json.loads(file.read_text(encoding="utf-8"))
        if written["shape"] != SHAPE:
            return PaceBook()
        return PaceBook(_rates(written["reading"]), _rates(written["writing"]))
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return PaceBook()


def write_book(file: Path, book: PaceBook) -> None:
    """Put the book in the place of the file, whole or not at all; raises DiskFull, NotWritable."""
    written = {"shape": SHAPE, "reading": book.reading, "writing": book.writing}
    write_whole(file, json.dumps(written, indent=1).encode())


def measured_speed(file: Path, options: Chat, models_folder: Path) -> Speed:
    """What a book's file says of the settings' chat model."""
    return read_book(file).speed(pace_key(options, models_folder))


class Pace:
    """The pages of one model in the book of a home, kept in step with its file. Safe from several threads."""

    def __init__(self, key: str = "", file: Path | None = None) -> None:
        """Without a file, what is measured is forgotten with this object."""
        self._key = key
        self._file = file
        self._book = read_book(file) if file else PaceBook()
        self._guard = threading.Lock()

    @property
    def speed(self) -> Speed:
        """As far as it is known now."""
        return self._book.speed(self._key)

    def note(self, *, read: tuple[int, float] = (0, 0.0), written: tuple[int, float] = (0, 0.0)) -> None:
        """Take a measurement, tokens with the seconds that they took; one of too few tokens says nothing."""
        measured = Speed(_rate(read, LEAST_READ), _rate(written, LEAST_WRITTEN))
        if measured == Speed():
            return
        with self._guard:
            self._book = self._book.noted(self._key, measured)
            if self._file is None:
                return
            try:
                write_book(self._file, self._book)
            except (DiskFull, NotWritable) as trouble:  # a full disk must not end an answer
                journal.trouble(trouble)


def _rate(taken: tuple[int, float], least: int) -> float:
    tokens, seconds = taken
    return round(tokens / seconds, 2) if tokens >= least and seconds > 0 else 0.0


def _median(rates: tuple[float, ...]) -> float:
    return statistics.median(rates) if rates else 0.0


def _with(book: Mapping[str, tuple[float, ...]], key: str, rate: float) -> Mapping[str, tuple[float, ...]]:
    if rate <= 0:
        return book
    others = [(other, rates) for other, rates in book.items() if other != key]
    return {**dict(others[-(MOST_MODELS - 1) :]), key: (*book.get(key, ()), rate)[-KEPT:]}


def _rates(written: dict[str, Any]) -> Mapping[str, tuple[float, ...]]:
    return {str(key): tuple(float(rate) for rate in rates if float(rate) > 0) for key, rates in written.items()}
