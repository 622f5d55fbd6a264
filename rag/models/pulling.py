"""Putting a model in place: from the hub or from a file or folder of this machine, checked, whole or not at all.

What is fetched lies in a hidden folder beside its place until every file is checked; one rename puts it in force, and
a receipt says what was checked, so that it can be checked again. A cut leaves the hidden folder, to be continued.
"""

from __future__ import annotations

import shutil
import threading
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from filelock import FileLock, Timeout

from rag.errors import DownloadRunning, DownloadsOff, EmbedderUnusable, ModelComes, NothingThere, RerankerUnusable
from rag.models.cards import Use
from rag.models.catalogue import embedder_card
from rag.models.downloads import PAUSE_SECONDS, Hub
from rag.models.installed import Checked, check, is_here, write_receipt
from rag.models.part import PART
from rag.models.reranker_card import reranker_card
from rag.models.staging import PullProgress, PullStage, Staging

if TYPE_CHECKING:
    from collections.abc import Generator, Iterator
    from pathlib import Path

    from rag.models.cards import ModelCard
    from rag.options import Models


@dataclass(frozen=True, slots=True)
class Pulled:
    """Last event of a download: the model is in place."""

    name: str
    place: str  # path of its file or folder
    confirmed: bool  # its weights are those that the catalogue names by their SHA-256


PullEvent = PullProgress | Pulled


def pull(
    card: ModelCard,
    models_folder: Path,
    options: Models,
    *,
    source: Path | None = None,
    cancel: threading.Event | None = None,
    pause: float = PAUSE_SECONDS,
) -> Iterator[PullEvent]:
    """Put a model in place; one that is there and sound is left alone, a damaged one is replaced.

    Args:
        card: the model.
        models_folder: where models lie.
        options: names the hub.
        source: a file or a folder to copy instead; it stays as it is.
        cancel: when it is set, the stream ends without `Pulled`, and what was fetched waits to be continued.
        pause: seconds before a second attempt.

    Raises:
        ModelComes, DownloadsOff, DownloadRunning, NothingThere: nothing was begun.
        NoRoomForModel: the disk is too small; nothing was fetched.
        HubUnreachable, HubRefused, DiskFull: what was fetched is kept.
        WrongFile, EmbedderUnusable, RerankerUnusable: the wrong file is deleted, and nothing is in force.
    """
    if card.package:
        raise ModelComes(card.name)
    if source is None and not options.hub:
        raise DownloadsOff(card.name)
    if source is not None and not source.exists():
        raise NothingThere(source)
    stop = cancel or threading.Event()
    models_folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    with _alone(card, models_folder):
        sound = yield from _is_sound(card, models_folder, stop)
        staging = Staging(card, models_folder / f".{card.place}{PART}", stop)
        if not sound:
            yield from _bring(staging, source, options.hub, pause)
        if stop.is_set():
            return
        if not sound:
            _put_in_force(card, staging, models_folder)
    confirmed = bool(card.files and card.files[0].sha256)
    yield Pulled(card.name, str(models_folder / card.place), confirmed)


def _bring(staging: Staging, source: Path | None, hub: str, pause: float) -> Iterator[PullProgress]:
    if source is None:
        with Hub(hub, pause=pause) as site:
            yield from staging.fetch(site)
        return
    try:
        yield from staging.copy(source)
    except BaseException:  # a copy is quickly made again
        shutil.rmtree(staging.folder, ignore_errors=True)
        raise


def _is_sound(card: ModelCard, models_folder: Path, stop: threading.Event) -> Generator[PullProgress, None, bool]:
    """Whether the model is in place as it should be; yields how the reading goes."""
    if not is_here(card, models_folder):
        return False
    for step in check(card, models_folder, stop):
        if isinstance(step, Checked):
            return not step.wrong
        yield PullProgress(step.name, step.done, step.total, PullStage.CHECKING)
    return False


def _put_in_force(card: ModelCard, staging: Staging, models_folder: Path) -> None:
    place = models_folder / card.place
    if card.use is Use.CHAT:
        (staging.folder / PurePosixPath(card.files[0].path)).replace(place)
        shutil.rmtree(staging.folder)
    else:
        _must_load(card, staging, models_folder)
        former = models_folder / f".{card.place}.gone"
        shutil.rmtree(former, ignore_errors=True)
        if place.exists():
            place.rename(former)
        staging.folder.rename(place)
        shutil.rmtree(former, ignore_errors=True)
    write_receipt(card, models_folder, staging.marks)


def _must_load(card: ModelCard, staging: Staging, models_folder: Path) -> None:
    """The description of a model that is a folder must be one that we understand."""
    try:
        if card.use is Use.EMBEDDER:
            embedder_card(str(staging.folder))
        else:
            reranker_card(str(staging.folder), models_folder)
    except (EmbedderUnusable, RerankerUnusable):
        shutil.rmtree(staging.folder)
        raise


@contextmanager
def _alone(card: ModelCard, models_folder: Path) -> Iterator[None]:
    lock = FileLock(models_folder / f".{card.place}.lock", thread_local=False)
    try:
        lock.acquire(timeout=0)
    except Timeout as trouble:
        raise DownloadRunning(card.name) from trouble
    try:
        yield
    finally:
        lock.release()
