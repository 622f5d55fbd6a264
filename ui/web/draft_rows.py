"""Every word of a draft with its source, on the page: a click on the source opens its document beside."""

from __future__ import annotations

from itertools import count, groupby
from typing import TYPE_CHECKING, Final

import streamlit as st

from ui.drafting.said import item_said, key_said, source_said, value_said
from ui.drafting.vocabulary import money, percent
from ui.web import pieces
from ui.web.beside import show_row
from ui.web.speech import language, t

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rag.office.drafts.amounts import Totals
    from rag.office.drafts.record import Draft, Source

OWN: Final = "firm."  # keys that need not be shown: the same on every paper


def show(draft: Draft, name: str) -> None:
    """Draw its lines and its fields; `name` is the result's."""
    keys = (f"{name}-{place}" for place in count())
    if draft.lines or any(opens(one.source) for one in draft.missing):
        _show_lines(draft, name, keys)
    _show_fields(draft, name, keys)


def opens(source: Source | None) -> bool:
    """Whether words of a document of the library are the source."""
    return source is not None and source.place is not None and bool(source.place.document)


def _show_lines(draft: Draft, name: str, keys: Iterator[str]) -> None:
    said = language()
    st.html(pieces.text(t("Articles"), "sf-row-head", "h3"))
    totals = draft.totals
    for line, priced in zip(draft.lines, totals.lines, strict=True):
        item = line.item
        what = f"{item.designation} — {item_said(item, said)}"
        due = f"{money(priced.net, said)} · {percent(item.vat_rate, said)}"
        _show_word(what, due, (line.asked, line.priced), name, keys)
    for one in draft.missing:
        if one.source and opens(one.source):
            state = t("à compléter") if one.needed else t("à savoir")
            _show_word(key_said(one.key, said), state, (one.source,), name, keys)
    if draft.lines:
        _show_sums(totals)


def _show_sums(totals: Totals) -> None:
    said = language()
    if totals.discount:
        st.html(pieces.draft_row(t("Remise"), f"– {money(totals.discount, said)}"))
    for rate in totals.rates:
        what = t("TVA {rate} sur {base}", rate=percent(rate.rate, said), base=money(rate.base, said))
        st.html(pieces.draft_row(what, money(rate.vat, said)))


def _show_fields(draft: Draft, name: str, keys: Iterator[str]) -> None:
    said = language()
    st.html(pieces.text(t("D'où vient chaque mot"), "sf-row-head", "h3"))
    shown = [field for field in draft.fields if not field.key.startswith(OWN)]
    for source, members in groupby(shown, lambda field: field.source):
        what = " · ".join(f"{key_said(one.key, said)} : {value_said(one, said)}" for one in members)
        _show_word(what, "", (source,), name, keys)


def _show_word(what: str, amount: str, sources: tuple[Source, ...], name: str, keys: Iterator[str]) -> None:
    """What is said, then its sources: those that are documents can be opened."""
    with st.container(key=f"sf-word-{next(keys)}", gap=None):
        st.html(pieces.draft_row(what, amount))
        for source in sources:
            told = source_said(source, language())
            if opens(source) and source.place:
                where = told.partition(" : ")[0]
                show_row(pieces.text(told, "sf-place sf-leads"), source.place, where, next(keys), name)
            else:
                st.html(pieces.text(told, "sf-place"))
