"""What a reasoning model thought before it answered: folded, and apart from the answer."""

from __future__ import annotations

import streamlit as st

from ui.web import pieces
from ui.web.speech import t


def show_thought(thought: str) -> None:
    """Draw it, where there is one; nobody checks it, and none of its numbers leads anywhere."""
    if not thought.strip():
        return
    with st.expander(t("Réflexion du modèle"), icon=":material/psychology:"):
        note = pieces.text(t("Notes du modèle pour lui-même : elles ne sont ni vérifiées ni reprises."), "sf-pale")
        st.html(note + "".join(pieces.text(line) for line in thought.splitlines() if line.strip()))
