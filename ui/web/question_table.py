"""The user's own questions: one more, fewer of them, and where the last measurement found each."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import streamlit as st

from rag.engine import QUESTION_CHARACTERS
from rag.evaluation.cases import short_names
from rag.evaluation.opinions import NOWHERE
from ui.measures import GOOD, source_words, told, verdict
from ui.server import house
from ui.web import pieces
from ui.web.rim import guarded
from ui.web.speech import language, t, tn

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rag.evaluation.cases import Case
    from rag.evaluation.judge import Judged
    from rag.evaluation.own import OwnQuestions
    from rag.evaluation.runs import Run
    from rag.records import Document

HEIGHT: Final = 430  # pixels
ROW_HEIGHT: Final = 35  # pixels, Streamlit's own
ROUND: Final = "questions round"  # in Streamlit's session: a new number empties the choice and the fields


def show(own: OwnQuestions, cases: Sequence[Case], last: Run | None) -> None:
    """The table, and what can be done with the rows that are ticked."""
    st.html(pieces.text(t("Vos questions"), "sf-section", "h2"))
    if not cases:
        st.html(pieces.notice("plain", t("Aucune question pour l'instant : ajoutez-en une ci-dessous.")))
        return
    results = {(one.case.question, one.case.relevant): one for one in last.judged} if last else {}
    ticked = _table(cases, [results.get((case.question, case.relevant)) for case in cases])
    label = tn("Retirer cette question", "Retirer ces {count} questions", len(ticked)) if ticked else t("Retirer")
    hint = None if ticked else t("Cochez d'abord des lignes du tableau.")
    if st.button(label, icon=":material/delete_sweep:", key="remove questions", disabled=not ticked, help=hint):
        own.remove([case.id for case in ticked])
        _again()


def show_adding(own: OwnQuestions) -> None:
    """The fields of a new question."""
    st.html(pieces.text(t("Ajouter une question"), "sf-section", "h2"))
    number = st.session_state.get(ROUND, 0)
    with st.container(border=True, key="adding question"), guarded():
        question = st.text_input(
            t("Question, comme on la poserait"), max_chars=QUESTION_CHARACTERS, key=f"new question {number}"
        )
        source = _choose_source(house().desk.documents(), number)
        ready = bool(question.strip() and source)
        if st.button(t("Garder cette question"), icon=":material/add:", key="keep question", disabled=not ready):
            own.add(question, [] if source == NOWHERE else [source])
            _again()


def _choose_source(documents: Sequence[Document], number: int) -> str:
    """`FILE`, `FILE#pN`, `NOWHERE`, or nothing yet."""
    short_of = short_names(documents)
    names = {short_of[document.id]: document for document in documents}
    nowhere = t("Aucun document n'y répond")
    left, right = st.columns([3, 1])
    chosen = left.selectbox(
        t("Fichier qui y répond"),
        [*names, NOWHERE],
        index=None,
        placeholder=t("Choisir un fichier"),
        format_func=lambda one: nowhere if one == NOWHERE else one,
        key=f"new source {number}",
    )
    pages = names[chosen].pages if chosen in names else 0
    page = right.number_input(
        t("Page (facultatif)"),
        min_value=1,
        max_value=max(pages, 1),
        value=None,
        disabled=not pages,
        key=f"new page {number} {chosen}",
    )
    return f"{chosen}#p{page}" if page and pages else chosen or ""


def _table(cases: Sequence[Case], results: Sequence[Judged | None]) -> list[Case]:
    import pandas as pd

    said, nowhere = language(), t("Aucun document n'y répond")
    columns: dict[str, Any] = {
        t("Question"): [case.question for case in cases],
        t("Source attendue"): [", ".join(map(source_words, sorted(case.relevant))) or nowhere for case in cases],
    }
    if any(results):
        places = pd.array([(one.place or None) if one else None for one in results], dtype="Int64")
        found = [told(one, said) if one else "" for one in results]
        columns = {t("Résultat"): [_result(one) for one in results], **columns}
        columns |= {t("Place"): places, t("Ce qui a été trouvé"): found}
    event = st.dataframe(
        pd.DataFrame(columns),
        hide_index=True,
        height=min(HEIGHT, ROW_HEIGHT * (len(cases) + 1) + 3),
        on_select="rerun",
        selection_mode="multi-row",
        placeholder="",
        key=f"questions-{st.session_state.get(ROUND, 0)}-{len(cases)}",
        column_config={
            t("Résultat"): st.column_config.TextColumn(width=100),
            t("Question"): st.column_config.TextColumn(width=340 if any(results) else 500),
            t("Source attendue"): st.column_config.TextColumn(width=230),
            t("Place"): st.column_config.NumberColumn(width=60),
        },
    )
    return [cases[place] for place in event.selection.rows if place < len(cases)]


def _result(judged: Judged | None) -> str:
    if judged is None:
        return t("Pas mesuré")
    return f"✓ {t('Bien')}" if verdict(judged) in GOOD else f"✕ {t('Mal')}"


def _again() -> None:
    st.session_state[ROUND] = st.session_state.get(ROUND, 0) + 1
    st.rerun()
