"""`souffleur draft`: quotes, letters and replies, with the source of every word; shown, or written to a file."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

from rag.errors import Words
from ui.cli.printing import show, show_json
from ui.cli.rim import chosen, guarded

if TYPE_CHECKING:
    from rag.office.drafts.record import Draft
    from ui.drafting.templates import Template

drafting = typer.Typer(
    help="Devis, lettres et réponses. / Quotes, letters and replies.", no_args_is_help=True, rich_markup_mode=None
)

WRITTEN: Final = Words("Écrit : {path}", "Written: {path}")
KINDS: Final = (".docx", ".odt", ".pdf")

_TEXT = Annotated[str, typer.Argument(metavar="DEMANDE", help="La demande, tapée. / The request, typed.")]
_REQUEST = Annotated[
    Path | None,
    typer.Option(
        "--request", metavar="FICHIER", help="La demande : un courriel de la bibliothèque. / An e-mail of it."
    ),
]
_SET = Annotated[
    list[str] | None,
    typer.Option("--set", metavar="CLÉ=VALEUR", help="Une réponse, par exemple client.city=Angers. / An answer."),
]
OUTPUT = Annotated[
    Path | None, typer.Option("--output", metavar="FICHIER", help="Écrire là : .docx, .odt ou .pdf. / Write there.")
]
TEMPLATE = Annotated[
    str, typer.Option("--template", metavar="MODÈLE", help="Un modèle DOCX ou ODT. / A template, DOCX or ODT.")
]
_LANGUAGE = Annotated[str, typer.Option("--in", metavar="fr|en", help="Langue de la lettre. / Language of the paper.")]
JSON = Annotated[bool, typer.Option("--json", help="Pour les programmes. / For programs.")]


@drafting.command()
@guarded
def quote(
    text: _TEXT = "",
    request: _REQUEST = None,
    more: Annotated[str, typer.Option("--add", metavar="TEXTE", help="Articles à ajouter. / Items to add.")] = "",
    prices: Annotated[
        str, typer.Option("--prices", metavar="FICHIER", help="Liste de prix de la bibliothèque. / Price list.")
    ] = "",
    said: _SET = None,
    output: OUTPUT = None,
    template: TEMPLATE = "",
    spoken: _LANGUAGE = "",
    as_json: JSON = False,
) -> None:
    """Un devis : montré avec ses sources, ou numéroté et écrit. / A quote: shown with sources, or written."""
    _draft("quote", text, request, more, prices, said, output, template, spoken, as_json)


@drafting.command()
@guarded
def letter(
    text: Annotated[str, typer.Argument(metavar="TEXTE", help="Le texte de la lettre. / Its words.")] = "",
    said: _SET = None,
    output: OUTPUT = None,
    template: TEMPLATE = "",
    spoken: _LANGUAGE = "",
    as_json: JSON = False,
) -> None:
    """Une lettre au client de --set client.name. / A letter to the client of --set client.name."""
    body = [f"body={text}"] if text else []
    _draft("letter", "", None, "", "", [*(said or []), *body], output, template, spoken, as_json)


@drafting.command()
@guarded
def reply(
    request: Annotated[Path, typer.Argument(metavar="COURRIEL", help="Un courriel de la bibliothèque. / An e-mail.")],
    text: Annotated[str, typer.Option("--text", metavar="TEXTE", help="La réponse. / The answer.")] = "",
    said: _SET = None,
    output: OUTPUT = None,
    template: TEMPLATE = "",
    spoken: _LANGUAGE = "",
    as_json: JSON = False,
) -> None:
    """Une réponse à un courriel, d'après la bibliothèque. / A reply to an e-mail, from the library."""
    _draft("reply", "", request, text, "", said, output, template, spoken, as_json)


def _draft(
    kind: str, text: str, request: Path | None, more: str, prices: str, said: list[str] | None, output: Path | None,
    template: str, spoken: str, as_json: bool,
) -> None:  # fmt: skip
    from rag.office.drafts.given import Asked

    wanted = format_of(output)
    if spoken not in {"", "fr", "en"}:
        raise typer.BadParameter("fr, en", param_hint="--in")
    values = dict(_pair(one) for one in said or [])
    document = str(request.expanduser().absolute()) if request else ""
    asked = Asked(kind, text, document, more, values, prices, spoken)
    with closing(chosen().desk_in_turn()) as desk:
        found = desk.drafts.prepare(asked)
        if output is not None:
            _ready(found, template, wanted)
            found = desk.drafts.keep(found)
    give(found, output, template, wanted, as_json=as_json)


def give(found: Draft, output: Path | None, template: str, wanted: str, *, as_json: bool) -> None:
    """Show a draft, or write it where it is wanted."""
    from ui.drafting.said import plain
    from ui.wire import record_to_json

    language = chosen().language()
    if output is not None:
        from rag.whole import write_whole
        from ui.drafting.writing import written

        content = written(found, _ready(found, template, wanted), wanted)
        path = write_whole(output.expanduser().absolute(), content)
        show(WRITTEN.say(language, path=path), err=as_json)
    if as_json:
        show_json(record_to_json(found))
    elif output is None:
        show(plain(found, language))


def _ready(found: Draft, template: str, wanted: str) -> Template:
    from ui.drafting.templates import folder_of
    from ui.drafting.writing import ready_template

    folder = folder_of(chosen().home(), chosen().settings().drafts)
    return ready_template(found.kind, found.language, folder, template, wanted)


def format_of(output: Path | None) -> str:
    """The format of a file by its name; empty where none is written."""
    if output is not None and output.suffix.lower() not in KINDS:
        raise typer.BadParameter(", ".join(KINDS), param_hint="--output")
    return output.suffix.lower()[1:] if output is not None else ""


def _pair(said: str) -> tuple[str, str]:
    key, sign, value = said.partition("=")
    if not sign or not key.strip():
        raise typer.BadParameter(f"CLÉ=VALEUR / KEY=VALUE: {said}", param_hint="--set")
    return key.strip(), value.strip()
