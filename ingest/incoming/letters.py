"""From what the parsers read to mails: what is new in each, who wrote it, what is attached. Pure.

A message that was sent on is what counts: who passed it on mostly says no more than "for you".
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass, replace
from itertools import groupby
from typing import TYPE_CHECKING, Final

from ingest.parse.mailbox import INSIDE
from ingest.parse.replies import TITLES, Share, shares
from rag.office.mail.record import MAIL_ID_LENGTH, Mail
from rag.records import Kind

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from rag.records import Block, Letter, Parsed

DEEPEST: Final = 3  # messages sent on inside of such
WRAPPED: Final = 45  # characters from which a line was broken by the mail program and goes on in the next one. Guess
NO_FIELD: Final = -1  # stands right above; else how far that field is indented, and its broken end is further in
_ATTACHED: Final = re.compile(r"\(See attached\s+file:\s*([^)]*)\)", re.IGNORECASE)
_ORNAMENT: Final = re.compile(
    r"\(Embedded image moved\s+to file:[^)]*\)|\[(?:image|cid:[^\]]*)\]|<[\w. -]+\.(?:pdf|png|jpe?g)>|&nbsp;",
    re.IGNORECASE,
)
_FIELD: Final = re.compile(
    r"^[>|\s]*\*?(?P<name>de|from|expéditeur|[àa]|to|cc|copie(?: à)?|destinataires?|date|envoyé(?: le)?|sent|objet|"
    r"subject)\s*:\*?\s*(?P<value>.*)$",
    re.IGNORECASE,
)
_FROM: Final = frozenset({"de", "from", "expéditeur"})
_SUBJECT: Final = frozenset({"objet", "subject"})
_BEGINS: Final = re.compile(r"^[>|\s]*(?:[-_=*]{2,}|forwarded by|début du message|begin forwarded)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Said:
    """What one message says, by itself."""

    text: str
    signature: str = ""
    forwarded: str = ""


def mails_of(parsed: Parsed, name: str) -> list[Mail]:
    """The mails of a file; none where it holds no letter.

    Args:
        parsed: a mail or a mailbox, as the parsers gave it.
        name: of the file.
    """
    if parsed.kind is Kind.MAIL and parsed.letters:
        return [_mail(parsed.letters[0], parsed.blocks[1:], parsed.recipients, name)]
    by_part: dict[str, list[Block]] = {}
    for block in parsed.blocks:
        part, _, inside = block.part.partition(INSIDE)
        by_part.setdefault(part, []).append(replace(block, part=inside))
    found = []
    for letter in parsed.letters:
        blocks = [block for block in by_part.get(letter.part, []) if not block.heading or block.apart]
        head, rest = (blocks[0].text, blocks[1:]) if blocks else ("", [])
        found.append(_mail(letter, rest, _recipients(head), f"{name}{INSIDE}{letter.part}"))
    return found


def _mail(letter: Letter, blocks: Sequence[Block], recipients: str, name: str) -> Mail:
    own = [block for block in blocks if not block.part]
    attached = dict.fromkeys(block.part for block in blocks if block.part)
    told = _told(own)
    everything = "\n".join(block.text for block in own)
    mentioned = dict.fromkeys(" ".join(one.split()) for one in _ATTACHED.findall(everything))
    sender, subject, text = letter.sender, letter.subject, told.text
    forwarded = told.forwarded
    for _ in range(DEEPEST):
        if not forwarded:
            break
        inner_sender, inner_subject, inner = _opened(forwarded)
        sender, subject = inner_sender or sender, inner_subject or subject
        text, forwarded = f"{text}\n{inner.text}".strip(), inner.forwarded
    marked = letter.message_id or f"{letter.sender}|{letter.date}|{letter.subject}|{text}"
    return Mail(
        hashlib.sha256(marked.encode("utf-8", "replace")).hexdigest()[:MAIL_ID_LENGTH],
        name,
        sender,
        recipients,
        letter.date,
        subject,
        text,
        tuple({**attached, **mentioned}),
        told.signature,
        letter.sender if sender != letter.sender else "",
        letter.message_id,
        letter.follows,
    )


def _told(blocks: Sequence[Block]) -> _Said:
    """The blocks under the titles that the parser put over signature, older messages and what was sent on."""
    parts: dict[Share, list[str]] = {share: [] for share in Share}
    share = Share.NEW
    titles = {title: one for one, title in TITLES.items()}
    for block in blocks:
        if block.apart and block.text in titles:
            share = titles[block.text]
        else:
            parts[share].append(block.text)
    return _Said(
        "\n".join(filter(None, (_tidy(text) for text in parts[Share.NEW]))),
        _tidy("\n".join(parts[Share.SIGNATURE]), joined=False),
        "\n\n".join(parts[Share.FORWARDED]),
    )


def _opened(message: str) -> tuple[str, str, _Said]:
    """Sender and subject of a message that was sent on, and what it says itself."""
    lines = message.split("\n")
    fields: dict[str, str] = {}
    place, above = 0, NO_FIELD
    while place < len(lines):
        line = lines[place]
        indent = len(line.expandtabs()) - len(line.expandtabs().lstrip())
        if field := _FIELD.match(line):
            fields.setdefault(field["name"].lower(), field["value"].strip())
            above = indent
        elif not line.strip():
            above = NO_FIELD
        elif not (NO_FIELD < above < indent if fields else _BEGINS.match(line)):
            break  # neither a field's broken end nor the line over the fields
        place += 1
    rest = lines[place:]
    sender = next((value for name, value in fields.items() if name in _FROM), "")
    subject = next((value for name, value in fields.items() if name in _SUBJECT), "")
    parts: dict[Share, list[str]] = {share: [] for share in Share}
    for share, group in groupby(zip(rest, shares(rest), strict=True), key=lambda one: one[1]):
        parts[share] += [line for line, _ in group]
    text = "\n".join(filter(None, map(_tidy, _paragraphs(parts[Share.NEW]))))
    return sender, subject, _Said(text, "", "\n".join(parts[Share.FORWARDED]))


def _paragraphs(lines: Sequence[str]) -> Iterator[str]:
    for empty, group in groupby(lines, key=lambda line: not line.strip()):
        if not empty:
            yield "\n".join(group)


def _tidy(text: str, *, joined: bool = True) -> str:
    """Without what programs write in place of pictures and attachments; broken lines made whole."""
    plain = _ORNAMENT.sub(" ", _ATTACHED.sub(" ", text))
    lines = [" ".join(line.split()) for line in plain.split("\n")]
    if not joined:
        return "\n".join(line for line in lines if line)
    found: list[str] = []
    broken = False
    for line in filter(None, lines):
        if found and (broken or line[0].islower()):
            found[-1] += f" {line}"
        else:
            found.append(line)
        broken = len(line) >= WRAPPED and line[-1] not in ".!?:;"
    return "\n".join(found)


def _recipients(head: str) -> str:
    """The line of a mailbox's message that says to whom it went."""
    return next((line.removeprefix("À : ") for line in head.split("\n") if line.startswith("À : ")), "")
