"""A question of the conversation, and the way to ask it otherwise: it takes its place, and what came after it goes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import streamlit as st

from rag.engine import QUESTION_CHARACTERS
from ui.web import pieces
from ui.web.speech import t, tn

if TYPE_CHECKING:
    from ui.web.conversation import Asking

EDITED: Final = "question edited"  # in Streamlit's session: the name of its answer


def show_question(asking: Asking, place: int, after: int, *, busy: bool) -> str:
    """Draw it; gives what is to be asked in its place, empty until then.

    Args:
        asking: the question.
        place: in the conversation, 0 for the first.
        after: how many questions came after it.
        busy: an answer is on its way.
    """
    if st.session_state.get(EDITED) == asking.name and not busy:
        return _show_form(asking, place, after)
    with st.container(key=f"sf-asked-{place}", horizontal=True, vertical_alignment="center", gap="small"):
        st.html(pieces.text(asking.question, "sf-question", "h2"))
        # What the button does is heard and not seen: its sign is enough for those who see it.
        st.button(
            t("Modifier la question"),
            key=f"edit-{asking.name}",
            type="tertiary",
            icon=":material/edit:",
            disabled=busy,
            on_click=_edit,
            args=(asking.name,),
        )
    return ""


def _show_form(asking: Asking, place: int, after: int) -> str:
    with st.form(f"edited-{place}", border=True):
        written = st.text_area(
            t("La question, autrement"),
            value=asking.question,
            max_chars=QUESTION_CHARACTERS,
            key=f"edited-{asking.name}",
            height="content",
        )
        if after:
            lost = tn(
                "La question suivante et sa réponse seront effacées de la conversation.",
                "Les {count} questions suivantes et leurs réponses seront effacées de la conversation.",
                after,
            )
            st.html(pieces.text(lost, "sf-amiss"))
        with st.container(horizontal=True):
            asked = st.form_submit_button(t("Demander"), type="primary", icon=":material/send:")
            st.form_submit_button(t("Annuler"), key=f"unedited-{asking.name}", on_click=_edit, args=("",))
    if not asked or not written.strip():
        return ""
    _edit("")
    return written.strip()


def _edit(name: str) -> None:
    st.session_state[EDITED] = name
