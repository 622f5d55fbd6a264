from __future__ import annotations

from collections.abc import Iterator

import pytest

from rag.streams import held, let_go


def numbers(gone: list[str]) -> Iterator[int]:
    try:
        yield from range(3)
    finally:
        gone.append("let go")


def test_a_stream_that_is_left_lets_go_at_once() -> None:
    gone: list[str] = []
    with held(numbers(gone)) as stream:
        assert next(stream) == 0
        assert gone == []
    assert gone == ["let go"]


def test_it_lets_go_when_the_block_fails_too() -> None:
    gone: list[str] = []
    with pytest.raises(ValueError, match="why"), held(numbers(gone)) as stream:
        next(stream)
        raise ValueError("why")
    assert gone == ["let go"]


def test_what_holds_nothing_is_left_alone() -> None:
    plain = iter([1, 2])
    let_go(plain)
    assert list(plain) == [1, 2]
