"""The conversation of a session: new, or one that the library keeps; its address, and what is kept of it.

Sessions that have the same conversation open share it, so that two windows see the same answer on its way, and a reader
who comes back finds it where it is by then.
"""

from __future__ import annotations

import threading
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final
from weakref import WeakValueDictionary

import streamlit as st

from rag.errors import ThreadUnknown
from rag.narrowing import EVERYTHING, Narrowing
from rag.threads import KeptTurn, title_of
from ui.server import house
from ui.threads import begun, now
from ui.web import pieces
from ui.web.conversation import Asking, Turn
from ui.web.speech import language, t

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from rag.threads import Thread, ThreadId

ADDRESS: Final = "conversation"  # in the address of the page
OPEN: Final = "open conversation"  # in Streamlit's session
SAID: Final = "conversation in the address"  # what we wrote there last
LOST: Final = "conversation that is not there"  # what the address named in vain


@dataclass(slots=True, weakref_slot=True, eq=False)
class OpenThread:
    """A conversation on the page."""

    thread: Thread | None = None  # None while nothing was asked in it
    askings: list[Asking] = field(default_factory=list)
    kept: bool = False  # the library holds it
    unnamed: bool = False  # the question that it is called after was asked otherwise
    scope: Narrowing = EVERYTHING  # where the next question is asked

    @property
    def busy(self) -> bool:
        """Whether an answer is on its way."""
        return bool(self.askings) and not self.askings[-1].look().done

    def look_in(self, scope: Narrowing) -> None:
        """Ask the next question there."""
        self.scope = scope


_LIVE: Final[WeakValueDictionary[ThreadId, OpenThread]] = WeakValueDictionary()
_GUARD: Final = threading.Lock()


def current() -> OpenThread:
    """The conversation of this session; the one that the address names, where the reader brought it there."""
    named = st.query_params.get(ADDRESS, "")
    if named and named != st.session_state.get(SAID, ""):
        try:
            open_kept(house().desk.threads.named(named))
        except ThreadUnknown:
            st.session_state[LOST] = named
    here: OpenThread = st.session_state.setdefault(OPEN, OpenThread())
    address = here.thread.id if here.thread and here.kept else ""
    if address != named:
        if address:
            st.query_params[ADDRESS] = address
        else:
            del st.query_params[ADDRESS]
    st.session_state[SAID] = address
    return here


def open_kept(thread: Thread) -> None:
    """Show a conversation of the library from now on; one that is on its way is shared."""
    with _GUARD:
        here = _LIVE.setdefault(thread.id, OpenThread(thread, kept=True))
        if not here.busy:
            log = house().engine.home.log_file
            here.askings[:] = [_over(turn, log) for turn in house().desk.threads.turns(thread.id)]
            here.scope = house().desk.choices.still_there(thread.narrowing)
        here.thread = thread
    st.session_state[OPEN] = here
    st.session_state.pop(LOST, None)


def begin() -> None:
    """Show an empty conversation from now on; what nobody keeps is stopped."""
    left: OpenThread | None = st.session_state.pop(OPEN, None)
    st.session_state.pop(LOST, None)
    for asking in left.askings if left else ():
        if asking.keep is None:
            asking.stop()


def keeping(here: OpenThread, question: str) -> Callable[[str, Turn], None] | None:
    """What keeps the next answer of a conversation; None where the settings say to keep none."""
    st.session_state.pop(LOST, None)
    book = house().desk.threads
    if not book.keeps():
        return None
    if here.thread is None:
        here.thread = begun(question)
        with _GUARD:
            _LIVE[here.thread.id] = here
    here.thread = replace(here.thread, narrowing=here.scope)
    asked = now()

    def keep(name: str, turn: Turn) -> None:
        if here.thread is not None:
            kept = KeptTurn(
                name,
                turn.question,
                asked,
                turn.found,
                turn.finished,
                stopped=turn.stopped,
                understood=turn.understood,
            )
            book.keep(here.thread, kept)
            here.kept = True
            if here.unnamed:
                here.unnamed = False
                renamed(here.thread.id, title_of(turn.question))

    return keep


def renamed(thread: ThreadId, title: str) -> None:
    """Give a conversation another name, in every window; raises TitleEmpty, ThreadUnknown."""
    house().desk.threads.rename(thread, title)
    here = _LIVE.get(thread)
    if here is not None and here.thread is not None:
        here.thread = house().desk.threads.named(thread)


def cut(here: OpenThread, place: int) -> None:
    """Take a question and all after it out of a conversation: it is asked otherwise. A name made of it goes with it."""
    gone, here.askings[place:] = here.askings[place:], []
    for asking in gone:
        asking.drop()
    if here.thread is None or not here.kept:
        return
    book = house().desk.threads
    book.cut(here.thread.id, gone[0].name)
    if not place and book.named(here.thread.id).title == title_of(gone[0].question):
        here.unnamed = True


def remove(thread: ThreadId) -> None:
    """Forget a conversation; windows that show it show an empty one then."""
    with _GUARD:
        here = _LIVE.pop(thread, None)
    if here is not None:
        for asking in here.askings:
            asking.drop()
        here.askings.clear()
        here.thread, here.kept = None, False
    house().desk.threads.remove([thread])


def tell_lost() -> None:
    """Say that the address names a conversation that is not kept, where it does."""
    if LOST in st.session_state:
        why = t("Elle a été supprimée, ou l'adresse est celle d'une autre machine.")
        st.html(pieces.notice("check", t("Cette conversation n'est plus gardée."), why))


def tell_unkept(turn: Turn) -> None:
    """Say that an answer is not kept although it should be, and why."""
    if turn.unkept is not None:
        st.html(
            pieces.notice(
                "check",
                t("Cette réponse n'a pas pu être gardée."),
                turn.unkept.sentence(language()),
                turn.unkept.next_step(language()),
            )
        )


def _over(kept: KeptTurn, log: Path) -> Asking:
    text = kept.finished.text if kept.finished else ""
    turn = Turn(
        kept.question,
        kept.found,
        text=text,
        finished=kept.finished,
        stopped=kept.stopped,
        understood=kept.understood,
    )
    return Asking.over(turn, log, kept.id)
