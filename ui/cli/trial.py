"""`souffleur trial`: how the questions of a trial went, a report to print, and forgetting the record."""

from __future__ import annotations

from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

from rag.errors import Words
from ui.cli.printing import show, show_json
from ui.cli.rim import chosen, guarded

if TYPE_CHECKING:
    from rag.evaluation.trial import Trial

trial = typer.Typer(
    help="L'essai : questions posées, durées, avis. / The trial: questions asked, times, opinions.",
    no_args_is_help=True,
    rich_markup_mode=None,
)
MOST_DAYS: Final = 3_650
_CLEARED: Final = Words("Questions effacées du relevé : {count}", "Questions removed from the record: {count}")
_WRITTEN: Final = Words("Rapport : {file}", "Report: {file}")

_DAYS = Annotated[
    int | None, typer.Option(min=1, max=MOST_DAYS, help="Les derniers jours seulement. / The last days only.")
]


@trial.command("show")
@guarded
def shown(
    days: _DAYS = None,
    as_json: Annotated[bool, typer.Option("--json", help="Le relevé, pour les programmes. / The record.")] = False,
) -> None:
    """Les chiffres de l'essai. / The figures of the trial."""
    from ui.present_trial import figures, period, troubles, would_cost
    from ui.wire import record_to_json

    language, compared = chosen().language(), chosen().settings().trial
    if as_json:
        with closing(chosen().desk()) as desk:
            show_json([record_to_json(one) for one in desk.trial.all()])
        return
    found = _found(days)
    show(period(found, language))
    for value, name in figures(found, language):
        show(f"{value:>10}  {name}")
    for line in troubles(found, language):
        show(line)
    show(would_cost(found, compared.seats, compared.seat_price, language))


@trial.command()
@guarded
def report(
    file: Annotated[Path, typer.Argument(help="Fichier HTML à écrire. / HTML file to write.")],
    days: _DAYS = None,
) -> None:
    """Écrit un rapport à imprimer. / Writes a report to print."""
    from ui.trial_report import write_report

    language = chosen().language()
    written = write_report(file, _found(days), chosen().settings().trial, language)
    show(_WRITTEN.say(language, file=written))


@trial.command()
@guarded
def clear() -> None:
    """Efface le relevé des questions ; les avis restent. / Forgets the record; opinions stay."""
    with closing(chosen().desk()) as desk:
        count = desk.trial.clear()
    show(_CLEARED.say(chosen().language(), count=count))


def _found(days: int | None) -> Trial:
    from rag.evaluation.trial import trial as figures_of

    with closing(chosen().desk()) as desk:
        return figures_of(desk.trial.all(), desk.feedback.all(), datetime.now(UTC).astimezone().date(), days)
