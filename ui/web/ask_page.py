"""The page Ask: a conversation in which every answer stands beside what says so."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import streamlit as st

from rag.engine import QUESTION_CHARACTERS
from rag.likeness import PREPARING
from rag.records import Manner, Support
from rag.retrieval.evidence import in_order
from rag.retrieval.floor import evidence
from ui.present import seconds_taken
from ui.server import house
from ui.verdicts import reason
from ui.web import pieces, written
from ui.web.conversation import Asking, Turn
from ui.web.examples import examples
from ui.web.opinion import ask_opinion
from ui.web.rim import guarded, show_trouble
from ui.web.sources import of_citation, of_hit, show_cards, show_opened
from ui.web.speech import language, t, tn

if TYPE_CHECKING:
    from rag.records import Finished, PassageId

CONVERSATION: Final = "conversation"  # in Streamlit's session
DOCUMENTS: Final = "documents page"  # set by the entry script, to lead there
SCOPE: Final = "collections asked"
CUT: Final = "→"  # between a sentence and what is said of it
LOOK_SECONDS: Final = 0.25  # between two looks at an answer that is being written
# Of `floor.evidence`; on the sample questions 68 % of the quotations above it hold the answer, 47 % of those below.
FITS_WELL: Final = 0.9


def show() -> None:
    """Draw the page."""
    st.title(t("Demander"), anchor=False)
    if not house().desk.counts().documents:
        _show_empty()
        return
    conversation: list[Asking] = st.session_state.setdefault(CONVERSATION, [])
    busy = bool(conversation) and not conversation[-1].look().done
    # The box on top and the latest answer right under it: what was asked for is always at the same place. A box at
    # the bottom makes Streamlit scroll to the end, past the answer.
    with st.container(key="sf-question"):
        typed = st.chat_input(t("Posez votre question…"), max_chars=QUESTION_CHARACTERS, disabled=busy, key="question")
    with st.container(key="sf-tools", horizontal=True):
        _choose_collections()
        if conversation:
            st.button(t("Nouvelle conversation"), icon=":material/add_comment:", on_click=_forget_conversation)
    asked = None if conversation else _welcome()
    if typed or asked:
        _ask(typed or asked or "")
    for place, asking in reversed(list(enumerate(conversation))):
        with guarded():
            _show_turn(place, asking)
    show_opened()


def _ask(question: str) -> None:
    collections = tuple(st.session_state.get(SCOPE, ()))
    desk, log = house().desk, house().engine.home.log_file
    asking = Asking(question.strip(), log)
    st.session_state[CONVERSATION].append(asking.start(lambda cancel: desk.ask(asking.question, collections, cancel)))
    st.rerun()


def _forget_conversation() -> None:
    for asking in st.session_state.pop(CONVERSATION, []):
        asking.stop()


def _choose_collections() -> None:
    known = [str(one) for one in house().desk.collections()]
    if len(known) > 1:
        st.multiselect(
            t("Chercher dans"), known, key=SCOPE, placeholder=t("Tous les dossiers"), label_visibility="collapsed"
        )


def _show_empty() -> None:
    st.html(
        pieces.notice(
            "plain",
            t("La bibliothèque est encore vide."),
            t("Ajoutez un dossier ou déposez des fichiers dans la page Documents, puis posez votre question ici."),
        )
    )
    if st.button(t("Ajouter des documents"), type="primary", icon=":material/folder_open:"):
        st.switch_page(st.session_state[DOCUMENTS])


def _welcome() -> str | None:
    """What to do with an empty conversation; gives the example that was clicked."""
    st.html(
        pieces.text(
            t("Posez une question comme à un collègue : la réponse cite vos documents, avec la page."),
            "sf-pale",
        )
    )
    known = examples(house().desk, language())
    if known:
        st.html(pieces.text(t("Par exemple :"), "sf-pale"))
    for number, example in enumerate(known):
        if st.button(example.replace(" ?", "\u00a0?"), key=f"example-{number}", type="secondary"):
            return example
    return None


def _show_turn(place: int, asking: Asking) -> None:
    turn = asking.look()
    with st.container(key=f"turn-{place}"):
        st.html(pieces.text(turn.question, "sf-question", "h2"))
        if turn.done:
            _show_finished(turn, f"source-{place}", asking.name)
        else:
            _follow(place, turn.stage)
            if turn.found and not turn.found.refused:
                st.html(pieces.text(t("Sources trouvées"), "sf-section", "h3"))
                show_cards([of_hit(hit, turn.question) for hit in turn.found.hits], f"near-{place}")


@st.fragment(run_every=LOOK_SECONDS)
def _follow(place: int, stage: int) -> None:
    """An answer on its way; the whole page is drawn again when evidence is there, and when all is said."""
    asking: Asking = st.session_state[CONVERSATION][place]
    turn = asking.look()
    if turn.stage != stage:
        st.rerun()
    st.html(_state(turn) + f'<div class="sf-answer" aria-live="polite">{written.streamed(turn.text)}</div>')
    st.button(t("Arrêter"), icon=":material/stop_circle:", key=f"stop-{place}", on_click=asking.stop)


def _state(turn: Turn) -> str:
    if turn.found is None:
        return pieces.text(t("Recherche dans vos documents…"), "sf-busy")
    count = len(turn.found.hits)
    return pieces.text(
        tn("{count} source trouvée. Rédaction…", "{count} sources trouvées. Rédaction…", count), "sf-busy"
    )


def _show_finished(turn: Turn, anchor: str, name: str) -> None:
    if turn.trouble is not None:
        show_trouble(turn.trouble)
    finished = turn.finished
    if finished is None:
        if turn.stopped:
            st.html(pieces.notice("none", t("Vous avez arrêté la recherche.")) + written.streamed(turn.text))
        return
    if turn.found and turn.found.words_only == PREPARING:
        st.html(
            pieces.notice(
                "check",
                t("La recherche par ressemblance se remet en état : pour l'instant, seuls les mots sont cherchés."),
                t("Cela se fait tout seul ; posez la question à nouveau dans quelques minutes."),
            )
        )
    elif turn.found and turn.found.words_only:
        st.html(
            pieces.notice(
                "check",
                t("La recherche par ressemblance n'était pas disponible : seuls les mots ont été cherchés."),
                t("La commande « souffleur repair » la remet en état ; rien n'est perdu."),
            )
        )
    if turn.found and turn.found.unranked:
        st.html(
            pieces.notice(
                "check",
                t("Le modèle de classement n'a pas pu servir : les passages sont dans l'ordre de la recherche."),
                t("La page « Réglages et modèles » de l'aide dit comment en nommer un autre, ou aucun."),
            )
        )
    if finished.manner is Manner.REFUSED:
        _show_refusal(turn, name)
        return
    quotes = ("«\u00a0", "\u00a0»") if language() == "fr" else ("“", "”")
    shown = written.answer(finished, anchor, quotes, language())
    warned = pieces.notice("check", finished.warning) if finished.warning else ""
    st.html(f'<div class="sf-badges">{_badges(turn, finished)}</div>{warned}<div class="sf-answer">{shown}</div>')
    _show_doubts(finished)
    if finished.trouble:
        st.html(
            pieces.notice(
                "check", t("Le modèle de rédaction n'a pas pu répondre : voici les phrases de vos documents.")
            )
        )
    ask_opinion(name, turn)
    st.html(pieces.text(t("Sources"), "sf-section", "h3"))
    show_cards([of_citation(citation) for citation in finished.citations], anchor)
    cited = {citation.hit.passage.id for citation in finished.citations}
    _show_further(turn, cited, t("Autres passages trouvés"), anchor)


def _show_doubts(finished: Finished) -> None:
    """The reasons of the verdicts that are not good, for who has no pointer to hover with."""
    doubts = [check for check in finished.checks if check.support is not Support.SUPPORTED]
    if doubts:
        lines = [f"{finished.text[one.start : one.end]} {CUT} {reason(one, language())}" for one in doubts]
        st.html(pieces.folded(t("Ce qui est à vérifier, et pourquoi"), pieces.items(lines, "sf-doubts")))


def _show_refusal(turn: Turn, name: str) -> None:
    st.html(
        pieces.notice(
            "none",
            t("Je ne trouve pas cela dans vos documents."),
            t("Essayez avec d'autres mots, ou vérifiez dans la page Documents que le bon fichier est lu."),
        )
    )
    ask_opinion(name, turn)
    _show_further(turn, set(), t("Les passages les plus proches, sans garantie"), "near")


def _show_further(turn: Turn, cited: set[PassageId], title: str, anchor: str) -> None:
    hits = [
        hit
        for hit in (turn.found.hits if turn.found else ())
        if cited.isdisjoint(one.passage.id for one in in_order(hit))
    ]
    if hits:
        with st.expander(f"{title} ({len(hits)})"):
            show_cards([of_hit(hit, turn.question) for hit in hits], f"{anchor}-more")


def _badges(turn: Turn, finished: Finished) -> str:
    floor = house().engine.embedder.card.floor_likeness
    best = max((evidence(citation.hit, floor) for citation in finished.citations), default=0.0)
    fits = (
        pieces.badge("good", t("Correspondance forte"))
        if best >= FITS_WELL
        else pieces.badge("check", t("Correspondance partielle : à vérifier"))
    )
    made = (
        pieces.badge("plain", t("Citations exactes"))
        if finished.manner is Manner.EXTRACTIVE
        else pieces.badge("plain", t("Rédigé par {model}", model=finished.model))
    )
    ended = pieces.badge("check", t("Arrêtée par vous")) if turn.stopped else ""
    return fits + made + ended + pieces.text(seconds_taken(finished.seconds, language()), "sf-pale", "span")
