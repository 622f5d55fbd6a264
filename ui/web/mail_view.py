"""Sorted mail on the page: what is pressing first; each message with what is asked marked, its documents, a draft."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

import streamlit as st

from rag.errors import CategoryUnknown
from rag.office.mail.record import Priority
from ui.mail_text import PRIORITIES, TIES, as_csv, category_line, chosen_line, day_written
from ui.server import house
from ui.web import pieces
from ui.web.copying import show_copier
from ui.web.rim import guarded
from ui.web.speech import language, t, tn

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from rag.office.mail.record import MailsSorted, Sorted

AT_ONCE: Final = 30
ROOM: Final = "mails shown"  # in Streamlit's session
CORRECTED: Final = "mails corrected"  # id of a mail → name of the category, since the result was made
LATEST: Final = "mail corrected last"
SIGNS: Final = {
    Priority.HIGH: ":material/priority_high:",
    Priority.NORMAL: ":material/mail:",
    Priority.LOW: ":material/low_priority:",
}
DRAFT_LINES: Final = 26  # pixels of a line of a draft


def show(mails: Sequence[Sorted], end: MailsSorted, name: str) -> None:
    """Draw the result of a task; `name` tells its mails from those of another."""
    names = {one.id: one.name for one in house().desk.mail.categories(language())}
    st.html(pieces.text(t("Résultat"), "sf-section", "h2") + pieces.facts(_facts(mails, end)))
    if end.failed:
        st.html(pieces.folded(t("Ces fichiers n'ont pas pu être lus :"), pieces.items(end.failed, "sf-doubts")))
    st.download_button(
        t("Enregistrer le tableau (CSV)"),
        data=partial(as_csv, mails, names, language()),
        file_name=f"{t('courrier')}.csv",
        mime="text/csv",
        icon=":material/download:",
        key=f"mail-csv-{name}",
        on_click="ignore",
    )
    room = st.session_state.get(ROOM, AT_ONCE)
    order = list(Priority)
    ordered = sorted(mails, key=lambda one: (order.index(one.priority), one.sorting.sure, one.mail.date))
    above: Priority | None = None
    for one in ordered[:room]:
        if one.priority is not above:
            above = one.priority
            count = sum(other.priority is above for other in mails)
            st.html(pieces.text(f"{PRIORITIES[above].say(language())} ({count})", "sf-section", "h2"))
        _show_mail(one, names, name)
    if len(ordered) > room:
        st.button(t("Voir la suite"), icon=":material/expand_more:", key=f"more-mails-{name}", on_click=_more)


def _facts(mails: Sequence[Sorted], end: MailsSorted) -> list[tuple[str, str]]:
    urgent = sum(one.priority is Priority.HIGH for one in mails)
    return [
        (str(end.count), tn("courriel trié", "courriels triés", end.count)),
        (str(urgent), t("à traiter d'abord")),
        (str(end.unsure), t("à vérifier")),
        (str(sum(bool(one.due) for one in mails)), t("avec une date")),
    ]


def _show_mail(one: Sorted, names: dict[str, str], name: str) -> None:
    mail = one.mail
    corrected = st.session_state.get(CORRECTED, {}).get(mail.id)
    where = chosen_line(corrected, language()) if corrected else category_line(one, names, language())
    about = f"**{pieces.label(' '.join((mail.subject or t('Sans objet')).split()))}**"
    head = " · ".join([about, *map(pieces.label, filter(None, (_who(mail.sender), where)))])
    # A line whose words change is drawn closed again: the one that was just put right stays open.
    with st.expander(head, st.session_state.get(LATEST) == mail.id, icon=SIGNS[one.priority]):
        found, message = st.columns(2, gap="medium")
        with found:
            with guarded():
                _show_category(one, names, name)
            if belongs := _found(one):  # a mail that asks nothing and belongs nowhere has nothing to tell
                st.html(belongs)
            if one.reply:
                _show_reply(one, name)
        with message:
            told = [f"{t('De')} {mail.sender}" if mail.sender else "", day_written(mail.date, language())]
            st.html(
                pieces.text(t("Le message"), "sf-row-head", "h3")
                + pieces.text(" · ".join(filter(None, told)), "sf-place")
                + pieces.quotation(mail.text or "—", _places(mail.text, (*one.asked, one.due_words)))
            )


def _found(one: Sorted) -> str:
    """What is asked, by when, and the documents that it belongs to."""
    parts = []
    by = t("Pour le {day}", day=day_written(one.due, language())) if one.due else ""
    same = one.due_words in one.asked  # then the sentence is not said twice
    if one.asked:
        head = " · ".join(filter(None, (t("Demande"), by if same else "")))
        parts.append(pieces.text(head, "sf-row-head", "h3") + pieces.items(f"« {words} »" for words in one.asked))
    if by and not same:
        parts.append(pieces.text(by, "sf-row-head", "h3") + pieces.text(f"« {one.due_words} »", "sf-pale"))
    if one.links:
        lines = [
            f"{link.name}{f' ({link.client})' if link.client else ''} – "
            f"{TIES[link.tie].say(language(), words=link.words)}"
            for link in one.links
        ]
        parts.append(pieces.text(t("Dossier"), "sf-row-head", "h3") + pieces.items(lines))
    return "".join(parts)


def _places(text: str, sentences: Iterable[str]) -> list[tuple[int, int]]:
    """Where sentences stand in a text, which has them word by word."""
    found = [(text.find(sentence), len(sentence)) for sentence in sentences if sentence]
    return [(start, start + length) for start, length in found if start >= 0]


def _show_reply(one: Sorted, name: str) -> None:
    """The draft, to be changed here and taken away as it then is."""
    key = f"reply-{name}-{one.mail.id}"
    written = st.text_area(
        t("Brouillon de réponse, à relire et à compléter"),
        one.reply,
        height=min(400, DRAFT_LINES * (one.reply.count("\n") + 2)),
        key=key,
    )
    show_copier(written or "", t("Copier la réponse"), f"copy-{key}")


def _show_category(one: Sorted, names: dict[str, str], name: str) -> None:
    """Where it belongs, to be put right; every change is learnt from."""
    known = list(names)
    key = f"category-of-{name}-{one.mail.id}"
    here = one.sorting.category if one.sorting.category in names else known[0]
    st.selectbox(
        t("Catégorie"),
        known,
        index=known.index(here) if one.sorting.sure else None,
        format_func=lambda category: names[category],
        placeholder=category_line(one, names, language()),
        key=key,
        on_change=_correct,
        args=(one, key),
    )
    if one.mail.id in st.session_state.get(CORRECTED, {}):
        st.html(pieces.text(t("Noté : les prochains tris en tiennent compte."), "sf-pale"))
    elif one.sorting.words:
        st.html(pieces.text(t("Parce que : {words}", words=", ".join(one.sorting.words)), "sf-pale"))


def _correct(one: Sorted, key: str) -> None:
    category = st.session_state.get(key)
    if not category:
        return
    with guarded():
        house().desk.mail.correct(one.mail, category)
        chosen = next((each.name for each in house().desk.mail.categories(language()) if each.id == category), "")
        if not chosen:
            raise CategoryUnknown(category)
        st.session_state[LATEST] = one.mail.id
        st.session_state[CORRECTED] = {**st.session_state.get(CORRECTED, {}), one.mail.id: chosen}


def _who(sender: str) -> str:
    return sender.partition("<")[0].strip(" \"'") or sender


def _more() -> None:
    st.session_state[ROOM] = st.session_state.get(ROOM, AT_ONCE) + AT_ONCE
