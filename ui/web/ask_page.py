"""The page Ask: a conversation in which every answer stands beside what says so."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import streamlit as st

from rag.engine import QUESTION_CHARACTERS
from rag.narrowing import EVERYTHING, Narrowing
from ui.server import house
from ui.web import pieces, threads
from ui.web.answered import show_answered
from ui.web.browser import top
from ui.web.conversation import Asking, Turn
from ui.web.editing import show_question
from ui.web.examples import show_examples
from ui.web.listing_view import asked_of_texts
from ui.web.next_questions import show_next
from ui.web.rim import guarded
from ui.web.scope import show_scope
from ui.web.sources import draw_first_ahead, of_hit, show_cards, show_opened
from ui.web.speech import t
from ui.web.under_way import follow
from ui.web.understanding import earlier_of, show_narrowed, show_understood

if TYPE_CHECKING:
    from ui.first_questions import First

DOCUMENTS: Final = "documents page"  # set by the entry script, to lead there
PROMPT_SECONDS: Final = 0.3  # an answer that comes sooner is drawn at once; nobody sees that the page waited for it
CARRIED: Final = "carried question"  # set by another page that leads here with something to ask


def show() -> None:
    """Draw the page."""
    st.title(t("Demander"), anchor=False)
    if not house().desk.counts().documents:
        show_empty()
        return
    show_opened()  # first: whoever clicked waits for the window, not for what lies under it
    conversation = threads.current().askings
    # Looked at once: an answer that ends while the page is drawn is over in all of it, or in nothing.
    turns = [asking.look() for asking in conversation]
    busy = bool(turns) and not turns[-1].done
    top(conversation[-1].name if conversation else "")
    # The box on top and the latest answer right under it: what was asked for is always at the same place. A box at
    # the bottom makes Streamlit scroll to the end, past the answer.
    _show_scope()
    with st.container(key="sf-question"):
        typed = st.chat_input(t("Posez votre question…"), max_chars=QUESTION_CHARACTERS, disabled=busy, key="question")
    if conversation:
        with st.container(key="sf-begin"):
            st.button(t("Nouvelle conversation"), icon=":material/add_comment:", on_click=threads.begin)
    threads.tell_lost()
    asked = typed or st.session_state.pop(CARRIED, None)
    first = None if conversation or asked else _welcome()
    if asked:
        _ask(asked)
    if first:
        _ask(first.question, exactly=True, where=first.where)
    if again := asked_of_texts():
        _ask(again, plain=True)
    room = None
    for place, asking in reversed(list(enumerate(conversation))):
        with guarded():
            _show_turn(place, asking, turns)
        room = room or st.container(key="sf-next")
    # Last of all: what is proposed is searched for first, and nobody waits for it.
    if room and (chosen := show_next(room, turns[-1], conversation[-1].name)):
        _ask(chosen.question, exactly=True, where=chosen.where)


def _ask(question: str, *, exactly: bool = False, plain: bool = False, where: Narrowing | None = None) -> None:
    desk, log = house().desk, house().engine.home.log_file
    thread = threads.current()
    narrowing = thread.scope if where is None else where
    earlier = () if exactly else earlier_of(thread.askings)
    asking = Asking(question.strip(), log, keep=threads.keeping(thread, question), where=narrowing)
    thread.askings.append(
        asking.start(lambda cancel: desk.ask(asking.question, narrowing, cancel, earlier, plain=plain))
    )
    asking.settle(PROMPT_SECONDS)
    st.rerun()


@st.fragment
def _show_scope() -> None:
    """Drawn again alone while somebody chooses."""
    with guarded():
        here = threads.current()
        show_scope(here.scope, here.look_in, "asked")


def show_empty() -> None:
    """What to do with a library that holds nothing."""
    st.html(
        pieces.notice(
            "plain",
            t("La bibliothèque est encore vide."),
            t("Ajoutez un dossier ou déposez des fichiers dans la page Documents, puis revenez ici."),
        )
    )
    if st.button(t("Ajouter des documents"), type="primary", icon=":material/folder_open:"):
        st.switch_page(st.session_state[DOCUMENTS])


def _welcome() -> First | None:
    """What to do with an empty conversation; gives the question to begin with that was clicked."""
    st.html(
        pieces.text(
            t("Posez une question comme à un collègue : la réponse cite vos documents, avec la page."),
            "sf-pale",
        )
    )
    return show_examples()


def _show_turn(place: int, asking: Asking, turns: list[Turn]) -> None:
    turn = turns[place]
    with st.container(key=f"turn-{place}"):
        if edited := show_question(asking, place, len(turns) - place - 1, busy=not turns[-1].done):
            threads.cut(threads.current(), place)
            _ask(edited)
        if show_understood(turn, place):
            _ask(turn.question, exactly=True)
        if show_narrowed(turn, asking.where, place):
            threads.current().look_in(EVERYTHING)
            _ask(turn.question)
        if turn.done:
            threads.tell_unkept(turn)
            show_answered(turn, f"source-{place}", asking.name)
            if place == len(turns) - 1 and turn.finished:
                draw_first_ahead(turn.finished.citations)
        else:
            follow(place, asking, turn.stage)
            if turn.found and not turn.found.refused:
                st.html(pieces.text(t("Sources trouvées"), "sf-section", "h3"))
                show_cards([of_hit(hit, turn.question) for hit in turn.found.hits], f"near-{place}")
