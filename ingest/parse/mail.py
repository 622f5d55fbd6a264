"""E-mails as files: who, when, about what; the text, and the attachments read like any file."""

from __future__ import annotations

import email
import email.policy
import re
import tempfile
from dataclasses import replace
from email.utils import parsedate_to_datetime
from pathlib import Path, PurePosixPath, PureWindowsPath
from typing import TYPE_CHECKING, Any, Final

from ingest.clean import clean_line
from ingest.parse.encodings import decoded, wide_encoding
from ingest.parse.formats import Reading, parse_file
from ingest.parse.plain import blocks_of_text
from ingest.parse.replies import newest_first
from ingest.parse.trouble import CannotRead
from ingest.parse.web import blocks_of_html
from rag.records import Block, Kind, Letter, Parsed

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from email.message import EmailMessage

DEEPEST: Final = 3  # attachments inside attachments
MOST_ATTACHMENTS: Final = 100
LONGEST_NAME: Final = 100
MOST_IDS: Final = 100  # of the messages that one answers; a longer list is kept from its end
_MESSAGE_ID: Final = re.compile(r"<[^<>\s]{3,250}>")
SIGNATURES: Final = frozenset({".p7s", ".asc", ".sig"})
PICTURES: Final = frozenset({".png", ".jpg", ".jpeg", ".gif", ".bmp", ".webp", ".tif", ".tiff"})


def parse_eml(path: Path, reading: Reading) -> Parsed:
    """Read an e-mail in the form of the internet."""
    raw = path.read_bytes()
    if wide_encoding(raw):
        raw = decoded(raw).encode("utf-8")
    return read_message(raw, reading)


def read_message(raw: bytes, reading: Reading) -> Parsed:
    """One message; raises CannotRead when it has no header."""
    message: Any = email.message_from_bytes(raw, policy=email.policy.default)
    if not any(message[name] for name in ("From", "To", "Subject", "Date", "Received")):
        raise CannotRead("damaged", "no header")
    attached, notes = read_attachments(_attachments(message), reading)
    return letter(
        newest_first(_body(message)) + attached,
        notes,
        Letter(
            message_id=next(iter(message_ids(_raw(message, "Message-ID"))), ""),
            follows=message_ids(f"{_raw(message, 'References')} {_raw(message, 'In-Reply-To')}"),
            sender=_header(message, "From"),
            date=_sent(message),
            subject=_header(message, "Subject"),
        ),
        recipients=", ".join(filter(None, (_header(message, "To"), _header(message, "Cc")))),
    )


def message_ids(text: str) -> tuple[str, ...]:
    """The ids in a header field, each once, in its order."""
    return tuple(dict.fromkeys(_MESSAGE_ID.findall(text)))[-MOST_IDS:]


def letter(blocks: list[Block], notes: list[str], link: Letter, *, recipients: str) -> Parsed:
    """An e-mail with its head as the first block, so that names and dates can be searched."""
    sender, date, subject = link.sender, link.date, link.subject
    fields = (("De", sender), ("À", recipients), ("Date", date[:16].replace("T", " ")), ("Objet", subject))
    head = "\n".join(f"{name} : {clean_line(value)}" for name, value in fields if value)
    return Parsed(
        (Block(head), *blocks),
        Kind.MAIL,
        sender=sender,
        recipients=recipients,
        date=date,
        subject=subject,
        notes=tuple(dict.fromkeys(notes)),
        letters=(link,),
    )


def read_attachments(attachments: Iterable[tuple[str, bytes]], reading: Reading) -> tuple[list[Block], list[str]]:
    """The blocks of every attachment that can be read, each with its name; a note when one cannot."""
    blocks: list[Block] = []
    notes: list[str] = []
    if reading.depth >= DEEPEST:
        return [], ["attachment_failed" for _ in attachments][:1]
    with tempfile.TemporaryDirectory(prefix="souffleur-mail-") as scratch:
        for place, (name, content) in enumerate(attachments):
            if place == MOST_ATTACHMENTS:
                notes.append("truncated")
                break
            # The name is the sender's: only its suffix is used on the disk.
            file = Path(scratch, f"{place}{PurePosixPath(name).suffix[:10]}")
            file.write_bytes(content)
            try:
                found = parse_file(file, reading.inside())
            except Exception as trouble:  # noqa: BLE001 - any parser may fail; the letter is worth reading all the same
                if not _is_ornament(file, trouble):
                    notes.append("attachment_failed")
                continue
            blocks += [replace(block, part=block.part or name) for block in found.blocks]
            notes += found.notes
    return blocks, notes


def _is_ornament(file: Path, trouble: Exception) -> bool:
    """Signatures and pictures without text, as logos are: nobody misses their words."""
    code = trouble.code if isinstance(trouble, CannotRead) else ""
    suffix = file.suffix.lower()
    return suffix in SIGNATURES or code == "empty" or (code == "no_text" and suffix in PICTURES)


def attachment_name(name: str, place: int) -> str:
    """The last part of a file name, whatever system wrote it, without control signs."""
    last = clean_line(PureWindowsPath(PurePosixPath(name or "").name).name)
    return last[-LONGEST_NAME:] if last.strip(".") else f"pièce jointe {place + 1}"


def _body(message: EmailMessage) -> list[Block]:
    """The plain text; the HTML where that is missing or blank; whatever is there when the parts cannot be told."""
    for kind in ("plain", "html"):
        part: Any = message.get_body(preferencelist=(kind,))
        blocks = [] if part is None else (blocks_of_html if kind == "html" else blocks_of_text)(_text(part))
        if blocks:
            return blocks
    content: Any = message.get_payload()
    broken = message.get_content_maintype() == "multipart" and isinstance(content, str)
    return blocks_of_text(content) if broken else []


def _text(part: Any) -> str:  # noqa: ANN401
    if (part.get_content_charset() or "us-ascii") == "us-ascii":  # often untrue, or not said
        return decoded(part.get_payload(decode=True) or b"")
    try:
        return str(part.get_content())
    except (LookupError, UnicodeError, ValueError):  # an encoding that nobody knows
        return decoded(part.get_payload(decode=True) or b"")


def _attachments(message: EmailMessage) -> Iterator[tuple[str, bytes]]:
    for place, part in enumerate(message.iter_attachments()):
        name = attachment_name(part.get_filename() or "", place)
        if part.get_content_type() == "message/rfc822":
            inner: Any = part.get_content()
            yield (name if name.endswith(".eml") else f"{name}.eml"), inner.as_bytes()
            continue
        content: Any = part.get_payload(decode=True)
        if content and not (part.get_content_maintype() == "image" and part.get_content_disposition() == "inline"):
            yield name, content  # pictures in signatures are left out


def _header(message: EmailMessage, name: str) -> str:
    try:
        return clean_line(str(message[name] or ""))
    except (ValueError, IndexError, AttributeError):  # the library stumbles over some broken headers
        return ""


def _raw(message: EmailMessage, name: str) -> str:
    """A field as it stands in the file: the library's own reading of ids fails on those that break the rules."""
    return " ".join(str(value) for field, value in message.raw_items() if field.lower() == name.lower())


def _sent(message: EmailMessage) -> str:
    try:
        return parsedate_to_datetime(str(message["Date"])).isoformat()
    except (ValueError, TypeError, IndexError, AttributeError):
        return ""
