"""The page Evaluation: whether the search finds what its users know to be there, and whether it got better."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import streamlit as st

from rag.evaluation.opinions import right_sources
from rag.evaluation.own import OwnQuestions
from rag.evaluation.runs import BEFORE, LAST, KeptRuns, compare
from ui.feedback import to_questions
from ui.measures import figure, summed, told
from ui.report import report
from ui.server import house
from ui.web import pieces, question_table
from ui.web.ask_page import show_empty
from ui.web.measuring import Measuring
from ui.web.rim import guarded, show_trouble
from ui.web.speech import language, t, tn

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rag.evaluation.cases import Case, QuestionSet
    from rag.evaluation.runs import Change, Run

MEASURING: Final = "measuring"  # in Streamlit's session
LOOK_SECONDS: Final = 0.5
SHOWN: Final = 50  # questions of one list
REPORT: Final = "evaluation.html"


def show() -> None:
    """Draw the page."""
    st.title(t("Évaluation"), anchor=False)
    st.html(
        pieces.text(
            t("Des questions dont vous connaissez la source disent si Souffleur la trouve, et si un changement aide."),
            "sf-pale",
        )
    )
    home = house().engine.home
    if not house().desk.counts().documents and not home.questions_file.exists():
        show_empty()
        return
    own, kept = OwnQuestions(home.questions_file), KeptRuns(home.evaluations_folder)
    with guarded():
        _show_opinions(own)
    with guarded():
        questions = own.all()
        last, before = kept.look(LAST), kept.look(BEFORE)
        _show_measuring(questions, kept)
        if last is not None:
            _show_last(last, before)
        question_table.show(own, questions.cases, last)
        question_table.show_adding(own)


def _show_opinions(own: OwnQuestions) -> None:
    book = house().desk.feedback
    waiting = [one for one in book.all() if not one.taken and right_sources(one) is not None]
    if waiting:
        count = len(waiting)
        words = tn("{count} avis dit où est la bonne réponse.", "{count} avis disent où est la bonne réponse.", count)
        st.html(pieces.notice("plain", words))
        label = tn("En faire une question", "En faire {count} questions", count)
        if st.button(label, icon=":material/playlist_add:", key="take opinions"):
            to_questions(book, own)
            st.rerun()


def _show_measuring(questions: QuestionSet, kept: KeptRuns) -> None:
    measuring: Measuring | None = st.session_state.get(MEASURING)
    stand = measuring.look() if measuring else None
    if measuring and stand and not stand.done:
        _follow()
        return
    if stand and stand.trouble:
        show_trouble(stand.trouble)
    empty = not questions.cases or not house().desk.counts().documents
    label = tn("Mesurer sur {count} question", "Mesurer sur {count} questions", len(questions.cases))
    if st.button(label, type="primary", icon=":material/play_arrow:", key="measure", disabled=empty):
        engine = house().engine
        started = Measuring(engine.home.log_file).start(house().desk, questions, engine.settings, kept)
        st.session_state[MEASURING] = started
        st.rerun()


@st.fragment(run_every=LOOK_SECONDS)
def _follow() -> None:
    """Questions on their way; at the end the whole page is drawn again."""
    measuring: Measuring = st.session_state[MEASURING]
    stand = measuring.look()
    if stand.done:
        st.rerun()
    label = t("Mesure en cours")
    words = t("{done} sur {total} questions", done=stand.step.done, total=stand.step.total)
    with st.container(border=True, key="measuring"):
        st.html(
            pieces.text(label, "sf-notice-title")
            + pieces.bar(stand.step.done, stand.step.total, label)
            + pieces.text(words, "sf-pale")
        )
        st.button(t("Arrêter"), icon=":material/stop_circle:", key="stop measuring", on_click=measuring.stop)


def _show_last(last: Run, before: Run | None) -> None:
    st.html(pieces.text(t("Dernière mesure"), "sf-section", "h2"))
    found = last.measures
    names = {
        "hit_at_1": t("bonne source en tête"),
        "hit_at_5": t("bonne source parmi les 5 premières"),
        "refusal_recall": t("« pas trouvé » dit quand il le faut"),
        "wrongly_refused": t("« pas trouvé » dit à tort"),
    }
    st.html(
        pieces.facts(
            [(figure(name, found[name].value, language()), words) for name, words in names.items() if name in found]
        )
    )
    if last.missing:
        shown = ", ".join(last.missing[:SHOWN])
        st.html(pieces.notice("check", t("Fichiers que les questions nomment et que la bibliothèque n'a pas :"), shown))
    if before is not None:
        comparison = compare(last, before)
        st.html(pieces.text(summed(comparison, before, language())))
        _show_changes(t("Mieux servies"), comparison.better)
        _show_changes(t("Moins bien servies"), comparison.worse)
    said = language()
    st.download_button(
        t("Enregistrer le rapport"),
        data=lambda: report(last, before, said).encode(),
        file_name=REPORT,
        mime="text/html",
        icon=":material/download:",
        on_click="ignore",
    )


def _show_changes(title: str, changes: Sequence[Change]) -> None:
    if changes:
        lines = [_changed(one) for one in changes[:SHOWN]]
        st.html(pieces.folded(f"{title} ({len(changes)})", pieces.items(lines)))


def _changed(change: Change) -> str:
    case: Case = change.case
    return f"{case.question} : {told(change.then, language())} → {told(change.now, language())}"
