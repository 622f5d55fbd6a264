"""One file of a model, brought from the hub: continued after a cut, never joined from two different files.

The only code that may speak to a machine outside, and only when somebody asked for a model. By hand over httpx and not
through huggingface_hub: that one reads its address and its offline switch once, at import, where ours is on; it drops
what it has when it is cut, cannot be stopped, and compares no SHA-256. The protocol is the hub's: `/resolve/` leads to
where the file lies, `X-Linked-ETag` is its SHA-256 (the name of its git object for small ones), `/api/…/tree/` lists.
"""

from __future__ import annotations

import errno
import re
import shutil
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, Self
from urllib.parse import quote, urlsplit

import httpx

from rag.errors import AddressRefused, DiskFull, HubRefused, HubUnreachable, ServerUnreachable, WrongFile
from rag.models.addresses import checked_address
from rag.models.cards import WantedFile, is_inside
from rag.models.part import Notes, drop, note, read_notes, size_of

if TYPE_CHECKING:
    import threading
    from collections.abc import Iterator
    from pathlib import Path

    from rag.models.cards import ModelCard

STEP: Final = 1 << 18  # bytes between two words of progress
TRIES: Final = 4  # in a row that bring nothing new
PAUSE_SECONDS: Final = 1.0  # before the second; twice as long before each further one
LIMITS: Final = httpx.Timeout(30.0, connect=15.0)
MOST_FILES: Final = 1_000  # of one repository
_SHA256: Final = re.compile(r"[0-9a-f]{64}")
_RANGE: Final = re.compile(r"bytes (\d+)-\d+/(\d+)")
_OK, _PARTIAL, _BEYOND, _BUSY, _BROKEN = 200, 206, 416, 429, 500


@dataclass(frozen=True, slots=True)
class Remote:
    """A file as the hub describes it, with what the catalogue knows of it."""

    path: str
    bytes: int = 0  # 0: not said before it is fetched
    mark: str = ""  # the catalogue's SHA-256, else the hub's, or the name of its git object; empty: not said yet


class _Again(Exception):
    """The part does not belong to the file that is there now."""


class Hub:
    """The site of the models, or a copy of it; made for one download, closed afterwards."""

    def __init__(self, address: str, *, pause: float = PAUSE_SECONDS) -> None:
        """Raises HubRefused where the address is neither encrypted nor near."""
        self._address = address.rstrip("/")
        self._encrypted = urlsplit(address).scheme == "https"
        self._pause = pause
        if not self._encrypted:
            try:
                checked_address(address)
            except (AddressRefused, ServerUnreachable) as trouble:
                raise HubRefused(address, "", "https") from trouble
        # A company's proxy stands in the environment, and is the one way out there is.
        self._client = httpx.Client(
            timeout=LIMITS,
            follow_redirects=True,
            headers={"User-Agent": "souffleur", "Accept-Encoding": "identity"},
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._client.close()

    def listing(self, card: ModelCard) -> list[Remote]:
        """Every file of the pinned revision.

        Raises:
            HubUnreachable, HubRefused: it cannot be had, or is no list of files.
        """
        url = f"{self._address}/api/models/{quote(card.repository)}/tree/{quote(card.revision)}"
        try:
            answer = self._client.get(url, params={"recursive": "true"})
            self._judge(answer, card.repository)
            return [_described(entry, card) for entry in answer.json()[:MOST_FILES] if entry["type"] == "file"]
        except httpx.TransportError as trouble:
            raise HubUnreachable(self._address, card.name) from trouble
        except (ValueError, TypeError, KeyError) as trouble:
            raise HubRefused(self._address, card.repository, "…") from trouble

    def fetch(self, card: ModelCard, file: Remote, part: Path, cancel: threading.Event) -> Iterator[int]:
        """Bring one file into `part`, from where an earlier attempt was cut; yields the bytes that are there.

        A caller that sets `cancel` finds the part as it is, to be continued another time.

        Raises:
            HubUnreachable: four attempts in a row brought nothing.
            HubRefused: the hub has no such file, or does not give it.
            WrongFile: it is larger or smaller than it must be; the part is gone.
            DiskFull: the part is kept.
        """
        fruitless = 0
        while not cancel.is_set():
            before = size_of(part)
            try:
                yield from self._attempt(card, file, part, cancel)
            except _Again:
                drop(part)
                fruitless += 1
            except httpx.TransportError as trouble:
                fruitless = 0 if size_of(part) > before else fruitless + 1
                if fruitless >= TRIES:
                    raise HubUnreachable(self._address, card.name) from trouble
                cancel.wait(self._pause * 2**fruitless / 2)
            else:
                return
            if fruitless >= TRIES:
                raise HubUnreachable(self._address, card.name)

    def _attempt(self, card: ModelCard, file: Remote, part: Path, cancel: threading.Event) -> Iterator[int]:
        url = f"{self._address}/{quote(card.repository)}/resolve/{quote(card.revision)}/{quote(file.path)}"
        notes, have = read_notes(part), size_of(part)
        with self._client.stream("GET", url, headers=_continuing(have, notes)) as answer:
            if answer.status_code == _BEYOND:
                raise _Again
            self._judge(answer, file.path, card.revision)
            said, begin = _said(answer)
            same = (begin, said.mark, said.total) == (have, notes.mark, notes.total)
            if answer.status_code == _PARTIAL and not same:
                raise _Again
            if file.bytes and said.total and said.total != file.bytes:
                drop(part)
                raise WrongFile(card.name, file.path, f"{said.total} ≠ {file.bytes}")
            note(part, said)
            yield from _write(answer, part, begin, said.total or file.bytes, cancel)
        if not cancel.is_set() and size_of(part) != (said.total or size_of(part)):
            drop(part)
            raise WrongFile(card.name, file.path, f"{size_of(part)} ≠ {said.total}")

    def _judge(self, answer: httpx.Response, file: str, revision: str = "") -> None:
        """Raise HubRefused unless the answer is what was asked for; TransportError when it may be later."""
        first = answer.history[0] if answer.history else answer
        if answer.status_code >= _BROKEN or answer.status_code == _BUSY:
            message = f"HTTP {answer.status_code}"
            raise httpx.RemoteProtocolError(message)
        if answer.status_code not in {_OK, _PARTIAL}:
            raise HubRefused(self._address, file, f"HTTP {answer.status_code}")
        if self._encrypted and answer.url.scheme != "https":
            raise HubRefused(self._address, file, f"{answer.url.scheme}://{answer.url.host}")
        if revision and first.headers.get("x-repo-commit", revision) != revision:
            raise HubRefused(self._address, file, str(first.headers["x-repo-commit"]))


def _described(entry: dict[str, Any], card: ModelCard) -> Remote:
    path, lfs = str(entry["path"]), entry.get("lfs") or {}
    if not is_inside(path):
        raise ValueError(path)
    known = next((file for file in card.files if file.path == path), WantedFile(path))
    size = known.bytes or int(lfs.get("size", entry["size"]))
    return Remote(path, size, known.sha256 or str(lfs.get("oid") or entry["oid"]))


def _continuing(have: int, notes: Notes) -> dict[str, str]:
    """Headers that ask for the rest; whoever has another file by now answers with the whole of it."""
    if not have or not notes.total:
        return {}
    strong = notes.etag and not notes.etag.startswith("W/")
    return {"Range": f"bytes={have}-", **({"If-Range": notes.etag} if strong else {})}


def _said(answer: httpx.Response) -> tuple[Notes, int]:
    """What the answer says of the file, and where in it the answer begins."""
    first = answer.history[0] if answer.history else answer
    mark = first.headers.get("x-linked-etag") or first.headers.get("etag", "")
    span = _RANGE.fullmatch(answer.headers.get("content-range", "")) if answer.status_code == _PARTIAL else None
    total = int(span.group(2)) if span else int(answer.headers.get("content-length", 0))
    begin = int(span.group(1)) if span else 0
    return Notes(answer.headers.get("etag", ""), mark.removeprefix("W/").strip('"').lower(), total), begin


def _write(answer: httpx.Response, part: Path, begin: int, most: int, cancel: threading.Event) -> Iterator[int]:
    part.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    have = begin
    try:
        with part.open("ab" if begin else "wb") as file:
            told = have
            for block in answer.iter_raw():  # as it comes: a cut loses nothing
                have += len(block)
                if most and have > most:
                    return  # more than there can be: the size tells the caller
                file.write(block)
                if cancel.is_set():
                    return
                if have - told >= STEP:
                    told = have
                    yield have
        yield have
    except OSError as trouble:
        if trouble.errno in {errno.ENOSPC, errno.EDQUOT}:
            raise DiskFull(part.parent, shutil.disk_usage(part.parent).free // 1_000_000) from trouble
        raise
