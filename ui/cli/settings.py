"""`souffleur settings`: what is in force, what can be set, changing it, and where the file lies."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Final

import typer

from rag.errors import Words
from ui.cli.printing import show as say
from ui.cli.rim import chosen, guarded

if TYPE_CHECKING:
    from rag.settable import Setting
    from ui.settings import SettingsBook

settings = typer.Typer(
    help="Montre et change les réglages. / Shows and changes the settings.",
    no_args_is_help=True,
    rich_markup_mode=None,
)

_NAME: Final = typer.Argument(metavar="NOM", help="Son nom entier : chat.temperature. / Its name in full.")
_WAITS: Final = Words(
    "Il comptera au prochain démarrage de Souffleur.", "It will count from the next start of Souffleur."
)


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


@settings.command("set")
@guarded
def change(
    name: Annotated[str, _NAME],
    value: Annotated[str, typer.Argument(metavar="VALEUR", help="Sa valeur. / Its value.")],
) -> None:
    """Change un réglage. / Changes one setting."""
    _tell(_book().change(name, value, chosen().language()))


@settings.command()
@guarded
def reset(name: Annotated[str, _NAME]) -> None:
    """Remet un réglage comme livré. / Puts one setting back to its default."""
    _tell(_book().reset(name))


def _book() -> SettingsBook:
    """The settings of the running server, which puts them in force; without one, the file."""
    from ui.remote import RemoteDesk, find_server
    from ui.settings import LocalSettings

    server = find_server(chosen().home())
    return RemoteDesk(server).settings if server else LocalSettings(chosen().home())


def _tell(setting: Setting) -> None:
    from ui.present_settings import shown

    language = chosen().language()
    say(f"{setting.name} = {shown(setting.value, language)}")
    if not setting.in_force:
        say(_WAITS.say(language))
