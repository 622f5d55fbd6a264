"""Reading the one settings file, and the home folder it lies in.

The only place that reads the environment: `SOUFFLEUR_HOME` names the home folder. A missing file means defaults.
"""

from __future__ import annotations

import hashlib
import json
import os
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import platformdirs
from pydantic import ValidationError

from rag.errors import Language, SettingsInvalid, SettingUnknown
from rag.options import Section, Settings
from rag.whole import write_whole

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pydantic.fields import FieldInfo

FILE_NAME = "souffleur.toml"


@dataclass(frozen=True, slots=True)
class Home:
    """Where one company's library lives; every path of it is named here."""

    folder: Path

    @property
    def settings_file(self) -> Path:
        """The settings, written by the user."""
        return self.folder / FILE_NAME

    @property
    def library_file(self) -> Path:
        """Documents, passages, words and vectors: the truth."""
        return self.folder / "library.sqlite"

    @property
    def vectors_folder(self) -> Path:
        """Chroma's index, which can be rebuilt."""
        return self.folder / "chroma"

    @property
    def models_folder(self) -> Path:
        """Models as they were prepared for this machine."""
        return self.folder / "models"

    @property
    def inbox_folder(self) -> Path:
        """Files that were dropped on the page."""
        return self.folder / "inbox"

    @property
    def questions_file(self) -> Path:
        """The user's own questions for measuring the search, one a line."""
        return self.folder / "questions.jsonl"

    @property
    def evaluations_folder(self) -> Path:
        """Measurements that were kept, a file each."""
        return self.folder / "evaluations"

    @property
    def templates_folder(self) -> Path:
        """The firm's own templates for quotes and letters, unless the settings name another folder."""
        return self.folder / "templates"

    @property
    def pace_file(self) -> Path:
        """How fast chat models were measured to be on this machine."""
        return self.folder / "pace.json"

    @property
    def keys_file(self) -> Path:
        """Keys of model servers, or that the system's keyring has them; readable by its owner only."""
        return self.folder / "keys.json"

    @property
    def log_file(self) -> Path:
        """What happened, without the text of documents or questions."""
        return self.folder / "logs" / "souffleur.log"

    @property
    def lock_file(self) -> Path:
        """Held by the one process that owns the library."""
        return self.folder / "library.lock"

    @property
    def server_file(self) -> Path:
        """Address and key of the running server, readable by its owner only."""
        return self.folder / "server.json"


def find_home(named: Path | None = None) -> Home:
    """The home folder: what was named, else `SOUFFLEUR_HOME`, else the platform's user data folder.

    The folder is made when it is missing, readable by its owner only.
    """
    home = home_meant(named)
    home.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return home


def home_meant(named: Path | None = None) -> Home:
    """The same without making anything, for whoever only looks."""
    chosen = named or Path(os.environ.get("SOUFFLEUR_HOME") or platformdirs.user_data_dir("souffleur", appauthor=False))
    return Home(chosen.expanduser().resolve())


def read_settings(home: Home) -> Settings:
    """The settings of a home.

    Raises:
        SettingsInvalid: the file is no TOML, or a value is out of bounds.
        SettingUnknown: a key that does not exist, with its name.
    """
    path = home.settings_file
    try:
        raw = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return Settings()
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as trouble:
        raise SettingsInvalid(path, str(trouble)) from trouble
    return parse_settings(raw, path)


def unknown_keys(home: Home) -> tuple[str, ...]:
    """Every key of the settings file that no part reads; none while the file is missing or is no TOML."""
    try:
        Settings.model_validate(tomllib.loads(home.settings_file.read_text(encoding="utf-8")))
    except ValidationError as trouble:
        unknown = [one["loc"] for one in trouble.errors() if one["type"] == "extra_forbidden"]
        return tuple(".".join(map(str, place)) for place in unknown)
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError):
        pass
    return ()


def parse_settings(raw: dict[str, Any], path: Path) -> Settings:
    """Check the values of a settings file; `path` is named in errors."""
    try:
        return Settings.model_validate(raw)
    except ValidationError as trouble:
        first = trouble.errors()[0]
        key = ".".join(str(part) for part in first["loc"])
        if first["type"] == "extra_forbidden":
            raise SettingUnknown(path, key) from trouble
        raise SettingsInvalid(path, f"{key}: {first['msg']}") from trouble


def change_settings(home: Home, changes: dict[str, Any]) -> Settings:
    """Write some values into the settings file and leave the rest of it as it is, comments included.

    Args:
        home: whose file it is; made when it is missing.
        changes: values by their full names, such as `chat.model`; None takes one out, its default holds again.

    Raises:
        SettingsInvalid, SettingUnknown: the file as it is, or as it would be, cannot be used; it was not changed.
        DiskFull, NotWritable: the same.
    """
    import tomlkit

    path = home.settings_file
    read_settings(home)  # what cannot be read is not touched
    document = tomlkit.parse(path.read_text(encoding="utf-8") if path.exists() else "")
    for name, value in changes.items():
        section, _, key = name.partition(".")
        if section not in document:
            document[section] = tomlkit.table()
        table: Any = document[section]
        if value is None:
            table.pop(key, None)
        else:
            table[key] = value
    settings = parse_settings(document.unwrap(), path)
    write_whole(path, tomlkit.dumps(document).encode(), keep_mode=True)
    return settings


def written_names(home: Home) -> frozenset[str]:
    """The names in full of all that stands in the settings file; none while it is missing or is no TOML."""
    try:
        raw = tomllib.loads(home.settings_file.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError):
        return frozenset()
    return frozenset(f"{section}.{key}" for section, table in raw.items() if isinstance(table, dict) for key in table)


def fingerprint(settings: Section) -> str:
    """Twelve hexadecimal digits that change when any value changes."""
    text = json.dumps(settings.model_dump(mode="json"), sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()[:12]


def example(language: Language) -> str:
    """A settings file with every key at its default, each explained."""
    return "\n".join(_lines(Settings(), language, explained=True))


def show(settings: Settings) -> str:
    """The settings in force, as TOML."""
    return "\n".join(_lines(settings, "en", explained=False))


def explanation(field: FieldInfo, language: Language) -> str:
    """The sentence of one setting."""
    extra = field.json_schema_extra
    french = extra.get("fr", "") if isinstance(extra, dict) else ""
    return str(french) if language == "fr" else str(field.description)


def _lines(settings: Settings, language: Language, *, explained: bool) -> Iterator[str]:
    for name in type(settings).model_fields:
        section: Section = getattr(settings, name)
        yield f"[{name}]"
        for key, field in type(section).model_fields.items():
            if explained:
                yield f"# {explanation(field, language)}{_bounds(field)}"
            yield f"{key} = {_toml(getattr(section, key))}"
        yield ""


def _bounds(field: FieldInfo) -> str:
    low = next((mark.ge for mark in field.metadata if hasattr(mark, "ge")), None)
    high = next((mark.le for mark in field.metadata if hasattr(mark, "le")), None)
    return "" if low is None else f" [{low}–{high}]"


def _toml(value: object) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, tuple):
        return json.dumps(list(value), ensure_ascii=False)
    return json.dumps(value, ensure_ascii=False)  # a JSON string or number is a TOML one
