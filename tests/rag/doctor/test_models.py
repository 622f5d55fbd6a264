"""Whether the models in use are there, as they were, and how fast."""

from __future__ import annotations

import socket
from pathlib import Path

import pytest

from rag.doctor import models
from rag.doctor.finding import Level
from rag.doctor.models import as_they_were, chat_model, passages_a_second, reranker, search_model
from rag.models.cards import Use
from rag.models.fakes import HashEmbedder
from rag.models.pace import Speed
from rag.options import Chat, Embedding, Settings
from tests.rag.doctor.parts import levels
from tests.rag.models.cross_encoder import write
from tests.rag.models.hub import card, wanted, write_catalogue

HASH = Settings(embedding=Embedding(model="hash/64"))


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(models, "MEASURE_SECONDS", 0.02)


def test_the_search_model(tmp_path: Path) -> None:
    assert levels(search_model(HASH, tmp_path, "hash/64")) == {"search_model": Level.GOOD}
    assert levels(search_model(HASH, tmp_path, "other"))["embedder_changed"] is Level.CHECK
    absent = Settings(embedding=Embedding(model="absent"))
    assert levels(search_model(absent, tmp_path, "")) == {"embedder_unusable": Level.BAD}
    assert passages_a_second(HashEmbedder()) > 0


def test_one_that_is_not_ready_is_not_made_ready_for_this(tmp_path: Path) -> None:
    assert levels(search_model(Settings(), tmp_path, "")) == {"search_model_unready": Level.GOOD}
    assert list(tmp_path.iterdir()) == []


def test_the_chat_model_and_what_is_known_of_its_speed(tmp_path: Path) -> None:
    assert levels(chat_model(Chat(), tmp_path, Speed())) == {"quotations": Level.GOOD}
    assert levels(chat_model(Chat(model="m.gguf"), tmp_path, Speed())) == {"model_missing": Level.BAD}
    (tmp_path / "m.gguf").write_bytes(b"GGUF")
    assert levels(chat_model(Chat(model="m.gguf"), tmp_path, Speed())).keys() == {"chat_model", "chat_speed_unknown"}
    measured = list(chat_model(Chat(model="m.gguf"), tmp_path, Speed(52.4, 7.6)))
    assert measured[-1].facts == {"read": 52, "write": 8}


def test_a_model_server(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        address = f"http://127.0.0.1:{server.getsockname()[1]}/v1"
        assert "chat_server" in levels(chat_model(Chat(address=address), tmp_path, Speed()))
    assert levels(chat_model(Chat(address=address), tmp_path, Speed()))["server_unreachable"] is Level.BAD
    far = Chat(address="http://192.0.2.1/v1")
    assert "chat_server_elsewhere" in levels(chat_model(far, tmp_path, Speed())), "and nobody is called for this"


def test_a_reranker(tmp_path: Path) -> None:
    assert list(reranker("", tmp_path)) == []
    assert levels(reranker("tiny", tmp_path)) == {"reranker_unusable": Level.CHECK}
    write(tmp_path / "tiny")
    assert levels(reranker("tiny", tmp_path)) == {"reranker": Level.GOOD}


def test_files_that_are_no_more_what_they_were(tmp_path: Path) -> None:
    folder = tmp_path / "models"
    write_catalogue(tmp_path, "", card("petit", Use.CHAT, wanted("petit.gguf", b"GGUF1234")))
    settings = HASH.model_copy(update={"chat": Chat(model="petit.gguf")})
    assert list(as_they_were(settings, folder, "")) == [], "one that is missing was told already"
    (folder / "petit.gguf").write_bytes(b"GGUF1234")
    assert levels(as_they_were(settings, folder, "")) == {"model_intact": Level.GOOD}
    (folder / "petit.gguf").write_bytes(b"GGUF1235")
    assert levels(as_they_were(settings, folder, "")) == {"model_changed": Level.BAD}
    assert list(as_they_were(Settings(), folder, "")) == [], "what comes with the program is not read again"
