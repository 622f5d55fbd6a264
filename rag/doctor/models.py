"""The models in use: whether they are there and as they were, and how fast they are. Nothing is made ready for this."""

from __future__ import annotations

import importlib.util
import socket
import threading
import time
from pathlib import Path
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

from rag.doctor.finding import Finding, Level, Topic, of_error
from rag.doctor.network import Reach, reach_of
from rag.errors import (
    EmbedderChanged,
    EmbedderUnusable,
    ModelComes,
    ModelMissing,
    ModelNotHere,
    RerankerUnusable,
    RunnerMissing,
    ServerUnreachable,
)
from rag.models.cards import model_cards
from rag.models.catalogue import embedder_card
from rag.models.embedder import load_embedder
from rag.models.fakes import stand_in
from rag.models.installed import Checked, check, used_models
from rag.models.prepared import is_prepared
from rag.models.reranker_card import reranker_card

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rag.models.contract import Embedder
    from rag.models.pace import Speed
    from rag.options import Chat, Settings

MEASURE_SECONDS: Final = 1.0
BATCH: Final = 16
PASSAGE: Final = " ".join(["Le préavis du bail est de six mois, à compter de la lettre recommandée du locataire."] * 8)
CONNECT_SECONDS: Final = 1.0  # guess: a program of this machine answers in a millisecond


def search_model(settings: Settings, models_folder: Path, made_by: str) -> Iterator[Finding]:
    """Whether it is there, has made the library's vectors, and how many passages it reads in a second.

    Args:
        settings: in force.
        models_folder: where models lie.
        made_by: what the settings called the model that made the library's vectors; empty: none.
    """
    model = settings.embedding.model
    try:
        embedder = _ready(settings, models_folder)
    except EmbedderUnusable as trouble:
        yield of_error(trouble, Topic.MODELS)
        return
    name = Path(model).name
    if embedder is None:
        yield Finding("search_model_unready", Topic.MODELS, facts={"name": name})
    else:
        yield Finding("search_model", Topic.MODELS, facts={"name": name, "rate": round(passages_a_second(embedder))})
    if made_by and made_by != model:
        yield of_error(EmbedderChanged(made_by, model), Topic.MODELS, Level.CHECK)


def passages_a_second(embedder: Embedder) -> float:
    """Measured now, with passages of an ordinary length, for about a second."""
    embedder.embed_passages([PASSAGE])  # the first one is slower
    start, done = time.perf_counter(), 0
    while (taken := time.perf_counter() - start) < MEASURE_SECONDS:
        embedder.embed_passages([f"{PASSAGE} {done + number}" for number in range(BATCH)])
        done += BATCH
    return done / taken


def chat_model(options: Chat, models_folder: Path, speed: Speed) -> Iterator[Finding]:
    """Whether answers can be written, and how fast that was so far."""
    if options.address:
        yield _chat_server(options)
    elif not options.model:
        yield Finding("quotations", Topic.MODELS)
        return
    else:
        named = Path(options.model).expanduser()
        file = next((place for place in (named, models_folder / named) if place.is_file()), None)
        if file is None:
            yield of_error(ModelMissing(models_folder / named), Topic.MODELS)
            return
        if importlib.util.find_spec("llama_cpp") is None:
            yield of_error(RunnerMissing(), Topic.MODELS)
            return
        yield Finding("chat_model", Topic.MODELS, facts={"name": file.name, "size_bytes": file.stat().st_size})
    if speed.is_known:
        read, write = round(speed.read_tokens_per_second), round(speed.write_tokens_per_second)
        yield Finding("chat_speed", Topic.MODELS, facts={"read": read, "write": write})
    else:
        yield Finding("chat_speed_unknown", Topic.MODELS)


def reranker(model: str, models_folder: Path) -> Iterator[Finding]:
    """The search works without one."""
    if model:
        try:
            yield Finding("reranker", Topic.MODELS, facts={"name": reranker_card(model, models_folder).name})
        except RerankerUnusable as trouble:
            yield of_error(trouble, Topic.MODELS, Level.CHECK)


def as_they_were(settings: Settings, models_folder: Path, made_by: str) -> Iterator[Finding]:
    """Every file of the models in use read again and compared; seconds for each gigabyte."""
    cards = model_cards(models_folder)
    for name in sorted(used_models(settings, made_by, cards, models_folder)):
        try:
            *_, last = check(cards[name], models_folder, threading.Event())
        except (ModelComes, ModelNotHere):
            continue  # comes with the program, or was said to be missing
        if isinstance(last, Checked) and last.wrong:
            yield Finding("model_changed", Topic.MODELS, Level.BAD, {"name": name, "file": last.wrong})
        else:
            yield Finding("model_intact", Topic.MODELS, facts={"name": name})


def _ready(settings: Settings, models_folder: Path) -> Embedder | None:
    """The search model, None where loading it would first make it ready; raises EmbedderUnusable."""
    options = settings.embedding
    if plain := stand_in(options.model):
        return plain
    card = embedder_card(options.model, models_folder)
    return load_embedder(options, models_folder) if is_prepared(card, models_folder) else None


def _chat_server(options: Chat) -> Finding:
    parts = urlsplit(options.address)
    if reach_of(options.address) is not Reach.MACHINE:
        return Finding("chat_server_elsewhere", Topic.MODELS, facts={"address": options.address})
    try:
        port = parts.port or (443 if parts.scheme == "https" else 80)
        with socket.create_connection((parts.hostname or "", port), CONNECT_SECONDS):
            return Finding("chat_server", Topic.MODELS, facts={"address": options.address, "name": options.model})
    except (OSError, ValueError):
        return of_error(ServerUnreachable(options.address), Topic.MODELS)
