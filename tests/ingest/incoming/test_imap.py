"""Mail of a real server: Dovecot on a free port of this machine, with a certificate of its own."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from ingest.incoming.imap import keep_password, origin_of, read_imap, server_of
from rag.errors import ImapFolderMissing, ImapOff, ImapPasswordWanted, ImapRefused, ImapUnreachable
from rag.keys import key_for
from rag.office.mail.record import Mail, MailFetched, MailServer, ServerMail
from rag.options import Ingest
from rag.options import Mail as MailOptions
from rag.settings import Home
from tests.ingest.incoming.dovecot import PASSWORD, Server, dovecot, message, serving

READING = Ingest(workers=1)
NO_SERVER = MailOptions(imap_host="127.0.0.1", imap_port=9, imap_user="paule")


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    with serving([message(number) for number in (1, 2, 3)]) as running:
        yield running


@pytest.fixture
def home(server: Server, tmp_path: Path) -> Home:
    made = Home(tmp_path)
    keep_password(server.options, made, PASSWORD)
    return made


def files(server: Server) -> list[str]:
    """Every file of the mailbox with its marks."""
    return sorted(str(file) for file in server.maildir.rglob("*.host*"))


@dovecot
@pytest.mark.slow
def test_mail_is_read_and_nothing_is_changed(server: Server, home: Home) -> None:
    before = files(server)
    events = list(read_imap(server.options, home, READING))
    found = [one for one in events if isinstance(one, Mail)]
    assert sorted(mail.subject for mail in found) == ["Sujet 1", "Sujet 2", "Sujet 3"]
    assert found[0].name.startswith("INBOX/")
    assert events[:3] == [MailFetched(place, 3) for place in (1, 2, 3)]
    list(read_imap(server.options, home, READING, ServerMail(latest=3)))
    assert [one.rpartition("/")[2].partition(":")[0] for one in files(server)] == [
        one.rpartition("/")[2].partition(":")[0] for one in before
    ]
    assert not any(":2," in one for one in files(server))  # not one of them was marked


@dovecot
@pytest.mark.slow
def test_so_many_of_the_latest_are_read(server: Server, home: Home) -> None:
    events = list(read_imap(server.options, home, READING, ServerMail(latest=2)))
    assert sorted(one.subject for one in events if isinstance(one, Mail)) == ["Sujet 2", "Sujet 3"]
    assert list(read_imap(server.options, home, READING, ServerMail("Archives", 5))) == []


@dovecot
def test_reading_stops_in_the_middle(server: Server, home: Home) -> None:
    stop = threading.Event()
    events = read_imap(server.options, home, READING, ServerMail(latest=3), stop)
    assert next(events) == MailFetched(1, 3)
    stop.set()
    assert list(events) == []


@dovecot
def test_a_wrong_password_or_folder_is_said(server: Server, home: Home) -> None:
    for folder in ("Absent", 'INBOX"\r\nx DELETE "Archives'):
        with pytest.raises(ImapFolderMissing) as missing:
            list(read_imap(server.options, home, READING, ServerMail(folder)))
        assert "Archives" in missing.value.next_step()
        assert "INBOX" in missing.value.next_step()
    keep_password(server.options, home, "faux")
    with pytest.raises(ImapRefused) as refused:
        list(read_imap(server.options, home, READING))
    assert "faux" not in str(refused.value)
    assert "uthentication failed" in refused.value.sentence()
    assert "b'" not in refused.value.sentence()


@dovecot
def test_a_certificate_that_nobody_vouches_for_is_refused(server: Server, tmp_path: Path) -> None:
    home = Home(tmp_path)
    stranger = server.options.model_copy(update={"imap_certificate": ""})
    keep_password(stranger, home, PASSWORD)
    with pytest.raises(ImapUnreachable):
        list(read_imap(stranger, home, READING))


def test_nothing_happens_until_a_server_is_set(tmp_path: Path) -> None:
    for options in (MailOptions(), MailOptions(imap_host="mail.example"), MailOptions(imap_user="paule")):
        with pytest.raises(ImapOff):
            list(read_imap(options, Home(tmp_path), READING))
    with pytest.raises(ImapOff):
        keep_password(MailOptions(), Home(tmp_path), "x")


def test_a_password_is_wanted_and_belongs_to_one_server(tmp_path: Path) -> None:
    home = Home(tmp_path)
    with pytest.raises(ImapPasswordWanted):
        list(read_imap(NO_SERVER, home, READING))
    keep_password(NO_SERVER, home, PASSWORD)
    other = NO_SERVER.model_copy(update={"imap_host": "mail.example"})
    assert key_for(home, origin_of(NO_SERVER)) == PASSWORD
    assert key_for(home, origin_of(other)) == ""
    keep_password(NO_SERVER, home, "")
    assert key_for(home, origin_of(NO_SERVER)) == ""


def test_what_is_set_is_said_without_asking(tmp_path: Path) -> None:
    home = Home(tmp_path)
    assert server_of(MailOptions(), home) == MailServer("", "", "INBOX", 14, password=False)
    assert not server_of(NO_SERVER, home).ready
    keep_password(NO_SERVER, home, PASSWORD)
    assert server_of(NO_SERVER, home).ready


@pytest.mark.parametrize("host", ["127.0.0.1", "é" * 80 + ".example"], ids=["silent", "impossible"])
def test_a_server_that_is_not_there_is_said(host: str, tmp_path: Path) -> None:
    home = Home(tmp_path)
    nowhere = NO_SERVER.model_copy(update={"imap_host": host})
    keep_password(nowhere, home, PASSWORD)
    with pytest.raises(ImapUnreachable) as said:
        list(read_imap(nowhere, home, READING))
    assert PASSWORD not in str(said.value)
