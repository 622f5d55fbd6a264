"""`souffleur watch`: folders that are followed, here in the foreground or by the running server."""

from __future__ import annotations

import time
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

from rag.errors import NothingThere, Words
from ui.cli.printing import show, show_json
from ui.cli.reading import withheld_lines
from ui.cli.rim import chosen, guarded

if TYPE_CHECKING:
    from rag.errors import Language
    from rag.options import Watch
    from rag.records import Watched, Withheld
    from ui.desk import Desk, LocalDesk
    from ui.job_state import JobState

LOOK_SECONDS: Final = 0.3  # how often it is looked whether a run has ended
_NONE: Final = Words("Aucun dossier n'est suivi.", "No folder is followed.")
_LINE: Final = Words(
    "suivi depuis le {since} ; dernier examen : {looked}", "followed since {since}; last look: {looked}"
)
_NEVER: Final = Words("pas encore", "not yet")
_STOPPED: Final = Words(
    "« {root} » n'est plus suivi ; ses documents restent.", "`{root}` is followed no more; its documents stay."
)
_HANDED: Final = Words("« {root} » est suivi par la page ouverte.", "`{root}` is followed by the page that is open.")
_FOLLOWING: Final = Words("« {root} » est suivi (Ctrl+C pour arrêter).", "Following `{root}` (Ctrl+C stops).")
_FILES: Final = {
    "added": Words("ajoutés : {count}", "added: {count}"),
    "replaced": Words("mis à jour : {count}", "replaced: {count}"),
    "moved": Words("déplacés : {count}", "moved: {count}"),
    "forgotten": Words("oubliés : {count}", "forgotten: {count}"),
    "failed": Words("non lus : {count}", "not read: {count}"),
}


@guarded
def watch(
    folders: Annotated[list[Path] | None, typer.Argument(metavar="DOSSIER…", help="Dossiers. / Folders.")] = None,
    collection: Annotated[str, typer.Option(help="Où les ranger. / Where to keep them.")] = "documents",
    listed: Annotated[
        bool, typer.Option("--list", help="Montre les dossiers suivis. / Shows the followed folders.")
    ] = False,
    stop: Annotated[
        bool, typer.Option("--stop", help="Ne plus suivre ces dossiers. / Follow these folders no more.")
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Avec --list. / With --list.")] = False,
) -> None:
    """Suit des dossiers : ce qui change est lu tout seul. / Follows folders: what changes is read by itself."""
    from ui.desk import LocalDesk

    named = folders or []
    if stop and not named:
        raise typer.BadParameter("--stop DOSSIER…", param_hint="DOSSIER…")
    language = chosen().language()
    with closing(chosen().desk()) as desk:
        if listed:
            _list(desk.watched(), language, as_json=as_json)
        elif stop:
            _stop(desk, named, language)
        else:
            _add(desk, named, collection)
            if isinstance(desk, LocalDesk):
                _follow(desk, chosen().settings().watch, language)
            else:
                _say_each(_HANDED, desk, language)


def _list(found: tuple[Watched, ...], language: Language, *, as_json: bool) -> None:
    from ui.present import moment
    from ui.wire import record_to_json

    if as_json:
        show_json([record_to_json(one) for one in found])
        return
    for one in found:
        looked = moment(one.looked_at, language) if one.looked_at else _NEVER.say(language)
        line = _LINE.say(language, since=moment(one.since, language), looked=looked)
        show(f"{one.root}\n    {one.collection} · {line}")
    if not found:
        show(_NONE.say(language))


def _stop(desk: Desk, named: list[Path], language: Language) -> None:
    for folder in named:
        if not desk.unwatch(folder):
            raise NothingThere(folder)
        show(_STOPPED.say(language, root=folder))


def _add(desk: Desk, named: list[Path], collection: str) -> None:
    for folder in named:
        desk.watch(folder, collection)


def _say_each(words: Words, desk: Desk, language: Language) -> None:
    found = desk.watched()
    for one in found:
        show(words.say(language, root=one.root))
    if not found:
        show(_NONE.say(language))


def _follow(desk: LocalDesk, options: Watch, language: Language) -> None:
    """Until Ctrl-C; every run that changed something is one line."""
    from ui.following import following
    from ui.jobs import Jobs

    _say_each(_FOLLOWING, desk, language)
    if not desk.watched():
        return
    jobs, told = Jobs(desk), 0
    missing: dict[str, tuple[Withheld, ...]] = {}
    try:
        with following(desk, jobs, options):
            while True:
                for ended in reversed(jobs.finished()):
                    if ended.number > told:
                        told = ended.number
                        _tell(ended, missing, language)
                time.sleep(LOOK_SECONDS)
    finally:
        jobs.close()


def _tell(ended: JobState, missing: dict[str, tuple[Withheld, ...]], language: Language) -> None:
    """One run; `missing` holds what was said to be missing already."""
    if ended.trouble is not None:
        show(f"{ended.trouble.sentence(language)}\n→ {ended.trouble.next_step(language)}")
    if ended.summary is None:
        return
    counts = [(words, getattr(ended.summary, name)) for name, words in _FILES.items()]
    said = ", ".join(words.say(language, count=count) for words, count in counts if count)
    if said:
        show(f"{time.strftime('%H:%M:%S')} {ended.paths[0]} · {said}")
    for folder in ended.summary.withheld:
        if folder not in missing.get(ended.paths[0], ()):
            show(withheld_lines(folder, language))
    missing[ended.paths[0]] = ended.summary.withheld
