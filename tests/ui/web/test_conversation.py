from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from rag.errors import ModelFailed
from rag.records import AnswerEvent, Meanwhile, Retrieved, Thought, Token, Understood, Waiting
from tests.ui.web.records import finished, hit
from ui.web import conversation
from ui.web.conversation import Asking, Turn

LOG = Path("souffleur.log")
FOUND = Retrieved((hit("Le prix est de 12 €."),), refused=False, seconds=0.1)


def until(true: Callable[[], bool]) -> None:
    end = time.monotonic() + 5
    while not true():
        assert time.monotonic() < end, "it never came"
        time.sleep(0.005)


def over(asking: Asking) -> Turn:
    until(lambda: asking.look().done)
    return asking.look()


def test_evidence_comes_before_words() -> None:
    go = threading.Event()

    def ask(_: threading.Event) -> Iterator[AnswerEvent]:
        yield Understood("Et le prix ?", "Prix du bois ?")
        yield FOUND
        yield Meanwhile("« Le prix est de 12 €. » [1]", ())
        go.wait(5)
        yield Token("Douze ")
        yield Token("euros.")
        yield finished("Douze euros.", ())

    asking = Asking("Prix ?", LOG)
    assert asking.look().stage == 0
    asking.start(ask)
    until(lambda: asking.look().stage == 1)
    until(lambda: asking.look().meanwhile is not None)
    assert asking.look().text == ""
    assert asking.look().understood == "Prix du bois ?"
    go.set()
    turn = over(asking)
    assert turn.text == "Douze euros."
    assert turn.finished is not None
    assert turn.stage == 2


def test_a_page_waits_for_something_to_read_and_no_longer() -> None:
    go = threading.Event()

    def ask(meanwhile: str) -> Callable[[threading.Event], Iterator[AnswerEvent]]:
        def events(_: threading.Event) -> Iterator[AnswerEvent]:
            yield FOUND
            if meanwhile:
                yield Meanwhile(meanwhile, ())
            go.wait(30)

        return events

    slow = Asking("Prix ?", LOG).start(ask(""))
    slow.settle(0.01)
    assert not slow.look().done, "its page is drawn without it"
    written = Asking("Prix ?", LOG).start(ask("« Le prix est de 12 €. » [1]"))
    written.settle(30)
    assert written.look().meanwhile is not None
    assert not written.look().done
    go.set()
    slow.settle(30)
    assert slow.look().done


def test_the_place_in_the_line_and_thoughts_are_kept_apart_from_the_answer() -> None:
    events = (
        FOUND,
        Waiting(2),
        Waiting(1),
        Waiting(0),
        Thought("Voyons"),
        Thought("…"),
        Token("12"),
        finished("12", ()),
    )
    steps = iter(events)
    asking = Asking("Prix ?", LOG)
    seen = []

    def ask(_: threading.Event) -> Iterator[AnswerEvent]:
        for event in steps:
            yield event
            seen.append(asking.look())

    asking.start(ask)
    turn = over(asking)
    assert [one.ahead for one in seen[:4]] == [0, 2, 1, 0]
    assert (turn.thought, turn.text) == ("Voyons…", "12")


def endless(cancel: threading.Event) -> Iterator[AnswerEvent]:
    yield FOUND
    while not cancel.is_set():
        yield Token("encore ")
        time.sleep(0.005)
    yield finished("encore", ())


def test_the_reader_stops_it() -> None:
    asking = Asking("Prix ?", LOG).start(endless)
    until(lambda: bool(asking.look().text))
    asking.stop()
    turn = over(asking)
    assert turn.stopped
    assert turn.finished is not None


def test_stopping_after_the_end_changes_nothing() -> None:
    asking = Asking("Prix ?", LOG).start(lambda _: iter((FOUND, finished("12", ()))))
    over(asking)
    asking.stop()
    assert not asking.look().stopped


def test_a_reader_who_has_gone_stops_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(conversation, "GONE_SECONDS", 0.05)
    begun = threading.Event()
    ended = threading.Event()

    def ask(cancel: threading.Event) -> Iterator[AnswerEvent]:
        begun.set()
        yield from endless(cancel)
        ended.set()

    Asking("Prix ?", LOG).start(ask)
    assert begun.wait(5)
    assert ended.wait(5)


def test_what_is_kept_goes_on_without_its_reader(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(conversation, "GONE_SECONDS", 0.0)
    told: list[tuple[str, Turn]] = []

    def ask(cancel: threading.Event) -> Iterator[AnswerEvent]:
        yield FOUND
        yield Token("Douze.")
        assert not cancel.is_set()
        yield finished("Douze.", ())

    asking = Asking("Prix ?", LOG, keep=lambda name, turn: told.append((name, turn)))
    turn = over(asking.start(ask))
    assert turn.finished is not None
    assert [(name, one.found, one.finished) for name, one in told] == [
        (asking.name, FOUND, None),
        (asking.name, FOUND, turn.finished),
    ]


def test_nothing_more_is_kept_of_what_was_dropped() -> None:
    told: list[Turn] = []
    asking = Asking("Prix ?", LOG, keep=lambda _, turn: told.append(turn)).start(endless)
    until(lambda: bool(told))
    asking.drop()
    assert over(asking).stopped
    assert len(told) == 1


def test_an_answer_that_cannot_be_kept_is_still_one() -> None:
    def keep(*_: object) -> None:
        raise ZeroDivisionError

    turn = over(Asking("Prix ?", LOG, keep=keep).start(lambda _: iter((FOUND, finished("12", ())))))
    assert turn.finished is not None
    assert turn.unkept is not None
    assert turn.trouble is None


def test_without_evidence_there_is_nothing_to_keep() -> None:
    def ask(_: threading.Event) -> Iterator[AnswerEvent]:
        yield from ()
        raise ModelFailed("x")

    told: list[Turn] = []
    assert over(Asking("Prix ?", LOG, keep=lambda _, turn: told.append(turn)).start(ask)).trouble
    assert told == []


def test_one_that_was_over_before() -> None:
    asking = Asking.over(Turn("Prix ?", FOUND, finished=finished("12", ())), LOG, "n")
    assert (asking.look().stage, asking.name) == (2, "n")


def test_an_error_is_kept_to_be_said() -> None:
    def ask(_: threading.Event) -> Iterator[AnswerEvent]:
        yield FOUND
        raise ModelFailed("x")

    trouble = over(Asking("Prix ?", LOG).start(ask)).trouble
    assert isinstance(trouble, ModelFailed)


def test_a_defect_is_said_politely() -> None:
    def ask(_: threading.Event) -> Iterator[AnswerEvent]:
        yield FOUND
        raise ZeroDivisionError

    trouble = over(Asking("Prix ?", LOG).start(ask)).trouble
    assert trouble is not None
    assert trouble.code == "unexpected"
    assert "ZeroDivisionError" in trouble.sentence("fr")
