"""Mail that lies in files, folders, mailboxes and Maildir."""

from __future__ import annotations

import mailbox
import threading
from email.message import EmailMessage
from pathlib import Path

import pytest

from ingest.incoming.files import Unread, read_mails
from rag.errors import NothingThere
from rag.office.mail.record import Mail
from rag.options import Ingest

OPTIONS = Ingest(workers=1)


def message(number: int) -> EmailMessage:
    made = EmailMessage()
    made["From"], made["Subject"] = "a@client.example", f"Sujet {number}"
    made["Message-ID"] = f"<{number}@client.example>"
    made.set_content(f"Demande {number}.")
    return made


@pytest.mark.slow
def test_every_form_is_read_and_each_message_once(tmp_path: Path) -> None:
    (tmp_path / "un.eml").write_bytes(message(1).as_bytes())
    (tmp_path / "double.eml").write_bytes(message(1).as_bytes())
    (tmp_path / "cassé.eml").write_bytes(b"\x00\x01")
    (tmp_path / "note.txt").write_text("pas un courriel", encoding="utf-8")
    box = mailbox.mbox(tmp_path / "boite.mbox")
    box.add(message(2))
    box.close()
    folder = mailbox.Maildir(tmp_path / "inbox")
    folder.add(message(3))
    before = {file: file.read_bytes() for file in tmp_path.rglob("*") if file.is_file()}
    found = list(read_mails([tmp_path], OPTIONS))
    mails = [one for one in found if isinstance(one, Mail)]
    assert sorted(mail.subject for mail in mails) == ["Sujet 1", "Sujet 2", "Sujet 3"]
    assert [one.name for one in found if isinstance(one, Unread)] == ["cassé.eml"]
    assert next(mail.name for mail in mails if mail.subject == "Sujet 3").startswith("inbox/")
    assert {file: file.read_bytes() for file in tmp_path.rglob("*") if file.is_file()} == before


def test_a_path_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(NothingThere):
        list(read_mails([tmp_path / "absent.eml"], OPTIONS))


@pytest.mark.slow
def test_it_can_be_stopped(tmp_path: Path) -> None:
    (tmp_path / "un.eml").write_bytes(message(1).as_bytes())
    stop = threading.Event()
    stop.set()
    assert list(read_mails([tmp_path], OPTIONS, stop)) == []
