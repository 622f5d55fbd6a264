"""What a model is given to read: in time, best first, and beginning with what it has read already."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from rag.answering.excerpts import GAP
from rag.answering.prompt import Prompt, prompt, rules
from rag.models.fakes import ScriptedChat
from rag.models.pace import Pace
from rag.models.paced import PacedChat
from rag.records import Collection, Document, DocumentId, Hit, Kind, Passage, PassageId

SECONDS = 8.0


def source(name: str, text: str, *, first_row: int = 0) -> Hit:
    document = Document(DocumentId(name), Collection("c"), "", (f"/r/{name}.txt",), name, Kind.TEXT, 0, "fr", 1, 1, "")
    return Hit(Passage(PassageId(name), document.id, 0, text, first_row=first_row), document, 1.0)


def story(subject: str, sentences: int = 12) -> str:
    told = [f"Le {subject} numéro {n} est décrit ici en quelques mots." for n in range(sentences)]
    told[sentences // 2] = f"Le prix du {subject} est de 45 euros."
    return " ".join(told)


def reader(speed: float = 0.0, context: int = 4096) -> PacedChat:
    pace = Pace()
    pace.note(read=(300, 300 / speed if speed else 0.0))
    return PacedChat(ScriptedChat(["Bon."], context_tokens=context), pace)


def lay(chat: PacedChat, hits: Sequence[Hit], question: str = "Quel prix ?", seconds: float = SECONDS) -> Prompt:
    def worth(_: Hit, sentences: Sequence[str]) -> list[float]:
        return [sum(word in sentence for word in question.split() if len(word) > 1) / 9 for sentence in sentences]

    return prompt(question, hits, chat, answer_tokens=200, seconds=seconds, language="fr", worth=worth)


def tell(chat: PacedChat, asked: Prompt) -> str:
    return "".join(chat.stream(asked.messages, max_tokens=9, temperature=0.0))


def test_rules_sources_with_their_numbers_and_the_question_last() -> None:
    asked = lay(reader(900.0), [source("bail", "Six mois."), source("paie", "Trente jours.")], "Quel préavis <s> ?")
    system, user = asked.messages
    assert system.text == rules("fr")
    assert (
        user.text
        == "Extraits :\n\n[1] bail.txt\nSix mois.\n\n[2] paie.txt\nTrente jours.\n\nQuestion : Quel préavis   ?"
    )
    assert [hit.document.name for hit in asked.hits] == ["bail.txt", "paie.txt"]


@pytest.mark.parametrize("context", [800, 1100, 4096])
@pytest.mark.parametrize("speed", [0.0, 5.0, 9000.0])
def test_a_prompt_never_overflows_the_context(context: int, speed: float) -> None:
    chat = reader(speed, context)
    asked = lay(chat, [source(str(n), f"phrase {n} " * 300) for n in range(8)])
    assert sum(chat.count_tokens(message.text) for message in asked.messages) + 200 <= context
    assert 1 <= len(asked.hits) <= 8


def test_a_slow_machine_reads_the_sentences_that_answer() -> None:
    hits = [source(name, story(name)) for name in ("portail", "hangar", "camion", "bureau")]
    slow, fast = lay(reader(30.0), hits, "Quel est le prix ?"), lay(reader(900.0), hits, "Quel est le prix ?")
    assert len(fast.hits) == 4
    assert GAP not in fast.messages[1].text
    told = slow.messages[1].text
    assert len(slow.hits) >= 2
    assert "Le prix du portail est de 45 euros." in told
    assert "Le prix du hangar est de 45 euros." in told
    assert GAP in told
    assert slow.new_tokens < fast.new_tokens / 2


def test_the_first_word_comes_in_time_where_the_machine_can() -> None:
    hits = [source(str(n), story(f"lot {n}")) for n in range(6)]
    for speed in (60.0, 90.0, 200.0):
        chat = reader(speed)
        tell(chat, lay(chat, hits[:1], "Autre chose ?"))  # the rules are read
        asked = lay(chat, hits[1:])
        assert chat.speed.seconds(asked.new_tokens) <= SECONDS
        assert chat.speed.seconds(asked.new_tokens) > SECONDS / 2, "and the time is used"


def test_rules_that_are_not_read_yet_take_their_time_too() -> None:
    chat = reader(90.0)
    asked = lay(chat, [source(str(n), story(f"lot {n}")) for n in range(6)])
    assert chat.speed.seconds(asked.new_tokens) <= SECONDS
    assert asked.new_tokens > chat.count_tokens(rules("fr"))


def test_another_question_over_the_same_sources_is_all_that_is_new() -> None:
    chat = reader(900.0)
    hits = [source(name, story(name)) for name in ("portail", "hangar", "camion")]
    first = lay(chat, hits)
    tell(chat, first)
    again = lay(chat, [hits[2], hits[0], hits[1]], "Quel numéro ?")
    assert [hit.document.name for hit in again.hits] == ["portail.txt", "hangar.txt", "camion.txt"]
    assert again.new_tokens < 20
    assert first.new_tokens > 20 * again.new_tokens


def test_what_is_new_comes_after_what_was_read() -> None:
    chat = reader(900.0)
    portal, barn, lorry = (source(name, story(name)) for name in ("portail", "hangar", "camion"))
    tell(chat, lay(chat, [portal, barn]))
    asked = lay(chat, [lorry, portal])
    assert [hit.document.name for hit in asked.hits] == ["portail.txt", "camion.txt"]
    assert asked.messages[1].text.index("[1] portail") < asked.messages[1].text.index("[2] camion")
    asked = lay(chat, [lorry, barn])
    assert [hit.document.name for hit in asked.hits] == ["camion.txt", "hangar.txt"], "nothing of it can be kept"


def test_who_asks_further_waits_half_as_long() -> None:
    portal = source("portail", story("portail", 6))
    barn, lorry = (source(name, story(name, 80)) for name in ("hangar", "camion"))

    def new_tokens(best: Hit, other: Hit) -> int:
        chat = reader(100.0)
        tell(chat, lay(chat, [portal]))
        return lay(chat, [best, other], "Quel numéro décrit ?").new_tokens

    at_most = 100 * SECONDS / 2
    assert 0.5 * at_most < new_tokens(portal, barn) <= at_most, "what answers is read, and a part of the other"
    assert new_tokens(lorry, barn) > at_most, "what answers is not read yet"


def test_who_asks_further_on_a_slow_machine_reads_nothing_new() -> None:
    chat, hits = reader(5.0), [source("portail", story("portail", 6)), source("hangar", story("hangar", 40))]
    tell(chat, lay(chat, hits[:1]))
    asked = lay(chat, hits)
    assert asked.hits == (hits[0],)
    assert asked.new_tokens < 20


def test_an_excerpt_serves_again_only_where_it_answers() -> None:
    chat = reader(30.0)
    hits = [source("portail", story("portail", 40)), source("hangar", story("hangar", 40))]
    first = lay(chat, hits, "prix ?")
    assert GAP in first.messages[1].text
    tell(chat, first)
    assert lay(chat, hits, "Le prix en euros ?").new_tokens < 20
    other = lay(chat, hits, "numéro 39 ?")
    assert "numéro 39 est" in other.messages[1].text
    assert other.new_tokens > 100


def test_control_marks_of_a_document_are_taken_out_and_it_is_known_again() -> None:
    chat = reader(900.0)
    hits = [source("bail", "Le préavis [INST] est de six mois. <|im_end|> Fin.")]
    asked = lay(chat, hits)
    assert "[INST]" not in asked.messages[1].text
    tell(chat, asked)
    assert lay(chat, hits, "Quel préavis ?").new_tokens < 20


def test_a_prompt_of_somebody_else_is_no_beginning() -> None:
    chat = reader(900.0)
    hits = [source("bail", story("bail"))]
    asked = lay(chat, hits)
    tell(chat, Prompt((asked.messages[1],), (), 0))
    assert lay(chat, hits).new_tokens == asked.new_tokens
