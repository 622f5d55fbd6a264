"""Settings in the reader's words: what a group is called, a value as it is written, its bounds. Pure."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from babel.numbers import format_decimal

from rag.errors import Words
from rag.settable import Form
from ui.present import LOCALES

if TYPE_CHECKING:
    from rag.errors import Language
    from rag.settable import Setting, Value

GROUPS: Final = {
    "page": Words("La page", "The page"),
    "ingest": Words("Lecture des fichiers", "Reading files"),
    "watch": Words("Dossiers suivis", "Followed folders"),
    "embedding": Words("Modèle de recherche", "Search model"),
    "retrieval": Words("Recherche", "Search"),
    "chat": Words("Modèle de rédaction", "Writing model"),
    "answering": Words("Réponses rédigées", "Written answers"),
    "models": Words("Téléchargement de modèles", "Downloading models"),
    "trial": Words("Essai", "Trial"),
    "mail": Words("Courrier", "Mail"),
    "firm": Words("Votre entreprise", "Your company"),
    "drafts": Words("Devis et lettres", "Quotes and letters"),
}
# Who may change these decides what reaches this machine and what leaves it: not everybody who has the page open.
FILE_ONLY: Final = frozenset(
    {"page.host", "chat.allowed_hosts", "models.hub", "mail.imap_host", "mail.imap_certificate"}
)
# Chosen where it is seen whether they are there and suit this machine.
ON_MODELS_PAGE: Final = frozenset({"embedding.model", "retrieval.reranker", "chat.model", "chat.address"})
_USER: Final = re.compile(r"(?<=//)[^/@\s]+(?=@)")  # of an address: a name, perhaps a password
LONG: Final = 10_000  # from here on the thousands stand apart; `8501` is the number of a port
_YES, _NO = Words("oui", "yes"), Words("non", "no")
_EMPTY: Final = Words("(vide)", "(empty)")


def group(section: str, language: Language) -> str:
    """What the settings of a section are about; the section's own name where nobody gave it another."""
    return GROUPS[section].say(language) if section in GROUPS else section


def explained(setting: Setting, language: Language) -> str:
    """What it does."""
    return setting.french if language == "fr" else setting.english


def typed(value: Value, language: Language) -> str:
    """A value as it stands in its field: `8,5`, `8 192`."""
    if isinstance(value, bool):
        return (_YES if value else _NO).say(language)
    if isinstance(value, int | float):
        form = "#,##0.######" if abs(value) >= LONG else "0.######"
        return str(format_decimal(value, form, locale=LOCALES[language]))
    return ", ".join(value) if isinstance(value, tuple) else value


def shown(value: Value, language: Language) -> str:
    """A value for reading: never empty, and without what an address may say of who asks."""
    return _USER.sub("…", typed(value, language)) or _EMPTY.say(language)


def bounds(setting: Setting, language: Language) -> str:
    """`de 1 à 600`; empty without bounds."""
    if setting.form not in {Form.WHOLE, Form.NUMBER} or setting.low is None or setting.high is None:
        return ""
    low, high = typed(setting.low, language), typed(setting.high, language)
    return f"de {low} à {high}" if language == "fr" else f"from {low} to {high}"


def meets(setting: Setting, words: str, language: Language) -> bool:
    """Whether every word stands in its name, its explanation or its group."""
    from rag.words import fold

    text = fold(f"{setting.name} {explained(setting, language)} {group(setting.section, language)}")
    return all(word in text for word in fold(words).split())
