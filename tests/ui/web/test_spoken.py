"""The names that Streamlit gives its buttons, in the reader's language."""

from __future__ import annotations

import pytest

from rag.errors import Language
from ui.web.spoken import LANGUAGES, names


def test_streamlits_english_becomes_french() -> None:
    assert names("fr")["Fullscreen"] == "Plein écran"
    assert names("fr")["Help for "] == "Aide\u00a0: "


def test_a_change_of_language_is_followed() -> None:
    assert names("en")["Plein écran"] == "Full screen"
    assert names("fr")["Full screen"] == "Plein écran"
    assert "Menu" not in names("en")  # the same in both: nothing to do, and no endless renaming


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_name_leads_back_to_another(language: Language) -> None:
    known = names(language)
    assert not set(known) & set(known.values())
