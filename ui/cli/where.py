"""The options that say where to look, the same for every command that asks."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from rag.narrowing import Narrowing

COLLECTION = Annotated[
    list[str] | None, typer.Option("--collection", help="Chercher ici seulement. / Search only here.")
]
DOCUMENT = Annotated[
    list[str] | None,
    typer.Option("--document", help="Chercher dans ce document seulement, par son nom. / Search only this document."),
]
KIND = Annotated[
    list[str] | None,
    typer.Option(
        "--kind",
        help="Genre de document : facture, devis, contrat… / Kind of document: invoice, quote, contract…",
    ),
]
SINCE = Annotated[
    str,
    typer.Option("--since", help="Documents datés à partir de : 15/03/2026, 2026-03, 2026. / Dated from then on."),
]
UNTIL = Annotated[
    str,
    typer.Option("--until", help="Documents datés jusqu'à, ce jour compris. / Dated until then, included."),
]


def narrowing(
    collection: list[str] | None, document: list[str] | None, kind: list[str] | None, since: str, until: str
) -> Narrowing:
    """What the options say, as the library is asked."""
    from rag.narrowing import Narrowing

    return Narrowing(tuple(collection or ()), tuple(document or ()), tuple(kind or ()), since, until)
