"""The field of one setting: what is written in it is kept at once, or stays there with what is wrong with it.

A number stands in it as its reader writes one; Streamlit's own number fields know the English form only.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import streamlit as st

from rag.errors import SouffleurError
from rag.settable import Form
from ui.present_settings import typed
from ui.server import house
from ui.web import pieces
from ui.web.speech import language

if TYPE_CHECKING:
    from rag.settable import Setting

LONGEST: Final = 1_000  # characters of a value
AMISS: Final = "settings amiss"  # in Streamlit's session: name → what was written, and what is wrong with it


def show_field(setting: Setting, label: str) -> None:
    """Draw it.

    Args:
        setting: with its present value.
        label: the words of `rag.options`, which are ours and need no escape: Streamlit shows a label as Markdown but
            reads it to the blind as it is, backslashes included.
    """
    key = f"value-{setting.name}"
    wrong: tuple[str, SouffleurError] | None = st.session_state.get(AMISS, {}).get(setting.name)
    asked = (setting.name, key)
    if setting.form is Form.YES_NO:
        st.session_state[key] = setting.value
        st.toggle(label, key=key, on_change=_changed, args=asked)
    elif setting.form is Form.CHOICE:
        st.session_state[key] = setting.value
        st.selectbox(label, setting.choices, key=key, on_change=_changed, args=asked)
    else:
        st.session_state[key] = wrong[0] if wrong else typed(setting.value, language())
        st.text_input(label, key=key, max_chars=LONGEST, on_change=_changed, args=asked)
    if wrong:
        said = f"{wrong[1].sentence(language())} {wrong[1].next_step(language())}"
        st.html(f'<div role="alert">{pieces.text(said, "sf-amiss")}</div>')


def mend(name: str) -> None:
    """Forget what was written amiss."""
    st.session_state.get(AMISS, {}).pop(name, None)


def _changed(name: str, key: str) -> None:
    written = str(st.session_state[key])
    mend(name)
    try:
        house().desk.settings.change(name, written, language())
    except SouffleurError as trouble:
        st.session_state.setdefault(AMISS, {})[name] = (written, trouble)
