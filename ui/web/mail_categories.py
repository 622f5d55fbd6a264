"""The firm's categories of mail on the page: seen, added, taken away."""

from __future__ import annotations

from typing import Final

import streamlit as st

from rag.office.mail.record import Category
from ui.server import house
from ui.web import pieces
from ui.web.rim import guarded
from ui.web.speech import language, t, tn

BETWEEN: Final = "\n\n"  # two examples
ROUND: Final = "category round"  # in Streamlit's session: a new number empties the form


def show() -> None:
    """Draw the list and the form, folded."""
    found = house().desk.mail.categories(language())
    with st.expander(t("Vos catégories ({count})", count=len(found))):
        for one in found:
            _show_row(one)
        st.button(
            t("Revenir aux catégories du début"), icon=":material/undo:", key="restore categories", on_click=_restore
        )
        _show_form()


def _show_row(one: Category) -> None:
    learnt = tn("{count} exemple", "{count} exemples", len(one.examples))
    if one.learnt:
        learnt += ", " + tn("{count} correction", "{count} corrections", one.learnt)
    with st.container(key=f"category-{one.id}", horizontal=True, vertical_alignment="center"):
        st.html(pieces.text(one.name, "sf-name") + pieces.text(f"{one.sentence} {learnt}.", "sf-place"))
        st.button(
            t("Retirer {name}", name=pieces.label(one.name)),
            icon=":material/delete:",
            key=f"remove-category-{one.id}",
            on_click=_remove,
            args=(one.id,),
        )


def _show_form() -> None:
    number = st.session_state.setdefault(ROUND, 0)
    with st.form(f"category-form-{number}", border=True):
        name = st.text_input(t("Nouvelle catégorie"), placeholder=t("Par exemple Candidatures"))
        sentence = st.text_input(t("Ce qui va là, en une phrase"))
        examples = st.text_area(
            t("Exemples : l'objet et le texte de quelques courriels"),
            help=t("Une ligne vide entre deux exemples. Trois suffisent pour commencer, dix valent mieux."),
        )
        wanted = st.form_submit_button(t("Ajouter cette catégorie"), icon=":material/add:")
    if wanted and name.strip():
        with guarded():
            given = tuple(one.strip() for one in examples.split(BETWEEN) if one.strip())
            house().desk.mail.define(Category("", name, sentence or name, 1, given))
            st.session_state[ROUND] = number + 1
            st.rerun()


def _remove(category: str) -> None:
    with guarded():
        house().desk.mail.remove(category)


def _restore() -> None:
    with guarded():
        house().desk.mail.restore()
