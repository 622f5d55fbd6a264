"""The quotes that are kept, on the page: written again, accepted or declined, and what becomes of an accepted one."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

import streamlit as st

from rag.office.drafts.einvoice import NEEDED
from ui.drafting.facturx_pdf import as_facturx
from ui.drafting.invoicing import lacking_said, written
from ui.drafting.pdf import can_make_pdf
from ui.drafting.said import STATES
from ui.drafting.templates import folder_of
from ui.drafting.vocabulary import day_said, money
from ui.exports import plain_name
from ui.server import house
from ui.web import draft_view, pieces
from ui.web.rim import guarded
from ui.web.saving import show_saving
from ui.web.speech import language, t

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from rag.store.drafts import State
    from ui.drafts import KeptDraft

AT_ONCE: Final = 10
ROOM: Final = "quotes shown"  # in Streamlit's session
NUMBER_LONGEST: Final = 35  # characters; more is refused by the platforms of France (BR-FR-01)
MOVED: Final = "quote moved"  # the last one whose state was changed: it stays open
SURE: Final = "quote to forget"


def show() -> None:
    """Draw the list, the latest first."""
    kept = house().desk.drafts.kept()
    if not kept:
        return
    st.html(pieces.text(t("Devis gardés"), "sf-section", "h2"))
    room = st.session_state.get(ROOM, AT_ONCE)
    for one in kept[:room]:
        _show(one)
    if len(kept) > room:
        st.button(t("Plus anciens"), icon=":material/expand_more:", key="older quotes", on_click=_more)


def _show(kept: KeptDraft) -> None:
    draft = kept.draft
    said = language()
    facts = (day_said(draft.day, said), money(draft.totals.gross, said), STATES[kept.state].say(said))
    title = f"{draft.number} · {draft.value('client.name')} · {' · '.join(facts)}"
    # Its title changes with its state, and Streamlit then takes it for another one, closed.
    here = st.session_state.get(MOVED) == draft.number
    with st.expander(pieces.label(title), expanded=here, key=f"quote-{draft.number}"):
        draft_view.show_downloads(draft, f"kept-{draft.number}")
        with st.container(horizontal=True):
            if kept.state != "accepted":
                _button(t("Accepté par le client"), ":material/check:", draft.number, "accepted")
            if kept.state != "declined":
                _button(t("Refusé"), ":material/close:", draft.number, "declined")
            _show_forgetting(draft.number)
        if kept.state == "accepted":
            _show_invoice(kept)


def _show_invoice(kept: KeptDraft) -> None:
    """The electronic invoice: its number and its day are said by the reader, for nobody else knows them."""
    name = kept.draft.number
    st.html(pieces.text(t("Facture électronique"), "sf-row-head", "h3"))
    left, right = st.columns(2)
    with left:
        number = st.text_input(
            t("Numéro de la facture"), key=f"invoice-number-{name}", max_chars=NUMBER_LONGEST
        ).strip()
    with right:
        form = "DD/MM/YYYY" if language() == "fr" else "YYYY-MM-DD"
        day: date | None = st.date_input(t("Date de la facture"), None, key=f"invoice-day-{name}", format=form)
    whole = house().desk.drafts.invoice(name, number, day.isoformat() if day else "")
    made = whole.invoice
    if made.missing:
        st.html(pieces.text(lacking_said(made, language()), "sf-pale"))
    makers: dict[str, Callable[[], bytes]] = {}
    if not set(NEEDED) & set(made.missing):
        engine = house().engine
        if can_make_pdf():
            folder = folder_of(engine.home, engine.settings.drafts)
            makers["pdf"] = partial(as_facturx, whole.draft, made, folder)
        else:
            st.html(
                pieces.text(t("LibreOffice n'est pas installé : pas de PDF Factur-X, le XML seulement."), "sf-pale")
            )
        makers["xml"] = partial(written, made, "xml")
    makers["json"] = partial(written, made, "json")
    with guarded():
        show_saving(makers, plain_name(number or name), "invoice", name)


def _show_forgetting(number: str) -> None:
    if st.session_state.get(SURE) == number:
        st.button(t("Oui, oublier"), icon=":material/delete:", key=f"forget-{number}", on_click=_forget, args=(number,))
        st.button(t("Garder"), key=f"keep-quote-{number}", on_click=_ask_sure, args=("",))
    else:
        st.button(
            t("Oublier"), icon=":material/delete:", key=f"ask-forget-{number}", on_click=_ask_sure, args=(number,)
        )


def _button(words: str, icon: str, number: str, state: State) -> None:
    st.button(words, icon=icon, key=f"{state}-{number}", on_click=_move, args=(number, state))


def _move(number: str, state: State) -> None:
    with guarded():
        house().desk.drafts.move(number, state)
        st.session_state[MOVED] = number


def _forget(number: str) -> None:
    with guarded():
        house().desk.drafts.remove(number)
    _ask_sure("")


def _ask_sure(number: str) -> None:
    st.session_state[SURE] = number


def _more() -> None:
    st.session_state[ROOM] = st.session_state.get(ROOM, AT_ONCE) + AT_ONCE
