"""How much may be read until the first word."""

from __future__ import annotations

import pytest

from rag.answering.budget import LEAST_TOKENS, room_for_sources
from rag.models.pace import Speed


def test_the_room_is_what_is_read_in_time() -> None:
    assert room_for_sources(Speed(100.0), 10.0, others=100, most=4000) == 800
    assert room_for_sources(Speed(100.0, 1.0), 10.0, others=100, most=4000) == 710, "the first word is written too"


@pytest.mark.parametrize(("speed", "seconds"), [(Speed(), 8.0), (Speed(5.0, 1.0), 8.0), (Speed(500.0, 50.0), -3.0)])
def test_a_model_always_has_something_to_answer_from(speed: Speed, seconds: float) -> None:
    assert room_for_sources(speed, seconds, others=200, most=4000) == LEAST_TOKENS


def test_the_context_is_never_left() -> None:
    assert room_for_sources(Speed(5000.0, 50.0), 60.0, others=200, most=2500) == 2500
    assert room_for_sources(Speed(5.0, 1.0), 8.0, others=200, most=120) == 120
    assert room_for_sources(Speed(5.0, 1.0), 8.0, others=200, most=-40) == 0


def test_nothing_more_is_read_where_nothing_must_be() -> None:
    assert room_for_sources(Speed(5.0, 1.0), 8.0, others=200, most=4000, least=0) == 0
