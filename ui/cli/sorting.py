"""`souffleur sort`: incoming mail sorted, with what is asked, by when, for whom, and a draft of a reply."""

from __future__ import annotations

from contextlib import closing
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

from rag.errors import NotWritable, Words
from ui.cli.printing import show, show_json
from ui.cli.rim import chosen, guarded

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rag.office.mail.record import MailsSorted, ServerMail, Sorted
    from ui.desk import Desk

_WRITTEN: Final = Words("Écrit dans {path}.", "Written to {path}.")
_LEARNT: Final = Words("Noté : {mail} → {category}.", "Noted: {mail} → {category}.")
_ASK: Final = Words("Mot de passe (vide : l'oublier)", "Password (empty: forget it)")
_IN_KEYRING: Final = Words(
    "Le trousseau du système garde ce mot de passe.", "The system's keyring keeps that password."
)
_IN_FILE: Final = Words(
    "Ce mot de passe est gardé dans un fichier que vous seul pouvez lire : le système n'a pas de trousseau.",
    "That password is kept in a file that you alone can read: the system has no keyring.",
)
_FORGOTTEN: Final = Words("Le mot de passe est oublié.", "The password is forgotten.")
KIND: Final = ".csv"


@guarded
def sort(
    paths: Annotated[
        list[Path] | None,
        typer.Argument(metavar="CHEMIN…", help="Courriels, boîtes mbox, Maildir, dossiers. / E-mails, mailboxes."),
    ] = None,
    imap: Annotated[
        bool, typer.Option("--imap", help="Le courrier du serveur des réglages. / Mail of the server that is set.")
    ] = False,
    folder: Annotated[str, typer.Option("--folder", metavar="DOSSIER", help="De ce serveur. / Of that server.")] = "",
    latest: Annotated[
        int, typer.Option("--latest", min=0, max=1_000, metavar="N", help="Les N derniers. / The latest N.")
    ] = 0,
    password: Annotated[
        bool, typer.Option("--password", help="Donner le mot de passe du serveur. / Give the server's password.")
    ] = False,
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
    from rag.office.mail.record import ServerMail
    from ui.mail_text import as_csv, plain, summary
    from ui.wire import record_to_json

    if password:
        _keep_password()
        return
    _check(output, given=bool(paths), imap=imap, server_only="--folder" if folder else "--latest" if latest else "")
    sources = [] if imap else list(paths or ())
    wanted = ServerMail(folder, latest)
    corrections = [_correction(one) for one in correct or ()]
    language = chosen().language()
    today = (day or datetime.now().astimezone()).date().isoformat()
    with closing(chosen().desk()) as desk:
        found, end = _sorted(desk, sources, today, wanted)
        if corrections:
            _teach(desk, found, corrections)
            found, end = _sorted(desk, sources, today, wanted)
        names = {one.id: one.name for one in desk.mail.categories(language)}
    if output is not None:
        _write(output, as_csv(found, names, language))
        show(summary(end, language))
        show(_WRITTEN.say(language, path=output))
    elif as_json:
        show_json({**record_to_json(end), "mails": [record_to_json(one) for one in found]})
    else:
        show(plain(found, end, names, language, drafts=drafts))


def _check(output: Path | None, *, given: bool, imap: bool, server_only: str) -> None:
    """Refuse what does not go together; `server_only`: the option that was given and means the server."""
    if output is not None and output.suffix.lower() != KIND:
        raise typer.BadParameter(KIND, param_hint="--output")
    if given is imap:
        raise typer.BadParameter("CHEMIN / --imap", param_hint="CHEMIN")
    if server_only and not imap:
        raise typer.BadParameter("--imap", param_hint=server_only)


def _write(output: Path, content: bytes) -> None:
    try:
        output.expanduser().write_bytes(content)
    except OSError as trouble:
        raise NotWritable(output, trouble.strerror or type(trouble).__name__) from trouble


def _keep_password() -> None:
    from ingest.incoming.imap import keep_password

    chosen_mail = chosen().settings().mail
    language = chosen().language()
    typed = typer.prompt(_ASK.say(language), hide_input=True, default="", show_default=False)
    in_keyring = keep_password(chosen_mail, chosen().home(), typed)
    show((_IN_KEYRING if in_keyring else _IN_FILE if typed else _FORGOTTEN).say(language))


def _sorted(desk: Desk, paths: Sequence[Path], today: str, wanted: ServerMail) -> tuple[list[Sorted], MailsSorted]:
    from rag.office.mail.record import MailsSorted, SortedMail

    found: list[Sorted] = []
    end = MailsSorted(0, 0)
    for event in desk.mail.sort(paths, today, chosen().language(), wanted=wanted):
        if isinstance(event, SortedMail):
            found.append(event.found)
        elif isinstance(event, MailsSorted):
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
