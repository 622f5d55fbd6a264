"""The settings, whether this process works with them or the running server does."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, Protocol

from rag.errors import SettingUnknown
from rag.settable import Setting, every_setting, value_of
from rag.settings import change_settings, read_settings, written_names
from ui.wire import record_from_json

if TYPE_CHECKING:
    from collections.abc import Callable

    from rag.engine import Engine
    from rag.errors import Language
    from rag.options import Settings
    from rag.settable import Value
    from rag.settings import Home

# Taken in at the start: what listens, what the follower of folders was given, what a loaded model was loaded with.
AT_START: Final = frozenset({
    "page.language", "page.host", "page.port", "page.upload_mb", "watch.polling", "watch.poll_seconds",
    "watch.full_look_minutes", "embedding.backend", "embedding.threads",
})  # fmt: skip


class SettingsBook(Protocol):
    """What the screens may ask of the settings; `Desk.settings` gives it."""

    def all(self) -> tuple[Setting, ...]:
        """Every one, in the order of the file; raises SettingsInvalid, SettingUnknown."""

    def change(self, name: str, written: str, language: Language) -> Setting:
        """Write a value into the file, as a person of that language wrote it, and work with it where that can be.

        Raises:
            NotANumber, NotWhole, OutOfBounds, SettingShape: it is no value of this setting; nothing was changed.
            SettingsInvalid, SettingUnknown: the file cannot be used, or there is no such setting.
        """

    def reset(self, name: str) -> Setting:
        """Take a value out of the file: the default holds again; raises SettingsInvalid, SettingUnknown."""


class LocalSettings:
    """See `SettingsBook`; without an engine, what is written waits for the next start."""

    def __init__(self, home: Home, engine: Engine | None = None) -> None:
        self._home = home
        self._engine = engine

    def all(self) -> tuple[Setting, ...]:
        """See `SettingsBook`."""
        kept = read_settings(self._home)
        working = self._engine.settings if self._engine else kept
        return every_setting(kept, working, written_names(self._home))

    def change(self, name: str, written: str, language: Language) -> Setting:
        """See `SettingsBook`."""
        return self._put(name, value_of(self._named(name), written, language))

    def reset(self, name: str) -> Setting:
        """See `SettingsBook`."""
        self._named(name)
        return self._put(name, None)

    def _put(self, name: str, value: Value | None) -> Setting:
        kept = change_settings(self._home, {name: value})
        if self._engine is not None and name not in AT_START:
            self._engine.adopt(_with(self._engine.settings, kept, name))
        return self._named(name)

    def _named(self, name: str) -> Setting:
        for one in self.all():
            if one.name == name:
                return one
        raise SettingUnknown(self._home.settings_file, name)


class RemoteSettings:
    """See `SettingsBook`; behind the running server, through its client's `call(method, path, asked)`."""

    def __init__(self, call: Callable[..., Any]) -> None:
        self._call = call

    def all(self) -> tuple[Setting, ...]:
        """See `SettingsBook`."""
        return tuple(record_from_json(Setting, one) for one in self._call("GET", "/settings"))

    def change(self, name: str, written: str, language: Language) -> Setting:
        """See `SettingsBook`."""
        asked = {"name": name, "written": written, "language": language}
        return record_from_json(Setting, self._call("POST", "/settings/change", asked))

    def reset(self, name: str) -> Setting:
        """See `SettingsBook`."""
        return record_from_json(Setting, self._call("POST", "/settings/reset", {"name": name}))


def _with(working: Settings, kept: Settings, name: str) -> Settings:
    """The settings in force with one value of those that are kept."""
    section, _, key = name.partition(".")
    changed = getattr(working, section).model_copy(update={key: getattr(getattr(kept, section), key)})
    return working.model_copy(update={section: changed})
