"""The manual, inside the page: Markdown files of ours, so it is there without a network."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import streamlit as st

import ui
from ui.web.speech import language, t

FOLDER: Final = Path(ui.__file__).parent / "help"
TOPICS: Final = ("start", "asking", "documents", "privacy", "settings", "trouble")


def open_help() -> None:
    """The window with all topics."""
    st.dialog(t("Aide"), width="large", icon=":material/help:")(_show)()


def _show() -> None:
    pages = {topic: (FOLDER / language() / f"{topic}.md").read_text(encoding="utf-8") for topic in TOPICS}
    titles = {topic: page.splitlines()[0].removeprefix("# ") for topic, page in pages.items()}
    chosen = st.segmented_control(
        t("Sujet"), TOPICS, format_func=lambda topic: titles[topic], default=TOPICS[0], required=True, key="help topic"
    )
    st.markdown(pages[chosen or TOPICS[0]])
