"""A measurement as one HTML file: tables, plots and every question, to be kept, printed or passed on."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from rag.errors import Words
from rag.evaluation.judge import DEPTH
from rag.evaluation.runs import compare
from rag.whole import write_whole
from ui import plots
from ui.measures import GOOD, NAMES, VERDICTS, Verdict, bounds, expected, figure, summed, told, verdict
from ui.present import moment, number
from ui.templates import template

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from rag.errors import Language
    from rag.evaluation.judge import Judged
    from rag.evaluation.runs import Change, Run

TEMPLATE: Final = "report.html"
WORDS: Final = {
    "title": Words("Évaluation de la recherche", "Evaluation of the search"),
    "measures": Words("Mesures", "Measures"),
    "now": Words("Maintenant", "Now"),
    "bounds": Words("entre (95 %)", "between (95%)"),
    "missing": Words("Fichiers absents de la bibliothèque :", "Files that are not in the library:"),
    "show": Words("Montrer", "Show"),
    "number": Words("N°", "No."),
    "question": Words("Question", "Question"),
    "source": Words("Source attendue", "Expected source"),
    "bounds_said": Words(
        "« Entre » : d'autres questions du même genre donneraient, 95 fois sur 100, une valeur dans cet intervalle.",
        "“Between”: other questions of the same kind would give a value in this interval 95 times in 100.",
    ),
}
_HEAD: Final = Words(
    "{set} · {questions} questions · {documents} documents, {passages} passages · comptées par {level}",
    "{set} · {questions} questions · {documents} documents, {passages} passages · counted by {level}",
)
_MADE: Final = Words(
    "{moment} · Souffleur {version} · réglages {settings}", "{moment} · Souffleur {version} · settings {settings}"
)
_DIFFERENCE: Final = Words(
    "Écart moyen par question : {value}, entre {low} et {high} ; 0 veut dire aucun écart.",
    "Mean change a question: {value}, between {low} and {high}; 0 means none.",
)
_BARS: Final = Words("Mesures, avec leur intervalle", "Measures with their interval")
_PLACES: Final = Words("À quelle place se trouve la bonne source", "At which place the right source stands")
_TIMES: Final = Words("Durée des recherches", "Time of the searches")
_UNIT: Final = Words("millisecondes", "milliseconds")
_PARTS: Final = {
    "better": Words("Questions mieux servies", "Questions served better"),
    "worse": Words("Questions moins bien servies", "Questions served worse"),
    "wrong": Words("Questions mal servies", "Questions served badly"),
    "every": Words("Toutes les questions", "All questions"),
}
_NOWHERE: Final = Words("plus\nloin", "further\ndown")


def write_report(file: Path, now: Run, then: Run | None, language: Language) -> Path:
    """Write the report, over an earlier one; raises DiskFull, NotWritable."""
    return write_whole(file.expanduser().absolute(), report(now, then, language).encode())


def report(now: Run, then: Run | None, language: Language) -> str:
    """The whole file; `then` is an earlier run to stand beside."""
    comparison = compare(now, then) if then else None
    level = {"fr": ("document", "page"), "en": ("document", "page")}[language][now.by_page]
    changed = comparison.difference if comparison else None
    return template(TEMPLATE).render(
        language=language,
        run=now,
        words={name: words.say(language) for name, words in WORDS.items()},
        head=_HEAD.say(
            language,
            set=now.set,
            questions=number(len(now.judged), language),
            documents=number(now.documents, language),
            passages=number(now.passages, language),
            level=level,
        ),
        made=_MADE.say(language, moment=moment(now.moment, language), version=now.version, settings=now.settings),
        then=moment(then.moment, language) if then else "",
        summed=summed(comparison, then, language) if comparison and then else "",
        difference=changed
        and _DIFFERENCE.say(
            language, **{name: _signed(getattr(changed, name), language) for name in ("value", "low", "high")}
        ),
        measures=_measures(now, then, language),
        plots=_plots(now, then, language),
        colours={"now": plots.NOW, "then": plots.THEN},
        parts=_parts(now, then, language),
    )


def _measures(now: Run, then: Run | None, language: Language) -> list[dict[str, str]]:
    before = then.measures if then else {}
    return [
        {
            "name": NAMES[name].say(language),
            "value": figure(name, measure.value, language),
            "bounds": bounds(name, measure, language),
            "then": figure(name, before[name].value, language) if name in before else "",
        }
        for name, measure in now.measures.items()
    ]


def _plots(now: Run, then: Run | None, language: Language) -> list[dict[str, object]]:
    shares = {name: measure for name, measure in now.measures.items() if not name.endswith("_ms")}
    before = then.measures if then else {}
    earlier = [before[name].value if name in before else None for name in shares]
    names = [NAMES[name].say(language) for name in shares]
    places, were = _places(now.judged, language), _places(then.judged, language) if then else {}
    counts = {name: (count, were.get(name, 0) if then else None) for name, count in places.items()}
    times = [one.seconds * 1000 for one in now.judged]
    drawn = {
        _BARS: plots.bars(names, list(shares.values()), earlier, "bars", language),
        _PLACES: plots.columns(counts, "places", language),
        _TIMES: plots.histogram(times, _UNIT.say(language), "times", language),
    }
    return [{"title": words.say(language), "svg": svg, "compares": words is not _TIMES} for words, svg in drawn.items()]


def _places(judged: Iterable[Judged], language: Language) -> dict[str, int]:
    """How many answerable questions found their source at each place."""
    further = _NOWHERE.say(language)
    refused = VERDICTS[Verdict.REFUSED_WRONGLY].say(language).replace(", ", "\n")
    counts = {**{str(place): 0 for place in range(1, DEPTH + 1)}, further: 0, refused: 0}
    for one in judged:
        if one.case.relevant:
            counts[refused if one.refused else str(one.place) if one.place else further] += 1
    return counts


def _parts(now: Run, then: Run | None, language: Language) -> list[dict[str, Any]]:
    parts: list[dict[str, Any]] = []
    if then:
        comparison = compare(now, then)
        for name, changes in (("better", comparison.better), ("worse", comparison.worse)):
            parts.append({"title": _PARTS[name], "rows": [_change(one, language) for one in changes], "then": True})
    wrong = [one for one in now.judged if verdict(one) not in GOOD]
    parts.append({"title": _PARTS["wrong"], "rows": [_row(one, language) for one in wrong], "then": False})
    every = [_row(one, language) for one in now.judged]
    parts.append({"title": _PARTS["every"], "rows": every, "then": False, "folded": True})
    return [{"folded": False, **part, "title": part["title"].say(language)} for part in parts]


def _change(change: Change, language: Language) -> dict[str, object]:
    return {**_row(change.now, language), "then": told(change.then, language)}


def _row(judged: Judged, language: Language) -> dict[str, object]:
    return {
        "id": judged.case.id,
        "question": judged.case.question,
        "source": expected(judged, language),
        "now": told(judged, language),
        "good": verdict(judged) in GOOD,
    }


def _signed(value: float, language: Language) -> str:
    return f"{'+' if value > 0 else ''}{figure('ndcg_at_10', value, language)}"
