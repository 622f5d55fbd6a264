"""E-mails saved by Outlook."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

from ingest.parse.mail import attachment_name, letter, message_ids, read_attachments
from ingest.parse.plain import blocks_of_text
from ingest.parse.replies import newest_first
from ingest.parse.web import blocks_of_html
from rag.records import Letter

if TYPE_CHECKING:
    from pathlib import Path

    from ingest.parse.formats import Reading
    from rag.records import Parsed

SENDER_NAME: Final = 0x0C1A  # properties' numbers: [MS-OXPROPS] PidTagSenderName
SENDER_SMTP_ADDRESS: Final = 0x5D01  # PidTagSenderSmtpAddress
_QUOTED: Final = re.compile(r'^"([^",]+)" <')  # a name that needs no quotation marks
MESSAGE_ID: Final = 0x1035  # PidTagInternetMessageId
REFERENCES: Final = 0x1039  # PidTagInternetReferences
IN_REPLY_TO: Final = 0x1042  # PidTagInReplyToId


def parse_msg(path: Path, reading: Reading) -> Parsed:
    """Read an MSG file."""
    from oxmsg import Message

    message = Message.load(str(path))
    blocks = blocks_of_text(message.body or "") or blocks_of_html(message.html_body or "")
    attachments = [
        (attachment_name(one.file_name or "", place), one.file_bytes)
        for place, one in enumerate(message.attachments)
        if one.file_bytes
    ]
    attached, notes = read_attachments(attachments, reading)
    if any(one.file_bytes is None for one in message.attachments):  # a letter inside the letter, or a mere link
        notes.append("attachment_failed")
    recipients = ", ".join(f"{one.name} <{one.email_address}>" for one in message.recipients)
    return letter(
        newest_first(blocks) + attached,
        notes,
        Letter(
            message_id=next(iter(message_ids(_property(message, MESSAGE_ID))), ""),
            follows=message_ids(f"{_property(message, REFERENCES)} {_property(message, IN_REPLY_TO)}"),
            sender=_QUOTED.sub(r"\1 <", message.sender or "") or _sender(message),
            date=message.sent_date.isoformat() if message.sent_date else "",
            subject=message.subject or "",
        ),
        recipients=recipients,
    )


def _sender(message: Any) -> str:  # noqa: ANN401 - the library has no types
    """From the properties: a letter that never left the house has no header of the internet."""
    name, address = _property(message, SENDER_NAME), _property(message, SENDER_SMTP_ADDRESS)
    return f"{name} <{address}>".strip() if address else name


def _property(message: Any, number: int) -> str:  # noqa: ANN401
    return str(message.properties.str_prop_value(number) or "")
