"""Questions that may come next, under the latest answer: a click asks them of one document."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import streamlit as st

from ui.onward import Onward, onward
from ui.server import house
from ui.web import pieces
from ui.web.speech import language, t

if TYPE_CHECKING:
    from streamlit.delta_generator import DeltaGenerator

    from ui.web.conversation import Turn

KNOWN: Final = "questions onward"  # in Streamlit's session: answer → its proposals


def show_next(room: DeltaGenerator, turn: Turn, name: str) -> Onward | None:
    """Draw them there; gives the one that was clicked. `name` is the answer's own."""
    if not turn.done or turn.finished is None or turn.stopped:
        return None
    known: dict[str, tuple[Onward, ...]] = st.session_state.setdefault(KNOWN, {})
    if name not in known:
        question = turn.understood or turn.question
        known[name] = onward(house().desk, question, turn.finished, language())
    if not known[name]:
        return None
    with room:
        st.html(pieces.text(t("À demander ensuite"), "sf-section", "h3"))
        for number, one in enumerate(known[name]):
            label = pieces.label(f"{one.question} — {one.document}".replace(" ?", "\u00a0?"))
            if st.button(label, key=f"next-{name}-{number}", icon=":material/arrow_forward:", wrap=True):
                return one
    return None
