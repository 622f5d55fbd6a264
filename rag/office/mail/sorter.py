"""One mail with all that is found of it: the parts of this room put together. Pure."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from rag.office.mail.asked import CAN_WAIT, asked_in, due_of, priority_of
from rag.office.mail.categories import shipped
from rag.office.mail.matter import plain_subject, said
from rag.office.mail.record import Category, Guess, Sorted, Sorting
from rag.office.mail.reply import reply_to

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from rag.errors import Language
    from rag.office.mail.record import Link, Mail
    from rag.store.mail import KeptCategory, Lesson

FEW: Final = 3  # examples, below which a category is learnt from its name and sentence too
LATEST_LESSONS: Final = 60  # of each category, that are learnt from; guess: enough, and learning stays under a second


def in_force(kept: Sequence[KeptCategory], lessons: Sequence[Lesson], language: Language) -> tuple[Category, ...]:
    """What a firm sorts its mail into: what is shipped as it changed it, then its own.

    Args:
        kept: what it made, changed or took away.
        lessons: its corrections.
        language: of the names that are shipped.
    """
    learnt: dict[str, int] = {}
    for lesson in lessons:
        learnt[lesson.category] = learnt.get(lesson.category, 0) + 1
    changed = {one.id: one for one in kept}
    base = {one.id: one for one in shipped(language)}
    found = [one for one in base.values() if one.id not in changed]
    for one in kept:
        if one.removed:
            continue
        examples = tuple(dict.fromkeys((*(base[one.id].examples if one.id in base else ()), *one.examples)))
        found.append(Category(one.id, one.name, one.sentence, one.promptness, examples, own=True))
    order = {name: place for place, name in enumerate((*base, *changed))}
    found.sort(key=lambda category: order[category.id])
    return tuple(replace(one, learnt=learnt.get(one.id, 0)) for one in found)


def examples_of(categories: Sequence[Category], lessons: Sequence[Lesson]) -> list[tuple[str, str]]:
    """What is learnt from: the examples, the latest corrections; the name and the sentence of a category with few."""
    found = [(text, one.id) for one in categories for text in one.examples]
    found += [(f"{one.name}\n{one.sentence}", one.id) for one in categories if len(one.examples) < FEW]
    count: dict[str, int] = {}
    known = {one.id for one in categories}
    for lesson in lessons:
        if lesson.category in known and count.get(lesson.category, 0) < LATEST_LESSONS:
            count[lesson.category] = count.get(lesson.category, 0) + 1
            found.append((lesson.matter, lesson.category))
    return found


def told(sorting: Sorting, lesson: Lesson | None) -> Sorting:
    """What somebody said of this very mail goes before what was learnt."""
    if lesson is None:
        return sorting
    guesses = (Guess(lesson.category, 1.0),)
    return Sorting(lesson.category, sure=True, confidence=1.0, guesses=guesses, words=(), corrected=True)


def finished(
    mail: Mail, sorting: Sorting, categories: Mapping[str, Category], links: tuple[Link, ...], day: str
) -> Sorted:
    """Everything about one mail.

    Args:
        mail: the mail.
        sorting: where it belongs.
        categories: by their ids.
        links: what it belongs to.
        day: ISO 8601: today.
    """
    category = categories[sorting.category]
    sentences = said(mail.text)
    unwanted = sorting.sure and category.promptness == CAN_WAIT
    asked = () if unwanted else asked_in(sentences)
    due, due_words = ("", "") if unwanted else due_of(sentences, asked, mail.date)
    promptness = category.promptness if sorting.sure else max(category.promptness, 1)
    priority, why = priority_of([plain_subject(mail.subject), *sentences], promptness, due, day)
    reply = reply_to(mail, category.id if sorting.sure else "", asked, due, links)
    return Sorted(mail, sorting, category.name, priority, why, asked, due, due_words, links, reply)
