"""An answer on its way: what Souffleur is doing, the words so far, and the button that stops it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import streamlit as st

from ui.web import pieces
from ui.web.meanwhile import answer_place
from ui.web.speech import t, tn
from ui.web.thoughts import show_thought

if TYPE_CHECKING:
    from ui.web.conversation import Asking, Turn

LOOK_SECONDS: Final = 0.25  # between two looks at an answer that is being written


@st.fragment(run_every=LOOK_SECONDS)
def follow(place: int, asking: Asking, stage: int) -> None:
    """An answer on its way; the whole page is drawn again when evidence is there, and when all is said."""
    turn = asking.look()
    if turn.stage != stage:
        st.rerun()
    st.html(pieces.text(_state(turn), "sf-busy"))
    show_thought(turn.thought)
    st.html(answer_place(turn))
    st.button(t("Arrêter"), icon=":material/stop_circle:", key=f"stop-{place}", on_click=asking.stop)


def _state(turn: Turn) -> str:
    if turn.found is None:
        return t("Recherche dans vos documents…")
    if turn.ahead:
        return tn(
            "{count} question avant la vôtre. Les sources trouvées sont déjà là.",
            "{count} questions avant la vôtre. Les sources trouvées sont déjà là.",
            turn.ahead,
        )
    if turn.thought and not turn.text:
        return t("Le modèle réfléchit…")
    count = len(turn.found.hits)
    return tn("{count} source trouvée. Rédaction…", "{count} sources trouvées. Rédaction…", count)
