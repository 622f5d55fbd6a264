"""An answer that is whole: its text with what is said of every sentence, its sources, or that nothing was found."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import streamlit as st

from rag.likeness import PREPARING
from rag.records import Manner, Support
from rag.retrieval.certainty import SURE
from rag.retrieval.evidence import in_order
from ui.present import seconds_taken
from ui.troubles import why_quoted
from ui.verdicts import reason
from ui.web import pieces, written
from ui.web.copying import show_copy
from ui.web.listing_view import show_listing
from ui.web.opinion import ask_opinion
from ui.web.rim import show_trouble
from ui.web.sources import of_citation, of_hit, show_cards
from ui.web.speech import language, t
from ui.web.thoughts import show_thought

if TYPE_CHECKING:
    from rag.records import Finished, PassageId
    from ui.web.conversation import Turn

CUT: Final = "→"  # between a sentence and what is said of it


def show_answered(turn: Turn, anchor: str, name: str) -> None:
    """Draw a turn that is over; `name` is what the answer is called when somebody judges it."""
    if turn.trouble is not None:
        show_trouble(turn.trouble)
    finished = turn.finished
    if finished is None:
        if turn.stopped:
            st.html(pieces.notice("none", t("Vous avez arrêté la recherche.")) + written.streamed(turn.text))
        elif turn.trouble is None:
            st.html(pieces.notice("check", t("La réponse n'a pas été terminée."), t("Reposez la question.")))
        return
    _show_search_troubles(turn)
    if finished.manner is Manner.REFUSED:
        _show_refusal(turn, anchor, name)
        return
    if finished.listing is not None:
        show_listing(turn, finished, finished.listing, anchor, name)
        return
    quotes = ("«\u00a0", "\u00a0»") if language() == "fr" else ("“", "”")
    shown = written.answer(finished, anchor, quotes, language())
    warned = pieces.notice("check", finished.warning) if finished.warning else ""
    st.html(f'<div class="sf-badges">{_badges(turn, finished)}</div>{warned}<div class="sf-answer">{shown}</div>')
    show_thought(turn.thought)
    _show_doubts(finished)
    if finished.trouble:
        said = t("Le modèle de rédaction n'a pas pu répondre : voici les phrases de vos documents.")
        st.html(pieces.notice("check", said, *why_quoted(finished, language())))
    with st.container(key=f"sf-tools-{name}", horizontal=True, vertical_alignment="center"):
        show_copy(turn, name)
        ask_opinion(name, turn)
    st.html(pieces.text(t("Sources"), "sf-section", "h3"))
    show_cards([of_citation(citation) for citation in finished.citations], anchor)
    cited = {citation.hit.passage.id for citation in finished.citations}
    _show_further(turn, cited, t("Autres passages trouvés"), anchor)


def _show_search_troubles(turn: Turn) -> None:
    """What was missing while the question was searched for."""
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


def _show_doubts(finished: Finished) -> None:
    """The reasons of the verdicts that are not good, for who has no pointer to hover with."""
    doubts = [check for check in finished.checks if check.support is not Support.SUPPORTED]
    if doubts:
        lines = [f"{finished.text[one.start : one.end]} {CUT} {reason(one, language())}" for one in doubts]
        st.html(pieces.folded(t("Ce qui est à vérifier, et pourquoi"), pieces.items(lines, "sf-doubts")))


def _show_refusal(turn: Turn, anchor: str, name: str) -> None:
    st.html(
        pieces.notice(
            "none",
            t("Je ne trouve pas cela dans vos documents."),
            *([turn.finished.warning] if turn.finished and turn.finished.warning else ()),
            t("Essayez avec d'autres mots, ou vérifiez dans la page Documents que le bon fichier est lu."),
        )
    )
    ask_opinion(name, turn)
    _show_further(turn, set(), t("Les passages les plus proches, sans garantie"), anchor)


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
    certainty = turn.found.certainty if turn.found else 0.0
    fits = ""
    if certainty >= SURE and not finished.partial:
        why = t("Les mots et le sens de la question sont dans ces documents. Lisez la source avant de vous y fier.")
        fits = pieces.badge("good", t("Correspondance forte"), why)
    elif certainty:  # what older versions kept does not say
        why = t("Ce qui a été trouvé s'en approche ; la réponse n'y est peut-être pas.")
        fits = pieces.badge("check", t("Correspondance partielle : à vérifier"), why)
    if finished.manner is Manner.EXTRACTIVE:
        made = pieces.badge("plain", t("Citations exactes"), t("Recopiées mot pour mot de vos documents."))
    else:
        made = pieces.badge("plain", t("Rédigé par {model}", model=finished.model))
    ended = pieces.badge("check", t("Arrêtée par vous")) if turn.stopped else ""
    return fits + made + ended + pieces.text(seconds_taken(finished.seconds, language()), "sf-pale", "span")
