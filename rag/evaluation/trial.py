"""A trial in figures: what was asked, how it ended, how long it took, what readers said of it. Pure."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from rag.evaluation.metrics import percentile
from rag.records import Manner

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import tzinfo

    from rag.records import Asked, Feedback

MONTH_DAYS: Final = 365.25 / 12


class Ending(StrEnum):
    """How a question ended."""

    ANSWERED = "answered"
    LISTED = "listed"
    REFUSED = "refused"
    FAILED = "failed"
    STOPPED = "stopped"


@dataclass(frozen=True, slots=True)
class Times:
    """Seconds of the questions that have them; None where none has."""

    median: float
    p95: float  # 95 of 100 took no longer
    longest: float


@dataclass(frozen=True, slots=True)
class Trial:
    """The figures of some days."""

    first: date  # on the clock of whoever looks
    last: date
    asked: int
    endings: Mapping[Ending, int]  # every ending, 0 included
    days: Mapping[date, Mapping[Ending, int]]  # every day from first to last
    evidence: Times | None
    whole: Times | None  # until the end of the answer, of those that were answered
    seconds: tuple[float, ...]  # the same, one a question
    languages: Mapping[str, int]
    troubles: Mapping[str, int]  # code of an error → how often, the most frequent first
    helpful: int
    unhelpful: int
    reasons: tuple[Feedback, ...]  # thumbs down, the latest first


def ending(asked: Asked) -> Ending:
    """How one question ended."""
    if asked.trouble:
        return Ending.FAILED
    if asked.stopped or asked.manner is None:
        return Ending.STOPPED
    return {Manner.REFUSED: Ending.REFUSED, Manner.LISTED: Ending.LISTED}.get(asked.manner, Ending.ANSWERED)


def trial(
    asked: Iterable[Asked], said: Iterable[Feedback], today: date, days: int | None = None, zone: tzinfo | None = None
) -> Trial:
    """The figures of the last days.

    Args:
        asked: in any order; a moment that cannot be read is left out.
        said: readers' opinions, the latest first.
        today: the last day that counts.
        days: how many, today included; None for all since the first question.
        zone: of the days; the machine's own when None.
    """
    dated = [(day, one) for one in asked if (day := _day(one.moment, zone))]
    opinions = [(day, one) for one in said if (day := _day(one.moment, zone))]
    known = [day for day, _ in (*dated, *opinions)]
    first = today - timedelta(days=days - 1) if days else min(known, default=today)
    mine = [(day, one) for day, one in dated if first <= day <= today]
    voices = [one for day, one in opinions if first <= day <= today]
    ended = [(day, ending(one)) for day, one in mine]
    seconds = tuple(one.seconds for _, one in mine if ending(one) in {Ending.ANSWERED, Ending.LISTED})
    return Trial(
        first=first,
        last=today,
        asked=len(mine),
        endings=_counted(one for _, one in ended),
        days={
            day: _counted(one for other, one in ended if other == day)
            for day in (first + timedelta(days=step) for step in range((today - first).days + 1))
        },
        evidence=_times([one.evidence for _, one in mine if one.evidence is not None]),
        whole=_times(seconds),
        seconds=seconds,
        languages=dict(Counter(one.language for _, one in mine).most_common()),
        troubles=dict(Counter(one.trouble for _, one in mine if one.trouble).most_common()),
        helpful=sum(one.helpful for one in voices),
        unhelpful=sum(not one.helpful for one in voices),
        reasons=tuple(one for one in voices if not one.helpful),
    )


def cost(seats: int, seat_price: float, days: int) -> tuple[float, float]:
    """What a subscription costs: in so many days, and in a year; in the currency of the price of a seat and month."""
    month = seats * seat_price
    return month * days / MONTH_DAYS, month * 12


def _counted(endings: Iterable[Ending]) -> dict[Ending, int]:
    counts = Counter(endings)
    return {one: counts[one] for one in Ending}


def _times(seconds: Sequence[float]) -> Times | None:
    if not seconds:
        return None
    return Times(percentile(seconds, 0.5), percentile(seconds, 0.95), max(seconds))


def _day(moment: str, zone: tzinfo | None) -> date | None:
    try:
        read = datetime.fromisoformat(moment)
    except ValueError:
        return None
    return (read if read.tzinfo else read.replace(tzinfo=UTC)).astimezone(zone).date()
