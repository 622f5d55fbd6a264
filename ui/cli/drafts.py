"""`souffleur draft list, show, accept, decline, forget, template`: quotes that are kept, and our own templates."""

from __future__ import annotations

from contextlib import closing
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

from rag.errors import Words
from ui.cli.drafting import JSON, OUTPUT, TEMPLATE, WRITTEN, drafting, format_of, give
from ui.cli.printing import show, show_json
from ui.cli.rim import chosen, guarded

if TYPE_CHECKING:
    from rag.store.drafts import State

__all__ = ["drafting"]

_NONE: Final = Words("Aucun devis n'est gardé.", "No quote is kept.")
_MOVED: Final = Words("Devis {number} : {state}.", "Quote {number}: {state}.")
_FORGOTTEN: Final = Words(
    "Devis {number} oublié ; son numéro ne sera pas redonné.", "Quote {number} forgotten; its number stays taken."
)
INVOICES: Final = (".pdf", ".xml", ".json")  # Factur-X, CII, the values
_NUMBER = Annotated[str, typer.Argument(metavar="N°", help="Numéro du devis. / Number of the quote.")]


@drafting.command("list")
@guarded
def listed(as_json: JSON = False) -> None:
    """Les devis gardés. / The quotes that are kept."""
    from ui.drafting.said import STATES
    from ui.drafting.vocabulary import day_said, money
    from ui.drafts import KEPT

    language = chosen().language()
    with closing(chosen().desk_in_turn()) as desk:
        found = desk.drafts.kept()
    if as_json:
        show_json([KEPT.dump_python(one, mode="json") for one in found])
        return
    for one in found:
        state = STATES[one.state].say(language)
        gross = money(one.draft.totals.gross, language)
        show(
            "  ".join(
                (one.draft.number, day_said(one.draft.day, language), one.draft.value("client.name"), gross, state)
            )
        )
    if not found:
        show(_NONE.say(language))


@drafting.command("show")
@guarded
def shown(number: _NUMBER, output: OUTPUT = None, template: TEMPLATE = "", as_json: JSON = False) -> None:
    """Un devis gardé, avec ses sources ; ou le réécrire. / A kept quote with its sources; or write it again."""
    wanted = format_of(output)
    with closing(chosen().desk_in_turn()) as desk:
        found = desk.drafts.named(number).draft
    give(found, output, template, wanted, as_json=as_json)


@drafting.command()
@guarded
def accept(number: _NUMBER) -> None:
    """Le client a accepté ce devis. / The client has accepted this quote."""
    _move(number, "accepted")


@drafting.command()
@guarded
def decline(number: _NUMBER) -> None:
    """Le client l'a refusé. / The client has declined it."""
    _move(number, "declined")


@drafting.command("forget")
@guarded
def forgotten(number: _NUMBER) -> None:
    """Oublie un devis ; son numéro reste pris. / Forgets a quote; its number stays taken."""
    with closing(chosen().desk_in_turn()) as desk:
        desk.drafts.remove(number)
    show(_FORGOTTEN.say(chosen().language(), number=number))


@drafting.command()
@guarded
def record(
    number: _NUMBER,
    invoice: Annotated[str, typer.Option("--number", metavar="N°", help="Numéro de la facture. / Its number.")] = "",
    day: Annotated[
        datetime | None, typer.Option("--date", formats=["%Y-%m-%d"], metavar="JOUR", help="Sa date. / Its date.")
    ] = None,
    output: Annotated[
        Path | None, typer.Option("--output", metavar="FICHIER", help="Écrire là : .pdf, .xml ou .json. / Write there.")
    ] = None,
    template: TEMPLATE = "",
) -> None:
    """Les valeurs de la facture électronique d'un devis accepté. / The e-invoice of an accepted quote."""
    from rag.whole import write_whole
    from ui.drafting.facturx_pdf import as_facturx
    from ui.drafting.invoicing import lacking_said, written
    from ui.drafting.templates import folder_of

    wanted = output.suffix.lower() if output is not None else ".json"
    if wanted not in INVOICES:
        raise typer.BadParameter(", ".join(INVOICES), param_hint="--output")
    language = chosen().language()
    with closing(chosen().desk_in_turn()) as desk:
        accepted = desk.drafts.invoice(number, invoice, day.date().isoformat() if day else "")
    made = accepted.invoice
    if wanted == ".pdf":
        folder = folder_of(chosen().home(), chosen().settings().drafts)
        content = as_facturx(accepted.draft, made, folder, template)
    else:
        content = written(made, wanted[1:])
    if output is None:
        show(content.decode())
    else:
        show(WRITTEN.say(language, path=write_whole(output.expanduser().absolute(), content)))
    if made.missing:
        show(lacking_said(made, language), err=True)


@drafting.command("template")
@guarded
def standard(
    kind: Annotated[str, typer.Argument(metavar="quote|invoice|letter", help="Devis, facture, lettre. / Which one.")],
    output: Annotated[Path, typer.Option("--output", metavar="FICHIER", help="Un .docx ou .odt. / A .docx or .odt.")],
) -> None:
    """Écrit notre modèle, pour en faire le vôtre. / Writes our template, to make yours of it."""
    from rag.whole import write_whole
    from ui.drafting.pdf import as_odt
    from ui.drafting.standard import standard_template

    wanted = output.suffix.lower()
    if kind not in {"quote", "invoice", "letter"} or wanted not in {".docx", ".odt"}:
        raise typer.BadParameter("quote|invoice|letter, .docx|.odt")
    content = standard_template(kind, chosen().language())
    content = as_odt(content) if wanted == ".odt" else content
    show(WRITTEN.say(chosen().language(), path=write_whole(output.expanduser().absolute(), content)))


def _move(number: str, state: State) -> None:
    from ui.drafting.said import STATES

    with closing(chosen().desk_in_turn()) as desk:
        moved = desk.drafts.move(number, state)
    language = chosen().language()
    show(_MOVED.say(language, number=moved.draft.number, state=STATES[moved.state].say(language)))
