"""The page Settings as Streamlit runs it, over a real library."""

from __future__ import annotations

from collections.abc import Iterator
from html import unescape
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from rag.options import Settings
from rag.settings import read_settings
from tests.ui.api.parts import open_engine
from tests.ui.web.houses import lived_in
from tests.ui.web.test_pages import SECONDS, html
from ui.present_settings import FILE_ONLY, ON_MODELS_PAGE
from ui.server import House


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    with open_engine(tmp_path / "home") as engine, lived_in(engine) as ours:
        yield ours


def draw() -> None:
    from ui.web import settings_page

    settings_page.show()


def opened() -> AppTest:
    return AppTest.from_function(draw, default_timeout=SECONDS).run()


def shown(at: AppTest) -> str:
    assert not at.exception
    return unescape(html(at)).replace("\u00a0", " ").replace("\u202f", " ")


def test_every_setting_stands_there_explained(house: House) -> None:
    at = opened()
    fields = {str(one.key) for kind in (at.text_input, at.toggle, at.selectbox) for one in kind}
    names = {f"{section}.{key}" for section, values in Settings() for key in type(values).model_fields}
    assert {name for name in names if f"value-{name}" not in fields} == FILE_ONLY | ON_MODELS_PAGE
    assert all(name in shown(at) for name in names)
    assert "de 1 à 600 · comme livré · answering.first_word_seconds" in shown(at)
    assert str(house.engine.home.settings_file) in shown(at)


def test_a_number_in_french_is_kept_put_in_force_and_taken_back(house: House) -> None:
    at = opened()
    at.text_input(key="value-answering.first_word_seconds").set_value("12,5").run()
    assert house.engine.settings.answering.first_word_seconds == 12.5
    assert "choisi par vous ; comme livré : 8" in shown(at)
    assert "1 n'est pas comme livré" in shown(at)
    assert "Redémarrez" not in shown(at)
    at.button(key="reset-answering.first_word_seconds").click().run()
    assert at.text_input(key="value-answering.first_word_seconds").value == "8"
    assert read_settings(house.engine.home) == Settings()


def test_a_bad_value_is_a_sentence_and_changes_nothing(house: House) -> None:
    at = opened()
    at.text_input(key="value-answering.first_word_seconds").set_value("vite").run()
    assert "« vite » n'est pas un nombre." in shown(at)
    assert at.text_input(key="value-answering.first_word_seconds").value == "vite"
    assert not house.engine.home.settings_file.exists()
    at.text_input(key="value-answering.first_word_seconds").set_value("9").run()
    assert "n'est pas un nombre" not in shown(at)


def test_what_waits_for_a_restart_says_so(house: House) -> None:
    at = opened()
    at.selectbox(key="value-page.language").set_value("en").run()
    assert "Redémarrez Souffleur" in shown(at)
    at.toggle(key="value-page.keep_conversations").set_value(False).run()
    assert not house.engine.settings.page.keep_conversations
    at.selectbox(key="value-page.language").set_value("fr").run()
    assert "Redémarrez Souffleur" not in shown(at)


def test_words_find_a_setting(house: House) -> None:
    at = opened()
    at.text_input(key="settings sought").set_value("TESSERACT").run()
    assert "2 réglages" in shown(at)
    assert [one.label for one in at.expander] == ["Lecture des fichiers"]
    at.text_input(key="settings sought").set_value("zorglub").run()
    assert "Aucun réglage" in shown(at)


def test_a_file_that_cannot_be_read_is_a_sentence(house: House) -> None:
    house.engine.home.settings_file.write_text("[page\n", encoding="utf-8")
    assert "n'est pas valable" in shown(opened())


def test_a_field_is_called_what_its_reader_reads(house: House) -> None:
    at = opened()
    labels = [one.label for one in (*at.text_input, *at.toggle, *at.selectbox)]
    assert len(labels) > 10
    assert not [label for label in labels if "\\" in label]
