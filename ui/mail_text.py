"""Sorted mail in words: for the terminal, and as a table for spreadsheets. Pure."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Final

from babel.dates import format_date

from rag.errors import Words
from rag.office.mail.record import Priority, Tie
from ui.spreadsheet import csv_of_rows, harmless

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from rag.errors import Language
    from rag.office.mail.record import Link, MailsSorted, Sorted

PRIORITIES: Final = {
    Priority.HIGH: Words("À traiter d'abord", "First"),
    Priority.NORMAL: Words("Normal", "Normal"),
    Priority.LOW: Words("Peut attendre", "Can wait"),
}
TIES: Final = {
    Tie.NUMBER: Words("le message cite « {words} »", "the message names “{words}”"),
    Tie.CORRESPONDENCE: Words("même échange de courriels", "same exchange of e-mails"),
    Tie.ADDRESS: Words("même adresse : {words}", "same address: {words}"),
    Tie.NAME: Words("« {words} » y est nommé", "“{words}” is named in it"),
    Tie.SEARCH: Words("parle du même sujet", "speaks of the same"),
}
UNSURE: Final = Words("Pas sûr : {guesses} ?", "Not sure: {guesses}?")
_OR: Final = Words(" ou ", " or ")
_CORRECTED: Final = Words("{name} (votre choix)", "{name} (your choice)")
_SORTED: Final = Words("{name} ({share} %)", "{name} ({share}%)")
_BECAUSE: Final = Words("parce que : {words}", "because of: {words}")
_ASKED: Final = Words("Demande : « {words} »", "Asks: “{words}”")
_DUE: Final = Words("Pour le {day} : « {words} »", "By {day}: “{words}”")
_LINK: Final = Words("Dossier : {name}{client} – {why}", "File: {name}{client} – {why}")
_REPLY: Final = Words("Brouillon de réponse :", "Draft of a reply:")
_FROM: Final = Words("De {sender}, {day}", "From {sender}, {day}")
_COUNT: Final = Words(
    "{count} courriels triés, dont {unsure} à vérifier.", "{count} e-mails sorted, {unsure} to check."
)
_FAILED: Final = Words("Illisibles : {names}.", "Could not be read: {names}.")
_MAIL: Final = Words("{title} · {count} courriel", "{title} · {count} e-mail")
_MAILS: Final = Words("{title} · {count} courriels", "{title} · {count} e-mails")
_STOPPED: Final = Words("Arrêté avant la fin.", "Stopped before the end.")
_COLUMNS: Final = Words(
    "Identifiant|Date|De|Objet|Catégorie|Sûr|Confiance|Priorité|Demande|Pour le|Dossiers|Client|Brouillon|Fichier",
    "Id|Date|From|Subject|Category|Sure|Confidence|Priority|Asks|By|Files|Client|Draft|File",
)
MOST_SHARE: Final = 99  # nothing learnt is certain
_YES: Final = Words("oui", "yes")
_NO: Final = Words("non", "no")


def history_line(title: str, count: int, language: Language) -> str:
    """What a sorting is called among the tasks that were done: `Courrier de mai · 20 courriels`."""
    return (_MAIL if count == 1 else _MAILS).say(language, title=title, count=count)


def plain(found: Sequence[Sorted], end: MailsSorted, names: dict[str, str], language: Language, *, drafts: bool) -> str:
    """Mail after mail, what is urgent first.

    Args:
        found: the mails.
        end: how it went.
        names: of categories, by id.
        language: of the words around.
        drafts: with the drafts of replies.
    """
    order = list(Priority)
    ordered = sorted(found, key=lambda one: order.index(one.priority))
    blocks = ["\n".join(_lines(one, names, language, drafts=drafts)) for one in ordered]
    return "\n\n".join([*blocks, summary(end, language)])


def summary(end: MailsSorted, language: Language) -> str:
    """How many, how many of them unsure, what could not be read."""
    said = [_COUNT.say(language, count=end.count, unsure=end.unsure)]
    said += [_FAILED.say(language, names=", ".join(end.failed))] if end.failed else []
    said += [_STOPPED.say(language)] if end.stopped else []
    return " ".join(said)


def category_line(one: Sorted, names: dict[str, str], language: Language) -> str:
    """Where it belongs, or between which categories it is not sure."""
    if one.sorting.corrected:
        return chosen_line(one.category, language)
    if one.sorting.sure:
        return _SORTED.say(language, name=one.category, share=min(round(100 * one.sorting.confidence), MOST_SHARE))
    likely = [names.get(guess.category, guess.category) for guess in one.sorting.guesses[:2]]
    return UNSURE.say(language, guesses=_OR.say(language).join(likely))


def chosen_line(category: str, language: Language) -> str:
    """The name of a category that somebody chose."""
    return _CORRECTED.say(language, name=category)


def link_line(link: Link, language: Language) -> str:
    """A document with its client, and why."""
    client = f" ({link.client})" if link.client else ""
    return _LINK.say(language, name=link.name, client=client, why=TIES[link.tie].say(language, words=link.words))


def day_written(day: str, language: Language) -> str:
    """A day as people write it; a month alone stays as it is."""
    try:
        return str(format_date(date.fromisoformat(day[:10]), "long", locale=language))
    except ValueError:
        return day


def _lines(one: Sorted, names: dict[str, str], language: Language, *, drafts: bool) -> Iterator[str]:
    mail = one.mail
    yield f"[{PRIORITIES[one.priority].say(language)}] {mail.subject or '—'}  ·  {mail.id}"
    yield "  " + _FROM.say(language, sender=mail.sender or "—", day=day_written(mail.date, language) or "—")
    reason = f" – {_BECAUSE.say(language, words=', '.join(one.sorting.words))}" if one.sorting.words else ""
    yield f"  {category_line(one, names, language)}{reason}"
    for words in one.asked:
        yield "  " + _ASKED.say(language, words=words)
    if one.due:
        yield "  " + _DUE.say(language, day=day_written(one.due, language), words=one.due_words)
    for link in one.links:
        yield "  " + link_line(link, language)
    if drafts and one.reply:
        yield "  " + _REPLY.say(language)
        yield from (f"    {line}".rstrip() for line in one.reply.split("\n"))


def as_csv(found: Sequence[Sorted], names: dict[str, str], language: Language) -> bytes:
    """A row a mail."""
    rows = [_COLUMNS.say(language).split("|")]
    for one in found:
        mail, sorting = one.mail, one.sorting
        cells = [
            mail.id,
            mail.date,
            mail.sender,
            mail.subject,
            one.category if sorting.sure else category_line(one, names, language),
            (_YES if sorting.sure else _NO).say(language),
            f"{sorting.confidence:.2f}",
            PRIORITIES[one.priority].say(language),
            " ".join(one.asked),
            one.due,
            " | ".join(link.name for link in one.links),
            next((link.client for link in one.links if link.client), ""),
            one.reply,
            mail.name,
        ]
        rows.append([harmless(cell) for cell in cells])
    return csv_of_rows(rows, language)
