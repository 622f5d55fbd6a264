"""Mail of a real server through the desk: here, behind the running server, and in the terminal."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest

from data.make.incoming import incoming
from rag.engine import Engine
from rag.errors import ImapFolderMissing, ImapOff, ImapPasswordWanted, Kind, NoServerMail
from rag.office.mail.record import MailFetched, MailsSorted, ServerMail, SortedMail
from tests.ingest.incoming.dovecot import PASSWORD, Server, dovecot, serving, set_server
from tests.ui.api.parts import PLACES, open_engine, seen_from, served
from tests.ui.cli.parts import souffleur
from ui.desk import Desk, LocalDesk

DAY = "2026-05-06"


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    chosen = [content for name, content in incoming().items() if name.startswith(("02", "04", "17"))]
    with serving(chosen) as running:
        yield running


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    with open_engine(tmp_path_factory.mktemp("home")) as opened:
        yield opened


@pytest.fixture(params=PLACES)
def desk(request: pytest.FixtureRequest, engine: Engine) -> Iterator[Desk]:
    engine.home.settings_file.unlink(missing_ok=True)
    with seen_from(request.param, LocalDesk(engine)) as seen:
        yield seen


def test_nothing_is_asked_until_a_server_is_set(desk: Desk) -> None:
    assert not desk.mail.server().ready
    with pytest.raises(ImapOff):
        list(desk.mail.sort([], DAY))
    with pytest.raises(ImapOff):
        desk.mail.give_password("x")


@dovecot
@pytest.mark.slow
def test_the_latest_mail_of_a_server_is_sorted(desk: Desk, engine: Engine, server: Server) -> None:
    set_server(engine.home, server.options)
    desk.mail.give_password("")
    assert not desk.mail.server().password
    with pytest.raises(ImapPasswordWanted):
        list(desk.mail.sort([], DAY))
    desk.mail.give_password(PASSWORD)
    assert desk.mail.server().ready
    *events, end = list(desk.mail.sort([], DAY, wanted=ServerMail("INBOX", 2)))
    assert events[:2] == [MailFetched(1, 2), MailFetched(2, 2)]
    assert [type(one) for one in events[2:]] == [SortedMail, SortedMail]
    assert isinstance(end, MailsSorted)
    assert end.count == 2
    with pytest.raises(NoServerMail):
        list(desk.mail.sort([], DAY, wanted=ServerMail("Archives", 2)))
    with pytest.raises(ImapFolderMissing) as missing:
        list(desk.mail.sort([], DAY, wanted=ServerMail("Rien", 2)))
    assert "Archives" in missing.value.next_step()


@dovecot
@pytest.mark.slow
def test_the_terminal_takes_folder_and_number(engine: Engine, server: Server) -> None:
    home = engine.home
    set_server(home, server.options)
    with served(LocalDesk(engine), home):
        assert souffleur("sort", "--password", home=home, typed=f"{PASSWORD}\n").exit_code == 0
        written = json.loads(souffleur("sort", "--imap", "--latest", "1", "--json", home=home).stdout)
        assert written["count"] == 1
        empty = souffleur("sort", "--imap", "--folder", "Archives", home=home)
        assert (empty.exit_code, "Archives" in empty.output) == (Kind.NOT_FOUND, True)
        assert souffleur("sort", home.folder, "--latest", "3", home=home).exit_code == Kind.USAGE
