"""Whether an answer helped, asked under it; what is said is kept and can become a question to measure with."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final

import streamlit as st

from rag.evaluation.cases import short_names
from rag.evaluation.opinions import NOWHERE
from rag.records import Feedback, Manner
from rag.threads import is_gone
from ui.server import house
from ui.web import pieces
from ui.web.rim import guarded
from ui.web.speech import t

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rag.records import Document, Finished
    from ui.web.conversation import Turn

SAID: Final = "opinions"  # in Streamlit's session: answer → what its reader said of it
MOST_CHARACTERS: Final = 500  # of a reason


@dataclass(frozen=True, slots=True)
class _Said:
    given: Feedback
    whole: bool = False  # reason and source were asked for, and sent


@st.fragment
def ask_opinion(name: str, turn: Turn) -> None:
    """Draw the question and what follows from its answer; `name` is the answer's own."""
    finished = turn.finished
    if finished is None:
        return
    with guarded(), st.container(key=f"opinion-{name}"):
        said: _Said | None = st.session_state.setdefault(SAID, {}).get(name)
        if said is None:
            _ask(name, turn.question, finished)
        elif said.whole:
            st.html(pieces.text(t("Merci, c'est noté."), "sf-pale"))
        else:
            _ask_more(name, said.given)


def sources_of(finished: Finished, documents: Sequence[Document]) -> tuple[str, ...]:
    """The sources of an answer as a question set writes them: `FILE#pN`."""
    names: dict[str, None] = {}
    short_of = short_names(documents)
    for citation in finished.citations:
        passage, document = citation.hit.passage, citation.hit.document
        if is_gone(citation.hit):
            continue
        short = short_of.get(document.id, document.paths[0])
        pages = range(passage.first_page, passage.last_page + 1) if passage.first_page else ()
        names |= dict.fromkeys([f"{short}#p{page}" for page in pages] or [short])
    return tuple(names)


def _ask(name: str, question: str, finished: Finished) -> None:
    with st.container(horizontal=True, vertical_alignment="center", key=f"helped-{name}"):
        st.html(pieces.text(t("Cette réponse vous a-t-elle aidé ?"), "sf-pale"))
        with st.container(horizontal=True, width="content"):  # on a narrow screen they go to the next line together
            for helpful, label, icon in ((True, t("Oui"), "thumb_up"), (False, t("Non"), "thumb_down")):
                st.button(
                    label,
                    icon=f":material/{icon}:",
                    key=f"helped-{helpful}-{name}",
                    on_click=_give,
                    args=(name, question, finished, helpful),
                )


def _give(name: str, question: str, finished: Finished, helpful: bool) -> None:  # noqa: FBT001 - Streamlit's way
    with guarded():
        given = Feedback(
            id=name,
            moment=datetime.now(UTC).isoformat(timespec="seconds"),
            question=question,
            manner=finished.manner,
            sources=() if finished.manner is Manner.REFUSED else sources_of(finished, house().desk.documents()),
            helpful=helpful,
        )
        _keep(name, _Said(given))


def _ask_more(name: str, given: Feedback) -> None:
    st.html(pieces.text(t("Merci. Voulez-vous préciser ? Tout est facultatif et reste sur cette machine."), "sf-pale"))
    st.text_input(t("Pourquoi ?"), max_chars=MOST_CHARACTERS, key=f"reason-{name}")
    if not given.helpful:
        _choose_source(name)
    st.button(t("Envoyer"), icon=":material/send:", key=f"send-{name}", on_click=_send, args=(name, given))


def _choose_source(name: str) -> None:
    """The right source as the reader knows it."""
    documents = house().desk.documents()
    short_of = short_names(documents)
    names = {short_of[document.id]: document for document in documents}
    unknown, nowhere = t("Je ne sais pas"), t("Aucun document n'y répond")
    chosen = st.selectbox(
        t("Où était la bonne réponse ?"),
        ["", NOWHERE, *names],
        format_func=lambda one: {"": unknown, NOWHERE: nowhere}.get(one, one),
        key=f"right-{name}",
    )
    document = names.get(chosen)
    if document is not None and document.pages:
        label = t("À quelle page ?")
        st.number_input(label, min_value=1, max_value=document.pages, value=None, key=f"page-{name}-{chosen}")


def _send(name: str, given: Feedback) -> None:
    """What stands in the fields now: a field that was just left may be newer than what was drawn."""
    with guarded():
        right = str(st.session_state.get(f"right-{name}") or "")
        page = st.session_state.get(f"page-{name}-{right}")
        reason = str(st.session_state.get(f"reason-{name}") or "").strip()
        more = replace(given, reason=reason, right_source=f"{right}#p{page}" if page else right)
        _keep(name, _Said(more, whole=True))


def _keep(name: str, said: _Said) -> None:
    house().desk.feedback.give(said.given)
    st.session_state.setdefault(SAID, {})[name] = said
