"""Keys of model servers: where they lie, who can read them, whom they are given to."""

from __future__ import annotations

import json
import os
import stat
from collections.abc import Iterator
from pathlib import Path
from typing import Any, ClassVar

import pytest

from rag.keys import keep_key, key_for
from rag.settings import Home

ONE, OTHER = "http://127.0.0.1:8000", "http://127.0.0.1:8001"
keyring = pytest.importorskip("keyring", reason="the package keyring is not installed")


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return Home(tmp_path)


class Ring(keyring.backend.KeyringBackend):  # type: ignore[misc, name-defined]  # keyring gives no types
    """A keyring that keeps what it is given, as the system's do; `broken` is one that is locked."""

    priority = 1
    kept: ClassVar[dict[tuple[str, str], str]] = {}
    broken = False

    def get_password(self, service: str, username: str) -> str | None:
        if self.broken:
            raise keyring.errors.KeyringLocked
        return self.kept.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        if self.broken:
            raise keyring.errors.KeyringLocked
        self.kept[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        self.kept.pop((service, username))


@pytest.fixture
def ring() -> Iterator[Ring]:
    before, ours = keyring.get_keyring(), Ring()
    ours.kept.clear()
    keyring.set_keyring(ours)
    yield ours
    keyring.set_keyring(before)


def test_without_a_keyring_a_file_that_only_its_owner_can_read(home: Home) -> None:
    before = os.umask(0)
    try:
        assert keep_key(home, ONE, "secret") is False
    finally:
        os.umask(before)
    assert stat.S_IMODE(home.keys_file.stat().st_mode) == 0o600
    assert key_for(home, ONE) == "secret"
    assert list(home.folder.iterdir()) == [home.keys_file]


def test_a_key_is_for_its_origin_alone(home: Home) -> None:
    keep_key(home, ONE, "secret")
    assert [key_for(home, origin) for origin in (OTHER, ONE.replace("http", "https"), "")] == ["", "", ""]
    keep_key(home, OTHER, "another")
    assert (key_for(home, ONE), key_for(home, OTHER)) == ("secret", "another")


def test_a_key_is_changed_and_forgotten(home: Home) -> None:
    keep_key(home, ONE, "first")
    keep_key(home, ONE, "second")
    assert key_for(home, ONE) == "second"
    keep_key(home, ONE, "")
    assert key_for(home, ONE) == ""
    assert not home.keys_file.exists()


def test_in_the_keyring_the_file_has_no_key(home: Home, ring: Ring) -> None:
    assert keep_key(home, ONE, "secret") is True
    assert "secret" not in home.keys_file.read_text(encoding="utf-8")
    assert key_for(home, ONE) == "secret"
    assert key_for(home, OTHER) == ""
    keep_key(home, ONE, "")
    assert ring.kept == {}


def test_a_keyring_that_is_locked_keeps_nobody_from_working(home: Home, ring: Ring) -> None:
    ring.broken = True
    assert keep_key(home, ONE, "secret") is False
    assert key_for(home, ONE) == "secret"
    ring.broken = False
    keep_key(home, ONE, "secret")
    ring.broken = True
    assert key_for(home, ONE) == ""


@pytest.mark.parametrize("written", ["", "[]", "{", '{"a": 3}', "null"])
def test_a_file_that_somebody_spoiled_holds_no_key(home: Home, written: str) -> None:
    home.keys_file.write_text(written, encoding="utf-8")
    assert key_for(home, ONE) == ""
    keep_key(home, ONE, "secret")
    assert json.loads(home.keys_file.read_text(encoding="utf-8"))[ONE] == "secret"


def test_no_keyring_is_asked_where_no_key_was_given(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[Any] = []
    monkeypatch.setattr("rag.keys._keyring", lambda: asked.append(1))
    assert key_for(home, ONE) == ""
    assert asked == [], "it may ask its owner for a password"
