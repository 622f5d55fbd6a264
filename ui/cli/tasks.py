"""`souffleur tasks`: the office tasks that were done, to look at, write to a file and delete."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

from rag.errors import Words
from ui.cli.agreeing import is_sure
from ui.cli.printing import show, show_json
from ui.cli.rim import chosen, guarded

if TYPE_CHECKING:
    from rag.errors import Language
    from rag.tasks import KeptTask

tasks = typer.Typer(help="Les tâches faites. / The tasks that were done.", no_args_is_help=True, rich_markup_mode=None)

_NONE: Final = Words("Aucune tâche n'est gardée.", "No task is kept.")
_MORE: Final = Words("… et d'autres : --limit en montre plus.", "… and others: --limit shows more.")
_SURE: Final = Words(
    "Supprimer {count} tâche(s) et leurs résultats ? Vos documents restent. [o/N]",
    "Delete {count} task(s) and their results? Your documents stay. [y/N]",
)
_KEPT: Final = Words("Rien n'a été supprimé.", "Nothing was deleted.")
_DELETED: Final = Words("{count} tâche(s) supprimée(s).", "{count} task(s) deleted.")
_NOTHING_LEFT: Final = Words("Il n'y a pas de résultat.", "There is no result.")
_SHORTENED: Final = Words(
    "Un document a été retiré de la bibliothèque depuis : ce qui reposait sur lui est parti.",
    "A document was removed from the library since: what rested on it is gone.",
)
_WRITTEN: Final = Words("Écrit dans {path}.", "Written to {path}.")
_ENDINGS: Final = {
    "done": Words("terminée", "done"), "stopped": Words("arrêtée", "stopped"), "failed": Words("échouée", "failed"),
}  # fmt: skip

_NAME = Annotated[str, typer.Argument(metavar="N°", help="Numéro, ou son début. / Its number, or how it begins.")]
_JSON = Annotated[bool, typer.Option("--json", help="Pour les programmes. / For programs.")]


@tasks.command("list")
@guarded
def listed(
    limit: Annotated[int, typer.Option(min=1, help="Combien au plus. / How many at most.")] = 30,
    as_json: _JSON = False,
) -> None:
    """Liste les tâches, la plus récente d'abord. / Lists the tasks, the latest first."""
    from ui.wire import record_to_json

    with closing(chosen().desk()) as desk:
        found = desk.tasks.find(limit=limit + 1)
    if as_json:
        show_json([record_to_json(one) for one in found[:limit]])
        return
    language = chosen().language()
    for one in found[:limit]:
        show(_line(one, language))
    if not found:
        show(_NONE.say(language))
    if len(found) > limit:
        show(_MORE.say(language))


@tasks.command("show")
@guarded
def shown(name: _NAME, as_json: _JSON = False) -> None:
    """Montre une tâche avec son résultat. / Shows a task with its result."""
    from ui.office import MINUTES, meetings_of
    from ui.wire import error_from_json, record_to_json

    task, language = _read(name), chosen().language()
    if as_json:
        show_json(record_to_json(task))
        return
    show(_line(task, language))
    if task.trouble is not None:
        trouble = error_from_json(task.trouble)
        show(f"{trouble.sentence(language)}\n{trouble.next_step(language)}")
    if task.shortened:
        show(_SHORTENED.say(language))
    if task.kind == MINUTES and task.result is not None:
        from ui.minutes_text import plain

        show(plain(meetings_of(task.result), language))
    elif task.result is not None:
        show_json(task.result)


@tasks.command()
@guarded
def export(
    name: _NAME,
    output: Annotated[Path, typer.Argument(metavar="FICHIER", help=".md, .csv, .docx, .ics, .json : là. / There.")],
) -> None:
    """Écrit le résultat d'une tâche. / Writes the result of a task."""
    import json

    from rag.whole import write_whole
    from ui.cli.office import writers
    from ui.office import MINUTES, meetings_of

    task, language, kind = _read(name), chosen().language(), output.suffix.lower()
    known = [*writers(), ".json"] if task.kind == MINUTES else [".json"]
    if kind not in known:
        raise typer.BadParameter(", ".join(known), param_hint="FICHIER")
    if task.result is None:
        show(_NOTHING_LEFT.say(language))
        raise typer.Exit(1)
    content = (
        json.dumps(task.result, ensure_ascii=False, indent=1).encode()
        if kind == ".json"
        else writers()[kind](meetings_of(task.result), language)
    )
    show(_WRITTEN.say(language, path=write_whole(output.expanduser().absolute(), content)))


@tasks.command()
@guarded
def delete(
    names: Annotated[list[str] | None, typer.Argument(metavar="N°…", help="Leurs numéros. / Their numbers.")] = None,
    every: Annotated[bool, typer.Option("--all", help="Toutes. / All of them.")] = False,
    yes: Annotated[bool, typer.Option("--yes", help="Sans demander. / Without asking.")] = False,
) -> None:
    """Supprime des tâches ; les documents restent. / Deletes tasks; the documents stay."""
    if bool(names) == every:
        raise typer.BadParameter("N°… | --all")
    language = chosen().language()
    with closing(chosen().desk_in_turn()) as desk:
        meant = desk.tasks.find() if every else [desk.tasks.named(name) for name in names or ()]
        if not yes and not is_sure((_line(task, language) for task in meant), _SURE.say(language, count=len(meant))):
            show(_KEPT.say(language))
            raise typer.Exit(1)
        count = desk.tasks.remove(list(dict.fromkeys(one.id for one in meant)))
    show(_DELETED.say(language, count=count))


def _read(name: str) -> KeptTask:
    with closing(chosen().desk()) as desk:
        return desk.tasks.named(name)


def _line(task: KeptTask, language: Language) -> str:
    from ui.present import duration, moment

    names = task.title or ", ".join(task.names) or "…"
    how = _ENDINGS[task.ending].say(language)
    return (
        f"{task.id}  {names}\n      {task.kind} · {moment(task.started, language)} · {how} · {duration(task.seconds)}"
    )
