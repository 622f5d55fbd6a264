"""Every code that reading a file can end with has its sentence, and every sentence is for a code that is in use."""

from __future__ import annotations

import re
from pathlib import Path

from ingest.reasons import REASONS

INGEST = Path(__file__).resolve().parents[2] / "ingest"
SOURCES = {file: file.read_text(encoding="utf-8") for file in sorted(INGEST.rglob("*.py")) if file.name != "reasons.py"}
# How a code leaves a function: raised, answered, noted.
EMITTED = re.compile(
    r"""\b(?:CannotRead|Unreadable)\(\s*"(\w+)"|"code":\s"(\w+)"|notes(?:\.append\(|\s\+?=\s\[)"(\w+)"|notes\s=\s\("(\w+)",\)"""
)
WORD = re.compile(r'"([a-z]+(?:_[a-z]+)*)"')


def emitted() -> dict[str, str]:
    return {
        code: file.name
        for file, source in SOURCES.items()
        for match in EMITTED.finditer(source)
        for code in match.groups()
        if code
    }


def test_every_code_has_a_reason() -> None:
    found = emitted()
    assert len(found) > 15
    assert {code: file for code, file in found.items() if code not in REASONS} == {}


def test_every_reason_is_in_use() -> None:
    words = {word for source in SOURCES.values() for word in WORD.findall(source)}
    assert REASONS.keys() - words == set()


def test_each_reason_speaks_both_languages() -> None:
    for reason in REASONS.values():
        for words in (reason.words, reason.step):
            assert words.fr != words.en, reason.code
            assert all(sentence.endswith(".") and len(sentence) < 200 for sentence in words), reason.code
