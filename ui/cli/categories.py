"""`souffleur categories`: what mail is sorted into."""

from __future__ import annotations

from contextlib import closing
from typing import Annotated, Final

import typer

from rag.errors import Words
from ui.cli.printing import show, show_json
from ui.cli.rim import chosen, guarded

categories = typer.Typer(
    help="Les catégories du courrier. / The categories of mail.", no_args_is_help=True, rich_markup_mode=None
)
_LINE: Final = Words(
    "{name}  [{id}] – {sentence} ({examples} exemples, {learnt} corrections)",
    "{name}  [{id}] – {sentence} ({examples} examples, {learnt} corrections)",
)
_KEPT: Final = Words("La catégorie « {name} » est gardée.", "The category “{name}” is kept.")
_GONE: Final = Words("Le courrier ne va plus dans « {name} ».", "Mail is sorted into “{name}” no more.")
_BACK: Final = Words("Les catégories sont de nouveau celles du début.", "The categories are those of the beginning.")
_UNLEARNT: Final = Words("Cette correction est oubliée.", "That correction is forgotten.")


@categories.command("list")
@guarded
def listed(
    as_json: Annotated[bool, typer.Option("--json", help="Pour les programmes. / For programs.")] = False,
) -> None:
    """Montre les catégories. / Shows the categories."""
    from ui.wire import record_to_json

    language = chosen().language()
    with closing(chosen().desk()) as desk:
        found = desk.mail.categories(language)
    if as_json:
        show_json([record_to_json(one) for one in found])
        return
    for one in found:
        said = {"name": one.name, "id": one.id, "sentence": one.sentence, "learnt": one.learnt}
        show(_LINE.say(language, **said, examples=len(one.examples)))


@categories.command("set")
@guarded
def define(
    name: Annotated[str, typer.Argument(metavar="NOM", help="Nouvelle, ou à changer. / New, or to change.")],
    sentence: Annotated[str, typer.Option("--sentence", help="Ce qui va là. / What belongs here.")] = "",
    example: Annotated[
        list[str] | None, typer.Option("--example", help="Objet et texte d'un courriel. / Of an e-mail.")
    ] = None,
    promptness: Annotated[
        int, typer.Option(min=0, max=3, help="0 peut attendre … 3 tout de suite. / 0 can wait … 3 at once.")
    ] = 1,
) -> None:
    """Ajoute ou change une catégorie. / Adds or changes a category."""
    from dataclasses import replace

    from rag.office.mail.record import Category
    from rag.words import fold

    language = chosen().language()
    with closing(chosen().desk()) as desk:
        known = {fold(one.name): one for one in desk.mail.categories(language)}
        base = known.get(fold(name)) or Category("", name, sentence or name)
        examples = (*base.examples, *(example or ()))
        wanted = replace(base, sentence=sentence or base.sentence, promptness=promptness, examples=examples)
        kept = desk.mail.define(wanted)
    show(_KEPT.say(language, name=kept.name))


@categories.command("remove")
@guarded
def remove(name: Annotated[str, typer.Argument(metavar="NOM", help="Nom ou identifiant. / Name or id.")]) -> None:
    """Retire une catégorie et ce qu'elle a appris. / Takes a category away with what it learnt."""
    with closing(chosen().desk()) as desk:
        desk.mail.remove(name)
    show(_GONE.say(chosen().language(), name=name))


@categories.command("restore")
@guarded
def restore() -> None:
    """Revient aux catégories du début. / Goes back to the categories of the beginning."""
    with closing(chosen().desk()) as desk:
        desk.mail.restore()
    show(_BACK.say(chosen().language()))


@categories.command("forget")
@guarded
def forget(mail: Annotated[str, typer.Argument(metavar="ID", help="Du courriel corrigé. / Of the mail.")]) -> None:
    """Oublie une correction et les mots du courriel. / Forgets a correction with the mail's words."""
    from rag.errors import MailUnknown

    with closing(chosen().desk()) as desk:
        known = desk.mail.unlearn(mail)
    if not known:
        raise MailUnknown(mail)
    show(_UNLEARNT.say(chosen().language()))
