"""E-mails saved by Outlook."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ingest.parse.mail import attachment_name, letter, read_attachments
from ingest.parse.plain import blocks_of_text
from ingest.parse.web import blocks_of_html

if TYPE_CHECKING:
    from pathlib import Path

    from ingest.parse.formats import Reading
    from rag.records import Parsed


def parse_msg(path: Path, reading: Reading) -> Parsed:
    """Read an MSG file."""
    from oxmsg import Message

    message = Message.load(str(path))
    blocks = blocks_of_text(message.body) if message.body else blocks_of_html(message.html_body or "")
    attachments = [
        (attachment_name(one.file_name or "", place), one.file_bytes)
        for place, one in enumerate(message.attachments)
        if one.file_bytes
    ]
    attached, notes = read_attachments(attachments, reading)
    recipients = ", ".join(f"{one.name} <{one.email_address}>" for one in message.recipients)
    return letter(
        blocks + attached,
        notes,
        sender=message.sender or "",
        recipients=recipients,
        date=message.sent_date.isoformat() if message.sent_date else "",
        subject=message.subject or "",
    )
