"""Mailboxes as one file (mbox): every message a part of its own, with its sender, date and subject."""

from __future__ import annotations

import mailbox
from contextlib import closing
from dataclasses import replace
from itertools import islice
from typing import TYPE_CHECKING, Final

from ingest.parse.mail import read_message
from ingest.parse.trouble import CannotRead
from rag.records import Block, Kind, Letter, Parsed

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from ingest.parse.formats import Reading

MOST_MESSAGES: Final = 5_000
INSIDE: Final = " › "  # between a message and its attachment


def parse_mbox(path: Path, reading: Reading) -> Parsed:
    """Read a mailbox; a message without a header is left out and noted.

    Raises:
        CannotRead: not one message can be read.
    """
    blocks: list[Block] = []
    letters: list[Letter] = []
    notes: list[str] = []
    with closing(mailbox.mbox(path, create=False)) as messages:
        for number, key in enumerate(islice(messages.iterkeys(), MOST_MESSAGES), 1):
            try:
                found = read_message(messages.get_bytes(key), reading)
            except CannotRead:
                notes.append("message_failed")
                continue
            part = f"message {number}"
            blocks += _inside(found, part)
            letters += [replace(one, part=part) for one in found.letters]
            notes += found.notes
        if len(messages) > MOST_MESSAGES:
            notes.append("truncated")
    if not letters:
        raise CannotRead("damaged", "no message")
    return Parsed(tuple(blocks), Kind.MAILBOX, notes=tuple(dict.fromkeys(notes)), letters=tuple(letters))


def _inside(found: Parsed, part: str) -> Iterator[Block]:
    """A message's blocks with its number, its subject as their title."""
    if found.subject:
        yield Block(found.subject, heading=1, part=part)
    for block in found.blocks:
        yield replace(block, part=f"{part}{INSIDE}{block.part}" if block.part else part)
