"""Writes the e-mail threads, the documents that they speak of attached."""

from __future__ import annotations

import re
from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from data.make.outlook import outlook_message

if TYPE_CHECKING:
    from collections.abc import Mapping

MAILS = Path(__file__).parent / "mails"
PARIS = ZoneInfo("Europe/Paris")
TYPES = {".pdf": ("application", "pdf"), ".csv": ("text", "csv"), ".jpg": ("image", "jpeg"), ".txt": ("text", "plain")}
WHO = re.compile(r"(?P<name>.+?) <(?P<mail>[^>]+)>")


def mails(documents: Mapping[str, bytes]) -> dict[str, bytes]:
    """Path relative to data/samples → bytes.

    Args:
        documents: those already made, to attach by their path.
    """
    made = [mail(source.read_text(encoding="utf-8"), documents) for source in sorted(MAILS.glob("*.txt"))]
    return dict(made)


def mail(raw: str, documents: Mapping[str, bytes]) -> tuple[str, bytes]:
    """One source: ``key: value`` lines closed by ``===``, then the words as they are sent."""
    head_part, _, body = raw.partition("\n===\n")
    head = dict(line.split(": ", 1) for line in head_part.splitlines())
    mark = sha256(head["out"].encode()).hexdigest()[:16]
    message = EmailMessage(policy=SMTP)
    message["From"] = _address(head["from"])
    message["To"] = [_address(who) for who in head["to"].split("; ")]
    if "cc" in head:
        message["Cc"] = [_address(who) for who in head["cc"].split("; ")]
    message["Subject"] = head["subject"]
    message["Date"] = datetime.fromisoformat(head["date"]).replace(tzinfo=PARIS)
    message["Message-ID"] = f"<{mark}@atelier-tourvelin.example>"
    message.set_content(body.strip() + "\n", cte="quoted-printable")
    for path in filter(None, head.get("attach", "").split("; ")):
        main, sub = TYPES[Path(path).suffix]
        message.add_attachment(documents[path], maintype=main, subtype=sub, filename=Path(path).name)
    if message.is_multipart():
        message.set_boundary(f"=_{mark}")
    return head["out"], outlook_message(message) if head["out"].endswith(".msg") else message.as_bytes()


def _address(who: str) -> Address:
    found = WHO.fullmatch(who)
    if found is None:
        msg = f"“{who}” is not of the form NAME <ADDRESS>."
        raise ValueError(msg)
    return Address(found["name"], addr_spec=found["mail"])
