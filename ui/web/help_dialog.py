"""The manual, inside the page: text of ours alone, so it may go through Markdown, and is there without a network."""

from __future__ import annotations

import streamlit as st

from ui.manual import TOPICS, page, title
from ui.web.speech import language, t


def open_help(topic: str = TOPICS[0]) -> None:
    """The window with all topics, one of them opened."""
    st.dialog(t("Aide"), width="large", icon=":material/help:")(_show)(topic)


def _show(first: str) -> None:
    chosen = st.pills(
        t("Sujet"),
        TOPICS,
        format_func=lambda topic: title(topic, language()),
        default=first,
        required=True,
        key=f"help topic from {first}",
    )
    st.markdown(page(chosen or TOPICS[0], language()))
