"""`souffleur summarise`: what minutes decided, who does what by when, what is late; shown, or written to a file."""

from __future__ import annotations

from contextlib import closing, nullcontext
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Final

import typer

from rag.errors import Words
from ui.cli.printing import printable, show, show_json
from ui.cli.rim import chosen, guarded
from ui.cli.stopping import stoppable

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from rag.errors import Language
    from rag.office.asked import MinutesAsked
    from rag.office.record import Summary
    from ui.desk import Desk

_WRITTEN: Final = Words("Écrit dans {path}.", "Written to {path}.")
_STOPPED: Final = Words("Arrêté ; rien n'a été changé.", "Stopped; nothing was changed.")
_STAGES: Final = {
    "reading": Words("Lecture", "Reading"),
    "writing": Words("Le modèle lit", "The model reads"),
    "shortening": Words("Résumé", "Summing up"),
}
KINDS: Final = (".md", ".csv", ".docx", ".ics")


@guarded
def summarise(
    paths: Annotated[
        list[Path], typer.Argument(metavar="FICHIER…", help="Comptes rendus, ou leurs dossiers. / Minutes, or folders.")
    ],
    output: Annotated[
        Path | None,
        typer.Option("--output", metavar="FICHIER", help="Écrire là : .md, .csv, .docx ou .ics. / Write there."),
    ] = None,
    day: Annotated[
        datetime | None,
        typer.Option(
            "--day", formats=["%Y-%m-%d"], metavar="JOUR", help="En retard ce jour-là. / Overdue on that day."
        ),
    ] = None,
    model: Annotated[
        bool,
        typer.Option(
            "--model/--no-model",
            help="Faire lire aussi le modèle choisi ; plus lent. / Let the chosen model read them too; slower.",
        ),
    ] = True,
    as_json: Annotated[bool, typer.Option("--json", help="Pour les programmes. / For programs.")] = False,
) -> None:
    """Résume des comptes rendus : décisions, actions, retards. / Summarises minutes: decisions, actions, delays."""
    from rag.whole import write_whole
    from ui.minutes_text import plain
    from ui.office import asked_of
    from ui.wire import record_to_json

    if output is not None and output.suffix.lower() not in KINDS:
        raise typer.BadParameter(", ".join(KINDS), param_hint="--output")
    language = chosen().language()
    with closing(chosen().desk()) as desk:
        asked = asked_of(paths, (day or datetime.now().astimezone()).date().isoformat(), model=model)
        found = _followed(desk, asked, language, quiet=as_json)
    if found is None:
        show(_STOPPED.say(language), err=True)
        raise typer.Exit(1)
    if output is not None:
        content = writers()[output.suffix.lower()](found, language)
        show(_WRITTEN.say(language, path=write_whole(output.expanduser().absolute(), content)))
    elif as_json:
        show_json(record_to_json(found))
    else:
        show(plain(found, language))


def _followed(desk: Desk, asked: MinutesAsked, language: Language, *, quiet: bool) -> Summary | None:
    """Wait for the end of the task and say how far it is; None when Ctrl-C stopped it."""
    from rich.markup import escape

    from rag.tasks import TaskEnded, TaskStep
    from ui.office import meetings_of

    found = None
    bar = None if quiet else _bar()
    with bar or nullcontext(), stoppable(lambda cancel: desk.office.summarise(asked, cancel), language) as events:
        row = bar.add_task("", total=None) if bar else None
        for event in events:
            if isinstance(event, TaskStep) and bar:
                said = f"{_STAGES[event.stage].say(language)} {escape(printable(event.name))}"
                bar.update(row, completed=event.done, total=event.total or None, description=said)
            elif isinstance(event, TaskEnded) and event.task.result is not None:
                found = meetings_of(event.task.result)
    return found


def _bar() -> Any:  # noqa: ANN401 - rich is imported late
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    return Progress(*columns, console=Console(stderr=True), transient=True)


def writers() -> Mapping[str, Callable[[Summary, Language], bytes]]:
    """What makes a file, by the ending of its name."""
    from ui import minutes_files, minutes_text

    return {
        ".md": lambda found, language: minutes_text.markdown(found, language).encode(),
        ".csv": minutes_files.as_csv,
        ".docx": minutes_files.as_docx,
        ".ics": minutes_files.as_calendar,
    }
