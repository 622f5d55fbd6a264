"""A draft on the page: what it comes to, what has to be said, every word with its source, and its files."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any, Final

import streamlit as st

from rag.office.drafts.record import Why
from ui.drafting.pdf import can_make_pdf
from ui.drafting.said import key_said, source_said, why_said
from ui.drafting.templates import folder_of
from ui.drafting.vocabulary import money
from ui.drafting.writing import ready_template, written
from ui.exports import plain_name
from ui.server import house
from ui.web import beside, draft_rows, page_image, pieces
from ui.web.rim import guarded
from ui.web.saving import show_saving
from ui.web.speech import language, t, tn

if TYPE_CHECKING:
    from rag.office.drafts.record import Draft, Missing

LEFT_OUT: Final = "-"
OTHER: Final = "\0other"  # in a choice: none of them
LONGEST: Final = 500  # characters of an answer


def show(draft: Draft, name: str) -> dict[str, str]:
    """Draw a draft; gives what was answered, once it is.

    Args:
        draft: as it was prepared.
        name: tells its widgets from those of another.
    """
    page_image.DRAWER.prepare()  # a reader who sees sources may open one
    st.html(pieces.text(t("Résultat"), "sf-section", "h2") + pieces.facts(_facts(draft)))
    left, right = st.columns([6, 5], gap="medium")  # always two, so that no row moves when one is opened
    with left:
        answers = _ask(draft, name) if draft.missing else {}
        if not draft.wanting:
            _show_files(draft, name)
        draft_rows.show(draft, name)
    with right:
        beside.show_pane(name, t("Choisissez une source : le document s'ouvre ici, à sa page."))
    return answers


def _facts(draft: Draft) -> list[tuple[str, str]]:
    wanting = len(draft.wanting)
    told = [(str(wanting), tn("chose à compléter", "choses à compléter", wanting))] if wanting else []
    if draft.kind == "quote" and draft.lines:
        totals = draft.totals
        told += [
            (str(len(draft.lines)), tn("ligne", "lignes", len(draft.lines))),
            (money(totals.net, language()), t("hors taxes")),
            (money(totals.vat, language()), t("de TVA")),
            (money(totals.gross, language()), t("TTC")),
        ]
    return told


def _ask(draft: Draft, name: str) -> dict[str, str]:
    """A form with a field for everything that is missing; what is only to be known stands below."""
    said: dict[str, str] = {}
    with st.form(f"draft-answers-{name}"):
        st.html(pieces.text(t("À compléter") if draft.wanting else t("À savoir"), "sf-row-head", "h3"))
        for one in sorted(draft.missing, key=lambda one: not one.needed):
            said[one.key] = _field(one, name)
        if not st.form_submit_button(t("Reprendre avec ces réponses"), type="primary", icon=":material/refresh:"):
            return {}
    return {key: value.strip() for key, value in said.items() if value.strip()}


def _field(one: Missing, name: str) -> str:
    """A field, and below it the words that ask; they are text, for in a label's help they would be Markdown."""
    with st.container(gap=None):
        said = _choice(one, name) if one.choices and one.why in {Why.SEVERAL, Why.WISHED} else _typed(one, name)
        if one.source and one.source.place:
            st.html(pieces.text(source_said(one.source, language()), "sf-place"))
    return said


def _choice(one: Missing, name: str) -> str:
    may_leave = one.key.startswith(("line:", "answer:", "quantity:"))
    options = [*one.choices, *([LEFT_OUT] if may_leave else ["0"] if one.why is Why.WISHED else [])]
    names = {LEFT_OUT: t("Ne pas en tenir compte"), "0": t("Ne pas l'accorder")}
    chosen: str | None = st.selectbox(
        _label(one), options, index=None, format_func=lambda value: names.get(value, value),
        key=f"answer-{name}-{one.key}", placeholder=t("Choisissez"), accept_new_options=True,
    )  # fmt: skip
    return chosen or ""


def _typed(one: Missing, name: str) -> str:
    hint = t("Un prix et un taux, par exemple 120 € 20 %, une ligne de la liste, ou - pour l'ignorer")
    asked = hint if one.key.startswith("line:") else None
    return str(st.text_input(_label(one), key=f"answer-{name}-{one.key}", max_chars=LONGEST, placeholder=asked))


def _label(one: Missing) -> str:
    # The choices stand below, and that a field is to be filled in is said above all of them.
    why = "" if one.why in {Why.SEVERAL, Why.ABSENT} else f" : {why_said(one, language())}"
    return pieces.field_label(f"{key_said(one.key, language())}{why}")


def _show_files(draft: Draft, name: str) -> None:
    """A quote is numbered before it is written; a letter is written at once."""
    if draft.kind != "quote":
        show_downloads(draft, name)
        return
    kept = st.session_state.get(f"kept {name}")
    if kept is None:
        told = t("Numéroter et garder ce devis ({number})", number=draft.number)
        if st.button(told, type="primary", icon=":material/tag:", key=f"keep-{name}", wrap=True):
            with guarded():
                st.session_state[f"kept {name}"] = house().desk.drafts.keep(draft)
                st.rerun()
        return
    st.html(pieces.notice("good", t("Devis {number} gardé.", number=kept.number)))
    show_downloads(kept, name)


def show_downloads(draft: Draft, name: str) -> None:
    """Buttons that write the paper when they are pressed, in the firm's template or ours."""
    with guarded():
        engine = house().engine
        folder = folder_of(engine.home, engine.settings.drafts)
        template = ready_template(draft.kind, draft.language, folder, "", "pdf" if can_make_pdf() else "docx")
        kinds = [template.kind, *(["pdf"] if can_make_pdf() else [])]
        makers: Any = {kind: partial(written, draft, template, kind) for kind in kinds}
        show_saving(makers, plain_name(draft.number or t("lettre")), "draft", name)
