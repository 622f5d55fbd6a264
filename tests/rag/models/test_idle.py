"""What nobody uses for a while is let go of; what somebody uses is not."""

from __future__ import annotations

import threading

from rag.models.idle import IdleClock


def test_it_rings_after_the_last_has_gone() -> None:
    rung = threading.Event()
    clock = IdleClock(0.05, rung.set)
    with clock.used():
        with clock.used():
            pass
        assert not rung.wait(0.3), "somebody still uses it"
    assert rung.wait(30)


def test_who_comes_in_time_keeps_it() -> None:
    rung: list[int] = []
    clock = IdleClock(0.05, lambda: rung.append(1))
    with clock.used():
        pass
    with clock.used():
        threading.Event().wait(0.3)
        assert not rung


def test_zero_means_never() -> None:
    rung = threading.Event()
    with IdleClock(0, rung.set).used():
        pass
    assert not rung.wait(0.2)


def test_a_clock_that_was_stopped_is_silent_and_may_be_stopped_from_within() -> None:
    rung = threading.Event()
    clock = IdleClock(0.05, rung.set)
    with clock.used():
        pass
    clock.stop()
    assert not rung.wait(0.3)

    def act() -> None:
        within.stop()
        rung.set()

    within = IdleClock(0.02, act)
    with within.used():
        pass
    assert rung.wait(30)
