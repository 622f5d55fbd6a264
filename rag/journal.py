"""The log of one home: what happened, in JSON lines, with identifiers and numbers only.

Never the text of a document, of a question or of an answer; so of a foreign error its kind and the places in the
code are kept, not its message. Nothing is written before `start`, and nothing ever goes to the terminal.
"""

from __future__ import annotations

import logging
import os
import traceback
from functools import cache
from logging.handlers import RotatingFileHandler
from typing import TYPE_CHECKING, Any, Final

from rag.errors import SouffleurError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from rag.settings import Home

FILE_BYTES: Final = 2_000_000  # about 10,000 lines
KEPT_FILES: Final = 5
FRAMES: Final = 12  # of a traceback, the innermost: enough to find the place
LOGGER: Final = "souffleur"

_lines = logging.getLogger(LOGGER)
_lines.propagate = False
_lines.setLevel(logging.INFO)
_lines.addHandler(logging.NullHandler())

Fact = str | int | float | bool


def start(home: Home) -> None:
    """Write to the home's log file from now on; the file is readable by its owner only."""
    stop()
    home.log_file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    handler = RotatingFileHandler(
        home.log_file, maxBytes=FILE_BYTES, backupCount=KEPT_FILES, encoding="utf-8", delay=True
    )
    handler.setFormatter(logging.Formatter("%(message)s"))
    os.close(os.open(home.log_file, os.O_CREAT | os.O_APPEND | os.O_WRONLY, 0o600))
    _lines.addHandler(handler)


def stop() -> None:
    """Close the log file."""
    for handler in [one for one in _lines.handlers if isinstance(one, RotatingFileHandler)]:
        _lines.removeHandler(handler)
        handler.close()


def note(event: str, **facts: Fact) -> None:
    """One line: what happened, with identifiers, counts and times."""
    _logger().info(event, **facts)


def trouble(error: BaseException, **facts: Fact) -> None:
    """One line for an error: its code or kind, and where in the code it came from."""
    code = error.code if isinstance(error, SouffleurError) else type(error).__name__
    _logger().error("trouble", code=code, cause=_cause(error), frames=_frames(error), **facts)


def _cause(error: BaseException) -> str:
    original = error.__cause__ or error.__context__
    return type(original).__name__ if original else ""


def _frames(error: BaseException) -> list[str]:
    innermost = traceback.extract_tb(error.__traceback__)[-FRAMES:]
    return [f"{frame.filename}:{frame.lineno} {frame.name}" for frame in innermost]


@cache
def _logger() -> Any:  # noqa: ANN401 - structlog's bound loggers have no common type
    import structlog  # 0.1 s: not when a command only prints its help

    return structlog.wrap_logger(
        _lines,
        processors=[
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.stdlib.add_log_level,
            _numbers_stay_short,
            structlog.processors.JSONRenderer(ensure_ascii=False),
        ],
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=True,
    )


def _numbers_stay_short(_: object, _method: str, line: Mapping[str, Any]) -> Mapping[str, Any]:
    return {key: round(value, 3) if isinstance(value, float) else value for key, value in line.items()}
