"""Meetings in the reader's words: as Markdown, and as plain lines for the terminal. Pure, both languages."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Final

from babel.dates import format_date

from rag.errors import Words
from rag.office.record import Sort, State, Turn
from ui.present import counted
from ui.wire import error_from_json

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rag.errors import Language
    from rag.office.record import Change, Minutes, Place, Row, Summary

SORTS: Final = {
    Sort.DECISION: Words("Décisions", "Decisions"),
    Sort.ACTION: Words("Actions", "Actions"),
    Sort.OPEN: Words("Points ouverts", "Open points"),
    Sort.FIGURE: Words("Chiffres", "Figures"),
}
STATES: Final = {
    State.PRESENT: Words("Présents", "Present"),
    State.EXCUSED: Words("Excusés", "Excused"),
    State.GUEST: Words("Invités", "Guests"),
}
TURNS: Final = {
    Turn.DONE: Words("fait", "done"),
    Turn.MOVED: Words("reporté", "moved"),
    Turn.TAKEN: Words("repris par quelqu'un d'autre", "taken over"),
    Turn.AGAIN: Words("toujours à faire", "still to do"),
}
IN_SHORT: Final = Words("En bref", "In short")
CHANGED: Final = Words("Ce qui a changé", "What changed")
OVERDUE: Final = Words("En retard au {day}", "Overdue on {day}")
PASSED_OVER: Final = Words(
    "Laissés de côté (ce ne sont pas des comptes rendus) : {names}.", "Passed over (no minutes): {names}."
)
NOTHING: Final = Words("Rien de cela n'y a été trouvé.", "Nothing of the kind was found in them.")
BY_MODEL: Final = Words("trouvé par le modèle", "found by the model")
_MODEL: Final = Words("Lu aussi par le modèle « {name} » : {did}.", "Read by the model “{name}” too: {did}.")
_DID_NOTHING: Final = Words("il n'a rien ajouté", "it added nothing")
# What a model did, for one line and for several.
_ADDED: Final = (Words("ligne ajoutée", "line added"), Words("lignes ajoutées", "lines added"))
_COMPLETED: Final = (Words("ligne complétée", "line completed"), Words("lignes complétées", "lines completed"))
_DROPPED: Final = (
    Words("ligne écartée parce que le texte ne la dit pas", "line left out because the text does not say it"),
    Words("lignes écartées parce que le texte ne les dit pas", "lines left out because the text does not say them"),
)
_RULES_ALONE: Final = Words("Lu par les règles seules : {why}", "Read by the rules alone: {why}")
WHAT, WHO, DUE, SOURCE = (
    Words("Quoi", "What"),
    Words("Qui", "Who"),
    Words("Pour le", "By"),
    Words("Source", "Source"),
)
_DONE: Final = Words("fait", "done")
_PAGE: Final = Words("p. {page}", "p. {page}")
_LEFT, _RIGHT = {"fr": "« ", "en": "“"}, {"fr": " »", "en": "”"}
SHOWN: Final = (Sort.DECISION, Sort.ACTION, Sort.OPEN, Sort.FIGURE)


def day_said(day: str, language: Language) -> str:
    """`2026-03-12` as people write it; a month is a month; empty stays empty."""
    if not day:
        return ""
    if len(day) == len("2026-03"):
        return format_date(date.fromisoformat(f"{day}-01"), "MMMM y", locale=language)
    return format_date(date.fromisoformat(day[:10]), "d MMMM y", locale=language)


def place_said(place: Place, language: Language) -> str:
    """The file of some words, and their page."""
    return f"{place.name}, {_PAGE.say(language, page=place.page)}" if place.page else place.name


def quoted(place: Place, language: Language) -> str:
    """The words that a row rests on, with their file and page."""
    return f"{_LEFT[language]}{' '.join(place.quote.split())}{_RIGHT[language]} ({place_said(place, language)})"


def due_said(row: Row, language: Language) -> str:
    """By when, and that it is done."""
    return ", ".join(filter(None, (day_said(row.due, language), _DONE.say(language) if row.done else "")))


def what_said(row: Row, language: Language) -> str:
    """What a row says, and whether a model found it."""
    return f"{row.text} ({BY_MODEL.say(language)})" if row.by_model else row.text


def model_said(meeting: Minutes, language: Language) -> str:
    """What a chat model had to do with a meeting; empty where none read it."""
    part = meeting.model
    if part is None:
        return ""
    if part.trouble is not None:
        return _RULES_ALONE.say(language, why=error_from_json(part.trouble).sentence(language))
    done = ((part.added, _ADDED), (part.completed, _COMPLETED), (part.dropped, _DROPPED))
    did = [counted(count, one.say(language), many.say(language), language) for count, (one, many) in done if count]
    return _MODEL.say(language, name=part.name, did=", ".join(did) or _DID_NOTHING.say(language))


def in_short(meeting: Minutes, language: Language) -> list[str]:
    """The sentences of its summary: a model's with the words that say the same, else the minutes' own."""
    if meeting.short:
        return [f"{one.text} {quoted(one.place, language)}" for one in meeting.short]
    return [" ".join(place.quote.split()) for place in meeting.summary]


def head_of(meeting: Minutes, language: Language) -> str:
    """The title of a meeting, with its date where the title does not say it."""
    day = day_said(meeting.date, language)
    return meeting.title if not day or day in meeting.title else f"{meeting.title} – {day}"


def attendance(meeting: Minutes, language: Language) -> list[str]:
    """One line for those who were there, one for those who were not, one for guests."""
    lines = []
    for state, words in STATES.items():
        names = [
            f"{one.name} ({one.role})" if one.role else one.name for one in meeting.attendees if one.state is state
        ]
        if names:
            lines.append(
                f"{words.say(language)} : {', '.join(names)}"
                if language == "fr"
                else f"{words.say(language)}: {', '.join(names)}"
            )
    return lines


def change_said(change: Change, language: Language) -> str:
    """What became of an action."""
    days = f" ({day_said(change.before.due, language)} → {day_said(change.after.due, language)})"
    moved = days if change.turn is Turn.MOVED else ""
    return f"{change.before.text} → {TURNS[change.turn].say(language)}{moved}. {quoted(change.after.place, language)}"


def late_said(row: Row, language: Language) -> str:
    """An overdue action."""
    who = f"{row.who} : " if row.who and language == "fr" else f"{row.who}: " if row.who else ""
    return f"{day_said(row.due, language)} · {who}{row.text}. {quoted(row.place, language)}"


def plain(summary: Summary, language: Language) -> str:
    """For the terminal."""
    return "\n".join(_plain(summary, language)).strip()


def markdown(summary: Summary, language: Language) -> str:
    """For a file; nothing in a document can end a table's cell or begin a heading."""
    return "\n".join(_markdown(summary, language)).strip() + "\n"


def _plain(summary: Summary, language: Language) -> Iterator[str]:
    for meeting in summary.meetings:
        yield f"\n{head_of(meeting, language)}"
        yield from (f"  {line}" for line in attendance(meeting, language))
        if short := in_short(meeting, language):
            yield f"\n  {IN_SHORT.say(language)}"
            yield from (f"    · {sentence}" for sentence in short)
        for sort in SHOWN:
            rows = meeting.of(sort)
            if rows:
                yield f"\n  {SORTS[sort].say(language)}"
            for row in rows:
                yield f"    · {' – '.join(filter(None, (what_said(row, language), row.who, due_said(row, language))))}"
                yield f"      {quoted(row.place, language)}"
        if not meeting.rows:
            yield f"  {NOTHING.say(language)}"
        if said := model_said(meeting, language):
            yield f"\n  {said}"
    yield from _between(summary, language, "\n{}", "  · {}")


def _markdown(summary: Summary, language: Language) -> Iterator[str]:
    for meeting in summary.meetings:
        yield f"# {_safe(head_of(meeting, language))}\n"
        yield from (f"{_safe(line)}  " for line in attendance(meeting, language))
        if short := in_short(meeting, language):
            yield f"\n## {IN_SHORT.say(language)}\n"
            yield from (f"- {_safe(sentence)}" for sentence in short)
        for sort in SHOWN:
            rows = meeting.of(sort)
            if rows:
                heads = [words.say(language) for words in (WHAT, WHO, DUE, SOURCE)]
                yield f"\n## {SORTS[sort].say(language)}\n\n| {' | '.join(heads)} |\n|---|---|---|---|"
            for row in rows:
                cells = (what_said(row, language), row.who, due_said(row, language), quoted(row.place, language))
                yield f"| {' | '.join(_safe(cell) for cell in cells)} |"
        yield "" if meeting.rows else f"\n{NOTHING.say(language)}\n"
        if said := model_said(meeting, language):
            yield f"{_safe(said)}\n"
    yield from (_line for _line in _between(summary, language, "\n## {}\n", "- {}", safe=True))


def _between(summary: Summary, language: Language, head: str, item: str, *, safe: bool = False) -> Iterator[str]:
    """What changed between the meetings, what is overdue, and what was passed over."""
    keep = _safe if safe else str
    if summary.changes:
        yield head.format(CHANGED.say(language))
        yield from (item.format(keep(change_said(change, language))) for change in summary.changes)
    if summary.overdue:
        yield head.format(OVERDUE.say(language, day=day_said(summary.day, language)))
        yield from (item.format(keep(late_said(row, language))) for row in summary.overdue)
    if summary.passed_over:
        yield f"\n{keep(PASSED_OVER.say(language, names=', '.join(summary.passed_over)))}"


def _safe(words: str) -> str:
    """Words of a document as Markdown shows them, whatever is in them."""
    return "".join(f"\\{sign}" if sign in "\\`*_{}[]<>#|!~" else sign for sign in " ".join(words.split()))
