"""The reader's language, and the page's sentences in it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, cast

import streamlit as st

from ui.i18n.catalog import counted, translated
from ui.present import number
from ui.server import house
from ui.web.spoken import COOKIE

if TYPE_CHECKING:
    from rag.errors import Language

LANGUAGES: Final[dict[Language, str]] = {"fr": "Français", "en": "English"}
KEY: Final = "language"  # of the switch, in Streamlit's session
CHOSEN: Final = "language chosen"  # whether this reader touched the switch


def language() -> Language:
    """What this reader chose, here or in another page of this browser; else the language of the server."""
    chosen = st.session_state.get(KEY) or st.context.cookies.get(COOKIE)
    return cast("Language", chosen) if chosen in LANGUAGES else house().language


def t(text: str, **facts: object) -> str:
    """A sentence of the page; the French one is its name."""
    return translated(text, language(), **facts)


def tn(one: str, many: str, count: int, **facts: object) -> str:
    """A sentence that depends on a number; `{count}` stands for it, written as the language does."""
    return counted(one, many, count, language(), count=number(count, language()), **facts)


def switch() -> None:
    """The choice of the language; the conversation stays as it is."""
    st.session_state.setdefault(KEY, language())
    st.segmented_control(
        "Langue / Language",
        list(LANGUAGES),
        format_func=lambda code: LANGUAGES[code],
        key=KEY,
        required=True,
        label_visibility="collapsed",
        on_change=_choose,
    )


def keeps() -> bool:
    """Whether the browser is to keep the language for the next time: only where its reader chose one."""
    return bool(st.session_state.get(CHOSEN))


def _choose() -> None:
    st.session_state[CHOSEN] = True
