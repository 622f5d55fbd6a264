"""The routes of the models, and the client that speaks to them."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from rag.engine import Engine
from rag.errors import ModelInUse, ModelNotHere, ModelUnknown, RerankerUnusable
from rag.models.cards import Use
from rag.models.fakes import HashEmbedder
from rag.models.installed import Checked
from rag.models.pulling import Pulled
from rag.models.reranker import load_reranker
from rag.options import Models, Settings
from rag.settings import Home
from rag.store.embedded import embedded_text
from tests.rag.models.cross_encoder import write, write_cross_encoder
from tests.rag.models.hub import Site, card, site, wanted, write_catalogue
from tests.rag.models.test_fitting import OFFICE
from tests.ui.api.parts import served
from ui.desk import LocalDesk
from ui.models import QUOTATIONS
from ui.remote import RemoteDesk

GGUF = b"GGUF" + os.urandom(700_000)
CHAT = card("petit", Use.CHAT, wanted("petit-Q4.gguf", GGUF), repository="firm/petit")
SUBJECTS = (
    "bail du hangar",
    "contrat de travail",
    "abonnement au téléphone",
    "contrat d'entretien",
    "bail de l'atelier",
)


@pytest.fixture
def hub() -> Iterator[Site]:
    with site() as running:
        running.files["firm/petit/petit-Q4.gguf"] = GGUF
        yield running


@pytest.fixture
def desk(tmp_path: Path, hub: Site) -> Iterator[LocalDesk]:
    write_catalogue(tmp_path, hub.address, CHAT)
    settings = Settings(models=Models(hub=hub.address))
    with LocalDesk(Engine.open(Home(tmp_path), settings, embedder=HashEmbedder())) as owner:
        owner.models._measured = OFFICE
        yield owner


@pytest.fixture
def remote(desk: LocalDesk) -> Iterator[RemoteDesk]:
    with served(desk, desk._engine.home) as server:
        client = RemoteDesk(server)
        yield client
        client.close()


def offer(desk: RemoteDesk | LocalDesk, name: str = "petit") -> object:
    return next(one for one in desk.models.overview().offers if one.card.name == name)


def test_the_same_overview_here_and_behind_the_server(desk: LocalDesk, remote: RemoteDesk) -> None:
    here, there = desk.models.overview(), remote.models.overview()
    assert there.offers == here.offers
    assert there.machine.ram_bytes == here.machine.ram_bytes
    assert here.offers[0].recommended
    assert [one.recommended for one in here.offers] == sorted((one.recommended for one in here.offers), reverse=True)


def test_a_model_is_fetched_used_at_once_and_removed_behind_the_server(desk: LocalDesk, remote: RemoteDesk) -> None:
    with pytest.raises(ModelNotHere):
        remote.models.use("petit")
    *steps, last = remote.models.pull("petit")
    assert steps
    assert isinstance(last, Pulled)
    assert list(remote.models.check("petit"))[-1] == Checked("petit")
    assert desk._engine.chat is None
    assert remote.models.use("petit") is False
    chat = desk._engine.chat
    assert chat is not None
    assert chat.name == "petit-Q4"
    assert offer(remote).used  # type: ignore[attr-defined]
    with pytest.raises(ModelInUse):
        remote.models.remove("petit")
    remote.models.use(QUOTATIONS)
    assert desk._engine.chat is None
    remote.models.remove("petit")
    assert not offer(remote).here  # type: ignore[attr-defined]


def test_from_a_file_of_this_machine(remote: RemoteDesk, tmp_path: Path) -> None:
    (tmp_path / "copie.gguf").write_bytes(GGUF)
    assert isinstance(list(remote.models.pull("petit", tmp_path / "copie.gguf"))[-1], Pulled)


def test_an_error_keeps_its_class(remote: RemoteDesk) -> None:
    with pytest.raises(ModelUnknown) as error:
        list(remote.models.pull("nulle-part"))
    assert "nulle-part" in error.value.sentence("fr")
    with pytest.raises(ModelNotHere):
        remote.models.use("mmarco-mminilmv2-l12-h384-v1")


def test_a_reranker_that_cannot_be_read_is_not_chosen(desk: LocalDesk, remote: RemoteDesk) -> None:
    write(desk._engine.home.models_folder / "bge-reranker-base", architectures=["BertForMaskedLM"])
    with pytest.raises(RerankerUnusable):
        remote.models.use("bge-reranker-base")
    assert desk._engine.settings.retrieval.reranker == ""


@pytest.mark.model
def test_a_reranker_is_fetched_used_at_once_and_given_up_behind_the_server(
    desk: LocalDesk, remote: RemoteDesk, hub: Site, tmp_path: Path
) -> None:
    folder = write_cross_encoder(tmp_path / "tiny")
    hub.keep("firm/classeur", folder)
    weights = wanted("model.safetensors", (folder / "model.safetensors").read_bytes())
    write_catalogue(tmp_path, hub.address, CHAT, card("classeur", Use.RERANKER, weights, repository="firm/classeur"))
    with desk._engine.home.settings_file.open("a", encoding="utf-8") as file:
        file.write("[retrieval]\nrerank_seconds = 60.0\n")  # a busy machine is no failure
    for number, subject in enumerate(SUBJECTS):
        (tmp_path / f"{subject}.txt").write_text(f"Le préavis du {subject} est de {number} mois.", encoding="utf-8")
    list(remote.ingest([tmp_path / f"{subject}.txt" for subject in SUBJECTS], "Contrats"))
    question = "Quel est le préavis du bail ?"
    before = [one.passage.text for one in remote.search(question).hits]

    assert isinstance(list(remote.models.pull("classeur"))[-1], Pulled)
    assert remote.models.use("classeur") is False
    assert offer(remote, "classeur").used  # type: ignore[attr-defined]
    found = remote.search(question)
    texts = [embedded_text(one.passage, one.document.title) for one in found.hits]
    scores = load_reranker("classeur", desk._engine.home.models_folder).scores(question, texts)
    assert found.unranked == ""
    assert len(scores) == len(SUBJECTS)
    assert scores == sorted(scores, reverse=True)
    assert [one.score for one in found.hits] == sorted((one.score for one in found.hits), reverse=True)
    assert sorted(before) == sorted(one.passage.text for one in found.hits)
    assert before != [one.passage.text for one in found.hits]
    with pytest.raises(ModelInUse):
        remote.models.remove("classeur")

    remote.models.without(Use.RERANKER)
    assert [one.passage.text for one in remote.search(question).hits] == before
    remote.models.remove("classeur")
    assert [path.name for path in desk._engine.home.models_folder.iterdir() if "classeur-openvino" in path.name] == []
