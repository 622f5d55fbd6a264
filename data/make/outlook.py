"""Writes an e-mail as Outlook saves it, .msg ([MS-OXMSG])."""

from __future__ import annotations

import struct
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from data.make.compound import Tree, compound_file

if TYPE_CHECKING:
    from email.message import EmailMessage

TEXT, BINARY, NUMBER, MOMENT = 0x001F, 0x0102, 0x0003, 0x0040
READ_WRITE = 6
EPOCH = datetime(1601, 1, 1, tzinfo=UTC)
TICKS = 10_000_000  # of a FILETIME, per second
UNICODE_STORE = 0x00040000
BY_VALUE = 1  # the attachment is in the file
TO, CC = 1, 2
READ, HAS_ATTACHMENT = 0x01, 0x10

Value = str | bytes | int | datetime
Properties = dict[int, Value]  # number of the property → value


def outlook_message(message: EmailMessage) -> bytes:
    """The same letter, recipients and attachments as the message given."""
    body = message.get_body(("plain",))
    sender = message["From"].addresses[0]
    recipients = [
        (who, kind) for name, kind in (("To", TO), ("Cc", CC)) if message[name] for who in message[name].addresses
    ]
    attachments = list(message.iter_attachments())
    moment = message["Date"].datetime
    properties: Properties = {
        0x001A: "IPM.Note",
        0x0037: str(message["Subject"]),
        0x0E1D: str(message["Subject"]),
        0x1000: body.get_content() if body else "",
        0x0C1A: sender.display_name,
        0x0C1E: "SMTP",
        0x0C1F: sender.addr_spec,
        0x5D01: sender.addr_spec,
        0x0042: sender.display_name,
        0x0064: "SMTP",
        0x0065: sender.addr_spec,
        0x0E04: "; ".join(who.display_name for who, kind in recipients if kind == TO),
        0x0E03: "; ".join(who.display_name for who, kind in recipients if kind == CC),
        0x0039: moment,
        0x0E06: moment,
        0x1035: str(message["Message-ID"]),
        0x0E07: READ | (HAS_ATTACHMENT if attachments else 0),
        0x340D: UNICODE_STORE,
    }
    counts = struct.pack("<8x4I8x", len(recipients), len(attachments), len(recipients), len(attachments))
    tree = _storage(properties, counts)
    tree["__nameid_version1.0"] = {f"__substg1.0_{number:04X}0102": b"" for number in (2, 3, 4)}
    for place, (who, kind) in enumerate(recipients):
        tree[f"__recip_version1.0_#{place:08X}"] = _storage(
            {
                0x0C15: kind,
                0x3000: place,
                0x3001: who.display_name,
                0x3002: "SMTP",
                0x3003: who.addr_spec,
                0x39FE: who.addr_spec,
            },
            bytes(8),
        )
    for place, part in enumerate(attachments):
        name = part.get_filename() or ""
        content = part.get_payload(decode=True)
        tree[f"__attach_version1.0_#{place:08X}"] = _storage(
            {
                0x0E21: place,
                0x3001: name,
                0x3701: content if isinstance(content, bytes) else b"",
                0x3704: name,
                0x3705: BY_VALUE,
                0x3707: name,
                0x370E: part.get_content_type(),
            },
            bytes(8),
        )
    return compound_file(tree)


def _storage(properties: Properties, head: bytes) -> Tree:
    """One storage: the table of properties, and a stream for each value of variable length."""
    tree: Tree = {}
    rows = [head]
    content: bytes | None
    for number, value in sorted(properties.items()):
        match value:
            case str():
                kind, content = TEXT, value.encode("utf-16-le")
                cell = struct.pack("<2I", len(content) + 2, 0)
            case bytes():
                kind, content = BINARY, value
                cell = struct.pack("<2I", len(content), 0)
            case int():
                kind, content, cell = NUMBER, None, struct.pack("<I4x", value)
            case datetime():
                kind, content = MOMENT, None
                cell = struct.pack("<Q", int((value - EPOCH).total_seconds()) * TICKS)
        rows.append(struct.pack("<HHI", kind, number, READ_WRITE) + cell)
        if content is not None:
            tree[f"__substg1.0_{number:04X}{kind:04X}"] = content
    tree["__properties_version1.0"] = b"".join(rows)
    return tree
