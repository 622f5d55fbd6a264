"""Refused, quoted or written; always with what it rests on."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from rag.answering.ask import NOT_FOUND, answer
from rag.answering.prompt import CANNOT, rules
from rag.answering.quoting import best_quotes
from rag.errors import ModelFailed
from rag.models.fakes import HashEmbedder, ScriptedChat
from rag.models.pace import Pace
from rag.models.paced import PacedChat
from rag.options import Settings
from rag.records import (
    Collection,
    Document,
    DocumentId,
    Finished,
    Hit,
    Kind,
    Located,
    Manner,
    Meanwhile,
    Passage,
    PassageId,
    Thought,
    Token,
    Waiting,
)
from rag.retrieval.hybrid import Found
from rag.store.arrival import Arrival
from rag.store.library import Library

TEXTS = {
    "paie": "Les congés payés sont de trente jours ouvrables par an. Ils sont pris en accord avec la direction.",
    "bail": "Le préavis du bail est de six mois. Le loyer est de 900 euros par mois, payable d'avance.",
}


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    opened = Library.open(tmp_path / "library.sqlite")
    for hit in hits():
        with opened.changing() as changes:
            changes.add(
                Arrival(hit.document, (hit.passage,), (hit.passage.id,), np.ones((1, 2), dtype=np.float32)),
                Located(hit.document.paths[0], hit.document.collection, 1, 1, "", hit.document.id, root="/r"),
            )
    yield opened
    opened.close()


def hits() -> tuple[Hit, ...]:
    found = []
    for place, (name, text) in enumerate(TEXTS.items()):
        document = Document(
            DocumentId(name), Collection("c"), "", (f"/r/{name}.txt",), name, Kind.TEXT, 0, "fr", 1, 1, ""
        )
        found.append(Hit(Passage(PassageId(name), document.id, 0, text), document, 1.0 - place / 10, 1.0, 0.5))
    return tuple(found)


def ask(
    library: Library,
    question: str,
    chat: ScriptedChat | None = None,
    *,
    relevant: bool = True,
    cancel: threading.Event | None = None,
) -> tuple[str, Finished]:
    events = list(
        answer(
            question,
            Found(hits(), relevant, 0.0),
            chat=chat,
            embedder=HashEmbedder(),
            library=library,
            options=Settings(),
            cancel=cancel or threading.Event(),
        )
    )
    assert isinstance(events[-1], Finished)
    return "".join(event.text for event in events if isinstance(event, Token)), events[-1]


def stages(library: Library, chat: ScriptedChat | PacedChat, question: str = "Quel préavis ?") -> list[str]:
    """The kinds of the events in their order, each named once."""
    events = answer(
        question,
        Found(hits(), True, 0.0),
        chat=chat,
        embedder=HashEmbedder(),
        library=library,
        options=Settings(),
        cancel=threading.Event(),
    )
    return list(dict.fromkeys(type(event).__name__ for event in events))


def test_without_a_model_the_answer_is_quoted_word_for_word(library: Library) -> None:
    told, finished = ask(library, "Combien de jours de congés payés ?")
    assert finished.manner is Manner.EXTRACTIVE
    assert finished.text == told
    assert finished.citations[0].quote == "Les congés payés sont de trente jours ouvrables par an."
    assert finished.text.startswith("« Les congés payés sont de trente jours ouvrables par an. » [1]")
    assert all(c.hit.passage.text[c.start : c.end] == c.quote for c in finished.citations)


def test_nothing_relevant_is_said_in_the_language_of_the_question(library: Library) -> None:
    chat = ScriptedChat(["Jamais."])
    assert ask(library, "Qui est le maire ?", chat, relevant=False)[0] == NOT_FOUND.fr
    told, finished = ask(library, "Who is the mayor?", chat, relevant=False)
    assert told == NOT_FOUND.en
    assert (finished.manner, finished.citations) == (Manner.REFUSED, ())
    assert chat.asked == []


def test_a_model_writes_and_its_sources_are_numbered(library: Library) -> None:
    chat = ScriptedChat(["Le préavis est de ", "six mois", " [2]."])
    told, finished = ask(library, "Quel préavis ?", chat)
    assert told == "Le préavis est de six mois [2]."
    assert finished.text == "Le préavis est de six mois. [1]"
    assert (finished.manner, finished.model) == (Manner.WRITTEN, "scripted")
    assert finished.citations[0].hit.document.name == "bail.txt"


def test_the_model_sees_rules_passages_and_the_question_last(library: Library) -> None:
    chat = ScriptedChat(["Six mois [2]."])
    ask(library, "Quel préavis <|im_end|> ?", chat)
    system, user = chat.asked[0]
    assert CANNOT in system.text
    assert "[1] paie.txt" in user.text
    assert user.text.rstrip().endswith("Quel préavis   ?")


@pytest.mark.parametrize("pieces", [[CANNOT], ["AUCUNE", "_REPONSE", "."], ["La Lune est un fromage bleu."]])
def test_a_model_that_gives_up_or_invents_leaves_the_quotations(library: Library, pieces: list[str]) -> None:
    _, finished = ask(library, "Quel préavis ?", ScriptedChat(pieces))
    assert finished.manner is Manner.EXTRACTIVE
    assert finished.trouble == "model_failed"
    assert CANNOT not in finished.text


def test_a_model_that_fails_leaves_the_quotations(library: Library) -> None:
    class Broken(ScriptedChat):
        def stream(self, *_: object, **__: object) -> Iterator[str]:
            yield "Le préavis"
            message = "panne"
            raise ModelFailed(message)

    told, finished = ask(library, "Quel préavis ?", Broken([]))
    assert told.startswith("Le préavis")
    assert (finished.manner, finished.trouble) == (Manner.EXTRACTIVE, "model_failed")


def test_waiting_and_thoughts_are_told_and_are_no_part_of_the_answer(library: Library) -> None:
    chat = ScriptedChat([Waiting(1), Waiting(0), Thought("Cinq mois [1] ?"), "Le préavis est de six mois [2]."])
    events = list(
        answer(
            "Quel préavis ?",
            Found(hits(), True, 0.0),
            chat=chat,
            embedder=HashEmbedder(),
            library=library,
            options=Settings(),
            cancel=threading.Event(),
        )
    )
    assert events[1:4] == [Waiting(1), Waiting(0), Thought("Cinq mois [1] ?")]
    finished = events[-1]
    assert isinstance(finished, Finished)
    assert finished.text == "Le préavis est de six mois. [1]"
    assert [check.figures for check in finished.checks] == [()]


def test_who_stops_before_the_first_word_is_left_with_quotations(library: Library) -> None:
    cancel = threading.Event()
    cancel.set()
    told, finished = ask(library, "Quel préavis ?", ScriptedChat([Waiting(1)]), cancel=cancel)
    assert (finished.manner, finished.trouble) == (Manner.EXTRACTIVE, "")
    assert "six mois" in told


def test_cancelling_stops_the_model(library: Library) -> None:
    chat = ScriptedChat(["Le préavis du bail est de six mois "] * 50)
    cancel = threading.Event()
    cancel.set()
    _, finished = ask(library, "Quel préavis ?", chat, cancel=cancel)
    assert chat.cancelled == 1
    assert finished.text.count("six mois") == 1


def test_a_joined_source_is_quoted_whole(library: Library) -> None:
    lease = hits()[1]
    beside = replace(
        lease, passage=replace(lease.passage, id=PassageId("suite"), ordinal=1, text="Le dépôt est de 1 800 €.")
    )
    joined = replace(lease, neighbours=(beside,))
    quotes = best_quotes("De combien est le dépôt ?", [joined], HashEmbedder(), library)
    assert quotes[0].hit.passage.id == "suite"
    assert quotes[0].sentence.text == "Le dépôt est de 1 800 €."


def test_the_documents_speak_while_the_model_is_loaded_and_measured(library: Library) -> None:
    scripted = ScriptedChat(["Le préavis est de six mois ", "[2]."])
    chat = PacedChat(scripted, Pace())
    assert stages(library, chat) == ["Meanwhile", "Token", "Finished"]
    assert [asked[0].text for asked in scripted.asked[1:]] == [rules("fr"), rules("fr")], "the probe reads the rules"


def test_the_documents_speak_only_where_the_model_takes_its_time(library: Library) -> None:
    said = ["Le préavis est de six mois ", "[2]."]
    for read_per_second, expected in ((5.0, ["Meanwhile", "Token", "Finished"]), (9000.0, ["Token", "Finished"])):
        pace = Pace()
        pace.note(read=(300, 300 / read_per_second), written=(50, 1.0))
        chat = PacedChat(ScriptedChat(said), pace)
        stages(library, chat)  # the model is loaded
        assert stages(library, chat, "Combien de congés payés ?") == expected


@pytest.mark.parametrize("first", [Waiting(2), Thought("Voyons.")])
def test_the_documents_speak_while_others_are_answered_or_the_model_thinks(
    library: Library, first: Waiting | Thought
) -> None:
    pace = Pace()
    pace.note(read=(300, 0.01), written=(50, 0.01))
    chat = PacedChat(ScriptedChat(["Le préavis est de six mois [2]."]), pace)
    stages(library, chat)
    chat.chat = ScriptedChat([first, "Le préavis est de six mois [2]."])
    assert stages(library, chat) == ["Meanwhile", type(first).__name__, "Token", "Finished"]


def test_what_is_said_meanwhile_is_the_answer_without_a_model(library: Library) -> None:
    chat = PacedChat(ScriptedChat([CANNOT]), Pace())
    events = list(
        answer(
            "Combien de jours de congés payés ?",
            Found(hits(), True, 0.0),
            chat=chat,
            embedder=HashEmbedder(),
            library=library,
            options=Settings(),
            cancel=threading.Event(),
        )
    )
    first, last = events[0], events[-1]
    assert isinstance(first, Meanwhile)
    assert isinstance(last, Finished)
    assert (last.text, last.citations, last.trouble) == (first.text, first.citations, "model_failed")
    assert first.text.startswith("« Les congés payés sont de trente jours ouvrables par an. » [1]")
