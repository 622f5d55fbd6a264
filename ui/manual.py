"""The manual: pages of Markdown, with the settings and the messages written in from where they are defined.

So no setting, no error and no reason can be missing from it, or be explained by an old sentence. Pure but for reading.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Final

from ingest.reasons import REASONS
from rag.errors import Words
from rag.options import Settings
from rag.settings import explanation
from ui.wire import every_error

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rag.errors import Language

FOLDER: Final = Path(__file__).parent / "help"
TOPICS: Final = (
    "start", "asking", "documents", "tasks", "drafts", "mail", "servers", "evaluation", "privacy", "machine",
    "settings", "commands", "trouble",
)  # fmt: skip
_FACT: Final = re.compile(r"{\w+}")
_SETTINGS: Final = Words("Tous les réglages", "Every setting")
_MESSAGES: Final = Words("Tous les messages", "Every message")
_FILES: Final = Words("Ce qui est dit d'un fichier", "What is said of a file")


def page(topic: str, language: Language) -> str:
    """One topic as Markdown; its first line is its title."""
    written = (FOLDER / language / f"{topic}.md").read_text(encoding="utf-8")
    further = {"settings": _settings, "trouble": _messages}.get(topic)
    return "\n".join([written, *(further(language) if further else ())])


def title(topic: str, language: Language) -> str:
    """What a topic is called."""
    with (FOLDER / language / f"{topic}.md").open(encoding="utf-8") as file:
        return file.readline().removeprefix("# ").strip()


def _settings(language: Language) -> Iterator[str]:
    yield f"## {_SETTINGS.say(language)}\n"
    for section, values in Settings():
        for key, field in type(values).model_fields.items():
            yield f"- `{section}.{key}` — {explanation(field, language)}"


def _messages(language: Language) -> Iterator[str]:
    yield f"## {_MESSAGES.say(language)}\n"
    for error in every_error():
        yield _message(error.code, error.words, error.step, language)
    yield f"\n## {_FILES.say(language)}\n"
    for reason in REASONS.values():
        yield _message(reason.code, reason.words, reason.step, language)


def _message(code: str, words: Words, step: Words, language: Language) -> str:
    sentence, then = (_FACT.sub("…", text[language == "en"]) for text in (words, step))
    return f"- **{sentence}** {then} (`{code}`)"
