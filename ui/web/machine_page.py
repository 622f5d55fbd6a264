"""The page This machine: what an examination found, and first of all whether anything leaves this machine."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import streamlit as st

from rag.doctor.finding import Level, Topic
from ui.present import number, size
from ui.present_doctor import TOPICS, next_step, told
from ui.server import house
from ui.web import pieces
from ui.web.rim import guarded
from ui.web.speech import language, t, tn

if TYPE_CHECKING:
    from rag.doctor.finding import Examination, Finding

FOUND: Final = "examination"  # in Streamlit's session; looking again is asked for
CONNECTIONS: Final = frozenset({"connections", "no_connections", "no_connections_now"})
SIZES: Final = "sizes"  # code of the finding that is shown as figures


def show() -> None:
    """Draw the page."""
    st.title(t("Cette machine"), anchor=False)
    st.html(pieces.text(t("Souffleur regarde tout et ne change rien."), "sf-pale"))
    with guarded():
        if FOUND not in st.session_state:
            waiting = st.empty()
            waiting.html(pieces.text(t("Examen en cours…"), "sf-busy"))
            st.session_state[FOUND] = house().desk.doctor.examine()
            waiting.empty()
        _show_found(st.session_state[FOUND])


def _show_found(found: Examination) -> None:
    st.html(_summary(found))
    st.button(t("Examiner à nouveau"), icon=":material/refresh:", key="examine", on_click=_again)
    _show_privacy(found)
    for topic, title in TOPICS.items():
        mine = [one for one in found.findings if one.topic is topic and one.code != SIZES]
        if topic is not Topic.NETWORK and mine:
            st.html(pieces.text(title.say(language()), "sf-section", "h2") + _list(mine))


def _show_privacy(found: Examination) -> None:
    """What could leave, what was seen to leave, and where everything lies."""
    mine = [one for one in found.findings if one.topic is Topic.NETWORK]
    sizes = next((one for one in found.findings if one.code == SIZES), None)
    seen = next((int(one.facts.get("count", 0)) for one in mine if one.code in CONNECTIONS), None)
    figures = [] if seen is None else [(number(seen, language()), t("connexions vues hors de cette machine"))]
    st.html(
        pieces.text(TOPICS[Topic.NETWORK].say(language()), "sf-section", "h2") + pieces.facts(figures) + _list(mine)
    )
    if sizes is not None:
        st.html(pieces.text(t("Où sont les données"), "sf-section", "h2") + _where(sizes))


def _where(sizes: Finding) -> str:
    names = {
        "library_bytes": t("documents, passages et leurs mots"),
        "index_bytes": t("recherche par ressemblance"),
        "models_bytes": t("modèles"),
        "inbox_bytes": t("fichiers déposés"),
        "logs_bytes": t("journal"),
    }
    figures = [(size(int(sizes.facts[name]), language()), words) for name, words in names.items()]
    return pieces.text(told(sizes, language())) + pieces.facts(figures)


def _summary(found: Examination) -> str:
    """How it stands, with what is amiss: its place in the list may be far below."""
    bad, check = ([one for one in found.findings if one.level is level] for level in (Level.BAD, Level.CHECK))
    amiss = [f"{told(one, language())} {next_step(one, language())}".strip() for one in bad or check]
    if bad:
        return pieces.notice("bad", tn("{count} point à corriger.", "{count} points à corriger.", len(bad)), *amiss)
    if check:
        words = tn("{count} point à regarder.", "{count} points à regarder.", len(check))
        return pieces.notice("check", t("Tout fonctionne."), words, *amiss)
    return pieces.notice("good", t("Tout va bien."))


def _list(findings: list[Finding]) -> str:
    levels = {Level.GOOD: t("bien"), Level.CHECK: t("à regarder"), Level.BAD: t("à corriger")}
    lines = [
        pieces.finding(one.level, levels[one.level], told(one, language()), next_step(one, language()))
        for one in findings
    ]
    return f'<ul class="sf-findings">{"".join(lines)}</ul>'


def _again() -> None:
    st.session_state.pop(FOUND, None)
