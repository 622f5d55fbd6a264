"""The settings file: read, refused with a reason, explained in both languages."""

from __future__ import annotations

import stat
import tomllib
from pathlib import Path

import pytest

from rag.errors import SettingsInvalid, SettingUnknown
from rag.options import Settings
from rag.settings import Home, change_settings, example, find_home, fingerprint, parse_settings, read_settings, show


def written(folder: Path, text: str) -> Home:
    home = Home(folder)
    home.settings_file.write_text(text, encoding="utf-8")
    return home


def test_no_file_means_defaults(tmp_path: Path) -> None:
    assert read_settings(Home(tmp_path)) == Settings()


def test_a_value_is_read_and_the_rest_keeps_its_default(tmp_path: Path) -> None:
    settings = read_settings(written(tmp_path, '[page]\nlanguage = "en"\n'))
    assert settings.page.language == "en"
    assert settings.page.port == Settings().page.port


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("[page\n", "souffleur.toml"),
        ('[page]\nlanguage = "de"\n', "page.language"),
        ("[ingest]\nfile_mb = 0\n", "ingest.file_mb"),
        ("[retrieval]\nstrictness = 9.5\n", "retrieval.strictness"),
    ],
)
def test_a_bad_value_names_itself(tmp_path: Path, text: str, named: str) -> None:
    with pytest.raises(SettingsInvalid) as caught:
        read_settings(written(tmp_path, text))
    assert named in caught.value.sentence("fr")


@pytest.mark.parametrize("text", ["[pagina]\nx = 1\n", "[page]\nlangage = 'fr'\n"])
def test_an_unknown_key_is_an_error_and_not_ignored(tmp_path: Path, text: str) -> None:
    with pytest.raises(SettingUnknown):
        read_settings(written(tmp_path, text))


@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_example_is_a_valid_file_of_defaults(language: str) -> None:
    text = example("en" if language == "en" else "fr")
    assert parse_settings(tomllib.loads(text), Path("souffleur.toml")) == Settings()


def test_what_is_shown_can_be_read_back() -> None:
    settings = Settings.model_validate({"chat": {"allowed_hosts": ["ia.example"], "model": "C:\\modèles\\m.gguf"}})
    assert parse_settings(tomllib.loads(show(settings)), Path("souffleur.toml")) == settings


def test_settings_cannot_be_changed_on_the_way() -> None:
    with pytest.raises(ValueError, match="frozen"):
        Settings().page.port = 1  # type: ignore[misc]


def test_the_fingerprint_follows_the_values() -> None:
    other = Settings.model_validate({"retrieval": {"strictness": 0.5}})
    assert fingerprint(Settings()) == fingerprint(Settings())
    assert fingerprint(Settings()) != fingerprint(other)


def test_the_home_is_the_named_one_then_the_environment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOUFFLEUR_HOME", str(tmp_path / "environment"))
    assert find_home(tmp_path / "named").folder == tmp_path / "named"
    assert find_home().folder == tmp_path / "environment"
    assert stat.S_IMODE(find_home().folder.stat().st_mode) == 0o700


def test_a_value_is_changed_and_the_rest_of_the_file_stays(tmp_path: Path) -> None:
    home = written(tmp_path, '# mine\n[page]\nport = 9000  # not 8501\n\n[chat]\nmodel = "old.gguf"\n')
    home.settings_file.chmod(0o640)
    changed = change_settings(home, {"chat.model": "neuf été.gguf", "embedding.model": "e5"})
    assert (changed.chat.model, changed.embedding.model, changed.page.port) == ("neuf été.gguf", "e5", 9000)
    assert read_settings(home) == changed
    text = home.settings_file.read_text(encoding="utf-8")
    assert "# mine" in text
    assert "# not 8501" in text
    assert stat.S_IMODE(home.settings_file.stat().st_mode) == 0o640
    assert [path.name for path in tmp_path.iterdir()] == ["souffleur.toml"]


def test_a_first_value_makes_the_file(tmp_path: Path) -> None:
    assert change_settings(Home(tmp_path), {"chat.model": "m.gguf"}).chat.model == "m.gguf"
    assert read_settings(Home(tmp_path)).chat.model == "m.gguf"


@pytest.mark.parametrize(
    ("text", "changes"),
    [
        ("[page\n", {"chat.model": "m"}),
        ("", {"chat.temperature": 9}),
        ("", {"chat.nothing": 1}),
        ("", {"nothing.at_all": 1}),
    ],
)
def test_what_cannot_be_used_is_not_written(tmp_path: Path, text: str, changes: dict[str, object]) -> None:
    home = written(tmp_path, text)
    with pytest.raises((SettingsInvalid, SettingUnknown)):
        change_settings(home, changes)
    assert home.settings_file.read_text(encoding="utf-8") == text
