"""The files of a model in the folder where they wait to be put in force: fetched or copied, each checked."""

from __future__ import annotations

import re
import shutil
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from rag.errors import NoRoomForModel, NothingThere, WrongFile
from rag.models.cards import Use
from rag.models.catalogue import NEEDED_FILES
from rag.models.downloads import Remote
from rag.models.part import BLOCK, PART, forget_notes, hashed, mark_of

if TYPE_CHECKING:
    import threading
    from collections.abc import Iterator
    from pathlib import Path

    from rag.models.cards import ModelCard
    from rag.models.downloads import Hub

SPARE_BYTES: Final = 200_000_000  # guess: left free on the disk for the library
GGUF_MAGIC: Final = b"GGUF"
# Of a repository in the layout of sentence-transformers, what its engines read; no other forms of the same weights.
_NEEDED: Final = re.compile(r"(?:\d+_\w+/)?[^/]+\.(?:json|txt|safetensors)")
_OF_A_RERANKER: Final = tuple(name for name in NEEDED_FILES if name != "modules.json")
_MEGABYTE: Final = 1_000_000


class PullStage(StrEnum):
    """What is being done with a model's files."""

    FETCHING = "fetching"
    COPYING = "copying"
    CHECKING = "checking"


@dataclass(frozen=True, slots=True)
class PullProgress:
    """How far a stage is, in bytes."""

    name: str
    done: int
    total: int
    stage: PullStage = PullStage.FETCHING


class Staging:
    """One model on its way; `marks` holds the hash of every file that was found to be right."""

    def __init__(self, card: ModelCard, folder: Path, stop: threading.Event) -> None:
        self._card = card
        self.folder = folder
        self.marks: dict[str, str] = {}
        self._stop = stop

    def fetch(self, hub: Hub) -> Iterator[PullProgress]:
        """Bring every file from the hub; those that an earlier attempt brought are only checked.

        Raises:
            NoRoomForModel, HubUnreachable, HubRefused, WrongFile, DiskFull.
        """
        wanted = self._wanted(hub)
        total = sum(file.bytes for file in wanted)
        self._need_room(total)
        done = 0
        for file in wanted:
            final = self.folder / file.path
            part = final if final.is_file() else final.with_name(final.name + PART)
            if part != final:
                for have in hub.fetch(self._card, file, part, self._stop):
                    yield PullProgress(self._card.name, done + have, max(total, done + have))
            if not self._stop.is_set():
                mark = file.mark or mark_of(part)
                if not mark:
                    raise WrongFile(self._card.name, file.path, "sans empreinte / without a fingerprint")
                yield from self._check(file.path, mark, part)
            if self._stop.is_set():
                return
            done += part.stat().st_size
            if part != final:
                part.rename(final)
                forget_notes(part)

    def copy(self, source: Path) -> Iterator[PullProgress]:
        """Copy a file or a folder of this machine.

        Raises:
            NothingThere, NoRoomForModel, WrongFile: nothing of it is kept.
        """
        files = self._of(source)
        total = sum(path.stat().st_size for path in files.values())
        shutil.rmtree(self.folder, ignore_errors=True)
        self._need_room(total)
        pinned = {file.path: file for file in self._card.files}
        done = 0
        for name, path in files.items():
            known, size = pinned.get(name), path.stat().st_size
            if known and known.bytes and size != known.bytes:
                raise WrongFile(self._card.name, path.name, f"{size} ≠ {known.bytes}")
            final = self.folder / name
            final.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            with path.open("rb") as reading, final.open("wb") as writing:
                while (block := reading.read(BLOCK)) and not self._stop.is_set():
                    writing.write(block)
                    done += len(block)
                    yield PullProgress(self._card.name, done, total, PullStage.COPYING)
            if self._stop.is_set():
                return
            yield from self._check(name, known.sha256 if known else "", final)

    def _check(self, name: str, mark: str, path: Path) -> Iterator[PullProgress]:
        """Compare with the hash that is known; the wrong file is deleted."""
        size, found = path.stat().st_size, ""
        for step in hashed(path, mark, self._stop):
            if isinstance(step, int):
                yield PullProgress(self._card.name, step, size, PullStage.CHECKING)
            else:
                found = step
        if self._stop.is_set():
            return
        if (mark and found != mark) or (self._card.use is Use.CHAT and not _is_gguf(path)):
            path.unlink()
            forget_notes(path)
            raise WrongFile(self._card.name, name, f"{found[:12]}… ≠ {mark[:12]}…" if mark else "GGUF")
        self.marks[name] = found

    def _wanted(self, hub: Hub) -> list[Remote]:
        """What to fetch, small files first, so that a wrong folder shows before the weights have come."""
        if self._card.use is Use.CHAT:
            return [Remote(file.path, file.bytes, file.sha256) for file in self._card.files]
        found = [file for file in hub.listing(self._card) if _NEEDED.fullmatch(file.path)]
        self._need_all({file.path for file in found})
        return sorted(found, key=lambda file: file.bytes)

    def _of(self, source: Path) -> dict[str, Path]:
        """Name in the model → file to copy."""
        if self._card.use is Use.CHAT:
            file = source / self._card.place if source.is_dir() else source
            if not file.is_file():
                raise NothingThere(file)
            return {self._card.files[0].path: file}
        found = {path.relative_to(source).as_posix(): path for path in source.rglob("*") if path.is_file()}
        wanted = {name: path for name, path in sorted(found.items()) if _NEEDED.fullmatch(name)}
        self._need_all(set(wanted))
        return wanted

    def _need_all(self, names: set[str]) -> None:
        needed = NEEDED_FILES if self._card.use is Use.EMBEDDER else _OF_A_RERANKER
        missing = [name for name in needed if name not in names]
        if missing:
            raise WrongFile(self._card.name, missing[0], "absent / missing")

    def _need_room(self, total: int) -> None:
        there = sum(path.stat().st_size for path in self.folder.rglob("*") if path.is_file())
        free = shutil.disk_usage(self.folder.parent).free
        needed = total - there + SPARE_BYTES
        if needed > free:
            raise NoRoomForModel(self._card.name, self.folder.parent, needed // _MEGABYTE, free // _MEGABYTE)


def _is_gguf(path: Path) -> bool:
    with path.open("rb") as file:
        return file.read(len(GGUF_MAGIC)) == GGUF_MAGIC
