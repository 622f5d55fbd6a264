"""The document beside a result: a row is opened by a click anywhere on it, and its words stand marked in the document.

Used by every result whose rows have a place in a document; like a passage of the page Search.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import streamlit as st

from rag.errors import DocumentUnknown
from rag.records import Hit
from ui.server import house
from ui.web import pieces
from ui.web.sources import Source, show_source
from ui.web.speech import t

if TYPE_CHECKING:
    from rag.office.record import Place

OPENED: Final = "row beside"  # in Streamlit's session: the result's name and the place that is open


def show_row(told: str, place: Place, label: str, key: str, name: str) -> None:
    """Draw a row that opens its document.

    Args:
        told: the row, HTML of `ui.web.pieces`.
        place: what it rests on.
        label: of the document and where in it, for those who hear the page.
        key: tells the row from the others of this page.
        name: of the result.
    """
    here = st.session_state.get(OPENED) == (name, place)
    with st.container(key=f"hit-{key}"):
        st.html(f'<div class="sf-hit{" sf-here" if here else ""}">{told}</div>')
        st.button(pieces.label(t("Ouvrir {name}", name=label)), key=f"show-{key}", on_click=_open, args=(name, place))


def show_pane(name: str, hint: str) -> None:
    """Draw the document of the row that is open, or a hint where none is of this result."""
    opened: tuple[str, Place] | None = st.session_state.get(OPENED)
    if opened is None or opened[0] != name:
        with st.container(key="sf-beside-empty"):
            st.html(pieces.text(hint, "sf-pale"))
        return
    with st.container(key="sf-beside"):
        st.button(t("Fermer"), icon=":material/close:", key="close-row", on_click=_close)
        _show_place(opened[1])


def _show_place(place: Place) -> None:
    """The document with the words marked; it may have gone or changed since."""
    hit = _hit_at(place)
    if hit is None:
        st.html(pieces.notice("check", t("Ce document n'est plus dans la bibliothèque, ou il a changé.")))
    else:
        show_source(Source(hit, 0, place.start, place.end), beside=True)


def _hit_at(place: Place) -> Hit | None:
    try:
        document = house().engine.library.document(place.document)
    except DocumentUnknown:
        return None
    passages = house().desk.passages_of(place.document)
    return next((Hit(one, document, 0.0) for one in passages if one.id == place.passage), None)


def _open(name: str, place: Place) -> None:
    st.session_state[OPENED] = (name, place)


def _close() -> None:
    st.session_state.pop(OPENED, None)
