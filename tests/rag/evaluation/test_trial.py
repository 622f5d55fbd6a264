"""The figures of a trial, from values."""

from __future__ import annotations

from datetime import UTC, date

import pytest

from rag.evaluation.trial import Ending, Times, cost, ending, trial
from rag.records import Asked, Feedback, Manner

TODAY = date(2026, 3, 15)


def asked(moment: str, manner: Manner | None = Manner.EXTRACTIVE, seconds: float = 1.0, **more: object) -> Asked:
    return Asked(moment, "fr", manner, 0.1, 0.2, seconds, **more)  # type: ignore[arg-type]


def said(moment: str, *, helpful: bool) -> Feedback:
    return Feedback(moment, moment, "Prix ?", Manner.EXTRACTIVE, (), helpful, "" if helpful else "faux")


ASKED = [
    asked("2026-03-01T08:00:00+00:00", seconds=90.0),
    asked("2026-03-14T08:00:00+00:00", Manner.WRITTEN, seconds=4.0),
    asked("2026-03-14T09:00:00+00:00", Manner.REFUSED, seconds=0.5),
    asked("2026-03-15T09:00:00+00:00", Manner.LISTED, seconds=2.0),
    asked("2026-03-15T09:01:00+00:00", None, stopped=True),
    asked("2026-03-15T09:02:00+00:00", None, trouble="server_unreachable"),
    asked("2026-03-15T09:03:00+00:00", None, trouble="server_unreachable"),
    asked("no moment"),
]
SAID = [said("2026-03-15T09:00:00+00:00", helpful=False), said("2026-03-14T09:00:00+00:00", helpful=True),
        said("2026-03-02T09:00:00+00:00", helpful=False)]  # fmt: skip


def test_only_the_days_that_count() -> None:
    found = trial(ASKED, SAID, TODAY, 2, UTC)
    assert (found.first, found.last, found.asked) == (date(2026, 3, 14), TODAY, 6)
    assert found.endings == {
        Ending.ANSWERED: 1, Ending.LISTED: 1, Ending.REFUSED: 1, Ending.FAILED: 2, Ending.STOPPED: 1,
    }  # fmt: skip
    assert [sum(counts.values()) for counts in found.days.values()] == [2, 4]
    assert found.days[TODAY][Ending.LISTED] == 1
    assert found.whole == Times(2.0, 4.0, 4.0), "a refusal, a failure and a stop are no answer"
    assert found.seconds == (4.0, 2.0)
    assert found.troubles == {"server_unreachable": 2}
    assert (found.helpful, found.unhelpful) == (1, 1)
    assert [one.reason for one in found.reasons] == ["faux"]


def test_since_the_beginning_every_day_stands_there() -> None:
    found = trial(ASKED, SAID, TODAY, None, UTC)
    assert (found.first, found.asked, len(found.days)) == (date(2026, 3, 1), 7, 15)
    assert sum(found.days[date(2026, 3, 7)].values()) == 0
    assert found.whole == Times(4.0, 90.0, 90.0)


def test_nothing_yet() -> None:
    found = trial([], [], TODAY, None, UTC)
    assert (found.first, found.last, found.asked, found.whole, found.evidence) == (TODAY, TODAY, 0, None, None)
    assert list(found.days) == [TODAY]


@pytest.mark.parametrize(
    ("one", "what"),
    [
        (asked("x", Manner.WRITTEN), Ending.ANSWERED),
        (asked("x", Manner.WRITTEN, stopped=True), Ending.STOPPED),
        (asked("x", Manner.WRITTEN, trouble="y"), Ending.FAILED),
        (asked("x", None), Ending.STOPPED),
    ],
)
def test_one_ending_a_question(one: Asked, what: Ending) -> None:
    assert ending(one) is what


def test_what_a_subscription_costs() -> None:
    period, year = cost(5, 20.0, 14)
    assert year == 1200.0
    assert period == pytest.approx(1200 * 14 / 365.25)
