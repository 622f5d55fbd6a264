"""`souffleur sort`: incoming mail sorted, with what is asked, by when, for whom, and a draft of a reply."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

from rag.errors import NotWritable, Words
from ui.cli.printing import show, show_json
from ui.cli.rim import chosen, guarded

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rag.office.mail.record import MailsSorted, Sorted
    from ui.desk import Desk

_WRITTEN: Final = Words("Écrit dans {path}.", "Written to {path}.")
_LEARNT: Final = Words("Noté : {mail} → {category}.", "Noted: {mail} → {category}.")
KIND: Final = ".csv"


@guarded
def sort(
    paths: Annotated[
        list[Path],
        typer.Argument(metavar="CHEMIN…", help="Courriels, boîtes mbox, Maildir, dossiers. / E-mails, mailboxes."),
    ],
    output: Annotated[
        Path | None, typer.Option("--output", metavar="FICHIER", help="Écrire un tableau .csv. / Write a .csv table.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Pour les programmes. / For programs.")] = False,
    drafts: Annotated[
        bool, typer.Option("--drafts", help="Avec les brouillons de réponse. / With drafts of replies.")
    ] = False,
    correct: Annotated[
        list[str] | None,
        typer.Option("--correct", metavar="ID=CATÉGORIE", help="Corriger, et apprendre. / Correct, and teach."),
    ] = None,
    day: Annotated[
        datetime | None, typer.Option("--day", formats=["%Y-%m-%d"], metavar="JOUR", help="Aujourd'hui. / Today.")
    ] = None,
) -> None:
    """Trie le courrier reçu : catégorie, priorité, demande, date, dossier. / Sorts incoming mail."""
    from ui.mail_text import as_csv, plain, summary
    from ui.wire import record_to_json

    if output is not None and output.suffix.lower() != KIND:
        raise typer.BadParameter(KIND, param_hint="--output")
    corrections = [_correction(one) for one in correct or ()]
    language = chosen().language()
    today = (day or datetime.now().astimezone()).date().isoformat()
    desk = chosen().desk()
    try:
        found, end = _sorted(desk, paths, today)
        if corrections:
            _teach(desk, found, corrections)
            found, end = _sorted(desk, paths, today)
        names = {one.id: one.name for one in desk.mail.categories(language)}
    finally:
        desk.close()
    if output is not None:
        try:
            output.expanduser().write_bytes(as_csv(found, names, language))
        except OSError as trouble:
            raise NotWritable(output, trouble.strerror or type(trouble).__name__) from trouble
        show(summary(end, language))
        show(_WRITTEN.say(language, path=output))
    elif as_json:
        show_json({**record_to_json(end), "mails": [record_to_json(one) for one in found]})
    else:
        show(plain(found, end, names, language, drafts=drafts))


def _sorted(desk: Desk, paths: Sequence[Path], today: str) -> tuple[list[Sorted], MailsSorted]:
    from rag.office.mail.record import MailsSorted, SortedMail

    found: list[Sorted] = []
    end = MailsSorted(0, 0)
    for event in desk.mail.sort(paths, today, chosen().language()):
        if isinstance(event, SortedMail):
            found.append(event.found)
        else:
            end = event
    return found, end


def _correction(written: str) -> tuple[str, str]:
    mail, sign, category = written.partition("=")
    if not sign or not mail.strip() or not category.strip():
        raise typer.BadParameter("ID=CATÉGORIE", param_hint="--correct")
    return mail.strip(), category.strip()


def _teach(desk: Desk, found: Sequence[Sorted], corrections: Sequence[tuple[str, str]]) -> None:
    from rag.errors import MailUnknown

    for begin, category in corrections:
        meant = [one.mail for one in found if one.mail.id.startswith(begin)]
        if len(meant) != 1:
            raise MailUnknown(begin)
        desk.mail.correct(meant[0], category)
        show(_LEARNT.say(chosen().language(), mail=meant[0].subject or meant[0].id, category=category), err=True)
