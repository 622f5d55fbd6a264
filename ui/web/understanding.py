"""How a question was understood: what it hangs on, where it was asked; and the way to have it asked otherwise."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from rag.answering.followup import quoted
from rag.narrowing import EVERYTHING
from rag.records import Earlier, Manner
from ui.present_scope import chips
from ui.web import pieces
from ui.web.speech import language, t

if TYPE_CHECKING:
    from collections.abc import Iterable

    from rag.narrowing import Narrowing
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


def show_narrowed(turn: Turn, where: Narrowing, place: int) -> bool:
    """One line where only a part was asked; True when it holds no answer and the reader wants the rest asked."""
    if where == EVERYTHING:
        return False
    named = ", ".join(chip.words for chip in chips(where, language()))
    with st.container(key=f"sf-narrowed-{place}", horizontal=True, vertical_alignment="center"):
        st.html(pieces.text(t("Cherché seulement dans : {where}", where=named), "sf-pale"))
        if turn.finished is None or turn.finished.manner is not Manner.REFUSED:
            return False
        return st.button(t("Chercher dans toute la bibliothèque"), key=f"everywhere-{place}", type="tertiary")
