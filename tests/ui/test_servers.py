"""Model servers through the desk: here, behind the running server, and in answers."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from rag import journal
from rag.engine import Engine
from rag.errors import AddressRefused, KeyWanted, ModelNotServed, ServerUnreachable
from rag.models.dialects import Program
from rag.models.fakes import HashEmbedder
from rag.options import Settings
from rag.records import Finished, Manner
from rag.settings import Home, read_settings
from tests.rag.models.programs import Running, program
from tests.rag.models.programs_said import MODEL
from tests.ui.api.parts import PLACES, QUESTION, fill, seen_from, write_documents
from ui.desk import Desk, LocalDesk
from ui.troubles import why_quoted

OLLAMA = MODEL[Program.OLLAMA]


@pytest.fixture
def running() -> Iterator[Running]:
    with program(Program.OLLAMA) as state:
        yield state


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[Engine]:
    with Engine.open(Home(tmp_path / "home"), Settings(), embedder=HashEmbedder()) as opened:
        fill(opened, write_documents(tmp_path / "Dossiers"))
        yield opened


@pytest.fixture(params=PLACES)
def desk(request: pytest.FixtureRequest, engine: Engine) -> Iterator[Desk]:
    local = LocalDesk(engine)
    with seen_from(request.param, local) as seen:
        yield seen


def finished(desk: Desk) -> Finished:
    return next(event for event in desk.ask(QUESTION) if isinstance(event, Finished))


@pytest.mark.usefixtures("engine")
def test_a_model_is_chosen_and_asked_and_given_up(desk: Desk, engine: Engine, running: Running) -> None:
    desk.models.servers.use("mistral", running.address.removesuffix("/v1"))
    chat = read_settings(engine.home).chat
    assert (chat.model, chat.address) == ("mistral", running.address)
    answer = finished(desk)
    asked = running.questions()[-1]  # before it, its speed was measured
    assert "préavis" in str(asked["messages"])
    # It wrote no source, so the answer is quoted, and says what happened.
    assert (answer.manner, answer.trouble) == (Manner.EXTRACTIVE, "model_failed")
    desk.models.use("")
    assert read_settings(engine.home).chat.address == ""


def test_an_answer_says_in_words_why_it_was_not_written(desk: Desk, running: Running) -> None:
    desk.models.servers.use(OLLAMA, running.address)
    running.trouble = "memory"
    sentence, step = why_quoted(finished(desk), "fr")
    assert running.address in sentence
    assert OLLAMA in sentence
    assert "plus petit" in step
    running.trouble, running.key = "", "secret"
    assert "clé" in why_quoted(finished(desk), "fr")[0]


def test_a_key_opens_it_at_once_and_stands_in_no_settings_and_no_log(
    desk: Desk, engine: Engine, running: Running
) -> None:
    journal.start(engine.home)
    running.key = "s3cr3t-k3y"
    with pytest.raises(KeyWanted):
        desk.models.servers.use(OLLAMA, running.address)
    desk.models.servers.give_key(running.address, "s3cr3t-k3y")
    desk.models.servers.use(OLLAMA, running.address)
    finished(desk)
    assert running.questions()
    desk.models.servers.give_key(running.address, "")
    finished(desk)
    assert "Authorization" not in running.seen[-1][2]
    journal.stop()
    for file in (engine.home.settings_file, engine.home.log_file):
        assert "s3cr3t" not in (file.read_text(encoding="utf-8") if file.exists() else "")
    assert not engine.home.keys_file.exists()


def test_nothing_changes_where_the_model_is_not_there(desk: Desk, engine: Engine, running: Running) -> None:
    for name, address, error in (
        ("absent", running.address, ModelNotServed),
        (OLLAMA, "127.0.0.1:9", ServerUnreachable),
        (OLLAMA, "https://8.8.8.8", AddressRefused),
        (OLLAMA, "not an address", AddressRefused),
    ):
        with pytest.raises(error):
            desk.models.servers.use(name, address)
    assert not engine.home.settings_file.exists()
    assert running.questions() == []


def test_no_key_is_kept_for_an_address_outside(desk: Desk, engine: Engine) -> None:
    with pytest.raises(AddressRefused):
        desk.models.servers.give_key("https://8.8.8.8/v1", "secret")
    assert not engine.home.keys_file.exists()


def test_looking_is_the_same_from_both(desk: Desk, running: Running) -> None:
    server = desk.models.servers.look(running.address.removeprefix("http://"))
    assert [model.name for model in server.models] == [OLLAMA]
    assert isinstance(desk.models.servers.found(), tuple)
