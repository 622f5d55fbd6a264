"""`souffleur documents` and `souffleur forget`."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Annotated, Final

import typer

from rag.errors import DocumentUnknown, Words
from ui.cli.rim import chosen, guarded

if TYPE_CHECKING:
    from rag.records import Document

_TOTAL: Final = Words(
    "{documents} documents, {passages} passages ; {failures} fichiers non lus.",
    "{documents} documents, {passages} passages; {failures} files not read.",
)
_SURE: Final = Words(
    "Oublier {count} document(s) ? Les fichiers restent sur le disque.",
    "Forget {count} document(s)? The files stay on the disk.",
)
_FORGOTTEN: Final = Words("{count} document(s) oublié(s).", "{count} document(s) forgotten.")


@guarded
def documents(
    as_json: Annotated[bool, typer.Option("--json", help="Pour les programmes. / For programs.")] = False,
) -> None:
    """Liste les documents et les fichiers non lus. / Lists the documents and the files not read."""
    from ingest.reasons import REASONS
    from ui.wire import record_to_json

    language = chosen().language()
    desk = chosen().desk()
    try:
        found, located, counts = desk.documents(), desk.located(), desk.counts()
    finally:
        desk.close()
    failed = [one for one in located if one.failure]
    if as_json:
        written = {
            "documents": [record_to_json(one) for one in found],
            "failures": [record_to_json(one) for one in failed],
        }
        typer.echo(json.dumps(written, ensure_ascii=False))
        return
    for one in found:
        typer.echo(f"{one.name}\n    {one.title} · {one.collection} · {', '.join(one.paths)}")
    for file in failed:
        reason = REASONS.get(file.failure, REASONS["crashed"])
        typer.echo(f"✗ {file.path}\n    {reason.words.say(language)} {reason.step.say(language)}")
    typer.echo(_TOTAL.say(language, documents=counts.documents, passages=counts.passages, failures=counts.failures))


@guarded
def forget(
    names: Annotated[
        list[str], typer.Argument(metavar="NOM…", help="Noms ou chemins de fichiers. / File names or paths.")
    ],
    yes: Annotated[bool, typer.Option("--yes", help="Sans demander. / Without asking.")] = False,
) -> None:
    """Oublie des documents ; les fichiers restent. / Forgets documents; the files stay."""
    language = chosen().language()
    desk = chosen().desk()
    try:
        known = desk.documents()
        meant = [document for name in names for document in _named(name, known)]
        if not yes:
            typer.confirm(_SURE.say(language, count=len(meant)), abort=True)
        count = desk.forget([document.id for document in meant])
    finally:
        desk.close()
    typer.echo(_FORGOTTEN.say(language, count=count))


def _named(name: str, known: list[Document]) -> list[Document]:
    """The documents of that name, path or id; raises DocumentUnknown."""
    found = [one for one in known if name in {one.id, one.name, *one.paths}]
    if not found:
        raise DocumentUnknown(name)
    return found
