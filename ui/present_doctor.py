"""Findings of an examination in the reader's words: what was found, and what to do. Pure, both languages."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from rag.doctor.finding import Topic
from rag.errors import Words
from ui.findings import FINDINGS
from ui.present import language_name, memory, moment, number, size
from ui.wire import every_error

if TYPE_CHECKING:
    from rag.doctor.finding import Finding
    from rag.errors import Language

TOPICS: Final = {
    Topic.MACHINE: Words("Machine et programmes", "Machine and programs"),
    Topic.MODELS: Words("Modèles", "Models"),
    Topic.LIBRARY: Words("Bibliothèque", "Library"),
    Topic.FOLDERS: Words("Dossiers suivis", "Followed folders"),
    Topic.NETWORK: Words("Confidentialité", "Privacy"),
    Topic.HOME: Words("Dossier de la bibliothèque", "Folder of the library"),
}


def told(finding: Finding, language: Language) -> str:
    """What was found."""
    return _words(finding)[0].say(language, **_written(finding, language))


def next_step(finding: Finding, language: Language) -> str:
    """What to do; empty where there is nothing to do."""
    step = _words(finding)[1]
    return step.say(language, **_written(finding, language)) if step else ""


def _words(finding: Finding) -> tuple[Words, Words | None]:
    known = FINDINGS.get(finding.code)
    if known:
        return known
    error = next(one for one in every_error() if one.code == finding.code)
    return error.words, error.step


def _written(finding: Finding, language: Language) -> dict[str, str]:
    """The facts as the reader writes them."""
    written = {}
    for name, fact in finding.facts.items():
        if name == "moment":
            written[name] = moment(str(fact), language)
        elif name.endswith("_bytes") and finding.code == "machine":
            written[name] = memory(int(fact), language)
        elif name.endswith("_bytes"):
            written[name] = size(int(fact), language)
        elif name == "languages" and finding.code == "scans":  # as Tesseract calls them
            written[name] = ", ".join(language_name(one, language) for one in str(fact).split("+"))
        else:
            written[name] = number(fact, language) if isinstance(fact, int) else str(fact)
    return written
