"""`souffleur ingest` and `souffleur repair`: a live bar while it runs, a table when it is done."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Final

import typer

from rag.errors import Words
from rag.streams import let_go
from ui.cli.printing import printable, show, show_json
from ui.cli.rim import chosen, guarded
from ui.cli.stopping import stoppable

if TYPE_CHECKING:
    import threading
    from collections.abc import Iterator

    from ingest.events import IngestEvent, Progress, Summary
    from rag.errors import Language
    from rag.records import Withheld
    from rag.repair import Repaired, RepairEvent

_LABELS: Final = {
    "added": Words("Ajoutés", "Added"),
    "replaced": Words("Remplacés", "Replaced"),
    "moved": Words("Déplacés", "Moved"),
    "forgotten": Words("Oubliés", "Forgotten"),
    "unchanged": Words("Inchangés", "Unchanged"),
    "failed": Words("Non lus", "Not read"),
}
_READING: Final = Words("Lecture des documents", "Reading the documents")
_DONE: Final = Words("{passages} passages enregistrés en {time}.", "{passages} passages stored in {time}.")
_FAILURES: Final = Words("Fichiers non lus", "Files that were not read")
_CONFIRM: Final = Words(
    "Rebranchez le disque ou le partage, puis relancez ; si ces fichiers sont vraiment supprimés :",
    "Connect the disk or share again, then start again; if these files are really deleted:",
)
_STAGES: Final = {
    "reading": Words("Lecture des passages enregistrés", "Reading the stored passages"),
    "indexing": Words("Préparation de la recherche", "Preparing the search"),
}
_SOUND: Final = Words(
    "Tout est en ordre : {passages} passages vérifiés.", "Everything is in order: {passages} passages checked."
)
_CHECKED: Final = Words("{passages} passages vérifiés.", "{passages} passages checked.")
_MENDED: Final = {
    "embedded": Words("{count} préparés à nouveau", "{count} prepared again"),
    "missing": Words("{count} remis dans la recherche", "{count} put back into the search"),
    "orphaned": Words("{count} en trop retirés de la recherche", "{count} too many taken out of the search"),
    "words": Words("mots de {count} passages refaits", "words of {count} passages made again"),
}
_REBUILT: Final = Words(
    "La recherche était abîmée : elle a été refaite.", "The search was damaged: it has been made again."
)
SHOWN_FAILURES: Final = 50


@guarded
def ingest(
    paths: Annotated[list[Path], typer.Argument(metavar="DOSSIER…", help="Dossiers ou fichiers. / Folders or files.")],
    collection: Annotated[str, typer.Option(help="Où les ranger. / Where to keep them.")] = "documents",
    retry: Annotated[
        bool, typer.Option("--retry", help="Réessayer les fichiers non lus. / Try the unread files again.")
    ] = False,
    forget_missing: Annotated[
        bool,
        typer.Option(
            "--forget-missing",
            help="Oublier ce qui a disparu, même un dossier entier. / Forget what is gone, even a whole folder.",
        ),
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Un événement JSON par ligne. / One event a line.")] = False,
) -> None:
    """Lit des dossiers ; relancé, ne lit que ce qui a changé. / Reads folders; again, only what changed."""
    language = chosen().language()
    with (
        closing(chosen().desk_in_turn()) as desk,
        stoppable(
            lambda stop: desk.ingest(paths, collection, retry=retry, forget_missing=forget_missing, cancel=stop),
            language,
        ) as events,
    ):
        if as_json:
            _print_events(events)
        elif (summary := _follow(events, language)) is not None:
            _report(summary, language)


@guarded
def repair() -> None:
    """Vérifie et répare la recherche, sans relire les fichiers. / Checks and mends the search; reads no file."""
    from rag.repair import Repaired

    language = chosen().language()
    desk = chosen().desk_in_turn()
    done: Repaired | None = None
    try:
        with stoppable(lambda stop: _until(stop, desk.repair()), language) as steps, _bar() as bar:
            task = bar.add_task(_STAGES["reading"].say(language), total=None, note="")
            for step in steps:
                if isinstance(step, Repaired):
                    done = step
                else:
                    words = _STAGES[step.stage].say(language)
                    bar.update(task, description=words, completed=step.done, total=step.total)
    finally:
        desk.close()
    if done is not None:
        _report_repair(done, language)


def _report_repair(done: Repaired, language: Language) -> None:
    from ui.present import number

    mended = [
        words.say(language, count=number(getattr(done, name), language))
        for name, words in _MENDED.items()
        if getattr(done, name)
    ]
    sound = not mended and not done.rebuilt
    show((_SOUND if sound else _CHECKED).say(language, passages=number(done.passages, language)))
    for line in mended:
        show(f"  {line}")
    if done.rebuilt:
        show(_REBUILT.say(language))


def _until(stop: threading.Event, steps: Iterator[RepairEvent]) -> Iterator[RepairEvent]:
    """Steps of a repair; it can be stopped between any two, and goes on there the next time."""
    try:
        for step in steps:
            yield step
            if stop.is_set():
                return
    finally:
        let_go(steps)


def _print_events(events: Iterator[IngestEvent]) -> None:
    from ui.wire import event_to_json

    for event in events:
        show_json(event_to_json(event))


def _follow(events: Iterator[IngestEvent], language: Language) -> Summary | None:
    from ingest.events import Planned, Progress, Summary

    summary = None
    with _bar() as bar:
        task = bar.add_task(_READING.say(language), total=None, note="")
        for event in events:
            if isinstance(event, Planned):
                bar.update(task, total=event.files)
            elif isinstance(event, Progress):
                bar.update(task, completed=event.files_done, note=_note(event, language))
            elif isinstance(event, Summary):
                summary = event
    return summary


def _note(progress: Progress, language: Language) -> str:
    from ui.present import counted, duration

    rate = progress.passages / progress.seconds if progress.seconds else 0.0
    passages = counted(progress.passages, "passage", "passages", language)
    left = "" if progress.seconds_left is None else f" · ≈ {duration(progress.seconds_left)}"
    return f"{passages} · {rate:.0f}/s{left}"


def _bar() -> Any:  # noqa: ANN401 - rich is imported late
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TextColumn("{task.fields[note]}"))
    return Progress(*columns, console=Console(stderr=True), transient=True)


def _report(summary: Summary, language: Language) -> None:
    from rich.console import Console
    from rich.table import Table

    from ui.present import duration, number

    console = Console()
    table = Table(box=None, show_header=False)
    for name, words in _LABELS.items():
        table.add_row(words.say(language), number(getattr(summary, name), language))
    console.print(table)
    console.print(
        _DONE.say(language, passages=number(summary.passages, language), time=duration(summary.seconds)),
        highlight=False,
    )
    if summary.failures:
        _report_failures(summary, language, console)
    for folder in summary.withheld:
        show(f"\n{withheld_lines(folder, language)}")


def withheld_lines(folder: Withheld, language: Language) -> str:
    """What is missing and stays in the library, and the command that forgets it."""
    import shlex

    from ingest.pipeline import DEFAULT_COLLECTION
    from ingest.reasons import WITHHELD
    from ui.present import counted

    files = counted(folder.files, *(("fichier", "fichiers") if language == "fr" else ("file", "files")), language)
    kept = [] if folder.collection == DEFAULT_COLLECTION else ["--collection", folder.collection]
    command = shlex.join(["souffleur", "ingest", folder.root, *kept, "--forget-missing"])
    told = WITHHELD[folder.cause].say(language, root=folder.root, files=files)
    return f"{told}\n→ {_CONFIRM.say(language)}\n    {command}"


def _report_failures(summary: Summary, language: Language, console: Any) -> None:  # noqa: ANN401
    from rich.markup import escape

    from ingest.reasons import REASONS

    console.print(f"\n{_FAILURES.say(language)}", highlight=False)
    for outcome in summary.failures[:SHOWN_FAILURES]:
        reason = REASONS.get(outcome.reason, REASONS["crashed"])
        console.print(f"  {escape(printable(outcome.path))}", highlight=False, soft_wrap=True)
        console.print(f"    {reason.words.say(language)} {reason.step.say(language)}", highlight=False, soft_wrap=True)
    if len(summary.failures) > SHOWN_FAILURES:
        console.print(f"  … {len(summary.failures) - SHOWN_FAILURES}")
