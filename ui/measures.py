"""Measures of the search in the reader's words: names, figures, and what became of a question. Pure, both languages."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Final

from babel.numbers import format_decimal

from rag.errors import Words
from rag.evaluation.cases import file_and_page
from ui.present import LOCALES, UNBROKEN, moment, number

if TYPE_CHECKING:
    from rag.errors import Language
    from rag.evaluation.judge import Judged
    from rag.evaluation.metrics import Measure
    from rag.evaluation.runs import Comparison, Run

NAMES: Final = {
    "hit_at_1": Words("Bonne source en tête", "Right source on top"),
    "hit_at_3": Words("Bonne source parmi les 3 premières", "Right source among the first 3"),
    "hit_at_5": Words("Bonne source parmi les 5 premières", "Right source among the first 5"),
    "hit_at_10": Words("Bonne source parmi les 10 premières", "Right source among the first 10"),
    "recall_at_1": Words("Part des bonnes sources, en tête", "Share of the right sources, on top"),
    "recall_at_3": Words("Part des bonnes sources, parmi 3", "Share of the right sources, among 3"),
    "recall_at_5": Words("Part des bonnes sources, parmi 5", "Share of the right sources, among 5"),
    "recall_at_10": Words("Part des bonnes sources, parmi 10", "Share of the right sources, among 10"),
    "mrr_at_10": Words("Rang de la première bonne source (MRR)", "Rank of the first right source (MRR)"),
    "ndcg_at_10": Words("Qualité du classement (nDCG)", "Quality of the ranking (nDCG)"),
    "refusal_precision": Words("« Pas trouvé » : dit à raison", "“Not found”: rightly said"),
    "refusal_recall": Words("« Pas trouvé » : dit quand il le faut", "“Not found”: said when it should be"),
    "refusal_f1": Words("« Pas trouvé » : les deux ensemble (F1)", "“Not found”: both together (F1)"),
    "wrongly_refused": Words("« Pas trouvé » dit à tort", "“Not found” wrongly said"),
    "p50_ms": Words("Durée d'une recherche, médiane", "Time of a search, median"),
    "p95_ms": Words("Durée d'une recherche, 95 fois sur 100", "Time of a search, 95 times in 100"),
}
_BARE: Final = frozenset({"mrr_at_10", "ndcg_at_10"})  # figures that are no shares of anything
_BETTER: Final = Words(
    "meilleur sur {better}, moins bon sur {worse}, égal sur {same}.",
    "better on {better}, worse on {worse}, the same on {same}.",
)
_SINCE: Final = Words("Depuis le {moment} : {told}", "Since {moment}: {told}")


class Verdict(StrEnum):
    """What became of one question."""

    FOUND = "found"
    MISSED = "missed"
    REFUSED = "refused"  # rightly
    REFUSED_WRONGLY = "refused_wrongly"
    ANSWERED_WRONGLY = "answered_wrongly"  # although no document answers it


VERDICTS: Final = {
    Verdict.FOUND: Words("trouvé, place {place}", "found, place {place}"),
    Verdict.MISSED: Words("pas parmi les 10 premières", "not among the first 10"),
    Verdict.REFUSED: Words("« pas trouvé », à raison", "“not found”, rightly"),
    Verdict.REFUSED_WRONGLY: Words("« pas trouvé », à tort", "“not found”, wrongly"),
    Verdict.ANSWERED_WRONGLY: Words("répondu sans source", "answered without a source"),
}
GOOD: Final = frozenset({Verdict.FOUND, Verdict.REFUSED})


def verdict(judged: Judged) -> Verdict:
    """What became of a question."""
    if not judged.case.relevant:
        return Verdict.REFUSED if judged.refused else Verdict.ANSWERED_WRONGLY
    if judged.refused:
        return Verdict.REFUSED_WRONGLY
    return Verdict.FOUND if judged.place else Verdict.MISSED


def told(judged: Judged, language: Language) -> str:
    """The verdict as a reader takes it: `trouvé, place 2`."""
    return VERDICTS[verdict(judged)].say(language, place=judged.place)


def expected(judged: Judged, language: Language) -> str:
    """What answers a question, page by page."""
    if not judged.case.relevant:
        return "— pas dans les documents" if language == "fr" else "— not in the documents"
    return ", ".join(source_words(name) for name in sorted(judged.case.relevant))


def source_words(name: str) -> str:
    """`bail.pdf#p2` as `bail.pdf, p. 2`."""
    file, page = file_and_page(name)
    return f"{file}, p.{UNBROKEN}{page}" if page else file


def figure(name: str, value: float, language: Language) -> str:
    """One value of a measure: `97,5 %`, `0,83`, `41 ms`."""
    locale = LOCALES[language]
    if name.endswith("_ms"):
        return f"{format_decimal(value, '#,##0', locale=locale)}{UNBROKEN}ms"
    if name in _BARE:
        return str(format_decimal(value, "0.000", locale=locale))
    share = format_decimal(100 * value, "0.0", locale=locale)
    return f"{share}{UNBROKEN}%" if language == "fr" else f"{share}%"


def bounds(name: str, measure: Measure, language: Language) -> str:
    """`94,1 %–99,0 %`."""
    return f"{figure(name, measure.low, language)}–{figure(name, measure.high, language)}"


def summed(comparison: Comparison, then: Run, language: Language) -> str:
    """`Depuis le 12/03/2026 10:15 : meilleur sur 31, moins bon sur 12, égal sur 121.`."""
    counts = _BETTER.say(
        language,
        better=number(len(comparison.better), language),
        worse=number(len(comparison.worse), language),
        same=number(comparison.same, language),
    )
    return _SINCE.say(language, moment=moment(then.moment, language), told=counts)
