"""A trial in the reader's words: figures, plots, what failed, and what a subscription would have cost. Pure."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from babel.dates import format_date
from babel.numbers import format_currency, format_percent

from rag.errors import Words
from rag.evaluation.trial import Ending, cost
from ui import plots
from ui.present import LOCALES, counted, number, seconds_taken
from ui.wire import every_error

if TYPE_CHECKING:
    from datetime import date

    from rag.errors import Language
    from rag.evaluation.trial import Times, Trial

CURRENCY: Final = "EUR"
ENOUGH: Final = 20  # questions, from which the price of one says something; guess
ENDINGS: Final = {
    Ending.ANSWERED: Words("avec une réponse", "answered"),
    Ending.LISTED: Words("listes et comptes", "lists and counts"),
    Ending.REFUSED: Words("« pas dans vos documents »", "“not in your documents”"),
    Ending.FAILED: Words("en erreur", "failed"),
    Ending.STOPPED: Words("arrêtées", "stopped"),
}
COLOURS: Final = {
    Ending.ANSWERED: plots.NOW,
    Ending.LISTED: plots.THEN,
    Ending.REFUSED: plots.GREY,
    Ending.FAILED: plots.BAD,
}
PER_DAY: Final = Words("Questions par jour", "Questions a day")
TIMES: Final = Words("Temps jusqu'à la réponse entière", "Time to the whole answer")
PERIOD: Final = Words("Du {first} au {last}", "From {first} to {last}")
_ASKED: Final = Words("questions posées", "questions asked")
_HELPED: Final = Words("avis favorables sur {count}", "favourable opinions of {count}")
_EVIDENCE: Final = Words("pour trouver les sources (médiane)", "to find the sources (median)")
_MEDIAN: Final = Words("pour la réponse entière (médiane)", "to the whole answer (median)")
_P95: Final = Words("au plus, 95 fois sur 100", "at most, 95 times in 100")
_UNIT: Final = Words("secondes", "seconds")
_COST: Final = Words(
    "{seats} à {price} par mois : {period} pour ces {days}, {year} par an.",
    "{seats} at {price} a month: {period} for these {days}, {year} a year.",
)
_EACH: Final = Words(" Cela ferait {each} par question posée.", " That would be {each} a question asked.")
HONEST: Final = Words(
    "C'est le prix que vous avez indiqué, rien d'autre : Souffleur n'a pas d'abonnement, mais l'ordinateur, "
    "l'électricité et le temps de qui l'installe ne sont pas comptés, et un service en ligne peut répondre mieux ou "
    "moins bien.",
    "This is the price that you gave, nothing else: Souffleur has no subscription, but the computer, the electricity "
    "and the time of whoever installs it are not counted, and an online service may answer better or worse.",
)
_FACT: Final = re.compile(r"{\w+}")


def figures(found: Trial, language: Language) -> list[tuple[str, str]]:
    """(value, what it is), the most telling first; times only where there are some."""
    rows = [(number(found.asked, language), _ASKED.say(language))]
    rows += [
        (number(found.endings[one], language), words.say(language))
        for one, words in ENDINGS.items()
        if found.endings[one] or one is not Ending.STOPPED
    ]
    voices = found.helpful + found.unhelpful
    if voices:
        share = str(format_percent(found.helpful / voices, "0\u00a0%", locale=LOCALES[language]))
        share = share if language == "fr" else share.replace("\u00a0", "")
        rows.append((share, _HELPED.say(language, count=number(voices, language))))
    return [*rows, *_times(found.evidence, found.whole, language)]


def period(found: Trial, language: Language) -> str:
    """The days that count."""
    return PERIOD.say(language, first=_long(found.first, language), last=_long(found.last, language))


def day_plot(found: Trial, language: Language) -> str:
    """Questions a day by their endings, as SVG; those that were stopped are left out."""
    names = [
        str(format_date(day, "d/M" if language == "fr" else "d MMM", locale=LOCALES[language])) for day in found.days
    ]
    parts = [(colour, [counts[one] for counts in found.days.values()]) for one, colour in COLOURS.items()]
    return plots.stacked(names, parts, "days", language)


def time_plot(found: Trial, language: Language) -> str:
    """How long the answers took, as SVG."""
    return plots.histogram(found.seconds, _UNIT.say(language), "answers", language)


def troubles(found: Trial, language: Language) -> list[str]:
    """What ended questions, and what to do about it, with how often; the facts of a single time are not kept."""
    known = {error.code: error for error in every_error()}
    lines = []
    for code, count in found.troubles.items():
        error = known.get(code)
        told = " ".join(_general(one, language) for one in (error.words, error.step)) if error else f"{code}."
        lines.append(f"{number(count, language)} × {told}")
    return lines


def would_cost(found: Trial, seats: int, seat_price: float, language: Language) -> str:
    """What a subscription would have cost, in one or two sentences."""
    days = (found.last - found.first).days + 1
    for_period, for_year = cost(seats, seat_price, days)
    said = _COST.say(
        language,
        seats=counted(seats, *(("poste", "postes") if language == "fr" else ("seat", "seats")), language),
        price=money(seat_price, language),
        period=money(for_period, language),
        days=counted(days, *(("jour", "jours") if language == "fr" else ("day", "days")), language),
        year=money(for_year, language),
    )
    enough = found.asked >= ENOUGH
    return said + (_EACH.say(language, each=money(for_period / found.asked, language)) if enough else "")


def money(amount: float, language: Language) -> str:
    """An amount as it is written there."""
    return str(format_currency(amount, CURRENCY, locale=LOCALES[language]))


def _general(words: Words, language: Language) -> str:
    return _FACT.sub("…", words[language == "en"])


def _times(evidence: Times | None, whole: Times | None, language: Language) -> list[tuple[str, str]]:
    rows = [(evidence.median, _EVIDENCE)] if evidence else []
    rows += [(whole.median, _MEDIAN), (whole.p95, _P95)] if whole else []
    return [(seconds_taken(seconds, language), words.say(language)) for seconds, words in rows]


def _long(day: date, language: Language) -> str:
    return str(format_date(day, "long", locale=LOCALES[language]))
