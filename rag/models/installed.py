"""The models on this machine: whether one is there, whether it is as it was, which ones are used, and their end."""

from __future__ import annotations

import json
import shutil
from dataclasses import dataclass
from typing import TYPE_CHECKING

from rag.errors import ModelComes, ModelInUse, ModelNotHere
from rag.models.cards import Use
from rag.models.part import hashed

if TYPE_CHECKING:
    import threading
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from rag.models.cards import ModelCard
    from rag.options import Settings


@dataclass(frozen=True, slots=True)
class Checking:
    """How far the reading of a model is, in bytes."""

    name: str
    done: int
    total: int


@dataclass(frozen=True, slots=True)
class Checked:
    """Last event of a check."""

    name: str
    wrong: str = ""  # the first file that is not as it was; empty: all is well


CheckEvent = Checking | Checked


def is_here(card: ModelCard, models_folder: Path) -> bool:
    """Whether a model can be used; what is still being fetched is not there."""
    return bool(card.package) or (models_folder / card.place).exists()


def bytes_here(card: ModelCard, models_folder: Path) -> int:
    """What it takes on the disk, the form that was made ready for this machine included."""
    places = [models_folder / card.place, *_made_of(card, models_folder)]
    files = (file for place in places for file in ([place] if place.is_file() else place.rglob("*")))
    return sum(file.stat().st_size for file in files if file.is_file())


def check(card: ModelCard, models_folder: Path, stop: threading.Event) -> Iterator[CheckEvent]:
    """Read every file again and compare it with what was checked when it came.

    Raises:
        ModelComes: it is part of Souffleur, and was checked when that was installed.
        ModelNotHere: there is nothing to read.
    """
    _must_be_ours(card, models_folder)
    place, marks = models_folder / card.place, _marks(card, models_folder)
    paths = {name: place if card.use is Use.CHAT else place / name for name in marks}
    total = sum(path.stat().st_size for path in paths.values() if path.is_file())
    done = 0
    for name, path in paths.items():
        if not path.is_file():
            yield Checked(card.name, name)
            return
        for step in hashed(path, marks[name], stop):
            if isinstance(step, int):
                yield Checking(card.name, done + step, total)
            elif stop.is_set():
                return
            elif step != marks[name]:
                yield Checked(card.name, name)
                return
        done += path.stat().st_size
    yield Checked(card.name)


def remove(card: ModelCard, models_folder: Path, used: frozenset[str]) -> None:
    """Delete a model and what was made of it.

    Args:
        card: the model.
        models_folder: where models lie.
        used: names of the models that the settings or the library need.

    Raises:
        ModelComes, ModelNotHere, ModelInUse: nothing was deleted.
    """
    _must_be_ours(card, models_folder)
    if card.name in used:
        raise ModelInUse(card.name)
    place = models_folder / card.place
    gone = models_folder / f".{card.place}.gone"
    _delete(gone)
    place.rename(gone)  # whole or not at all, whatever happens next
    for left in (gone, receipt_file(card, models_folder), *_made_of(card, models_folder)):
        _delete(left)


def used_models(
    settings: Settings, made_by: str, cards: Mapping[str, ModelCard], models_folder: Path
) -> frozenset[str]:
    """Names of the catalogue that are needed now.

    Args:
        settings: in force.
        made_by: the search model that made the library's vectors, as the settings named it then; empty: unknown.
        cards: the catalogue.
        models_folder: where models lie.
    """
    chat = "" if settings.chat.address else settings.chat.model
    named = {place for place in (chat, settings.embedding.model, made_by, settings.retrieval.reranker) if place}
    meant = named | {str((models_folder / place).resolve()) for place in named}
    return frozenset(
        card.name
        for card in cards.values()
        if {card.name if card.use is not Use.CHAT else card.place, str((models_folder / card.place).resolve())} & meant
    )


def receipt_file(card: ModelCard, models_folder: Path) -> Path:
    """Where it stands what was checked when the model was put in place."""
    return models_folder / f"{card.place}.receipt.json"


def write_receipt(card: ModelCard, models_folder: Path, marks: Mapping[str, str]) -> None:
    """Keep the hash of every file, for later checks."""
    facts = {"repository": card.repository, "revision": card.revision, "files": dict(marks)}
    receipt_file(card, models_folder).write_text(json.dumps(facts, indent=1), encoding="utf-8")


def _marks(card: ModelCard, models_folder: Path) -> dict[str, str]:
    """File → hash, of the receipt; of the catalogue for a model that was put there by hand."""
    try:
        written = json.loads(receipt_file(card, models_folder).read_text(encoding="utf-8"))
        return {str(name): str(mark) for name, mark in written["files"].items()}
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return {file.path: file.sha256 for file in card.files if file.sha256}


def _must_be_ours(card: ModelCard, models_folder: Path) -> None:
    if card.package:
        raise ModelComes(card.name)
    if not is_here(card, models_folder):
        raise ModelNotHere(card.name)


def _made_of(card: ModelCard, models_folder: Path) -> list[Path]:
    """What `prepared.py` made of a model that is a folder."""
    if card.use is Use.CHAT:
        return []
    made = models_folder / f"{card.name}-openvino-int8"
    return [made, models_folder / f"{made.name}.lock"]


def _delete(path: Path) -> None:
    if path.is_dir():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)
