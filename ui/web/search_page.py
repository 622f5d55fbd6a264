"""The page Search: passages as one types, without an answer, each one beside the page it stands on.

Everything below the title is one fragment, so that a letter typed draws again nothing but what was found.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import streamlit as st

from rag.engine import QUESTION_CHARACTERS
from rag.narrowing import EVERYTHING, Narrowing
from rag.retrieval.typed import completed, wanted
from ui.present import place_of, seconds_taken
from ui.server import house
from ui.web import pieces
from ui.web.ask_page import CARRIED, show_empty
from ui.web.browser import arrows
from ui.web.finds import excerpt, grouped, head, worth_showing
from ui.web.rim import guarded
from ui.web.scope import show_scope
from ui.web.sources import show_source
from ui.web.speech import language, t, tn

if TYPE_CHECKING:
    from collections.abc import Set as AbstractSet

    from rag.retrieval.hybrid import Found
    from ui.web.finds import Group
    from ui.web.sources import Source

MOST: Final = 30  # passages
NEAREST: Final = 5  # passages shown where nothing was found
PAUSE: Final = "200ms"  # after the last letter, until the search begins
ASK: Final = "ask page"  # in Streamlit's session: set by the entry script, to lead there
WORDS: Final = "words sought"  # of the box
KEPT: Final = "search kept"  # what the box held: Streamlit forgets it when another page is looked at
SCOPE: Final = "scope of the search"
LAST: Final = "last search"
OPENED: Final = "passage beside"


@dataclass(frozen=True, slots=True)
class Sought:
    """A search with what came of it; kept, so that opening a passage does not search again."""

    asked: tuple[object, ...]  # words, where, and how much the library held
    question: str  # the words with the last one finished
    found: Found
    stems: AbstractSet[str]


def show() -> None:
    """Draw the page."""
    st.title(t("Rechercher"), anchor=False)
    if not house().desk.counts().documents:
        show_empty()
        return
    _search()


@st.fragment
def _search() -> None:
    with guarded():
        words = _box()
        if not words:
            st.html(pieces.text(t("Tapez un nom, un numéro, un montant, une date ou quelques mots."), "sf-pale"))
            _close()
            return
        sought = _sought(words)
        arrows()
        _show_found(words, sought)


def _box() -> str:
    """Where it is looked for, and what is typed."""
    st.session_state.setdefault(WORDS, st.session_state.get(KEPT, ""))
    show_scope(_scope(), _look_in, "sought")  # above the box, as on the page Ask
    with st.container(key="sf-sought"):
        typed = st.text_input(
            t("Mots à chercher"),
            key=WORDS,
            type="search",
            live=PAUSE,
            max_chars=QUESTION_CHARACTERS,
            placeholder=t("Chercher dans vos documents…"),
            icon=":material/search:",
            label_visibility="collapsed",
        )
    st.session_state[KEPT] = typed
    return typed.strip()


def _scope() -> Narrowing:
    scope: Narrowing = st.session_state.get(SCOPE, EVERYTHING)
    return scope


def _look_in(scope: Narrowing) -> None:
    st.session_state[SCOPE] = scope


def _sought(words: str) -> Sought:
    desk, library = house().desk, house().engine.library
    where = _scope()
    asked = (words, where, desk.counts())
    last: Sought | None = st.session_state.get(LAST)
    if last is None or last.asked != asked:
        question = completed(library, words)
        found = desk.search(question, where, MOST)
        last = Sought(asked, question, found, wanted(library, question))
        st.session_state[LAST] = last
    return last


def _show_found(words: str, sought: Sought) -> None:
    found = sought.found
    hits = worth_showing(found.hits, house().engine.embedder.card.floor_likeness)
    groups = grouped(hits if found.relevant else hits[:NEAREST], sought.question)
    with st.container(key="sf-found-line", horizontal=True, vertical_alignment="center"):
        st.html(f'<div role="status">{_told(groups if found.relevant else [], found.seconds)}</div>')
        if st.button(t("Poser cette question"), icon=":material/chat:", key="ask this"):
            st.session_state[CARRIED] = words
            st.switch_page(st.session_state[ASK])
    if found.words_only:
        st.html(
            pieces.notice(
                "check", t("La recherche par ressemblance n'était pas disponible : seuls les mots ont été cherchés.")
            )
        )
    if not found.relevant or not groups:
        _show_nothing(words)
    if groups:
        if not found.relevant:
            st.html(pieces.text(t("Les passages les plus proches, sans garantie"), "sf-section", "h2"))
        _show_groups(groups, sought.stems)
    else:
        _close()


def _told(groups: list[Group], seconds: float) -> str:
    passages = sum(len(group.sources) for group in groups)
    if not passages:
        return pieces.text(t("Rien trouvé."), "sf-pale")
    shown = (
        t("Les {count} meilleurs passages", count=passages)
        if passages >= MOST
        else tn("{count} passage", "{count} passages", passages)
    )
    where = tn("dans {count} document", "dans {count} documents", len(groups))
    return pieces.text(f"{shown} {where} · {seconds_taken(seconds, language())}", "sf-pale")


def _show_nothing(words: str) -> None:
    steps = [
        t("Essayez un mot de moins, ou le mot que le document emploierait."),
        t("Regardez dans la page Documents si le bon fichier est lu."),
    ]
    if _scope() != EVERYTHING:
        steps.insert(0, t("Retirez une condition de « Où chercher » : votre choix laisse des documents de côté."))
    st.html(pieces.notice("none", t("Rien trouvé pour « {words} ».", words=words), *steps))


def _show_groups(groups: list[Group], stems: AbstractSet[str]) -> None:
    opened: Source | None = st.session_state.get(OPENED)
    left, right = st.columns([5, 6], gap="medium")
    number = 0
    with left:
        for place, group in enumerate(groups):
            with st.container(border=True, key=f"found-{place}"):
                st.html(head(group.document, language()))
                for source in group.sources:
                    number += 1
                    _show_hit(number, source, stems, opened)
    with right:
        _show_beside(opened)


def _show_hit(number: int, source: Source, stems: AbstractSet[str], opened: Source | None) -> None:
    text, spans = excerpt(source, stems)
    where = place_of(source.hit.passage, source.hit.document, language())
    by_sense = "" if spans else pieces.text(t("Proche par le sens, sans vos mots."), "sf-place")
    here = opened is not None and opened.hit.passage.id == source.hit.passage.id
    with st.container(key=f"hit-{number}"):
        st.html(
            f'<div class="sf-hit{" sf-here" if here else ""}">'
            f"{pieces.text(where, 'sf-place') if where else ''}{pieces.quotation(text, spans)}{by_sense}</div>"
        )
        label = t("Ouvrir le passage {number}", number=number)
        st.button(label, key=f"show-{number}", on_click=_open, args=(source,))


def _show_beside(opened: Source | None) -> None:
    if opened is None:
        with st.container(key="sf-beside-empty"):
            st.html(pieces.text(t("Choisissez un passage : il s'ouvre ici, à sa page."), "sf-pale"))
            st.html(
                pieces.text(t("Au clavier : ↓ et ↑ pour parcourir, Entrée pour ouvrir, Échap pour fermer."), "sf-pale")
            )
        return
    with st.container(key="sf-beside"):
        st.button(t("Fermer"), icon=":material/close:", key="close-preview", on_click=_close)
        show_source(opened, beside=True)


def _open(source: Source) -> None:
    st.session_state[OPENED] = source


def _close() -> None:
    st.session_state.pop(OPENED, None)
