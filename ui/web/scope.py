"""Where a question may look: a chip for each condition above the box, and a window to choose them in.

The narrowing belongs to whoever draws it; here it is shown, and every choice makes another one of it.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Any, Final

import streamlit as st

from rag.errors import DateUnreadable, SouffleurError
from rag.narrowing import EVERYTHING, Narrowing, edge
from ui.present import day
from ui.present_scope import chips, kind_words, lines, spans
from ui.server import house
from ui.web import pieces
from ui.web.speech import language, t, tn

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from rag.store.contents import Contents

    Change = Callable[[Narrowing], None]

AT_ONCE: Final = 6  # documents offered for the words typed
LONGEST: Final = 200  # characters of those words
LONGEST_DATE: Final = 40


@dataclass(frozen=True, slots=True)
class _Panel:
    """What every part of the window needs."""

    narrowing: Narrowing
    change: Change
    key: str  # of the window; those of its parts begin so
    held: Contents

    def pick(self, **fields: Any) -> None:  # noqa: ANN401 - the fields of a narrowing
        self.change(replace(self.narrowing, **fields))


def show_scope(narrowing: Narrowing, change: Change, key: str) -> None:
    """Draw chips and window; `change` is told of every other choice, and draws again by itself."""
    held, narrowing = _contents(narrowing, change)
    panel = _Panel(narrowing, change, key, held)
    with st.container(key=f"sf-scope-{key}", horizontal=True, vertical_alignment="center", gap="small"):
        # First, and always called the same: Streamlit would shut the window of another one.
        with st.popover(t("Où chercher"), icon=":material/filter_alt:", key=f"{key}-window"):
            _window(panel)
        known = chips(narrowing, language())
        for number, chip in enumerate(known):
            st.button(
                # What the button does is heard and not seen: its sign is enough for those who see it.
                f"**{t('Retirer :')}** {pieces.label(chip.words)}",
                key=f"{key}-chip-{number}",
                icon=":material/close:",
                icon_position="right",
                on_click=change,
                args=(chip.rest,),
            )
        if len(known) > 1:
            st.button(t("Tout retirer"), key=f"{key}-all", type="tertiary", on_click=change, args=(EVERYTHING,))
        st.html(f'<div role="status">{_told(narrowing, held.documents)}</div>')


def _told(narrowing: Narrowing, documents: int) -> str:
    if narrowing == EVERYTHING:
        return pieces.text(t("Toute la bibliothèque"), "sf-pale")
    if not documents:
        return pieces.text(t("Aucun document ne remplit ces conditions : retirez-en une."), "sf-amiss")
    return pieces.text(tn("dans {count} document", "dans {count} documents", documents), "sf-pale")


def _contents(narrowing: Narrowing, change: Change) -> tuple[Contents, Narrowing]:
    """What there is to choose from; names that the library has forgotten meanwhile leave the narrowing."""
    choices = house().desk.choices
    try:
        return choices.contents(narrowing), narrowing
    except SouffleurError:
        narrowing = choices.still_there(narrowing)
        change(narrowing)
        return choices.contents(narrowing), narrowing


def _window(panel: _Panel) -> None:
    where, held = panel.narrowing, panel.held
    # All there are, in the same order whatever is chosen: nothing moves away under a finger.
    whole = held if where == EVERYTHING else house().desk.choices.contents()
    collections = _counted(whole.collections, held.collections)
    kinds = _counted(whole.kinds, held.kinds)
    if len(collections) > 1:
        _pills(panel, t("Dossiers"), "collections", collections, str)
    _documents(panel)
    if len(kinds) > 1:
        _pills(panel, t("Genres de documents"), "kinds", kinds, lambda kind: kind_words(kind, language()))
    if whole.first:
        _dates(panel)


def _counted(whole: Iterable[tuple[str, int]], held: Iterable[tuple[str, int]]) -> dict[str, int]:
    return {str(name): 0 for name, _ in whole} | {str(name): count for name, count in held}


def _pills(panel: _Panel, label: str, field: str, counts: Mapping[str, int], named: Callable[[str], str]) -> None:
    """Names with how many documents each would leave."""
    key = f"{panel.key}-{field}"
    st.session_state[key] = list(getattr(panel.narrowing, field))
    st.pills(
        label,
        list(counts),
        key=key,
        selection_mode="multi",
        format_func=lambda one: pieces.label(f"{named(one)} ({counts[one]})"),
        on_change=lambda: panel.pick(**{field: tuple(st.session_state[key])}),
    )


def _documents(panel: _Panel) -> None:
    """A document by words of its name."""
    key = f"{panel.key}-words"
    words = st.text_input(
        t("Un document en particulier"),
        key=key,
        type="search",
        live=True,
        max_chars=LONGEST,
        icon=":material/search:",
        placeholder=t("Mots de son nom…"),
    )
    if not words.strip():
        return
    chosen = panel.narrowing.documents

    def pick(path: str) -> None:
        st.session_state[key] = ""
        panel.pick(documents=(*chosen, path))

    offered = house().desk.choices.documents_like(words, panel.narrowing, AT_ONCE + len(chosen) + 1)
    found = [one for one in offered if one.path not in chosen]
    if not found:
        st.html(pieces.text(t("Aucun document de ce nom dans ce qui est choisi."), "sf-pale"))
    for number, line in enumerate(lines(found[:AT_ONCE], language())):
        st.button(
            pieces.label(line),
            key=f"{panel.key}-document-{number}",
            type="tertiary",
            icon=":material/add:",
            wrap=True,
            on_click=pick,
            args=(found[number].path,),
        )
    if len(found) > AT_ONCE:
        st.html(pieces.text(t("D'autres portent ces mots : précisez."), "sf-pale"))


def _dates(panel: _Panel) -> None:
    """One click for the usual spans of time, two boxes for any other."""
    known = spans(date.today())  # noqa: DTZ011 - the reader's own day
    here = (panel.narrowing.since, panel.narrowing.until)
    key = f"{panel.key}-span"
    st.session_state[key] = next((name for name, bounds in known.items() if bounds == here), None)

    def picked() -> None:
        since, until = known.get(st.session_state[key], ("", ""))
        _mend(panel)
        panel.pick(since=since, until=until)

    words = {
        "month": t("ce mois-ci"),
        "last month": t("le mois dernier"),
        "year": t("cette année"),
        "last year": t("l'année dernière"),
        "twelve months": t("12 derniers mois"),
    }
    st.pills(t("Dates des documents"), list(known), key=key, format_func=words.__getitem__, on_change=picked)
    with st.container(horizontal=True, gap="small"):
        _bound(panel, "since", t("Depuis"), t("mars 2026"))
        _bound(panel, "until", t("Jusqu'à"), "31/12/2026")
    for field in ("since", "until"):
        if wrong := st.session_state.get(_amiss(panel, field)):
            trouble = DateUnreadable(wrong)
            said = f"{trouble.sentence(language())} {trouble.next_step(language())}"
            st.html(f'<div role="alert">{pieces.text(said, "sf-amiss")}</div>')
    if all(here) and here[0][: len(here[1])] > here[1][: len(here[0])]:
        st.html(pieces.text(t("La fin est avant le début."), "sf-amiss"))
    if any(here) and panel.held.undated:
        left = tn(
            "{count} document sans date est laissé de côté.",
            "{count} documents sans date sont laissés de côté.",
            panel.held.undated,
        )
        st.html(pieces.text(left, "sf-pale"))


def _bound(panel: _Panel, field: str, label: str, example: str) -> None:
    key, amiss = f"{panel.key}-{field}", _amiss(panel, field)
    st.session_state[key] = st.session_state.get(amiss) or day(getattr(panel.narrowing, field), language())

    def typed() -> None:
        written = st.session_state[key]
        try:
            bound = edge(written)
        except DateUnreadable:
            st.session_state[amiss] = written
            return
        st.session_state.pop(amiss, None)
        panel.pick(**{field: bound})

    st.text_input(label, key=key, max_chars=LONGEST_DATE, placeholder=example, on_change=typed)


def _amiss(panel: _Panel, field: str) -> str:
    return f"{panel.key}-{field}-amiss"


def _mend(panel: _Panel) -> None:
    for field in ("since", "until"):
        st.session_state.pop(_amiss(panel, field), None)
