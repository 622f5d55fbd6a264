"""The manual, inside the page: text of ours alone, so it may go through Markdown, and is there without a network."""

from __future__ import annotations

import streamlit as st

from ui.manual import TOPICS, page, title
from ui.web.speech import language, t


def open_help() -> None:
    """The window with all topics."""
    st.dialog(t("Aide"), width="large", icon=":material/help:")(_show)()


def _show() -> None:
    chosen = st.segmented_control(
        t("Sujet"),
        TOPICS,
        format_func=lambda topic: title(topic, language()),
        default=TOPICS[0],
        required=True,
        key="help topic",
    )
    st.markdown(page(chosen or TOPICS[0], language()))
