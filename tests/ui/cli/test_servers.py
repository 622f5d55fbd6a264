"""`souffleur models servers`, `models use --address`, `models key`: programs that serve models, from the terminal."""

from __future__ import annotations

import json
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest

from rag.errors import Kind
from rag.models import servers
from rag.models.dialects import Program
from rag.settings import Home, read_settings
from tests.rag.models.programs import Running, program
from tests.rag.models.programs_said import MODEL
from tests.ui.cli.parts import souffleur

OLLAMA = MODEL[Program.OLLAMA]


@pytest.fixture
def own(tmp_path: Path) -> Home:
    return Home(tmp_path)


@pytest.fixture
def running() -> Iterator[Running]:
    with program(Program.OLLAMA) as state:
        yield state


def test_those_that_are_found_with_their_models(own: Home, running: Running, monkeypatch: pytest.MonkeyPatch) -> None:
    port = int(running.address.split(":")[2].split("/")[0])
    monkeypatch.setattr(servers.found_servers, "__defaults__", (lambda _: "", (port,)))
    told = souffleur("models", "servers", home=own).output.replace("\u00a0", " ").replace("\u202f", " ")
    for words in ("Ollama 0.12.6", running.address, OLLAMA, "4,4 Go", "7.2B de paramètres", "Q4_K_M", "8 192 mots",
                  "en mémoire", "souffleur models use NOM --address"):  # fmt: skip
        assert words in told
    assert "nomic" not in told
    (written,) = json.loads(souffleur("models", "servers", "--json", home=own).stdout)
    assert (written["program"], written["models"][0]["name"]) == ("ollama", OLLAMA)


def test_none_is_found(own: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(servers.found_servers, "__defaults__", (lambda _: "", (9,)))
    told = souffleur("models", "servers", home=own)
    assert told.exit_code == 0
    assert "Aucun serveur de modèles" in told.output
    assert json.loads(souffleur("models", "servers", "--json", home=own).stdout) == []


def test_one_is_chosen_by_its_address_and_left(own: Home, running: Running) -> None:
    used = souffleur("models", "use", OLLAMA, "--address", running.address, home=own)
    assert used.exit_code == 0, used.output
    assert f"« {OLLAMA} » est choisi" in used.output
    assert read_settings(own).chat.address == running.address
    souffleur("models", "use", "--quotations", home=own)
    assert read_settings(own).chat.address == ""


def test_a_key_is_asked_for_and_kept_for_its_owner(own: Home, running: Running) -> None:
    running.key = "s3cr3t"
    refused = souffleur("models", "use", OLLAMA, "--address", running.address, home=own)
    assert refused.exit_code == Kind.INVALID
    assert f"souffleur models key {running.address}" in refused.output
    assert "demande une clé" in souffleur("models", "servers", "--address", running.address, home=own).output
    kept = souffleur("models", "key", running.address, home=own, typed="s3cr3t\n")
    assert "n'est envoyée à personne d'autre" in kept.output
    assert "s3cr3t" not in kept.output
    assert stat.S_IMODE(own.keys_file.stat().st_mode) == 0o600
    assert souffleur("models", "use", OLLAMA, "--address", running.address, home=own).exit_code == 0
    assert "oubliée" in souffleur("models", "key", running.address, "--forget", home=own).output
    assert not own.keys_file.exists()


@pytest.mark.parametrize(
    ("arguments", "kind", "words"),
    [
        (("servers", "--address", "http://127.0.0.1:9"), Kind.UNAVAILABLE, "ne répond pas"),
        (("servers", "--address", "http://8.8.8.8"), Kind.INVALID, "hors de cette machine"),
        (("servers", "--address", "ftp://127.0.0.1"), Kind.USAGE, "n'est pas l'adresse"),
        (("use", "m", "--address", "http://127.0.0.1:9"), Kind.UNAVAILABLE, "ne répond pas"),
        (("use", "--address", "http://127.0.0.1:9"), Kind.USAGE, ""),
        (("key", "http://8.8.8.8"), Kind.INVALID, "hors de cette machine"),
    ],
)
def test_what_cannot_be_done_is_said(own: Home, arguments: tuple[str, ...], kind: Kind, words: str) -> None:
    said = souffleur("models", *arguments, home=own, typed="secret\n")
    assert said.exit_code == kind, said.output
    assert words in said.output
    assert "Traceback" not in said.output
    assert not own.settings_file.exists()
    assert not own.keys_file.exists()


def test_english(own: Home, running: Running) -> None:
    told = souffleur("models", "servers", "--address", running.address, "--language", "en", home=own).output
    assert "in memory" in told
    assert "mémoire" not in told
