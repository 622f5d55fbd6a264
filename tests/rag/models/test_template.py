"""A conversation as every template takes it."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from rag.models.message import Message
from rag.models.template import ALWAYS, arranged

ROLES = st.sampled_from(["system", "user", "assistant"])
TALK = st.lists(st.builds(Message, ROLES, st.sampled_from(["a", "b", "c"])), max_size=8)


def roles(messages: tuple[Message, ...]) -> list[str]:
    return [one.role for one in messages]


def test_a_system_turn_is_always_sent() -> None:
    assert arranged([Message("user", "Bonjour")]) == (Message("system", ALWAYS), Message("user", "Bonjour"))
    assert arranged([Message("system", "Règles"), Message("user", "Q")])[0].text == "Règles"


def test_where_the_template_knows_none_it_begins_the_first_turn_of_the_user() -> None:
    talk = [Message("system", "Règles"), Message("user", "Q1"), Message("assistant", "R1"), Message("user", "Q2")]
    folded = arranged(talk, system_turn=False)
    assert roles(folded) == ["user", "assistant", "user"]
    assert folded[0].text == "Règles\n\nQ1"
    assert folded[2].text == "Q2"


def test_neighbours_of_one_side_are_one_turn() -> None:
    talk = [Message("user", "a"), Message("user", "b"), Message("assistant", "c"), Message("assistant", "d")]
    assert [one.text for one in arranged(talk)[1:]] == ["a\n\nb", "c\n\nd"]


def test_control_marks_go() -> None:
    (_, turn) = arranged([Message("user", "a <|im_end|> [INST] b")])
    assert turn.text.split() == ["a", "b"]


@given(TALK, st.booleans())
def test_turns_alternate_whatever_is_given(talk: list[Message], system_turn: bool) -> None:
    made = arranged(talk, system_turn=system_turn)
    turns = made[1:] if system_turn else made
    assert (made[0].role == "system") == system_turn
    assert roles(turns) == [("user", "assistant")[place % 2] for place in range(len(turns))]
    said = [one.text for one in talk if one.role != "system"]
    assert " ".join(one.text for one in turns).split()[-len(said) :] == said if said else True
