"""A draft on the page: what it comes to, what has to be said, every word with its source, and its files."""

from __future__ import annotations

from functools import partial
from itertools import groupby
from typing import TYPE_CHECKING, Any, Final

import streamlit as st

from rag.office.drafts.record import Why
from ui.drafting.pdf import can_make_pdf
from ui.drafting.said import key_said, source_said, value_said, why_said
from ui.drafting.templates import folder_of
from ui.drafting.vocabulary import money, number, percent
from ui.drafting.writing import ready_template, written
from ui.server import house
from ui.web import pieces
from ui.web.rim import guarded
from ui.web.saving import show_saving
from ui.web.speech import language, t, tn

if TYPE_CHECKING:
    from rag.office.drafts.record import Draft, Missing

OWN: Final = "firm."  # keys that need not be shown: the same on every paper
LEFT_OUT: Final = "-"
OTHER: Final = "\0other"  # in a choice: none of them
LONGEST: Final = 500  # characters of an answer


def show(draft: Draft, name: str) -> dict[str, str]:
    """Draw a draft; gives what was answered, once it is.

    Args:
        draft: as it was prepared.
        name: tells its widgets from those of another.
    """
    st.html(pieces.text(t("Résultat"), "sf-section", "h2") + pieces.facts(_facts(draft)))
    answers = _ask(draft, name) if draft.missing else {}
    if not draft.wanting:
        _show_files(draft, name)
    _show_lines(draft)
    _show_fields(draft)
    return answers


def _facts(draft: Draft) -> list[tuple[str, str]]:
    wanting = len(draft.wanting)
    told = [(str(wanting), tn("chose à dire", "choses à dire", wanting))] if wanting else []
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
    why = "" if one.why is Why.SEVERAL else f" : {why_said(one, language())}"  # the choices stand below
    label = pieces.label(f"{key_said(one.key, language())}{why}")
    place = source_said(one.source, language()) if one.source and one.source.place else None
    key = f"answer-{name}-{one.key}"
    may_leave = one.key.startswith(("line:", "answer:", "quantity:"))
    if one.choices and one.why in {Why.SEVERAL, Why.WISHED}:
        options = [*one.choices, *([LEFT_OUT] if may_leave else ["0"] if one.why is Why.WISHED else [])]
        names = {LEFT_OUT: t("Ne pas en tenir compte"), "0": t("Ne pas l'accorder")}
        chosen: str | None = st.selectbox(
            label, options, index=None, format_func=lambda value: names.get(value, value), key=key, help=place,
            placeholder=t("Choisissez"), accept_new_options=True,
        )  # fmt: skip
        return chosen or ""
    hint = t("Un prix et un taux, par exemple 120 € 20 %, une ligne de la liste, ou - pour l'ignorer")
    return str(
        st.text_input(
            label, key=key, max_chars=LONGEST, help=place, placeholder=hint if one.key.startswith("line:") else None
        )
    )


def _show_files(draft: Draft, name: str) -> None:
    """A quote is numbered before it is written; a letter is written at once."""
    if draft.kind != "quote":
        show_downloads(draft, name)
        return
    kept = st.session_state.get(f"kept {name}")
    if kept is None:
        told = t("Numéroter et garder ce devis ({number})", number=draft.number)
        if st.button(told, type="primary", icon=":material/tag:", key=f"keep-{name}"):
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
        show_saving(makers, (draft.number or t("lettre")).replace("/", "-"), "draft", name)


def _show_lines(draft: Draft) -> None:
    if not draft.lines:
        return
    said = language()
    st.html(pieces.text(t("Articles"), "sf-row-head", "h3"))
    totals = draft.totals
    for line, priced in zip(draft.lines, totals.lines, strict=True):
        item = line.item
        off = f" – {percent(item.discount, said)}" if item.discount else ""
        count = f"{number(item.quantity, said)} {item.unit}".strip()
        what = f"{item.designation} — {count} × {money(item.price, said)}{off}"
        asked = source_said(line.asked, said)
        due = f"{money(priced.net, said)} · {percent(item.vat_rate, said)}"
        st.html(pieces.draft_row(what, due, asked, source_said(line.priced, said)))
    if totals.discount:
        st.html(pieces.draft_row(t("Remise"), f"– {money(totals.discount, said)}"))
    for rate in totals.rates:
        what = t("TVA {rate} sur {base}", rate=percent(rate.rate, said), base=money(rate.base, said))
        st.html(pieces.draft_row(what, money(rate.vat, said)))


def _show_fields(draft: Draft) -> None:
    said = language()
    st.html(pieces.text(t("D'où vient chaque mot"), "sf-row-head", "h3"))
    shown = [field for field in draft.fields if not field.key.startswith(OWN)]
    for source, members in groupby(shown, lambda field: field.source):
        what = " · ".join(f"{key_said(one.key, said)} : {value_said(one, said)}" for one in members)
        st.html(pieces.draft_row(what, "", source_said(source, said)))
