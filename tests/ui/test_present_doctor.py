"""Every finding is a sentence in both languages, and none is left over."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

from rag.doctor.finding import Finding, Level, Topic, of_error
from rag.errors import EmbedderChanged
from ui.findings import FINDINGS
from ui.present_doctor import TOPICS, next_step, told

DOCTOR = Path(__file__).resolve().parents[2] / "rag" / "doctor"
JARGON = re.compile(r"\b(chunk|embedd|vecteur|vector|index|token|telemetr|télémét|socket)\w*", re.IGNORECASE)
SETTING = re.compile(r"\b\w+\.\w+\b")


def codes() -> set[str]:
    """The first argument of every `Finding(…)`, both of them where it depends on something."""
    found: set[str] = set()
    for file in DOCTOR.glob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Finding":
                first = node.args[0]
                kinds = [first.body, first.orelse] if isinstance(first, ast.IfExp) else [first]
                found |= {str(one.value) for one in kinds if isinstance(one, ast.Constant)}
    return found


def test_every_code_has_its_sentence_and_every_sentence_its_code() -> None:
    assert codes() == FINDINGS.keys()
    assert TOPICS.keys() == {*Topic}


@pytest.mark.parametrize("code", sorted(FINDINGS))
def test_plain_words_in_both_languages(code: str) -> None:
    for words in filter(None, FINDINGS[code]):
        assert words.fr != words.en
        assert set(re.findall(r"{(\w+)}", words.fr)) == set(re.findall(r"{(\w+)}", words.en))
        for sentence in words:
            assert sentence.endswith("."), sentence
            assert not JARGON.search(SETTING.sub("", sentence)), sentence


def test_facts_as_the_reader_writes_them() -> None:
    room = Finding("room_low", Topic.MACHINE, Level.CHECK, {"free_bytes": 1_500_000_000, "folder": "/x"})
    assert told(room, "fr") == "Il ne reste que 1,5\u00a0Go sur le disque de la bibliothèque."
    assert next_step(room, "en") == "Free some space soon."
    scans = Finding("scans", Topic.MACHINE, facts={"languages": "fra+eng"})
    assert told(scans, "fr") == "Les scans sont lus (français, anglais)."
    facts = {"system": "Linux", "processor": "AMD", "cores": 2, "ram_bytes": 16 * 1024**3, "free_bytes": 9 * 1024**3}
    assert "mémoire : 16\u00a0Go, dont 9\u00a0Go libres" in told(Finding("machine", Topic.MACHINE, facts=facts), "fr")
    whole = Finding("library", Topic.LIBRARY, facts={"documents": 12_000, "passages": 34})
    assert told(whole, "en") == "The library is whole; documents: 12,000, passages: 34."
    assert next_step(whole, "fr") == ""
    assert "12/03/2026" in told(
        Finding("last_read", Topic.LIBRARY, facts={"moment": "2026-03-12T10:00:00+00:00"}), "fr"
    )


def test_trouble_says_its_own_sentence() -> None:
    error = EmbedderChanged("a", "b")
    finding = of_error(error, Topic.MODELS, Level.CHECK)
    for language in ("fr", "en"):
        assert told(finding, language) == error.sentence(language)
        assert next_step(finding, language) == error.next_step(language)
