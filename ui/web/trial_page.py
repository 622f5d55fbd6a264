"""The page Trial: the weeks in which a firm finds out what Souffleur is worth to it, in figures of this machine."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final

import streamlit as st

from rag.evaluation.opinions import right_sources
from rag.evaluation.own import OwnQuestions
from rag.evaluation.trial import trial
from rag.settings import read_settings
from ui.feedback import to_questions
from ui.present_trial import (
    COLOURS,
    ENDINGS,
    HONEST,
    PER_DAY,
    TIMES,
    day_plot,
    figures,
    period,
    time_plot,
    troubles,
    would_cost,
)
from ui.server import house
from ui.trial_report import report
from ui.web import pieces, threads
from ui.web.rim import guarded
from ui.web.search_page import ASK
from ui.web.setting_field import show_field
from ui.web.speech import language, t, tn

if TYPE_CHECKING:
    from rag.evaluation.trial import Trial
    from rag.options import Trial as Compared
    from rag.records import Feedback

REPORT: Final = "essai.html"
DAYS: Final = "trial days"  # in Streamlit's session
SURE: Final = "sure to clear"
MOST_REASONS: Final = 20
INKS: Final = {"light": "#1c2321", "dark": "#e8ecea", "": "#7a8783"}  # of the theme; the last one for either


def show() -> None:
    """Draw the page."""
    st.title(t("Essai"), anchor=False)
    st.html(
        pieces.text(
            t("Deux semaines à côté de vos habitudes : ce qui a été demandé, répondu, refusé, et en combien de temps."),
            "sf-pale",
        )
    )
    with guarded():
        desk = house().desk
        choices = {14: t("2 semaines"), 30: t("30 jours"), 0: t("Depuis le début")}
        days = st.segmented_control(
            t("Période"), list(choices), format_func=lambda one: choices[one], default=14, required=True, key=DAYS
        )
        found = trial(desk.trial.all(), desk.feedback.all(), datetime.now(UTC).astimezone().date(), days or None)
        if not found.asked and not found.helpful + found.unhelpful:
            st.html(
                pieces.notice(
                    "plain",
                    t("Aucune question sur cette période."),
                    t("Posez vos vraies questions dans la page Demander : cette page les comptera."),
                )
            )
        else:
            _show_found(found)
        compared = _show_cost(found)
        _show_end(found, compared)


def _show_found(found: Trial) -> None:
    st.html(pieces.text(period(found, language()), "sf-pale") + pieces.facts(figures(found, language())))
    ink = INKS[st.context.theme.type or ""]
    if found.asked:
        legend = [(colour, ENDINGS[one].say(language())) for one, colour in COLOURS.items()]
        st.html(pieces.plot(PER_DAY.say(language()), day_plot(found, language()), legend, ink, newest=True))
    if found.seconds:
        st.html(pieces.plot(TIMES.say(language()), time_plot(found, language()), [], ink))
    failed = troubles(found, language())
    if failed:
        st.html(pieces.text(t("Questions en erreur"), "sf-section", "h2") + pieces.items(failed))
    if found.reasons:
        st.html(pieces.text(t("Réponses jugées mauvaises"), "sf-section", "h2"))
        for one in found.reasons[:MOST_REASONS]:
            _show_judged(one)
    _show_questions()


def _show_judged(one: Feedback) -> None:
    """A question with what its reader said of the answer, and the way to that answer where it is kept."""
    kept = house().desk.threads.holding(one.id)
    with st.container(key=f"judged-{one.id}", horizontal=True, vertical_alignment="center"):
        st.html(pieces.text(" — ".join(filter(None, (one.question, one.reason))).replace(" ?", "\u00a0?")))
        label = t("Relire cette réponse")
        if kept and st.button(label, key=f"reread-{one.id}", type="tertiary", icon=":material/forum:"):
            threads.open_kept(kept)
            st.switch_page(st.session_state[ASK])


def _show_questions() -> None:
    """From what readers judged to a set that measures the search."""
    desk, home = house().desk, house().engine.home
    waiting = [one for one in desk.feedback.all() if not one.taken and right_sources(one) is not None]
    if waiting:
        label = tn("En faire une question", "En faire {count} questions", len(waiting))
        st.html(pieces.text(t("Les réponses jugées disent où chercher : de quoi mesurer la recherche."), "sf-pale"))
        if st.button(label, icon=":material/playlist_add:", key="take judged"):
            to_questions(desk.feedback, OwnQuestions(home.questions_file))
            st.rerun()


def _show_cost(found: Trial) -> Compared:
    """What a subscription would have cost; its figures are the reader's, and kept."""
    st.html(pieces.text(t("Un abonnement aurait coûté"), "sf-section", "h2"))
    known = {one.name: one for one in house().desk.settings.all()}
    left, right = st.columns(2)
    with left:
        show_field(known["trial.seats"], t("Postes"))
    with right:
        show_field(known["trial.seat_price"], t("Prix par poste et par mois, en euros"))
    compared = read_settings(house().engine.home).trial
    st.html(
        pieces.text(would_cost(found, compared.seats, compared.seat_price, language()), "sf-notice-title")
        + pieces.text(HONEST.say(language()), "sf-pale")
    )
    return compared


def _show_end(found: Trial, compared: Compared) -> None:
    """The report, and what is kept of the questions."""
    said = language()
    st.download_button(
        t("Enregistrer le rapport"),
        data=lambda: report(found, compared, said).encode(),
        file_name=REPORT,
        mime="text/html",
        icon=":material/download:",
        on_click="ignore",
        key="trial report",
    )
    st.html(pieces.text(t("Ce qui est gardé"), "sf-section", "h2"))
    st.html(
        pieces.text(
            t(
                "De chaque question, cette machine note le jour, l'heure, la langue, la durée et l'issue ; "
                "pas ses mots. Rien n'est envoyé. Les avis donnés sous les réponses sont gardés à part."
            ),
            "sf-pale",
        )
    )
    if st.session_state.get(SURE):
        with st.container(horizontal=True):
            st.button(t("Oui, effacer le relevé"), icon=":material/delete:", key="clear trial", on_click=_clear)
            st.button(t("Non, garder"), key="keep trial", on_click=_ask_sure, args=(False,))
    else:
        st.button(t("Effacer le relevé"), icon=":material/delete:", key="ask clear", on_click=_ask_sure, args=(True,))


def _ask_sure(sure: bool) -> None:  # noqa: FBT001 - Streamlit's way
    st.session_state[SURE] = sure


def _clear() -> None:
    with guarded():
        house().desk.trial.clear()
    st.session_state[SURE] = False
