"""`souffleur settings`: what is in force, what can be set, and where the file lies."""

from __future__ import annotations

import typer

from ui.cli.rim import chosen, guarded

settings = typer.Typer(help="Montre les réglages. / Shows the settings.", no_args_is_help=True, rich_markup_mode=None)


@settings.command()
@guarded
def show() -> None:
    """Les réglages en vigueur. / The settings in force."""
    from rag.settings import show as written

    typer.echo(written(chosen().settings()))


@settings.command()
@guarded
def example() -> None:
    """Un fichier avec tous les réglages, expliqués. / A file with every setting, explained."""
    from rag.settings import example as written

    typer.echo(written(chosen().language()))


@settings.command()
@guarded
def path() -> None:
    """Où se trouve le fichier. / Where the file lies."""
    typer.echo(chosen().home().settings_file)
