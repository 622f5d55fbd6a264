"""The names that Streamlit gives its buttons, in the reader's language."""

from __future__ import annotations

import base64
import hashlib

import pytest

from rag.errors import Language
from ui.security import content_policy
from ui.web.scripts import scripts
from ui.web.spoken import LANGUAGES, names, script, speak


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


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_pages_policy_allows_exactly_what_is_drawn(language: Language) -> None:
    drawn: list[str] = []
    speak(language, lambda body, **options: drawn.append(body) if options["unsafe_allow_javascript"] else None)
    text = drawn[0].removeprefix("<script>").removesuffix("</script>")
    assert text == script(language)
    assert "<" not in text  # nothing that could end the script early
    allowed = base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
    assert f"'sha256-{allowed}'" in content_policy("<html></html>", scripts())
    assert allowed not in content_policy("<html></html>")
