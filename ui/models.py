"""The models of this machine as the screens see them: here, or behind the running server.

Fetching and checking need no library, and so do not keep anybody from it; what changes the models in force is done by
the process that owns the library.
"""

from __future__ import annotations

import shutil
import threading
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final, Protocol

from rag.errors import ModelNotHere
from rag.models.cards import Use, model_card, model_cards
from rag.models.catalogue import embedder_card
from rag.models.hardware import measure
from rag.models.installed import check, is_here, remove, used_models
from rag.models.overview import WITHOUT, Overview, changes_for, overview
from rag.models.pace import measured_speed
from rag.models.pulling import pull
from rag.models.reranker_card import reranker_card
from rag.settings import change_settings, read_settings
from rag.store.library import FACT
from ui.servers import LocalServers, RemoteServers, Servers
from ui.wire import record_from_json

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path

    from rag.engine import Engine
    from rag.models.cards import ModelCard
    from rag.models.hardware import Hardware
    from rag.models.installed import CheckEvent
    from rag.models.pulling import PullEvent
    from rag.options import Settings
    from rag.settings import Home

QUOTATIONS: Final = ""  # the name of no chat model


class Models(Protocol):
    """What the screens may ask about models; names are those of the catalogue."""

    servers: Servers  # programs that serve models of their own

    def overview(self) -> Overview:
        """The machine, and every model judged for it."""

    def pull(self, name: str, source: Path | None = None, cancel: threading.Event | None = None) -> Iterator[PullEvent]:
        """Fetch or copy a model; see `rag.models.pulling.pull`."""

    def use(self, name: str) -> bool:
        """Put a model into the settings and in force; `QUOTATIONS` does without a chat model, see `without`.

        Returns:
            Whether a repair has to prepare the library for it.

        Raises:
            ModelUnknown, ModelNotHere, EmbedderUnusable, RerankerUnusable, SettingsInvalid: nothing was changed.
        """

    def without(self, use: Use) -> None:
        """Do without a chat model, or without a reranker; raises SettingsInvalid."""

    def check(self, name: str, cancel: threading.Event | None = None) -> Iterator[CheckEvent]:
        """Read an installed model again and compare."""

    def remove(self, name: str) -> None:
        """Delete a model; raises ModelUnknown, ModelNotHere, ModelInUse, ModelComes."""


class LocalModels:
    """The models in this process; without an engine the library is left to others."""

    def __init__(self, home: Home, engine: Engine | None = None) -> None:
        self._home = home
        self._folder = home.models_folder
        self._engine = engine
        self._measured: Hardware | None = None
        self.servers: Servers = LocalServers(home, self._settings, self._change)

    def overview(self) -> Overview:
        """See `Models`."""
        passages = bool(self._engine and self._engine.library.counts().passages)
        settings = self._settings()
        return overview(
            self._machine(),
            settings,
            self._folder,
            made_by=self._made_by(),
            has_passages=passages,
            speed=measured_speed(self._home.pace_file, settings.chat, self._folder),
        )

    def pull(self, name: str, source: Path | None = None, cancel: threading.Event | None = None) -> Iterator[PullEvent]:
        """See `Models`."""
        card = model_card(name, self._folder)
        yield from pull(card, self._folder, self._settings().models, source=source, cancel=cancel)

    def use(self, name: str) -> bool:
        """See `Models`."""
        if name == QUOTATIONS:
            self.without(Use.CHAT)
            return False
        card = self._usable(name)
        settings = self._change(changes_for(card))
        return card.use is Use.EMBEDDER and self._must_repair(settings)

    def without(self, use: Use) -> None:
        """See `Models`."""
        self._change(WITHOUT[use])

    def check(self, name: str, cancel: threading.Event | None = None) -> Iterator[CheckEvent]:
        """See `Models`."""
        yield from check(model_card(name, self._folder), self._folder, cancel or threading.Event())

    def remove(self, name: str) -> None:
        """See `Models`."""
        used = used_models(self._settings(), self._made_by(), model_cards(self._folder), self._folder)
        remove(model_card(name, self._folder), self._folder, used)

    def _usable(self, name: str) -> ModelCard:
        card = model_card(name, self._folder)
        if not is_here(card, self._folder):
            raise ModelNotHere(name)
        if card.use is Use.EMBEDDER:
            embedder_card(name, self._folder)
        elif card.use is Use.RERANKER:
            reranker_card(name, self._folder)
        return card

    def _change(self, changes: Mapping[str, str]) -> Settings:
        """Write settings of one section and put that section in force; other edits of the file wait for a restart."""
        settings = change_settings(self._home, dict(changes))
        if self._engine is not None:
            section = next(iter(changes)).partition(".")[0]
            changed = {section: getattr(settings, section)}
            self._engine.adopt(self._engine.settings.model_copy(update=changed))
        return settings

    def _must_repair(self, settings: Settings) -> bool:
        if self._engine is None:
            return True  # nobody looked
        return bool(self._engine.library.counts().passages) and self._made_by() != settings.embedding.model

    def _made_by(self) -> str:
        return self._engine.library.fact(FACT.EMBEDDER_MODEL) if self._engine else ""

    def _settings(self) -> Settings:
        return self._engine.settings if self._engine else read_settings(self._home)

    def _machine(self) -> Hardware:
        """Measured once: the graphics card takes a second to answer. What is free on the disk is always new."""
        if self._measured is None:
            self._measured = measure(self._folder)
        return replace(self._measured, free_disk_bytes=shutil.disk_usage(self._home.folder).free)


class RemoteModels:
    """The models behind the running server; it lives on this machine, and so do the paths."""

    def __init__(self, call: Callable[..., Any], stream: Callable[..., Iterator[Any]]) -> None:
        self._call = call
        self._stream = stream
        self.servers: Servers = RemoteServers(call)

    def overview(self) -> Overview:
        """See `Models`."""
        return record_from_json(Overview, self._call("GET", "/models"))

    def pull(self, name: str, source: Path | None = None, cancel: threading.Event | None = None) -> Iterator[PullEvent]:
        """See `Models`."""
        asked = {"name": name, "source": str(source.expanduser().absolute()) if source else None}
        yield from self._stream("/models/pull", asked, cancel)

    def use(self, name: str) -> bool:
        """See `Models`."""
        return bool(self._call("POST", "/models/use", {"name": name})["must_repair"])

    def without(self, use: Use) -> None:
        """See `Models`."""
        self._call("POST", "/models/without", {"use": use.value})

    def check(self, name: str, cancel: threading.Event | None = None) -> Iterator[CheckEvent]:
        """See `Models`."""
        yield from self._stream("/models/check", {"name": name}, cancel)

    def remove(self, name: str) -> None:
        """See `Models`."""
        self._call("POST", "/models/remove", {"name": name})
