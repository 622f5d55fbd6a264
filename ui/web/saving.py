"""The buttons that save a result, each in another format; a file is made when it is asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import streamlit as st

from ui.web import pieces
from ui.web.speech import t
from ui.word import WORD

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

MIMES: Final = {
    "docx": WORD,
    "odt": "application/vnd.oasis.opendocument.text",
    "pdf": "application/pdf",
    "md": "text/markdown",
    "csv": "text/csv",
    "ics": "text/calendar",
    "xml": "application/xml",
    "json": "application/json",
}
LABELS: Final = {
    "docx": "Word",
    "odt": "LibreOffice",
    "pdf": "PDF",
    "md": "Markdown",
    "csv": "CSV",
    "xml": "XML",
    "json": "JSON",
}


def show_saving(makers: Mapping[str, Callable[[], bytes]], stem: str, kind: str, name: str) -> None:
    """Draw them in a row.

    Args:
        makers: by the ending of the file, one of `MIMES`.
        stem: of the files' names.
        kind: of the result, for the keys of the widgets.
        name: tells them from those of another result of this kind.
    """
    with st.container(horizontal=True, key=f"sf-{kind}-files-{name}", vertical_alignment="center"):
        st.html(pieces.text(t("Enregistrer :"), "sf-pale"), width="content")
        for ending, make in makers.items():
            st.download_button(
                t("Agenda") if ending == "ics" else LABELS[ending],
                data=make,
                file_name=f"{stem}.{ending}",
                mime=MIMES[ending],
                icon=":material/download:",
                key=f"{kind}-{ending}-{name}",
                on_click="ignore",
            )
