"""A trial as one HTML file, to be printed or passed on: figures, plots, what failed, what was found wrong."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final

from rag import __version__
from rag.errors import Words
from rag.whole import write_whole
from ui.present import moment
from ui.present_trial import (
    COLOURS,
    ENDINGS,
    HONEST,
    PER_DAY,
    TIMES,
    day_plot,
    figures,
    period,
    time_plot,
    troubles,
    would_cost,
)
from ui.templates import template

if TYPE_CHECKING:
    from pathlib import Path

    from rag.errors import Language
    from rag.evaluation.trial import Trial
    from rag.options import Trial as Compared

TEMPLATE: Final = "trial.html"
WORDS: Final = {
    "title": Words("Souffleur à l'essai", "Souffleur on trial"),
    "troubles": Words("Questions en erreur", "Questions that failed"),
    "reasons": Words("Réponses jugées mauvaises", "Answers that were found wrong"),
    "cost": Words("Un abonnement aurait coûté", "A subscription would have cost"),
    "kept": Words(
        "Chiffres tirés du relevé de cette machine : le jour, la durée et l'issue de chaque question, sans ses mots. "
        "Les questions citées ici sont celles qu'un lecteur a jugées.",
        "Figures from the record of this machine: the day, the time taken and the end of each question, "
        "without its words. The questions quoted here are those that a reader judged.",
    ),
}
_MADE: Final = Words("Établi le {moment} · Souffleur {version}", "Made on {moment} · Souffleur {version}")


def write_report(file: Path, found: Trial, compared: Compared, language: Language) -> Path:
    """Write the report, over an earlier one; raises DiskFull, NotWritable."""
    return write_whole(file.expanduser().absolute(), report(found, compared, language).encode())


def report(found: Trial, compared: Compared, language: Language) -> str:
    """The whole file."""
    drawn: list[dict[str, object]] = []
    if found.asked:
        legend = [(colour, ENDINGS[one].say(language)) for one, colour in COLOURS.items()]
        drawn.append({"title": PER_DAY.say(language), "svg": day_plot(found, language), "legend": legend})
    if found.seconds:
        drawn.append({"title": TIMES.say(language), "svg": time_plot(found, language), "legend": []})
    now = datetime.now(UTC).isoformat(timespec="seconds")
    return template(TEMPLATE).render(
        language=language,
        words={name: words.say(language) for name, words in WORDS.items()},
        period=period(found, language),
        made=_MADE.say(language, moment=moment(now, language), version=__version__),
        figures=figures(found, language),
        plots=drawn,
        troubles=troubles(found, language),
        reasons=found.reasons,
        cost=would_cost(found, compared.seats, compared.seat_price, language),
        honest=HONEST.say(language),
    )
