"""Every error and every reason: a code, a sentence and a next step, in both languages, in plain words."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from ingest.reasons import REASONS, WITHHELD
from rag.errors import SouffleurError, Words
from rag.options import Settings

JARGON = re.compile(
    r"\b(chunk|embedding|embedd|vecteur|vector|token(?!s?\b.*context)|traceback|exception|stack|null|none|utf|regex)\w*",
    re.IGNORECASE,
)
SETTING = re.compile(r"\b\w+\.\w+\b")  # names of settings are quoted as they are written in the file


def errors(root: type[SouffleurError] = SouffleurError) -> Iterator[type[SouffleurError]]:
    for kind in root.__subclasses__():
        yield kind
        yield from errors(kind)


ALL = sorted(errors(), key=lambda kind: kind.__name__)
TEXTS = {
    **{f"{kind.code}.words": kind.words for kind in ALL},
    **{f"{kind.code}.step": kind.step for kind in ALL},
    **{f"{reason.code}.reason": reason.words for reason in REASONS.values()},
    **{f"{reason.code}.next": reason.step for reason in REASONS.values()},
    **{f"withheld.{cause}": words for cause, words in WITHHELD.items()},
}


def test_codes_are_there_and_unique() -> None:
    codes = [kind.code for kind in ALL]
    assert all(re.fullmatch(r"[a-z]+(_[a-z]+)*", code) for code in codes)
    assert len(set(codes)) == len(codes)
    assert all(code == reason.code for code, reason in REASONS.items())


@pytest.mark.parametrize("name", sorted(TEXTS))
def test_a_sentence_in_both_languages(name: str) -> None:
    words: Words = TEXTS[name]
    for sentence in words:
        assert sentence.strip() == sentence
        assert sentence[-1] in ".?!", sentence
        assert not JARGON.search(SETTING.sub("", sentence)), sentence
    assert words.fr != words.en
    assert set(re.findall(r"{(\w+)}", words.fr)) == set(re.findall(r"{(\w+)}", words.en))


def test_every_setting_is_explained_in_both_languages() -> None:
    for section in Settings.model_fields.values():
        for name, field in section.annotation.model_fields.items():  # type: ignore[union-attr]
            extra = field.json_schema_extra
            assert isinstance(extra, dict), name
            assert str(extra["fr"]).endswith("."), name
            assert str(field.description).endswith("."), name
            assert extra["fr"] != field.description
