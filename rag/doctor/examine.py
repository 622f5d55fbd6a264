"""Every look at one home, one after the other; none of them may keep the others from being done."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import psutil

from rag import journal
from rag.doctor import home as homes
from rag.doctor import library as libraries
from rag.doctor import machine, models, network
from rag.doctor.finding import Examination, Finding, Topic
from rag.errors import SouffleurError
from rag.models.hardware import measure
from rag.models.pace import measured_speed
from rag.options import Settings
from rag.settings import read_settings
from rag.store.lock import owner

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from rag.models.pace import Speed
    from rag.settings import Home
    from rag.store.library import Library
    from rag.store.vectors import VectorIndex


@dataclass(frozen=True, slots=True)
class Owned:
    """What only the process that owns the library can say of it."""

    library: Library
    settings: Settings  # in force since its start
    index: VectorIndex | None = None  # where it is open
    followed: bool = False  # the followed folders are followed now
    url: str = ""  # of the page
    outside: frozenset[str] = field(default_factory=frozenset)  # what was seen to be spoken to beyond this machine
    since: str = ""  # when looking at that began, ISO 8601


def examine(home: Home, owned: Owned | None = None, *, thorough: bool = False) -> Examination:
    """Look at everything; nothing is changed, made or mended.

    Args:
        home: the library's folder; it may be missing.
        owned: from the process that owns the library; without it the library is read beside its owner.
        thorough: read every file of the models again too.
    """
    settings = owned.settings if owned else _settings(home)
    books, said = (owned.library, ()) if owned else libraries.open_to_look(home)
    made_by = libraries.made_by(books)
    folder = home.models_folder
    looks: list[tuple[Topic, Callable[[], Iterable[Finding]]]] = [
        (Topic.MACHINE, lambda: machine.machine(measure(folder), home.folder)),
        (Topic.MACHINE, lambda: machine.programs(settings.ingest)),
        (Topic.MODELS, lambda: models.search_model(settings, folder, made_by)),
        (Topic.MODELS, lambda: models.chat_model(settings.chat, folder, _speed(home, settings))),
        (Topic.MODELS, lambda: models.reranker(settings.retrieval.reranker, folder)),
        (Topic.MODELS, lambda: models.as_they_were(settings, folder, made_by) if thorough else ()),
        (Topic.LIBRARY, lambda: [_whose(home, owned)]),
        (Topic.LIBRARY, lambda: said),
        (Topic.LIBRARY, lambda: libraries.library(books) if books else ()),
        (Topic.LIBRARY, lambda: libraries.index(books, home, owned.index if owned else None) if books else ()),
        (Topic.FOLDERS, lambda: libraries.folders(books, followed_now=bool(owned and owned.followed)) if books else ()),
        (Topic.NETWORK, lambda: [network.switches()]),
        (Topic.NETWORK, lambda: network.settings_reach(settings)),
        (Topic.NETWORK, lambda: _sockets(owned)),
        (Topic.HOME, lambda: homes.settings_file(home)),
        (Topic.HOME, lambda: homes.privacy(home)),
        (Topic.HOME, lambda: [homes.sizes(home)]),
    ]
    try:
        findings = tuple(finding for topic, look in looks for finding in _done(topic, look))
    finally:
        if books and not owned:
            books.close()
    return Examination(datetime.now(UTC).isoformat(timespec="seconds"), findings)


def _done(topic: Topic, look: Callable[[], Iterable[Finding]]) -> Iterator[Finding]:
    try:
        yield from look()
    except Exception as trouble:  # noqa: BLE001 - the rim: what is being looked for is trouble of every kind
        journal.trouble(trouble)
        yield homes.trouble_of(trouble, topic)


def _speed(home: Home, settings: Settings) -> Speed:
    return measured_speed(home.pace_file, settings.chat, home.models_folder)


def _settings(home: Home) -> Settings:
    """Those of the file; as they are delivered while it cannot be used, which is a finding of its own."""
    try:
        return read_settings(home)
    except SouffleurError:
        return Settings()


def _whose(home: Home, owned: Owned | None) -> Finding:
    if owned and owned.url:
        return Finding("page_runs", Topic.LIBRARY, facts={"url": owned.url})
    holder = owner(home)
    if owned or not holder.isdecimal() or not psutil.pid_exists(int(holder)):  # a killed one left its name
        return Finding("page_closed", Topic.LIBRARY)
    return Finding("held", Topic.LIBRARY, facts={"pid": holder})


def _sockets(owned: Owned | None) -> Iterator[Finding]:
    ports, outside = network.own_sockets()
    yield from network.listening(ports)
    yield network.connections(outside | (owned.outside if owned else frozenset()), owned.since if owned else "")
