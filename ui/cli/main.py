"""`souffleur`: the commands and what they have in common."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

from ui.cli.asking import ask, search
from ui.cli.categories import categories
from ui.cli.conversations import conversations
from ui.cli.doctor import doctor
from ui.cli.documents import documents, forget
from ui.cli.drafts import drafting
from ui.cli.evaluating import evaluate
from ui.cli.models import models
from ui.cli.office import summarise
from ui.cli.questions import add, feedback, listed, remove
from ui.cli.reading import ingest, repair
from ui.cli.rim import choose
from ui.cli.serving import serve
from ui.cli.settings import settings
from ui.cli.sorting import sort
from ui.cli.tasks import tasks
from ui.cli.trial import trial
from ui.cli.watching import watch

if TYPE_CHECKING:
    from collections.abc import Sequence

COMMON: Final = ("--home", "--language")

app = typer.Typer(
    name="souffleur",
    help="Souffleur répond à vos questions d'après vos documents, sans que rien ne quitte cette machine.\n\n"
    "Souffleur answers your questions from your documents; nothing leaves this machine.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)


def _version(wanted: bool) -> None:
    if wanted:
        from importlib.metadata import version

        typer.echo(f"souffleur {version('souffleur')}")
        raise typer.Exit


@app.callback()
def common(
    home: Annotated[
        Path | None,
        typer.Option(help="Dossier de la bibliothèque (sinon SOUFFLEUR_HOME). / Folder of the library."),
    ] = None,
    language: Annotated[str, typer.Option(help="fr ou/or en (sinon le réglage / else the setting).")] = "",
    version: Annotated[bool, typer.Option("--version", callback=_version, is_eager=True, help="Version.")] = False,
) -> None:
    """What every command takes."""
    del version
    if language not in {"", "fr", "en"}:
        raise typer.BadParameter("fr, en", param_hint="--language")
    choose(home, language)


for command in (ingest, watch, ask, search, summarise, sort, documents, forget, serve, repair, doctor):
    app.command()(command)
evaluate.command()(add)
evaluate.command("list")(listed)
evaluate.command()(remove)
evaluate.command()(feedback)
app.add_typer(categories, name="categories")
app.add_typer(evaluate, name="evaluate")
app.add_typer(conversations, name="conversations")
app.add_typer(drafting, name="draft")
app.add_typer(settings, name="settings")
app.add_typer(models, name="models")
app.add_typer(tasks, name="tasks")
app.add_typer(trial, name="trial")


def run() -> None:
    """Entry point of the console script."""
    app(common_first(sys.argv[1:]))


def common_first(arguments: Sequence[str]) -> list[str]:
    """What every command takes may also stand behind the command: `souffleur ask "…" --home FOLDER`."""
    first: list[str] = []
    rest: list[str] = []
    waiting = iter(arguments)
    for argument in waiting:
        name = argument.partition("=")[0]
        if argument == "--":
            rest += [argument, *waiting]
        elif name in COMMON:
            first.append(argument)
            if name == argument:
                first += [value for value in (next(waiting, None),) if value is not None]
        else:
            rest.append(argument)
    return [*first, *rest]
