"""What a measurement of the search found, as tables and lists."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from rag.errors import Words
from ui.cli.printing import printable, show

if TYPE_CHECKING:
    from rag.errors import Language
    from rag.evaluation.judge import Judged
    from rag.evaluation.runs import Change, Comparison, Run

SHOWN: Final = 50  # questions of one list
_HEAD: Final = Words(
    "{set} : {questions} questions, {documents} documents, comptées par {level}",
    "{set}: {questions} questions, {documents} documents, counted by {level}",
)
_BOUNDS: Final = Words("entre (95 %)", "between (95%)")
_MISSING: Final = Words(
    "Fichiers que les questions nomment et que la bibliothèque n'a pas :",
    "Files that questions name and the library does not hold:",
)
_WRONG: Final = Words("Questions mal servies :", "Questions served badly:")
_EACH: Final = Words("Toutes les questions :", "All questions:")
_BETTER: Final = Words("Meilleur :", "Better:")
_WORSE: Final = Words("Moins bon :", "Worse:")
_MORE: Final = Words("… et {count} autres (--all les montre)", "… and {count} more (--all shows them)")


def show_results(now: Run, then: Run | None, comparison: Comparison | None, language: Language, *, every: bool) -> None:
    """Print a measurement, beside an earlier one where there is one; `every` question, or those that matter."""
    from ui.measures import GOOD, summed, verdict

    _print_measures(now, then, language)
    if now.missing:
        _print_list(_MISSING, list(now.missing), language, every=every)
    if comparison is not None and then is not None:
        show(f"\n{summed(comparison, then, language)}")
        _print_list(_BETTER, [_changed(one, language) for one in comparison.better], language, every=every)
        _print_list(_WORSE, [_changed(one, language) for one in comparison.worse], language, every=every)
    wrong = [one for one in now.judged if every or verdict(one) not in GOOD]
    _print_list(_EACH if every else _WRONG, [_line(one, language) for one in wrong], language, every=every)


def _print_measures(now: Run, then: Run | None, language: Language) -> None:
    from rich.console import Console
    from rich.table import Table

    from ui.measures import NAMES, bounds, figure
    from ui.present import moment, number

    level = {"fr": ("document", "page"), "en": ("document", "page")}[language][now.by_page]
    head = _HEAD.say(
        language,
        set=now.set,
        questions=number(len(now.judged), language),
        documents=number(now.documents, language),
        level=level,
    )
    show(head)
    table = Table(box=None)
    table.add_column("")
    table.add_column("", justify="right")
    table.add_column(_BOUNDS.say(language), justify="right")
    before = then.measures if then else {}
    if then:
        table.add_column(moment(then.moment, language), justify="right")
    for name, measure in now.measures.items():
        earlier = [figure(name, before[name].value, language) if name in before else ""] if then else []
        cells = (NAMES[name].say(language), figure(name, measure.value, language), bounds(name, measure, language))
        table.add_row(*cells, *earlier)
    Console().print(table)


def _print_list(title: Words, lines: list[str], language: Language, *, every: bool) -> None:
    if not lines:
        return
    show(f"\n{title.say(language)}")
    for line in lines if every else lines[:SHOWN]:
        show(f"  {printable(line)}")
    if not every and len(lines) > SHOWN:
        show(f"  {_MORE.say(language, count=len(lines) - SHOWN)}")


def _line(judged: Judged, language: Language) -> str:
    from ui.measures import expected, told

    return f"{judged.case.id}  {judged.case.question}\n      {told(judged, language)} · {expected(judged, language)}"


def _changed(change: Change, language: Language) -> str:
    from ui.measures import told

    return (
        f"{change.case.id}  {change.case.question}\n      {told(change.then, language)} → {told(change.now, language)}"
    )
