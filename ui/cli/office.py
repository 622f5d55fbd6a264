"""`souffleur summarise`: what minutes decided, who does what by when, what is late; shown, or written to a file."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

from rag.errors import Words
from ui.cli.printing import show, show_json
from ui.cli.rim import chosen, guarded

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from rag.errors import Language
    from rag.office.record import Summary

_WRITTEN: Final = Words("Écrit dans {path}.", "Written to {path}.")
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
    as_json: Annotated[bool, typer.Option("--json", help="Pour les programmes. / For programs.")] = False,
) -> None:
    """Résume des comptes rendus : décisions, actions, retards. / Summarises minutes: decisions, actions, delays."""
    from rag.whole import write_whole
    from ui.minutes_text import plain
    from ui.office import asked_of, finished
    from ui.wire import record_to_json

    if output is not None and output.suffix.lower() not in KINDS:
        raise typer.BadParameter(", ".join(KINDS), param_hint="--output")
    language = chosen().language()
    desk = chosen().desk()
    try:
        asked = asked_of(paths, (day or datetime.now().astimezone()).date().isoformat())
        found = finished(desk.office.summarise(asked))
    finally:
        desk.close()
    if found is None:
        return
    if output is not None:
        content = _writers()[output.suffix.lower()](found, language)
        show(_WRITTEN.say(language, path=write_whole(output.expanduser().absolute(), content)))
    elif as_json:
        show_json(record_to_json(found))
    else:
        show(plain(found, language))


def _writers() -> Mapping[str, Callable[[Summary, Language], bytes]]:
    from ui import minutes_files, minutes_text

    return {
        ".md": lambda found, language: minutes_text.markdown(found, language).encode(),
        ".csv": minutes_files.as_csv,
        ".docx": minutes_files.as_docx,
        ".ics": minutes_files.as_calendar,
    }
