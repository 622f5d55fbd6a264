from __future__ import annotations

import pytest

from rag.errors import Language, NotANumber, NotWhole, OutOfBounds, SettingShape, SouffleurError
from rag.options import Settings
from rag.settable import Form, Setting, Value, every_setting, value_of

ALL = {one.name: one for one in every_setting(Settings(), Settings(), ())}


def test_every_key_of_every_section_is_there_explained_and_in_order() -> None:
    names = [f"{section}.{key}" for section, values in Settings() for key in type(values).model_fields]
    assert list(ALL) == names
    assert all(one.french and one.english and one.value == one.default for one in ALL.values())
    assert {one.form for one in ALL.values()} == set(Form)


def test_what_it_is_and_where_its_value_comes_from() -> None:
    kept = Settings.model_validate({"retrieval": {"strictness": 1.5}, "page": {"port": 9000}})
    working = Settings.model_validate({"retrieval": {"strictness": 1.5}})
    found = {one.name: one for one in every_setting(kept, working, {"retrieval.strictness", "page.port"})}
    strict, port, language = (found[one] for one in ("retrieval.strictness", "page.port", "page.language"))
    assert (strict.form, strict.value, strict.default, strict.low, strict.high) == (Form.NUMBER, 1.5, 1.0, 0.0, 2.0)
    assert (strict.written, strict.in_force, strict.section) == (True, True, "retrieval")
    assert (port.form, port.value, port.in_force) == (Form.WHOLE, 9000, False)
    assert (language.form, language.choices, language.written, language.in_force) == (
        Form.CHOICE, ("fr", "en"), False, True,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("name", "written", "language", "value"),
    [
        ("answering.first_word_seconds", "8,5", "fr", 8.5),
        ("answering.first_word_seconds", "8.5", "fr", 8.5),
        ("answering.first_word_seconds", " 8.5 ", "en", 8.5),
        ("answering.first_word_seconds", "8,5", "en", 8.5),
        ("chat.context_tokens", "8\u202f192", "fr", 8192),
        ("chat.context_tokens", "8 192,0", "fr", 8192),
        ("chat.context_tokens", "8,192", "en", 8192),
        ("page.keep_conversations", "False", "fr", False),
        ("page.keep_conversations", "oui", "fr", True),
        ("page.language", "en", "fr", "en"),
        ("ingest.ocr_languages", " fra+deu ", "fr", "fra+deu"),
        ("chat.model", "", "fr", ""),
        ("chat.allowed_hosts", "a.example, b.example,", "fr", ("a.example", "b.example")),
    ],
)
def test_as_people_write_it(name: str, written: str, language: Language, value: Value) -> None:
    assert value_of(ALL[name], written, language) == value
    assert type(value_of(ALL[name], written, language)) is type(value)


@pytest.mark.parametrize(
    ("name", "written", "trouble"),
    [
        ("answering.first_word_seconds", "vite", NotANumber),
        ("answering.first_word_seconds", "nan", NotANumber),
        ("answering.first_word_seconds", "", NotANumber),
        ("answering.first_word_seconds", "1e9", NotANumber),
        ("answering.first_word_seconds", "0,5", OutOfBounds),
        ("chat.context_tokens", "8,192", NotWhole),
        ("chat.context_tokens", "9" * 400, OutOfBounds),
        ("page.language", "de", SettingShape),
        ("page.keep_conversations", "peut-être", SettingShape),
        ("ingest.ocr_languages", "français", SettingShape),
        ("embedding.model", "  ", SettingShape),
    ],
)
def test_what_is_no_value_is_said_with_what_would_be(name: str, written: str, trouble: type[SouffleurError]) -> None:
    with pytest.raises(trouble) as caught:
        value_of(ALL[name], written, "fr")
    assert caught.value.next_step("fr") != caught.value.next_step("en")


def test_the_bounds_are_named() -> None:
    with pytest.raises(OutOfBounds) as caught:
        value_of(ALL["retrieval.strictness"], "2,5", "fr")
    assert "de 0 à 2" in caught.value.next_step("fr")


def test_every_default_can_be_written_back() -> None:
    def written(one: Setting) -> str:
        return ", ".join(one.default) if isinstance(one.default, tuple) else str(one.default)

    assert [value_of(one, written(one), "en") for one in ALL.values()] == [one.default for one in ALL.values()]
