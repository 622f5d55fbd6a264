"""A model that is fast enough makes follow-ups whole; the rules do wherever it is not, or says something else."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from rag.answering.followup import understood
from rag.answering.prompt import rules, template
from rag.answering.rewriting import Meant, foretold, goes_on, meant, request, said_in_time
from rag.errors import ModelFailed
from rag.models.addresses import check
from rag.models.chat import Message, open_chat
from rag.models.dialects import Program
from rag.models.fakes import ScriptedChat
from rag.models.pace import Pace
from rag.models.paced import PacedChat
from rag.models.served import ServedChat
from rag.options import Answering, Chat, Settings
from rag.records import Earlier, Thought, Waiting
from tests.rag.models.programs import PIECES, program
from tests.rag.models.programs_said import MODEL
from tests.rag.models.small_model import small_model

FIRST = "Quel est le préavis des employés ?"
TYPED = "Mais alors, et pour les cadres ?"
GOOD = "Quel préavis pour les cadres ?"  # not what the rules make of it
BY_RULES = understood(TYPED, [Earlier(FIRST)])


class Conversing(ScriptedChat):
    """Answers with the first pieces, and with the other ones when it is to rewrite a question."""

    def __init__(self, said: Sequence[str | Thought | Waiting], **options: Any) -> None:
        super().__init__(["Un mois [1]."], **options)
        self.said = tuple(said)
        self.failing = False

    def stream(self, messages: Sequence[Message], **options: Any) -> Iterator[str | Thought | Waiting]:
        if "éécri" in messages[-1].text or "ewrit" in messages[-1].text:
            self._pieces = self.said
            if self.failing:
                raise ModelFailed("panne")
        yield from super().stream(messages, **options)


def fast(said: Sequence[str | Thought | Waiting], **options: Any) -> PacedChat:
    """Reads a hundred thousand tokens a second and writes a thousand."""
    pace = Pace()
    pace.note(read=(100_000, 1.0), written=(1_000, 1.0))
    return PacedChat(Conversing(said, **options), pace)


def asked_before(chat: PacedChat, question: str = FIRST) -> PacedChat:
    """The model after it has answered a question."""
    end = template("question", "fr").format(passages="[1] Accord.pdf\nLe préavis est d'un mois.", question=question)
    for _ in chat.stream((Message("system", rules("fr")), Message("user", end)), max_tokens=50, temperature=0.0):
        pass
    return chat


def whole(chat: PacedChat | None, question: str = TYPED, first: str = FIRST, settings: Settings | None = None) -> Meant:
    return meant(question, [Earlier(first)], chat, settings or Settings(), threading.Event())


def requests(chat: PacedChat) -> int:
    assert isinstance(chat.chat, ScriptedChat)
    return len(chat.chat.asked)


def test_a_good_rewriting_of_a_fast_model_is_what_is_meant() -> None:
    assert BY_RULES != GOOD
    chat = asked_before(fast(["Quel préavis ", "pour les cadres ?"]))
    assert whole(chat) == Meant(GOOD, "scripted")


def test_in_english_too() -> None:
    first, typed = "When is the workshop closed in August?", "And at Christmas?"
    chat = asked_before(fast(["When does the workshop close at Christmas?"]))
    assert whole(chat, typed, first) == Meant("When does the workshop close at Christmas?", "scripted")
    assert isinstance(chat.chat, ScriptedChat)
    assert "in English" in "".join(message.text for message in chat.chat.asked[-1])


@pytest.mark.parametrize(
    "said",
    [
        "Quel est le préavis de M. Bertholet et des cadres ?",
        "Quel est le préavis des cadres après 12 ans ?",
        "Le préavis des cadres est de trois mois.",
        "Quel est le préavis ?",
    ],
)
def test_one_that_invents_or_loses_something_leaves_the_rules(said: str) -> None:
    chat = asked_before(fast([said]))
    assert whole(chat) == Meant(BY_RULES)
    assert requests(chat) == 2


def test_a_whole_question_and_the_first_one_are_left_alone() -> None:
    chat = asked_before(fast([GOOD]))
    assert whole(chat, "Quel est le loyer de l'atelier ?") == Meant("Quel est le loyer de l'atelier ?")
    assert meant(TYPED, (), chat, Settings(), threading.Event()) == Meant(TYPED)
    assert requests(chat) == 1


def test_who_wants_no_rewriting_or_has_no_model_gets_the_rules() -> None:
    chat = asked_before(fast([GOOD]))
    assert whole(chat, settings=Settings(answering=Answering(rewrite=False))) == Meant(BY_RULES)
    assert requests(chat) == 1
    assert whole(None) == Meant(BY_RULES)


def test_a_model_that_is_too_slow_is_not_asked() -> None:
    pace = Pace()
    pace.note(read=(60, 1.0), written=(8, 1.0))  # a 3B on two cores
    slow = asked_before(PacedChat(Conversing([GOOD]), pace))
    assert whole(slow) == Meant(BY_RULES)
    assert requests(slow) == 1
    patient = Settings(answering=Answering(first_word_seconds=600))
    assert whole(slow, settings=patient) == Meant(BY_RULES), "the evidence is to come soon, whoever waits for words"


def test_nor_is_one_that_was_never_measured_that_rests_or_that_thinks() -> None:
    assert whole(asked_before(PacedChat(Conversing([GOOD])))) == Meant(BY_RULES)
    resting = fast([GOOD])
    assert whole(resting) == Meant(BY_RULES)
    assert requests(resting) == 0
    thinking = fast([GOOD])
    assert isinstance(thinking.chat, Conversing)
    thinking.chat._pieces = (Thought("Voyons."), "Un mois [1].")
    assert whole(asked_before(thinking)) == Meant(BY_RULES)
    assert requests(thinking) == 1


@pytest.mark.parametrize("said", [[Waiting(1), GOOD], [Thought("Voyons."), GOOD], [GOOD[:10], Thought("?"), GOOD]])
def test_one_that_has_others_before_it_or_thinks_after_all_is_left(said: list[str | Thought | Waiting]) -> None:
    chat = asked_before(fast(said))
    assert whole(chat) == Meant(BY_RULES)
    assert isinstance(chat.chat, ScriptedChat)
    assert chat.chat.cancelled == 1


def test_one_that_takes_longer_than_it_promised_is_cut() -> None:
    chat = asked_before(fast(["Quel ", "préavis ", "pour ", "les ", "cadres ?"]))
    assert isinstance(chat.chat, Conversing)
    chat.chat._pause = 0.1
    asked = request(TYPED, [FIRST], chat, "fr")
    assert said_in_time(chat, asked, 0.15, threading.Event()) == ""
    assert chat.chat.cancelled == 1
    assert said_in_time(chat, asked, 5.0, threading.Event()) == GOOD


def test_a_reader_who_stops_stops_it() -> None:
    chat = asked_before(fast(["Quel ", "préavis ", "pour ", "les ", "cadres ?"]))
    assert isinstance(chat.chat, Conversing)
    chat.chat._pause = 0.05
    cancel = threading.Event()
    threading.Timer(0.1, cancel.set).start()
    assert meant(TYPED, [Earlier(FIRST)], chat, Settings(), cancel) == Meant(BY_RULES)
    assert chat.chat.cancelled == 1


def test_one_that_fails_leaves_the_rules() -> None:
    chat = asked_before(fast([GOOD]))
    assert isinstance(chat.chat, Conversing)
    chat.chat.failing = True
    assert whole(chat) == Meant(BY_RULES)


@pytest.mark.parametrize("kind", MODEL)
def test_a_model_on_a_server_is_asked_in_the_same_way(kind: Program) -> None:
    pace = Pace()
    pace.note(read=(100_000, 1.0), written=(1_000, 1.0))
    settings = Settings(answering=Answering(first_word_seconds=600))
    with program(kind) as running:
        options = Chat(model=MODEL[kind], address=running.address)
        chat = asked_before(PacedChat(ServedChat(options.model, check(options.address), options, lambda _: ""), pace))
        running.says = ("Quel préavis ", "pour les cadres ?")
        assert whole(chat, settings=settings) == Meant(GOOD, options.model)
        told = running.questions()[-1]["messages"]
        assert [one["role"] for one in told] == ["system", "user", "assistant", "user"]
        assert told[2]["content"] == "".join(PIECES)
        running.says = ("Quel préavis ", "pour Bertholet ?")
        assert whole(chat, settings=settings) == Meant(BY_RULES)
        running.trouble = "memory"
        assert whole(chat, settings=settings) == Meant(BY_RULES), "the answer then says what is wrong"


def test_chatter_behind_the_question_is_not_waited_for() -> None:
    chat = asked_before(fast([GOOD, "\nLe préavis", " des cadres", " est de"]))
    assert whole(chat) == Meant(GOOD, "scripted")


def test_the_conversation_that_was_just_read_goes_on() -> None:
    chat = asked_before(fast([GOOD]))
    asked = request(TYPED, [FIRST], chat, "fr")
    assert [message.role for message in asked] == ["system", "user", "assistant", "user"]
    assert asked[:2] == chat.read
    assert chat.new_tokens(asked) == chat.count_tokens(asked[3].text), "the answer is known as well"
    assert foretold(chat, asked, GOOD) < foretold(chat, request(TYPED, ["Autre ?"], chat, "fr"), GOOD)
    whole(chat)
    again = (asked[0], replace(asked[1], text=asked[1].text.replace(FIRST, GOOD)))
    assert chat.new_tokens(again) <= chat.count_tokens(GOOD), "the sources need not be read again"


def test_another_conversation_is_not_gone_on_with() -> None:
    chat = asked_before(fast([GOOD]), "Quel est le loyer ?")
    asked = request(TYPED, ["Un ?", "Deux ?", "Trois ?", FIRST], chat, "fr")
    assert [message.role for message in asked] == ["system", "user"]
    told = asked[1].text
    assert "loyer" not in told
    assert "Un ?" not in told
    assert "- Deux ?\n- Trois ?\n- Quel est le préavis" in told
    lost = sum(chat.count_tokens(message.text) for message in chat.read)
    assert foretold(chat, asked, GOOD) > lost / 100_000, "what it forgets has to be read again"
    assert whole(chat) == Meant(GOOD, "scripted")


def test_a_fragment_leaves_what_was_asked_and_other_questions_stay_with_it() -> None:
    assert not goes_on("Et celui de la facture F-2026-0143 ?")
    assert not goes_on("What about locks?")
    assert all(goes_on(one) for one in ("Qui l'a signé ?", "Quel est le montant ?", "Qui est le gardien ?"))


def test_control_marks_of_a_question_do_not_reach_the_model() -> None:
    chat = asked_before(fast([GOOD]))
    asked = request("et <|im_end|> pour les cadres ?", ["Quel [INST] préavis ?"], chat, "fr")
    assert not any(mark in message.text for message in asked for mark in ("<|im_end|>", "[INST]"))


@pytest.mark.model
def test_a_real_model_is_asked_in_the_conversation_and_keeps_its_sources(tmp_path: Path) -> None:
    chosen = Chat(model=str(small_model()), context_tokens=2048)
    real = open_chat(chosen, tmp_path, tmp_path)
    assert real is not None
    pace = Pace()
    pace.note(read=(100_000, 1.0), written=(100_000, 1.0))  # as if it were fast; what it measures itself comes after
    chat = asked_before(PacedChat(real, pace))
    try:
        asked = request(TYPED, [FIRST], chat, "fr")
        assert [message.role for message in asked] == ["system", "user", "assistant", "user"]
        assert foretold(chat, asked, GOOD) < 60
        assert said_in_time(chat, asked, 120.0, threading.Event()), "it says something"
        assert chat.read == asked
        again = (asked[0], replace(asked[1], text=asked[1].text.replace(FIRST, GOOD)))
        assert chat.new_tokens(again) <= chat.count_tokens(GOOD)
        start = time.perf_counter()
        assert said_in_time(chat, request("Autre ?", ["Rien ?"], chat, "fr"), 0.05, threading.Event()) == ""
        assert time.perf_counter() - start < 30
        assert "".join(str(one) for one in chat.stream(asked, max_tokens=8, temperature=0.0)), "and is free again"
    finally:
        chat.close()
