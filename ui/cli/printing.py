"""What is printed: names and texts of documents can hold anything, and must not command the terminal."""

from __future__ import annotations

import json
import sys
from contextlib import nullcontext, suppress
from typing import Final

import typer

REPLACED: Final = "\N{REPLACEMENT CHARACTER}"
# Control signs move the cursor or rename the window; half characters (file names that are no UTF-8) cannot be written.
_UNPRINTABLE: Final = dict.fromkeys(
    (*range(0x09), *range(0x0B, 0x20), *range(0x7F, 0xA0), *range(0xD800, 0xE000)), REPLACED
)


def printable(text: str) -> str:
    """The text without anything that a terminal takes for a command; lines and tabs stay."""
    return text.translate(_UNPRINTABLE)


def show(text: str, *, err: bool = False) -> None:
    """One or more lines for people; a sign that the terminal cannot write becomes a question mark."""
    stream = sys.stderr if err else sys.stdout
    encoding = getattr(stream, "encoding", None) or "utf-8"
    # What is said of a trouble may itself run into it, a log on a full disk: the exit code still tells.
    with suppress(OSError) if err else nullcontext():
        typer.echo(printable(text).encode(encoding, "replace").decode(encoding), err=err)


def show_json(value: object) -> None:
    """One line for programs; accents are written as they are where the output can carry them."""
    line = json.dumps(value, ensure_ascii=False)
    try:
        line.encode(getattr(sys.stdout, "encoding", None) or "utf-8")
    except UnicodeEncodeError:
        line = json.dumps(value)
    typer.echo(line)
