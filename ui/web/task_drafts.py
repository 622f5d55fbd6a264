"""Quotes, letters and replies on the page Tasks: what is asked, what came of it, and the quotes that are kept."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

import streamlit as st

from rag.narrowing import Narrowing
from rag.office.drafts.given import Asked
from rag.records import Genre
from ui.draft_tasks import DRAFTS, drafted
from ui.present import day
from ui.server import house
from ui.web import draft_shelf, draft_view
from ui.web.speech import language, t
from ui.web.task_running import busy, start
from ui.web.task_sections import form

if TYPE_CHECKING:
    from collections.abc import Mapping

    from rag.store.contents import Choice
    from rag.tasks import KeptTask

MOST: Final = 500  # e-mails and letters to choose from
KIND: Final = "draft kind"  # in Streamlit's session
TEXT: Final = "draft text"
LETTER: Final = "draft letter"
CLIENT: Final = "draft client"
LONGEST: Final = 20_000  # characters of a request


def show(opened: KeptTask | None) -> None:
    """Draw the form, the result of the task that is open, and the quotes that are kept."""
    with form(opened, t("Préparer autre chose"), DRAFTS):
        _ask()
    found = drafted(opened) if opened is not None else None
    if opened is not None and found is not None:
        draft, before = found
        answers = draft_view.show(draft, opened.id)
        if answers:
            house().desk.tasks.remove([opened.id])  # what comes now takes its place
            _start(_with(before, answers))
    draft_shelf.show()


def _ask() -> None:
    """What is to be prepared."""
    kinds = {"quote": t("Un devis"), "letter": t("Une lettre"), "reply": t("Une réponse")}
    kind = st.segmented_control(
        t("Que préparer ?"),
        list(kinds),
        format_func=lambda one: kinds[one],
        default="quote",
        required=True,
        key=KIND,
        label_visibility="collapsed",
    )
    asked = _form(str(kind))
    if (
        st.button(
            t("Préparer"),
            type="primary",
            icon=":material/edit_document:",
            key="prepare draft",
            disabled=asked is None or busy(DRAFTS),
        )
        and asked
    ):
        _start(asked)


def _form(kind: str) -> Asked | None:
    """What is asked; None while nothing is."""
    path = _letter() if kind != "letter" else ""
    if kind == "reply":
        text = st.text_area(
            t("Votre réponse (vide : ce que vos documents disent de chaque question)"),
            key=f"{TEXT} {kind}",
            max_chars=LONGEST,
        )
        return Asked(kind, document=path, more=text.strip()) if path else None
    if kind == "letter":
        client = st.text_input(t("À qui ?"), key=CLIENT, max_chars=200, placeholder=t("Le nom d'un client"))
        text = st.text_area(t("Le texte de la lettre"), key=f"{TEXT} {kind}", max_chars=LONGEST)
        return Asked(kind, values={"client.name": client.strip(), "body": text.strip()}) if client and text else None
    text = st.text_area(
        t("Ce qu'il faut ajouter") if path else t("La demande"),
        key=f"{TEXT} {kind}",
        max_chars=LONGEST,
        placeholder=t("Par exemple : 3 jours de formation et 2 licences pour Garage Petit, remise 10 %"),
    )
    if path:
        return Asked(kind, document=path, more=text.strip())
    return Asked(kind, text=text.strip()) if text.strip() else None


def _letter() -> str:
    """The path of the e-mail or letter that asks; empty where the request is typed."""
    letters = {one.path: one for one in _letters()}
    if not letters:
        return ""
    chosen: str | None = st.selectbox(
        t("La demande est un courriel ou une lettre de la bibliothèque"),
        list(letters),
        index=None,
        format_func=lambda path: _said(letters[path]),
        key=LETTER,
        placeholder=t("Choisissez un document, ou tapez la demande"),
    )
    return chosen or ""


def _letters() -> list[Choice]:
    kinds = [kind for kind in (Genre.EMAIL, Genre.LETTER) if kind in dict(house().desk.choices.contents().kinds)]
    if not kinds:
        return []
    found = house().desk.choices.documents_like("", Narrowing(kinds=tuple(kinds)), MOST)
    return sorted(found, key=lambda one: one.date, reverse=True)


def _said(one: Choice) -> str:
    return f"{one.name} · {day(one.date, language())}" if one.date else one.name


def _start(asked: Asked) -> None:
    desk = house().desk
    start(DRAFTS, lambda cancel: desk.drafts.carry_out(asked, cancel))


def _with(asked: Asked, answers: Mapping[str, str]) -> Asked:
    return replace(asked, values={**asked.values, **answers})
