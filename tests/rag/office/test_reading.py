"""Minutes read with a chat model: what it adds, what is thrown away, what happens when it cannot be understood."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest

from rag.errors import ModelFailed, ModelMissing, SouffleurError
from rag.models.chat import ChatModel, open_chat
from rag.models.fakes import ScriptedChat
from rag.models.message import Message
from rag.office import said, shortening
from rag.office.lines import lines_of
from rag.office.numbered import numbered, windows, written
from rag.office.reading import ModelReader
from rag.office.record import Minutes, Sort
from rag.options import Chat
from rag.tasks import TaskStep
from tests.rag.models.small_model import small_model
from tests.rag.office.parts import document, passage

TEXT = """Compte rendu de réunion du 2 mars 2026
Présents : Paul Durand, Inès Martin
Le devis de la menuiserie a été accepté.
Paul regarde le bail du hangar avec attention. Il le rendra complété le 12 mars.
La couleur des portes fait débat.
Le chantier a coûté 14 900 € HT."""
BAIL, SIGNED, COLOUR = "Paul regarde le bail", "Il le rendra complété le 12 mars.", "La couleur des portes fait débat."


def evenly(terms: Sequence[str]) -> Mapping[str, float]:
    return dict.fromkeys(terms, 1.0)


def lines(text: str = TEXT) -> list[Any]:
    return list(numbered(list(lines_of([passage(text)])), document()))


def number_of(begins: str) -> int:
    return next(one.number for one in lines() if one.text.startswith(begins))


def row(begins: str, kind: str, what: str = "", who: str = "", due: str = "") -> dict[str, object]:
    return {"line": number_of(begins), "kind": kind, "what": what, "who": who, "due": due}


class Answers(ScriptedChat):
    """Gives one answer after the other where a form is asked for, the last one again and again; else a summary."""

    def __init__(self, *answers: str | SouffleurError, short: str = "Rien.", context_tokens: int = 4096) -> None:
        super().__init__((), context_tokens=context_tokens)
        self.answers = list(answers)
        self.short = short
        self.forms: list[Mapping[str, Any]] = []

    def stream(self, messages: Sequence[Message], **options: Any) -> Iterator[str]:
        if "schema" not in options:
            yield self.short
            return
        self.asked.append(tuple(messages))
        self.forms.append(options["schema"])
        answer = self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]
        if isinstance(answer, SouffleurError):
            raise answer
        yield from (answer[:5], answer[5:])


def read(chat: ChatModel, text: str = TEXT, cancel: threading.Event | None = None) -> tuple[Minutes, list[TaskStep]]:
    steps = []
    reading = ModelReader(chat, evenly).read(document(), [passage(text)], cancel or threading.Event())
    while True:
        try:
            steps.append(next(reading))
        except StopIteration as end:
            return end.value, steps


def answer(*rows: dict[str, object]) -> str:
    return json.dumps({"rows": list(rows)}, ensure_ascii=False)


def test_what_the_minutes_say_is_added_with_its_sentence() -> None:
    chat = Answers(
        answer(row("Il le rendra", "action", "Rendre le bail complété", "Paul Durand", "12 mars"),
               row("La couleur", "open", "La couleur des portes")),
        short="Le devis de la menuiserie a été accepté.",
    )  # fmt: skip
    minutes, steps = read(chat)
    by_model = [one for one in minutes.rows if one.by_model]
    assert [(one.sort, one.who, one.due) for one in by_model] == [
        (Sort.ACTION, "Paul Durand", "2026-03-12"),
        (Sort.OPEN, "", ""),
    ]
    assert [one.place.quote for one in by_model] == [SIGNED, COLOUR]
    assert TEXT[by_model[0].place.start : by_model[0].place.end] == SIGNED
    assert [one.text for one in minutes.of(Sort.DECISION)] == ["Le devis de la menuiserie a été accepté."]
    assert [(one.text, one.place.quote) for one in minutes.short] == [
        ("Le devis de la menuiserie a été accepté.", "Le devis de la menuiserie a été accepté.")
    ]
    assert minutes.model is not None
    assert (minutes.model.name, minutes.model.added, minutes.model.dropped) == ("scripted", 2, 0)
    assert {step.stage for step in steps} == {"writing", "shortening"}
    assert chat.forms[0]["properties"]["rows"]["items"]["properties"]["line"]["enum"] == [one.number for one in lines()]


@pytest.mark.parametrize(
    "wrong",
    [
        row(BAIL, "action", "Envoyer le dossier au notaire", "Paul", ""),
        row(BAIL, "action", BAIL, "Karim", ""),
        row("Il le rendra", "action", "Rendre le bail complété", "Paul", "15 mars"),
        row("Il le rendra", "action", "Rendre le bail complété", "Paul", "dès que possible"),
        row("Il le rendra", "action", "Rendre le bail complété"),
        row("Le chantier", "decision", "Le chantier a coûté 15 900 € HT."),
        row("La couleur", "decision", "La couleur des portes n'est pas validée"),
        {**row(BAIL, "open"), "line": 99},
    ],
)
def test_what_they_do_not_say_is_dropped_and_counted(wrong: dict[str, object]) -> None:
    minutes, _ = read(Answers(answer(wrong), short="Le loyer passe à 3 200 € par mois."))
    assert [one for one in minutes.rows if one.by_model] == []
    assert minutes.short == ()
    assert minutes.model is not None
    assert (minutes.model.added, minutes.model.dropped) == (0, 2)


def test_rows_of_the_rules_stay_and_are_completed() -> None:
    text = "Présents : Paul Durand\nÀ faire : signer le bail du hangar. Paul s'en occupe, avant le 12 mars."
    found = numbered(list(lines_of([passage(text)])), document())
    number = next(one.number for one in found if one.text.startswith("À faire"))
    wanted = {"line": number, "kind": "action", "what": "signer le bail du hangar", "who": "Paul", "due": "12 mars"}
    minutes, _ = read(Answers(answer(wanted, wanted)), text)
    (action,) = [one for one in minutes.of(Sort.ACTION) if one.place.quote.startswith("À faire")]
    assert (action.who, action.due, action.by_model) == ("Paul", "2026-03-12", False)
    assert minutes.model is not None
    assert (minutes.model.added, minutes.model.completed) == (0, 1)


def test_an_answer_that_cannot_be_read_is_asked_for_once_more_then_told() -> None:
    again = Answers('{"rows": [{"line"', answer(row("La couleur", "open")))
    minutes, _ = read(again)
    assert [one.place.quote for one in minutes.rows if one.by_model] == [COLOUR]
    assert "no JSON object" in again.asked[1][-1].text
    assert [message.role for message in again.asked[1]] == ["system", "user", "assistant", "user"]
    never = Answers("Je ne sais pas.")
    minutes, _ = read(never)
    assert len(never.asked) == 2
    assert minutes.model is not None
    assert minutes.model.trouble is not None
    assert minutes.model.trouble["code"] == "answer_unreadable"
    assert minutes.of(Sort.DECISION)


def test_a_model_that_fails_leaves_the_rules_and_is_asked_no_more() -> None:
    chat = Answers(ModelFailed("x"))
    reader = ModelReader(chat, evenly)
    for _ in range(2):
        *_, minutes = ended(reader)
        assert minutes.model.trouble["code"] == "model_failed"
        assert minutes.of(Sort.DECISION)
    assert len(chat.asked) == 1
    *_, minutes = ended(ModelReader(None, evenly, ModelMissing(Path("/models/absent.gguf"))))
    assert minutes.model.trouble["code"] == "model_missing"


def ended(reader: ModelReader) -> list[Any]:
    reading = reader.read(document(), [passage(TEXT)], threading.Event())
    found: list[Any] = []
    while True:
        try:
            found.append(next(reading))
        except StopIteration as end:
            return [*found, end.value]


def test_a_long_document_is_read_in_parts_and_stops_between_them() -> None:
    text = "\n".join(f"Le point numéro {place} de la réunion est présenté par Inès." for place in range(120))
    chat = Answers('{"rows": []}')
    minutes, steps = read(chat, text)
    rows = [step for step in steps if step.stage == "writing"]
    assert rows[-1].total > 2
    assert minutes.model is not None
    assert minutes.model.trouble is None
    stop = threading.Event()
    reading = ModelReader(Answers('{"rows": []}'), evenly).read(document(), [passage(text)], stop)
    next(reading)
    next(reading)
    stop.set()
    assert len(list(reading)) <= 1


def test_parts_hold_every_sentence_once_with_its_heading() -> None:
    text = "Décisions\n" + "\n".join(f"- La décision numéro {place} est prise ce jour." for place in range(90))
    found = numbered(list(lines_of([passage(text)])), document())
    parts = list(windows(found, 300))
    assert [one.number for part in parts for one in part] == list(range(1, 91))
    assert all(written(part).startswith("[Décisions]\n") for part in parts)


@pytest.mark.model
def test_a_real_model_is_held_to_the_form_and_adds_nothing_of_its_own(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The 135M model is worth little; what it says is JSON all the same, and what is kept stands in the text."""
    monkeypatch.setattr(said, "MOST_ROWS", 2)
    monkeypatch.setattr(shortening, "ANSWER_TOKENS", 30)
    chat = open_chat(Chat(model=str(small_model()), context_tokens=2048), tmp_path, tmp_path)
    assert chat is not None
    try:
        minutes, steps = read(chat)
    finally:
        chat.close()
    assert minutes.model is not None
    assert minutes.model.trouble is None, "every answer was of the form"
    assert {step.stage for step in steps} == {"writing", "shortening"}
    assert minutes.of(Sort.DECISION)
    for one in (*minutes.rows, *minutes.short):
        assert TEXT[one.place.start : one.place.end] == one.place.quote
