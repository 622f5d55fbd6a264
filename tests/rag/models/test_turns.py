"""First come, first served; leaving is possible at any place."""

from __future__ import annotations

import contextlib
import threading

import pytest

from rag.models.turns import Turns

NEVER = threading.Event()


def test_nobody_ahead_is_not_worth_a_word() -> None:
    with Turns().place() as place:
        assert list(place.until_first(NEVER)) == []


def test_everybody_is_told_how_many_come_before_and_when_that_changes() -> None:
    turns = Turns()
    first, second = contextlib.ExitStack(), contextlib.ExitStack()
    first.enter_context(turns.place())
    second.enter_context(turns.place())
    with turns.place() as third:
        told = third.until_first(NEVER)
        assert next(told) == 2
        second.close()  # in the middle of the line
        assert next(told) == 1
        first.close()
        assert list(told) == [0]


def test_the_order_is_that_of_coming() -> None:
    turns = Turns()
    served: list[int] = []

    def ask(number: int, joined: threading.Event) -> None:
        with turns.place() as place:
            joined.set()
            for _ in place.until_first(NEVER):
                pass
            served.append(number)

    threads = []
    with turns.place():
        for number in range(5):
            joined = threading.Event()
            threads.append(threading.Thread(target=ask, args=(number, joined)))
            threads[-1].start()
            assert joined.wait(30)
    for thread in threads:
        thread.join()
    assert served == [0, 1, 2, 3, 4]


def test_who_gives_up_leaves_the_line_and_the_others_move_up() -> None:
    turns, cancel = Turns(), threading.Event()
    with turns.place(), contextlib.ExitStack() as leaving:
        told = leaving.enter_context(turns.place()).until_first(cancel)
        assert next(told) == 1
        with turns.place() as behind:
            waiting = behind.until_first(NEVER)
            assert next(waiting) == 2
            cancel.set()
            assert list(told) == []
            leaving.close()
            assert next(waiting) == 1


def test_a_place_is_given_up_when_what_was_asked_for_fails() -> None:
    turns = Turns()
    with pytest.raises(ConnectionResetError), turns.place():
        raise ConnectionResetError
    assert not turns.line
