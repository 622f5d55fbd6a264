"""Every sentence of the pages exists in English, none is left over, and facts stand in both."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

from ui.i18n.catalog import catalog, counted, translated

PAGES = Path(__file__).resolve().parents[2] / "ui" / "web"
JARGON = re.compile(r"\b(chunk|embedding|vecteur|vector|index|token|prompt|retrieval|llm)\w*", re.IGNORECASE)
FACT = re.compile(r"{(\w*)}")


def sentences() -> dict[str, str | None]:
    """Each French sentence of the pages, with its plural where it has one."""
    found: dict[str, str | None] = {}
    for file in sorted(PAGES.glob("*.py")):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in {"t", "tn"}:
                words = [argument.value for argument in node.args if isinstance(argument, ast.Constant)]
                if file.name == "speech.py":
                    continue  # defines them
                assert words, f"{file.name}:{node.lineno}: a sentence must stand in the source"
                found[str(words[0])] = str(words[1]) if node.func.id == "tn" else None
    return found


SENTENCES = sentences()
ENGLISH = {message.id[0] if isinstance(message.id, tuple) else message.id: message for message in catalog("en")
           if message.id}  # fmt: skip


def test_there_are_sentences() -> None:
    assert len(SENTENCES) > 80


@pytest.mark.parametrize("french", sorted(SENTENCES))
def test_every_sentence_is_translated(french: str) -> None:
    message = ENGLISH[french]
    forms = message.string if isinstance(message.string, tuple) else (message.string,)
    assert all(forms)
    assert (SENTENCES[french] is not None) == isinstance(message.id, tuple)
    if isinstance(message.id, tuple):
        assert message.id[1] == SENTENCES[french]
    for english in forms:
        assert set(FACT.findall(str(english))) <= set(FACT.findall(french)) | {"count"}
        assert set(FACT.findall(french)) <= set(FACT.findall(str(english)))
        assert not JARGON.search(str(english)), english
    assert not JARGON.search(french), french


def test_no_translation_is_left_over() -> None:
    assert set(ENGLISH) == set(SENTENCES)
    assert not catalog("en").obsolete


def test_a_missing_translation_stays_french() -> None:
    assert translated("Phrase inconnue {x}", "en", x=1) == "Phrase inconnue 1"


def test_numbers_decide_the_form() -> None:
    def said(count: int, language: str) -> str:
        return counted("{count} fichier", "{count} fichiers", count, language, count=count)  # type: ignore[arg-type]

    assert [said(count, "fr") for count in (0, 1, 2)] == ["0 fichier", "1 fichier", "2 fichiers"]
    assert [said(count, "en") for count in (0, 1, 2)] == ["0 files", "1 file", "2 files"]


def test_french_typography() -> None:
    assert translated("Oublier ?", "fr") == "Oublier\u00a0?"
    assert translated("« {model} » : oui", "fr", model="a : b") == "«\u00a0a : b\u00a0»\u00a0: oui"
    assert "\u00a0" not in translated("Oublier ?", "en")
