"""Keys of model servers: in the system's keyring where there is one, else in a file that only its owner can read.

A key belongs to the scheme, host and port that it was given for, and is given out for these alone. It never stands in
the settings, which people show one another, nor in the log.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final

from rag.whole import write_whole

if TYPE_CHECKING:
    from pathlib import Path

    from rag.settings import Home

SERVICE: Final = "souffleur"
_IN_KEYRING: Final = True  # stands in the file instead of the key


def key_for(home: Home, origin: str) -> str:
    """The key that was given for an origin, such as `http://127.0.0.1:8000`; empty when there is none."""
    kept = _read(home.keys_file).get(origin, "")
    if kept is not _IN_KEYRING:
        return str(kept)
    ring = _keyring()
    return str((ring and _asked(ring.get_password, _name(home, origin))) or "")


def keep_key(home: Home, origin: str, key: str) -> bool:
    """Keep a key for an origin; an empty one forgets it.

    Returns:
        Whether the system's keyring has it now; otherwise it stands in a file of the home.
    """
    kept = _read(home.keys_file)
    ring, name = _keyring(), _name(home, origin)
    if ring and kept.get(origin) is _IN_KEYRING:
        _asked(ring.delete_password, name)
    kept.pop(origin, None)
    in_ring = bool(key and ring and _asked(ring.set_password, name, key) is not _FAILED)
    if key:
        kept[origin] = _IN_KEYRING if in_ring else key
    _write(home.keys_file, kept)
    return in_ring


_FAILED: Final = False  # what no function of a keyring gives


def _asked(function: Any, *arguments: str) -> Any:  # noqa: ANN401 - a foreign library's
    """A keyring that is locked, or whose program is gone, must not keep anybody from working."""
    try:
        return function(SERVICE, *arguments)
    except Exception:  # noqa: BLE001 - every system's keyring fails in its own way
        return _FAILED


def _keyring() -> Any:  # noqa: ANN401 - loaded late, and not everywhere installed
    """The system's keyring, None where there is none that keeps anything."""
    try:
        import keyring
        from keyring.backends import fail, null

        ring = keyring.get_keyring()
    except Exception:  # noqa: BLE001 - see `_asked`
        return None
    return None if isinstance(ring, fail.Keyring | null.Keyring) else ring


def _name(home: Home, origin: str) -> str:
    return f"{origin} ({home.folder})"


def _read(file: Path) -> dict[str, Any]:
    try:
        kept = json.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return kept if isinstance(kept, dict) else {}


def _write(file: Path, kept: dict[str, Any]) -> None:
    if not kept:
        file.unlink(missing_ok=True)
        return
    write_whole(file, json.dumps(kept, ensure_ascii=False).encode())  # never readable by others, not for a moment
