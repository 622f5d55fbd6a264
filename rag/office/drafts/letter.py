"""A letter or a reply put together: to whom, about what, in whose words; each with its source. Pure.

A reply without words of its own takes up each question of the letter, and says what the library says to it: quoted,
with its source, for somebody to read over. A question that the library does not answer is asked.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from rag.answering.sentences import sentences_of
from rag.errors import Words
from rag.language import ours
from rag.office.drafts.client import client_of
from rag.office.drafts.given import LEFT_OUT
from rag.office.drafts.quote import firm_fields, subject_of
from rag.office.drafts.record import NEEDED, Draft, Field, Missing, Origin, Source, Why

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from rag.office.drafts.client import Known
    from rag.office.drafts.given import Asked
    from rag.office.drafts.request import Request

Answer = tuple[str, Source]  # a sentence of the library, and where it stands
MOST: Final = 8  # questions of a letter that are looked up
_ASKS: Final = re.compile(
    r"\?\s*$|\b(?:pouvez|pourriez)[- ]vous\b|\bmerci de (?:me|nous) (?:dire|confirmer|indiquer|envoyer|préciser)\b|"
    r"\b(?:could|can|would) you\b|\bplease (?:let|tell|confirm|send)\b",
    re.IGNORECASE,
)
_GREETINGS: Final = {
    "madame": Words("Madame,", "Dear Madam,"),
    "monsieur": Words("Monsieur,", "Dear Sir,"),
    "": Words("Madame, Monsieur,", "Dear Sir or Madam,"),
}
_CLOSING: Final = Words("Nous vous prions d'agréer l'expression de nos salutations distinguées.", "Yours faithfully,")
_MADAM: Final = re.compile(r"^(?:Mme|Madame|Mlle|Mrs|Ms)\b", re.IGNORECASE)
_SIR: Final = re.compile(r"^(?:M\.|Monsieur|Mr)(?:\s|$)(?!et\b)", re.IGNORECASE)


def questions_in(request: Request) -> list[tuple[str, Source]]:
    """The sentences of a letter that ask something, with their places."""
    start, end = request.body
    asking = (one for one in sentences_of(request.text[start:end]) if _ASKS.search(one.text))
    return [(" ".join(one.text.split()), request.source(one.start + start, one.end + start)) for one in asking][:MOST]


def letter_of(
    asked: Asked,
    request: Request,
    known: Known,
    firm: Mapping[str, str],
    answers: Mapping[str, Sequence[Answer]],
    *,
    language: str,
    day: date,
) -> Draft:
    """A letter, or the reply to one.

    Args:
        asked: what whoever drafts says himself: `body`, `greeting`, `closing`, `author`, `answer:QUESTION`.
        request: what is answered; of a letter, what it is about.
        known: whom the library names.
        firm: what the settings say of it.
        answers: to each question of the request, sentences of the library.
        language: of the letter.
        day: on which it is written.
    """
    fields, missing = client_of(request, asked.values, known)
    fields += firm_fields(firm)
    subject = subject_of(asked, request)
    if subject:
        fields.append(subject)
    have = {field.key for field in fields} | {one.key for one in missing}
    needed = ("client.name",) if asked.kind == "reply" else NEEDED
    missing += [Missing(key, Why.ABSENT) for key in needed if key not in have]
    body, open_questions = _body(asked, request, answers)
    name = next((field.value for field in fields if field.key == "client.name"), "")
    fields += [*_frame(asked, name, language), *body]
    missing += open_questions
    if not body and not open_questions:
        missing.append(Missing("body", Why.ABSENT))
    return Draft(asked.kind, language, day.isoformat(), tuple(fields), missing=tuple(missing))


def _body(asked: Asked, request: Request, answers: Mapping[str, Sequence[Answer]]) -> tuple[list[Field], list[Missing]]:
    given = Source(Origin.GIVEN)
    if own := asked.values.get("body") or (asked.more if asked.kind == "reply" else ""):
        return [Field("body", part.strip(), given) for part in own.split("\n\n") if part.strip()], []
    if asked.kind != "reply":
        return [], []
    fields: list[Field] = []
    missing = []
    for question, source in questions_in(request):
        said = asked.values.get(f"answer:{question}", "")
        if said == LEFT_OUT:
            continue
        if said:
            fields.append(Field("body", said, given))
        elif answers.get(question):
            fields += [Field("body", answer, place) for answer, place in answers[question]]
        else:
            missing.append(Missing(f"answer:{question}", Why.ABSENT, (), source))
    return fields, missing


def _frame(asked: Asked, name: str, language: str) -> list[Field]:
    """How a letter begins and ends, unless whoever drafts says otherwise."""
    spoken = ours(language)
    whom = "madame" if _MADAM.match(name) else "monsieur" if _SIR.match(name) else ""
    usual = {"greeting": _GREETINGS[whom].say(spoken), "closing": _CLOSING.say(spoken), "author": ""}
    fields = []
    for key, text in usual.items():
        if own := asked.values.get(key):
            fields.append(Field(key, own, Source(Origin.GIVEN)))
        elif text:
            fields.append(Field(key, text, Source(Origin.RULE, rule=key)))
    return fields
