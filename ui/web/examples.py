"""Questions to try in an empty conversation: those of the sample company, else some made of what the library holds."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import streamlit as st

from ui.first_questions import First, first_questions
from ui.server import house
from ui.web import pieces
from ui.web.speech import language, t

if TYPE_CHECKING:
    from rag.errors import Language

# All of them: a reader's own company may well have one of these names, not the three.
SAMPLES: Final = frozenset({"Petit guide des bois.epub", "Tarif public 2026.pdf", "BL-88213 Bois Sartheval.jpg"})
MOST_DOCUMENTS: Final = 500  # a larger library is not looked through for the samples
QUESTIONS: Final[dict[Language, tuple[str, ...]]] = {
    "fr": (
        "Quel est le prix de l'heure de pose en 2026 ?",
        "Où doit-on se rassembler en cas d'évacuation ?",
        "Chez qui prendre la clé du portillon de Mme Fravallon ?",
        "Combien de factures en mars 2026 ?",
    ),
    "en": (
        "What backsets do the Larkfield locks come in?",
        "What protection is needed when spraying AquaTop 300?",
        "How many invoices in March 2026?",
    ),
}
KNOWN: Final = "first questions"  # in Streamlit's session: what the library held, and what is proposed of it


def show_examples() -> First | None:
    """Draw them; gives the one that was clicked."""
    known = _examples()
    if known:
        st.html(pieces.text(t("Par exemple :"), "sf-pale"))
    for number, one in enumerate(known):
        label = f"{one.question} — {pieces.label(one.document)}" if one.document else one.question
        if st.button(label.replace(" ?", "\u00a0?"), key=f"example-{number}", type="secondary", wrap=True):
            return one
    return None


def _examples() -> tuple[First, ...]:
    """Looked for again when the library or the reader's language is another."""
    desk = house().desk
    held = (desk.counts(), language())
    last: tuple[object, tuple[First, ...]] | None = st.session_state.get(KNOWN)
    if last is None or last[0] != held:
        found = of_samples() or first_questions(desk, house().engine.library.register, language())
        last = (held, found)
        st.session_state[KNOWN] = last
    return last[1]


def of_samples() -> tuple[First, ...]:
    """Those of the sample company, where the library holds it."""
    desk = house().desk
    if desk.counts().documents > MOST_DOCUMENTS:
        return ()
    names = {document.name for document in desk.documents()}
    return tuple(map(First, QUESTIONS[language()])) if names >= SAMPLES else ()
