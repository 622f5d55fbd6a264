from __future__ import annotations

import pytest

from rag.errors import Language
from rag.options import Settings
from rag.settable import Form, Value, every_setting, value_of
from ui.present_settings import FILE_ONLY, GROUPS, ON_MODELS_PAGE, bounds, explained, group, meets, shown, typed

ALL = {one.name: one for one in every_setting(Settings(), Settings(), ())}


def test_every_group_has_a_name_and_every_other_place_a_setting() -> None:
    assert set(GROUPS) == set(Settings.model_fields)
    assert group("chat", "en") == "Writing model"
    assert group("not yet named", "fr") == "not yet named"
    assert ALL.keys() >= FILE_ONLY | ON_MODELS_PAGE


@pytest.mark.parametrize(
    ("value", "french", "english"),
    [
        (8.5, "8,5", "8.5"), (8.0, "8", "8"), (8192, "8192", "8192"), (16384, "16\u202f384", "16,384"),
        (True, "oui", "yes"), (False, "non", "no"),
        (("a", "b"), "a, b", "a, b"), ("fra+eng", "fra+eng", "fra+eng"),
    ],
)  # fmt: skip
def test_a_value_as_its_reader_writes_it(value: Value, french: str, english: str) -> None:
    assert typed(value, "fr") == french
    assert typed(value, "en") == english


@pytest.mark.parametrize("language", ["fr", "en"])
def test_what_stands_in_a_field_is_read_as_it_is(language: Language) -> None:
    for one in ALL.values():
        if one.form is not Form.CHOICE:
            assert value_of(one, typed(one.default, language), language) == one.default, one.name


def test_nothing_secret_is_shown() -> None:
    assert shown("https://anna:secret@models.example/hub", "fr") == "https://…@models.example/hub"
    assert shown("", "fr") == "(vide)"
    assert shown("", "en") == "(empty)"


def test_bounds_and_words() -> None:
    strict = ALL["retrieval.strictness"]
    assert bounds(strict, "fr") == "de 0 à 2"
    assert bounds(ALL["chat.context_tokens"], "en") == "from 1024 to 262,144"
    assert bounds(ALL["chat.model"], "fr") == bounds(ALL["page.keep_conversations"], "fr") == ""
    assert explained(strict, "en").startswith("How strict")
    assert meets(strict, "SEVERITE", "fr")
    assert meets(strict, "recherche strictness", "fr")
    assert not meets(strict, "SEVERITE", "en")
    assert meets(strict, "", "fr")
