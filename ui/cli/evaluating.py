"""`souffleur evaluate`: how well the library is searched, beside how well it was searched before."""

from __future__ import annotations

from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Final

import typer
from typer.core import TyperGroup

from rag.errors import NothingThere, Words
from ui.cli.printing import printable, show, show_json
from ui.cli.rim import chosen, guarded
from ui.cli.stopping import close

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rag.errors import Language
    from rag.evaluation.cases import QuestionSet
    from rag.evaluation.judge import Judged
    from rag.evaluation.runs import Change, Comparison, Run
    from ui.desk import Desk

RUN: Final = "run"
SHOWN: Final = 50  # questions of one list
_ASKING: Final = Words("Questions posées", "Questions asked")
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
_KEPT: Final = Words("Mesure gardée sous le nom « {name} ».", "Measurement kept as `{name}`.")
_WRITTEN: Final = Words("Rapport écrit : {path}", "Report written: {path}")
_NO_RUN: Final = Words("Aucune mesure n'est gardée.", "No measurement is kept.")


class _RunByDefault(TyperGroup):
    """`souffleur evaluate SET` means `souffleur evaluate run SET`."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:  # noqa: ANN401 - Typer brings its own Click
        if not args or (args[0] not in self.commands and args[0] not in ctx.help_option_names):
            args = [RUN, *args]
        return super().parse_args(ctx, args)


evaluate = typer.Typer(
    cls=_RunByDefault,
    help="Mesure la recherche sur des questions dont la source est connue. / Measures the search on known questions.",
    rich_markup_mode=None,
)


@evaluate.command(RUN)
@guarded
def run(
    questions: Annotated[
        Path | None,
        typer.Argument(
            metavar="[JEU]",
            help="Fichier de questions, ou dossier avec ses documents ; sinon vos questions. / "
            "File of questions, or folder with its own documents; else your own questions.",
        ),
    ] = None,
    collection: Annotated[
        list[str] | None, typer.Option("--collection", help="Chercher ici seulement. / Search only here.")
    ] = None,
    save: Annotated[str, typer.Option(metavar="NOM", help="Garder la mesure. / Keep the measurement.")] = "",
    against: Annotated[str, typer.Option(metavar="NOM", help="Comparer avec. / Compare with.")] = "",
    report: Annotated[Path | None, typer.Option(metavar="FICHIER", help="Rapport HTML. / HTML report.")] = None,
    every: Annotated[bool, typer.Option("--all", help="Montrer chaque question. / Show every question.")] = False,
    limit: Annotated[int, typer.Option(min=0, help="Environ N questions, réparties. / About N questions, spread.")] = 0,
    as_json: Annotated[bool, typer.Option("--json", help="Pour les programmes. / For programs.")] = False,
) -> None:
    """Pose les questions et mesure. / Asks the questions and measures."""
    from rag.evaluation.runs import KeptRuns, compare, comparison_to_json, run_to_json

    language, kept = chosen().language(), KeptRuns(chosen().home().evaluations_folder)
    then = kept.find(against) if against else None
    kept.check(save)
    with _ready(questions, limit) as (desk, asked):
        now = _measured(desk, asked, collection or [], language)
    comparison = compare(now, then) if then else None
    if save:
        kept.keep(save, now)
    if report:
        from ui.report import write_report

        write_report(report, now, then, language)
    if as_json:
        written = run_to_json(now)
        show_json({**written, "comparison": comparison_to_json(comparison) if comparison else None})
        return
    _print(now, then, comparison, language, every=every)
    if save:
        show(_KEPT.say(language, name=save))
    if report:
        show(_WRITTEN.say(language, path=report))


@evaluate.command()
@guarded
def runs(
    as_json: Annotated[bool, typer.Option("--json", help="Pour les programmes. / For programs.")] = False,
) -> None:
    """Liste les mesures gardées. / Lists the measurements that are kept."""
    from rag.evaluation.runs import KeptRuns
    from ui.measures import figure
    from ui.present import moment

    language, kept = chosen().language(), KeptRuns(chosen().home().evaluations_folder)
    found = {name: kept.find(name) for name in kept.names()}
    if as_json:
        show_json([{"name": name, "set": one.set, "moment": one.moment} for name, one in found.items()])
        return
    for name, one in found.items():
        ndcg = one.measures.get("ndcg_at_10")
        value = f" · nDCG {figure('ndcg_at_10', ndcg.value, language)}" if ndcg else ""
        show(f"{name}\n    {one.set} · {moment(one.moment, language)} · {len(one.judged)}{value}")
    if not found:
        show(_NO_RUN.say(language))


@contextmanager
def _ready(path: Path | None, limit: int) -> Iterator[tuple[Desk, QuestionSet]]:
    """The library to ask and the questions: the user's own library, unless a set brings its documents."""
    from rag.evaluation.cases import read_questions, spread
    from rag.evaluation.own import OwnQuestions

    home, settings = chosen().home(), chosen().settings()
    if path is not None and not path.exists():
        raise NothingThere(path)
    if path is not None and path.is_dir() and ((path / "files").is_dir() or (path / "corpus.jsonl").exists()):
        from ingest.trial import indexed
        from ui.desk import LocalDesk

        with indexed(path, settings, home.models_folder, limit) as ready:
            yield LocalDesk(ready.engine), ready.questions
        return
    if path is None:
        found = OwnQuestions(home.questions_file).all()
    else:
        found = read_questions(path / "queries.jsonl" if path.is_dir() else path)
    desk = chosen().desk()
    try:
        yield desk, spread(found, limit)
    finally:
        desk.close()


def _measured(desk: Desk, questions: QuestionSet, collections: list[str], language: Language) -> Run:
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

    from ui.measuring import Step, measure

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    steps = measure(desk, questions, chosen().settings(), collections)
    try:
        console = Console(stderr=True)
        with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as bar:
            task = bar.add_task(_ASKING.say(language), total=None)
            for step in steps:
                if not isinstance(step, Step):
                    return step
                bar.update(task, completed=step.done, total=step.total)
    finally:
        close(steps)
    message = "a measurement that nobody stopped ends with a run"
    raise AssertionError(message)


def _print(now: Run, then: Run | None, comparison: Comparison | None, language: Language, *, every: bool) -> None:
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
