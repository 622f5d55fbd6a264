"""`souffleur conversations`: those that are kept, to read, search, rename, export and delete."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final, Literal

import typer

from rag.errors import Words
from ui.cli.agreeing import is_sure
from ui.cli.printing import show, show_json
from ui.cli.rim import chosen, guarded

if TYPE_CHECKING:
    from rag.errors import Language
    from rag.threads import KeptTurn, Thread
    from ui.transcript import Exchange

conversations = typer.Typer(
    help="Les conversations gardées. / The conversations that are kept.", no_args_is_help=True, rich_markup_mode=None
)

_NONE: Final = Words("Aucune conversation n'est gardée.", "No conversation is kept.")
_NOT_FOUND: Final = Words("Aucune conversation ne contient ces mots.", "No conversation holds these words.")
_MORE: Final = Words("… et d'autres : --limit en montre plus.", "… and others: --limit shows more.")
_SURE: Final = Words(
    "Supprimer {count} conversation(s), questions et réponses ? Vos documents restent. [o/N]",
    "Delete {count} conversation(s), questions and answers? Your documents stay. [y/N]",
)
_KEPT: Final = Words("Rien n'a été supprimé.", "Nothing was deleted.")
_DELETED: Final = Words("{count} conversation(s) supprimée(s).", "{count} conversation(s) deleted.")
_RENAMED: Final = Words("Renommée : {title}", "Renamed: {title}")
_WRITTEN: Final = Words("Écrit : {path}", "Written: {path}")
_THERE: Final = Words("Ce fichier existe déjà : {path}", "This file exists already: {path}")

_NAME = Annotated[str, typer.Argument(metavar="N°", help="Numéro, ou son début. / Its number, or how it begins.")]
_LIMIT = Annotated[int, typer.Option(min=1, help="Combien au plus. / How many at most.")]
_JSON = Annotated[bool, typer.Option("--json", help="Pour les programmes. / For programs.")]


@conversations.command("list")
@guarded
def listed(limit: _LIMIT = 30, as_json: _JSON = False) -> None:
    """Liste les conversations, la plus récente d'abord. / Lists the conversations, the latest first."""
    _list("", limit, _NONE, as_json=as_json)


@conversations.command()
@guarded
def search(
    words: Annotated[str, typer.Argument(metavar="MOTS", help="Mots à y chercher. / Words to look for.")],
    limit: _LIMIT = 30,
    as_json: _JSON = False,
) -> None:
    """Celles qui contiennent ces mots. / Those that hold these words."""
    _list(words, limit, _NOT_FOUND, as_json=as_json)


@conversations.command("show")
@guarded
def shown(name: _NAME, as_json: _JSON = False) -> None:
    """Une conversation avec ses réponses et leurs sources. / A conversation with its answers and their sources."""
    from ui.transcript import transcript
    from ui.wire import record_to_json

    thread, turns = _read(name)
    if as_json:
        show_json({**record_to_json(thread), "turns": [record_to_json(one) for one in turns]})
        return
    language = chosen().language()
    whole = transcript(thread, turns, language)
    show(f"{whole.title}\n{whole.about}")
    for exchange in whole.exchanges:
        _show_exchange(exchange, language)


@conversations.command()
@guarded
def rename(
    name: _NAME, title: Annotated[str, typer.Argument(metavar="NOM", help="Son nouveau nom. / Its new name.")]
) -> None:
    """Donne un autre nom à une conversation. / Gives a conversation another name."""
    with closing(chosen().desk_in_turn()) as desk:
        thread = desk.threads.named(name)
        desk.threads.rename(thread.id, title)
        named = desk.threads.named(thread.id)
    show(_RENAMED.say(chosen().language(), title=named.title))


@conversations.command()
@guarded
def delete(
    names: Annotated[list[str] | None, typer.Argument(metavar="N°…", help="Leurs numéros. / Their numbers.")] = None,
    every: Annotated[bool, typer.Option("--all", help="Toutes. / All of them.")] = False,
    yes: Annotated[bool, typer.Option("--yes", help="Sans demander. / Without asking.")] = False,
) -> None:
    """Supprime des conversations ; les documents restent. / Deletes conversations; the documents stay."""
    if bool(names) == every:
        raise typer.BadParameter("N°… | --all")
    language = chosen().language()
    with closing(chosen().desk_in_turn()) as desk:
        meant = desk.threads.find() if every else [desk.threads.named(name) for name in names or ()]
        ids = list(dict.fromkeys(one.id for one in meant))
        if not yes and not is_sure(
            (_line(thread, language) for thread in meant), _SURE.say(language, count=len(meant))
        ):
            show(_KEPT.say(language))
            raise typer.Exit(1)
        count = desk.threads.remove(ids)
    show(_DELETED.say(language, count=count))


@conversations.command()
@guarded
def export(
    name: _NAME,
    form: Annotated[
        Literal["markdown", "word"] | None, typer.Option(help="Sinon d'après le fichier. / Else as the file says.")
    ] = None,
    to: Annotated[
        Path | None, typer.Option(metavar="FICHIER", help="Où l'écrire ; sinon ici. / Where to write it; else here.")
    ] = None,
) -> None:
    """Écrit une conversation avec ses sources. / Writes a conversation with its sources."""
    from rag.whole import write_whole
    from ui.exports import exported, file_name
    from ui.transcript import transcript

    language = chosen().language()
    thread, turns = _read(name)
    wanted = form or ("word" if to is not None and to.suffix.lower() == ".docx" else "markdown")
    path = (to or Path(file_name(thread, wanted))).expanduser().absolute()
    if path.exists():
        raise typer.BadParameter(_THERE.say(language, path=path), param_hint="--to")
    content = exported(transcript(thread, turns, language), wanted, language)
    show(_WRITTEN.say(language, path=write_whole(path, content)))


def _list(words: str, limit: int, none: Words, *, as_json: bool) -> None:
    from ui.wire import record_to_json

    with closing(chosen().desk()) as desk:
        found = desk.threads.find(words, limit + 1)
    if as_json:
        show_json([record_to_json(one) for one in found[:limit]])
        return
    language = chosen().language()
    for one in found[:limit]:
        show(_line(one, language))
    if not found:
        show(none.say(language))
    if len(found) > limit:
        show(_MORE.say(language))


def _read(name: str) -> tuple[Thread, list[KeptTurn]]:
    with closing(chosen().desk()) as desk:
        thread = desk.threads.named(name)
        return thread, desk.threads.turns(thread.id)


def _line(thread: Thread, language: Language) -> str:
    from ui.present import counted, moment

    asked = counted(thread.turns, "question", "questions", language)
    return f"{thread.id}  {thread.title}\n      {moment(thread.changed, language)} · {asked}"


def _show_exchange(exchange: Exchange, language: Language) -> None:
    from ui.transcript import SOURCES

    show(f"\n── {exchange.question}\n   {exchange.asked}\n")
    for paragraph in (exchange.warning, exchange.answer, *exchange.notes):
        if paragraph:
            show(f"{paragraph}\n")
    if exchange.sources:
        show(SOURCES.say(language))
    for source in exchange.sources:
        show(f"[{source.number}] {' · '.join(filter(None, (source.title, source.about)))}")
        for line in (source.quote, *source.remarks):
            if line:
                show(f"    {line}")
