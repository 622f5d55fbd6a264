"""Conversations here and behind the server."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from pathlib import Path

import pytest

from rag.engine import Engine
from rag.errors import KeepingOff, ThreadUnknown, TitleEmpty
from rag.models.fakes import HashEmbedder
from rag.narrowing import Narrowing
from rag.options import Page, Settings
from rag.settings import Home
from rag.threads import LONGEST_TITLE, ThreadId
from tests.rag.store.test_threads import quoted
from tests.ui.api.parts import PLACES, open_engine, seen_from, served
from ui.desk import Desk, LocalDesk
from ui.remote import RemoteDesk
from ui.threads import begun


@pytest.fixture(params=PLACES)
def desk(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Desk]:
    with LocalDesk(open_engine(tmp_path / "home")) as owner, seen_from(request.param, owner) as seen:
        yield seen


def test_kept_found_renamed_and_forgotten(desk: Desk) -> None:
    assert desk.threads.keeps()
    assert desk.threads.find() == []
    thread = begun("Quel est le préavis ?", Narrowing(collections=("Bureau",)))
    desk.threads.keep(thread, quoted("1", "bail"))
    desk.threads.keep(thread, dataclasses.replace(quoted("2", "note"), stopped=True))
    other = begun("Quel est le prix ?")
    desk.threads.keep(other, quoted("3", "tarif"))
    assert [one.id for one in desk.threads.find()] == [other.id, thread.id]
    assert [one.id for one in desk.threads.find(limit=1)] == [other.id]
    (found,) = desk.threads.find("prix tarif")
    assert (found.id, found.title, found.turns) == (other.id, "Quel est le prix ?", 1)
    assert desk.threads.named(thread.id).narrowing == Narrowing(collections=("Bureau",))
    assert desk.threads.turns(thread.id) == [
        quoted("1", "bail"), dataclasses.replace(quoted("2", "note"), stopped=True)
    ]  # fmt: skip
    assert desk.threads.holding("2") == desk.threads.named(thread.id)
    assert desk.threads.holding("nobody") is None
    assert desk.threads.cut(thread.id, "2") == 1
    assert desk.threads.turns(thread.id) == [quoted("1", "bail")]
    assert desk.threads.cut(thread.id, "nothing") == 0
    desk.threads.rename(thread.id, "  Bail\n du hangar ")
    assert desk.threads.named(thread.id[:6]).title == "Bail du hangar"
    desk.threads.rename(thread.id, "x" * 999)
    assert len(desk.threads.named(thread.id).title) == LONGEST_TITLE
    assert desk.threads.remove([thread.id, other.id, ThreadId("nobody")]) == 2
    assert desk.threads.find() == []


def test_what_is_wrong_is_said(desk: Desk) -> None:
    thread = begun("Préavis ?")
    desk.threads.keep(thread, quoted("1", "bail"))
    with pytest.raises(TitleEmpty):
        desk.threads.rename(thread.id, " \n ")
    with pytest.raises(ThreadUnknown):
        desk.threads.rename(ThreadId("nobody"), "x")
    with pytest.raises(ThreadUnknown):
        desk.threads.named("nobody")


def test_nothing_is_kept_when_the_settings_say_so(tmp_path: Path) -> None:
    settings = Settings(page=Page(keep_conversations=False))
    with LocalDesk(Engine.open(Home(tmp_path), settings, embedder=HashEmbedder())) as owner:
        assert not owner.threads.keeps()
        with served(owner, Home(tmp_path)) as server:
            remote = RemoteDesk(server)
            assert not remote.threads.keeps()
            for desk in (owner, remote):
                with pytest.raises(KeepingOff):
                    desk.threads.keep(begun("Préavis ?"), quoted("1", "bail"))
            remote.close()
        assert owner.threads.find() == []
