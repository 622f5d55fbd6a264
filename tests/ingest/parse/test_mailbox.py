"""Mailboxes in one file, and how e-mails are linked to those they answer."""

from __future__ import annotations

from email.message import EmailMessage
from pathlib import Path

import pytest

from ingest.parse.formats import Reading, parse_file
from ingest.parse.kinds import Format, format_of
from ingest.parse.trouble import CannotRead
from ingest.passages import cut
from rag.options import Ingest
from rag.records import DocumentId, Kind


def message(number: int, text: str, *, answers: int = 0) -> EmailMessage:
    made = EmailMessage()
    made["From"] = f"Jeanne Morel <jeanne{number}@atelier.example>"
    made["To"] = "Paul <paul@client.example>"
    made["Subject"] = f"Pose du portail {number}"
    made["Date"] = f"Tue, {number:02} Mar 2026 09:30:00 +0100"
    made["Message-ID"] = f"<{number}@atelier.example>"
    if answers:
        made["In-Reply-To"] = f"<{answers}@atelier.example>"
        made["References"] = f"<0@lost.example> <{answers}@atelier.example>"
    made.set_content(text)
    return made


def mbox(*messages: EmailMessage) -> bytes:
    head = b"From jeanne@atelier.example Tue Mar  3 09:30:00 2026\n"
    return b"\n".join(head + one.as_bytes() for one in messages)


def test_every_message_is_a_part_with_its_own_head(tmp_path: Path) -> None:
    second = message(4, "Jeudi convient.", answers=3)
    second.add_attachment("poste;prix\nportail;1200\n", subtype="csv", filename="devis.csv")
    file = tmp_path / "archive.mbox"
    file.write_bytes(mbox(message(3, "Jeudi ou vendredi ?"), second))
    found = parse_file(file, Reading(Ingest()))
    assert found.kind is Kind.MAILBOX
    assert [(one.part, one.sender, one.date[:10], one.subject) for one in found.letters] == [
        ("message 1", "Jeanne Morel <jeanne3@atelier.example>", "2026-03-03", "Pose du portail 3"),
        ("message 2", "Jeanne Morel <jeanne4@atelier.example>", "2026-03-04", "Pose du portail 4"),
    ]
    assert found.letters[1].follows == ("<0@lost.example>", "<3@atelier.example>")
    assert {block.part for block in found.blocks} == {"message 1", "message 2", "message 2 › devis.csv"}
    passages = cut(found, DocumentId("d"), lambda texts: [len(text.split()) for text in texts], 100)
    assert [(one.part, one.section) for one in passages[:2]] == [
        ("message 1", ("Pose du portail 3",)),
        ("message 2", ("Pose du portail 4",)),
    ]
    assert "De : Jeanne Morel <jeanne4@atelier.example>" in passages[1].text


def test_reading_leaves_the_mailbox_as_it_is(tmp_path: Path) -> None:
    file = tmp_path / "archive.mbox"
    file.write_bytes(mbox(message(3, "Jeudi ?"), message(4, "Oui.")))
    before = (file.read_bytes(), file.stat().st_mtime_ns)
    parse_file(file, Reading(Ingest()))
    assert (file.read_bytes(), file.stat().st_mtime_ns) == before
    assert list(tmp_path.iterdir()) == [file]


def test_a_mailbox_is_told_by_what_it_holds(tmp_path: Path) -> None:
    file = tmp_path / "Inbox"
    file.write_bytes(mbox(message(3, "Jeudi ?")))
    assert format_of(file) is Format.MBOX
    file.write_text("From Angers we went to Nantes in 2026\nand back.", encoding="utf-8")
    assert format_of(file) is Format.TEXT


def test_a_message_without_a_header_is_noted_and_a_mailbox_without_messages_refused(tmp_path: Path) -> None:
    file = tmp_path / "archive.mbox"
    file.write_bytes(mbox(message(3, "Jeudi ?")) + b"\nFrom x Tue Mar  3 09:30:00 2026\n\nrien\n")
    assert parse_file(file, Reading(Ingest())).notes == ("message_failed",)
    file.write_bytes(b"pas une bo\xc3\xaete")
    with pytest.raises(CannotRead, match="damaged"):
        parse_file(file, Reading(Ingest()))


def test_the_new_text_of_a_mail_is_a_passage_of_its_own(tmp_path: Path) -> None:
    file = tmp_path / "reponse.eml"
    text = "Jeudi convient.\n\nCordialement\nJeanne\n02 41 00 00 00\n\nLe 2 mars 2026, Paul a écrit :\n> Quel jour ?\n"
    file.write_bytes(message(4, text, answers=3).as_bytes())
    found = parse_file(file, Reading(Ingest()))
    passages = cut(found, DocumentId("d"), lambda texts: [len(text.split()) for text in texts], 200)
    assert [one.section for one in passages] == [(), ("Signature",), ("Messages précédents",)]
    assert "Jeudi convient." in passages[0].text
    assert "Quel jour" not in passages[0].text
    assert "02 41 00 00 00" in passages[1].text
    assert found.letters[0].message_id == "<4@atelier.example>"


def test_a_mail_that_does_not_say_its_encoding_is_read_all_the_same(tmp_path: Path) -> None:
    file = tmp_path / "sans charset.eml"
    head = "From: Jeanne <j@a.example>\nSubject: Pose\nDate: Tue, 03 Mar 2026 09:30:00 +0100\n\n"
    text = "La pose est décalée.\n\nLe 2 mars 2026, Paul a écrit :\n> Quel jour ?\n"
    file.write_text(head + text, encoding="utf-8")
    found = parse_file(file, Reading(Ingest()))
    assert [block.text for block in found.blocks[1:3]] == ["La pose est décalée.", "Messages précédents"]
