"""Questions to try, shown only where the library holds the sample company."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from rag.errors import Language
    from ui.desk import Desk

# All of them: a reader's own company may well have one of these names, not the three.
SAMPLES: Final = frozenset({"Petit guide des bois.epub", "Tarif public 2026.pdf", "BL-88213 Bois Sartheval.jpg"})
MOST_DOCUMENTS: Final = 500  # a larger library is not looked through for the samples
QUESTIONS: Final[dict[Language, tuple[str, ...]]] = {
    "fr": (
        "Quel est le prix de l'heure de pose en 2026 ?",
        "Où doit-on se rassembler en cas d'évacuation ?",
        "Chez qui prendre la clé du portillon de Mme Fravallon ?",
    ),
    "en": (
        "What backsets do the Larkfield locks come in?",
        "What protection is needed when spraying AquaTop 300?",
    ),
}


def examples(desk: Desk, language: Language) -> tuple[str, ...]:
    """A few questions in the reader's language, or none."""
    if desk.counts().documents > MOST_DOCUMENTS:
        return ()
    names = {document.name for document in desk.documents()}
    return QUESTIONS[language] if names >= SAMPLES else ()
