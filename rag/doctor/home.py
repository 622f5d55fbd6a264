"""The folder of the library: whether its settings can be used, who else may read it, and how much it holds."""

from __future__ import annotations

import os
import stat
from typing import TYPE_CHECKING

from rag.doctor.finding import Finding, Level, Topic, of_error
from rag.errors import SettingsInvalid, SettingUnknown, SouffleurError
from rag.settings import read_settings, unknown_keys

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from rag.settings import Home

OTHERS = stat.S_IRWXG | stat.S_IRWXO  # what somebody else of this machine may do


def settings_file(home: Home) -> Iterator[Finding]:
    """Whether the settings can be read; every key that does not exist is named."""
    unknown = unknown_keys(home)
    for key in unknown:
        yield of_error(SettingUnknown(home.settings_file, key), Topic.HOME)
    try:
        read_settings(home)
    except SettingUnknown:
        return
    except SettingsInvalid as trouble:
        yield of_error(trouble, Topic.HOME)
        return
    yield Finding("settings" if home.settings_file.is_file() else "settings_none", Topic.HOME)


def privacy(home: Home) -> Iterator[Finding]:
    """Whether other people of this machine may read what lies here; Windows guards its user folders itself."""
    if os.name != "posix" or not home.folder.is_dir():
        return
    if _mode(home.folder) & OTHERS:
        facts: dict[str, str | int | float] = {"folder": str(home.folder), "mode": f"{_mode(home.folder):04o}"}
        yield Finding("home_open", Topic.HOME, Level.BAD, facts)
    else:
        yield Finding("home_private", Topic.HOME, facts={"folder": str(home.folder)})
    for secret in (home.server_file, home.log_file):
        if secret.is_file() and _mode(secret) & OTHERS:
            found: dict[str, str | int | float] = {"path": str(secret), "mode": f"{_mode(secret):04o}"}
            yield Finding("file_open", Topic.HOME, Level.BAD, found)


def sizes(home: Home) -> Finding:
    """What lies here, in bytes."""
    library = sum(_size(one) for one in home.folder.glob(f"{home.library_file.name}*"))
    parts = {
        "library_bytes": library,
        "index_bytes": _size(home.vectors_folder),
        "models_bytes": _size(home.models_folder),
        "inbox_bytes": _size(home.inbox_folder),
        "logs_bytes": _size(home.log_file.parent),
    }
    facts: dict[str, str | int | float] = {"folder": str(home.folder), "all_bytes": _size(home.folder), **parts}
    return Finding("sizes", Topic.HOME, facts=facts)


def trouble_of(error: Exception, topic: Topic) -> Finding:
    """A look that failed is a finding too, and keeps nobody from the others."""
    if isinstance(error, SouffleurError):
        return of_error(error, topic)
    return Finding("look_failed", topic, Level.CHECK, {"name": type(error).__name__})


def _mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def _size(path: Path) -> int:
    """Of a file, or of all below a folder; what vanishes meanwhile counts nothing."""
    total = 0
    for one in [path, *path.rglob("*")] if path.is_dir() else [path]:
        try:
            found = one.lstat()
        except OSError:
            continue
        total += found.st_size if stat.S_ISREG(found.st_mode) else 0
    return total
