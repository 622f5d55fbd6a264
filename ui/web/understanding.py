"""How a question that hangs on those before it was understood, and the way to have it asked as it was typed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from rag.answering.followup import quoted
from rag.records import Earlier
from ui.web import pieces
from ui.web.speech import t

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ui.web.conversation import Asking, Turn


def earlier_of(conversation: Iterable[Asking]) -> tuple[Earlier, ...]:
    """The questions so far, each as it was understood, with what was quoted for it."""
    turns = (asking.look() for asking in conversation)
    return tuple(Earlier(turn.understood or turn.question, quoted(turn.finished)) for turn in turns)


def show_understood(turn: Turn, place: int) -> bool:
    """One line where the question was made whole; True when the reader wants it asked exactly as it was typed."""
    if not turn.understood:
        return False
    with st.container(key=f"sf-understood-{place}", horizontal=True, vertical_alignment="center"):
        st.html(pieces.text(t("Compris comme : {question}", question=turn.understood), "sf-pale"))
        return st.button(
            t("Demander tel que je l'ai écrit"), key=f"exactly-{place}", type="tertiary", disabled=not turn.done
        )
