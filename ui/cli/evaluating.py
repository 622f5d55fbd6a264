"""`souffleur evaluate`: how well the library is searched, beside how well it was searched before."""

from __future__ import annotations

from contextlib import closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Final

import typer
from typer.core import TyperGroup

from rag.errors import NothingThere, Words
from rag.streams import let_go
from ui.cli.printing import show, show_json
from ui.cli.results import show_results
from ui.cli.rim import chosen, guarded

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rag.errors import Language
    from rag.evaluation.cases import QuestionSet
    from rag.evaluation.runs import Run
    from ui.desk import Desk

RUN: Final = "run"
_ASKING: Final = Words("Questions posées", "Questions asked")
_READING: Final = Words(
    "Lecture des documents du jeu, dans une bibliothèque provisoire…",
    "Reading the documents of the set into a library made for it…",
)
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
    show_results(now, then, comparison, language, every=every)
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

        show(_READING.say(chosen().language()), err=True)
        with indexed(path, settings, home.models_folder, limit) as ready:
            yield LocalDesk(ready.engine), ready.questions
        return
    if path is None:
        found = OwnQuestions(home.questions_file).all()
    else:
        found = read_questions(path / "queries.jsonl" if path.is_dir() else path)
    with closing(chosen().desk()) as desk:
        yield desk, spread(found, limit)


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
        let_go(steps)
    message = "a measurement that nobody stopped ends with a run"
    raise AssertionError(message)
