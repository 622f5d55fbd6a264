"""The rim of the command line: where an error becomes a sentence, and a defect a line in the log."""

from __future__ import annotations

import errno
import functools
import sys
from contextlib import suppress
from contextvars import ContextVar
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final, ParamSpec, TypeVar

import typer

from rag.errors import DiskFull, LibraryBusy, NothingThere, SearchHung, SouffleurError, Words
from ui.cli.printing import show

if TYPE_CHECKING:
    from collections.abc import Callable

    from rag.errors import Language
    from rag.options import Settings
    from rag.settings import Home
    from ui.desk import Desk

P = ParamSpec("P")
R = TypeVar("R")

_FULL: Final = {errno.ENOSPC, errno.EDQUOT}
INTERRUPTED: Final = 130  # as shells say it
_STOPPED: Final = Words("Arrêté. Ce qui était enregistré le reste.", "Stopped. What was stored stays.")

_WAITING: Final = Words(
    "Une autre lecture est en cours (processus {pid}) ; j'attends… (Ctrl+C pour renoncer)",
    "Another command is changing the library (process {pid}); waiting… (Ctrl+C gives up)",
)


@dataclass(frozen=True, slots=True)
class Chosen:
    """What was said before the command."""

    named_home: Path | None
    named_language: str

    def home(self) -> Home:
        """The library's folder, made when it is missing; raises NothingThere when it cannot be."""
        from rag.settings import find_home

        try:
            return find_home(self.named_home)
        except OSError as trouble:
            raise NothingThere(self.named_home or Path(str(trouble.filename))) from trouble

    def settings(self) -> Settings:
        """The settings in force; raises SettingsInvalid, SettingUnknown."""
        from rag.settings import home_meant, read_settings

        return read_settings(home_meant(self.named_home))

    def language(self) -> Language:
        """Of everything that is printed; French while the settings cannot be read."""
        if self.named_language:
            return "en" if self.named_language == "en" else "fr"
        try:
            return self.settings().page.language
        except SouffleurError:
            return "fr"

    def desk(self) -> Desk:
        """The library, here or behind the running server; see `ui.desk.open_desk`."""
        from ui.desk import open_desk

        self.tell_of_trouble()
        return open_desk(self.home(), self.settings())

    def tell_of_trouble(self) -> None:
        """From now on trouble goes to the log, and a search that hangs is told on this terminal."""
        from rag import journal
        from rag.store.watchdog import say_at_the_end

        journal.start(self.home())
        say_at_the_end(told(SearchHung(), self.language()))

    def desk_in_turn(self) -> Desk:
        """The library for a command that changes it: waits as long as another one does, and says so; Ctrl-C ends it."""
        told = ""
        while True:
            try:
                return self.desk()
            except LibraryBusy as busy:
                owner = str(busy.facts["pid"])
                if owner != told:
                    show(_WAITING.say(self.language(), pid=owner), err=True)
                told = owner


_CHOSEN: ContextVar[Chosen] = ContextVar("chosen", default=Chosen(None, ""))  # noqa: B039 - never changed


def chosen() -> Chosen:
    """What was said before the command that runs now."""
    return _CHOSEN.get()


def choose(home: Path | None, language: str) -> None:
    """Remember what was said before the command."""
    _CHOSEN.set(Chosen(home, language))


def guarded(command: Callable[P, R]) -> Callable[P, R]:
    """A command that never ends in a traceback."""

    @functools.wraps(command)
    def inside(*arguments: P.args, **options: P.kwargs) -> R:
        try:
            return command(*arguments, **options)
        except SouffleurError as error:
            sys.exit(_say(error))
        except (KeyboardInterrupt, typer.Abort):
            show(_STOPPED.say(chosen().language()), err=True)
            sys.exit(INTERRUPTED)
        except BrokenPipeError:  # the reader of our output has gone: `souffleur documents | head`
            sys.stderr.close()
            sys.exit(0)
        except (typer.Exit, typer.BadParameter):  # the command has said why, or Typer is about to
            raise
        except OSError as error:
            sys.exit(_say(DiskFull(chosen().home().folder, 0)) if error.errno in _FULL else _defect(error))
        except Exception as error:  # noqa: BLE001 - the rim: a user never sees a traceback
            sys.exit(_defect(error))

    return inside


def _defect(error: Exception) -> int:
    from rag import journal
    from ui.wire import unexpected

    log = None
    with suppress(OSError, SouffleurError):  # a full disk must not hide the first trouble
        journal.start(chosen().home())
        journal.trouble(error)
        log = chosen().home().log_file
    return _say(unexpected(type(error).__name__, log))


def told(error: SouffleurError, language: Language) -> str:
    """An error in two lines: what happened, and what to do."""
    return f"{error.sentence(language)}\n→ {error.next_step(language)}"


def _say(error: SouffleurError) -> int:
    show(told(error, chosen().language()), err=True)
    return int(error.kind)
