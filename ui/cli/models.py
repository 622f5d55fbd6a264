"""`souffleur models`: which models suit this machine; fetching, choosing, checking and removing them."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Final

import typer

from rag.errors import Words
from ui.cli.printing import show, show_json
from ui.cli.rim import chosen, guarded
from ui.cli.servers import key, servers
from ui.cli.stopping import stoppable

if TYPE_CHECKING:
    from rag.errors import Language
    from rag.models.overview import Offer, Overview
    from ui.models import LocalModels

models = typer.Typer(help="Gère les modèles. / Manages the models.", no_args_is_help=True, rich_markup_mode=None)

_MACHINE: Final = Words(
    "Cette machine : {ram} de mémoire, {cores} cœurs, {cards}, {disk} libres sur le disque.",
    "This machine: {ram} of memory, {cores} cores, {cards}, {disk} free on the disk.",
)
_PULLED: Final = Words(
    "Le modèle « {name} » est sur cette machine : {place}", "The model `{name}` is on this machine: {place}"
)
_UNCONFIRMED: Final = Words(
    "Son empreinte n'était pas connue d'avance : il est tel que sa source le donne.",
    "Its fingerprint was not known beforehand: it is as its source gives it.",
)
_USE_IT: Final = Words("→ Pour l'utiliser : souffleur models use {name}", "→ To use it: souffleur models use {name}")
_USED: Final = Words("Le modèle « {name} » est choisi.", "The model `{name}` is chosen.")
_QUOTING: Final = Words("Les réponses sont désormais des citations.", "Answers are quotations from now on.")
_UNRANKED: Final = Words(
    "Les passages trouvés restent désormais dans l'ordre de la recherche.",
    "The passages found stay in the order of the search from now on.",
)
_REPAIR: Final = Words(
    "→ Lancez « souffleur repair » : la recherche est préparée pour lui sans relire un seul fichier. En attendant, "
    "l'ancien répond.",
    "→ Run `souffleur repair`: the search is prepared for it without reading a single file. Until then the former one "
    "answers.",
)
_SOUND: Final = Words("Le modèle « {name} » est intact.", "The model `{name}` is intact.")
_WRONG: Final = Words("Le modèle « {name} » est abîmé : {file}", "The model `{name}` is damaged: {file}")
_AGAIN: Final = Words(
    "→ Téléchargez-le à nouveau : souffleur models pull {name}", "→ Download it again: souffleur models pull {name}"
)
_REMOVED: Final = Words("Le modèle « {name} » a été effacé.", "The model `{name}` was deleted.")
_NOTHING: Final = Words(
    "Aucun modèle de rédaction ne convient à cette machine : les réponses restent des citations.",
    "No chat model suits this machine: answers remain quotations.",
)
_STAGES: Final = {
    "fetching": Words("Téléchargement", "Downloading"),
    "copying": Words("Copie", "Copying"),
    "checking": Words("Vérification", "Checking"),
}
DAMAGED: Final = 5  # exit code of a check that found something, as `Kind.INVALID`
AsJson = Annotated[bool, typer.Option("--json", help="Pour les programmes. / For programs.")]
Name = Annotated[str, typer.Argument(metavar="NOM", help="Un nom de la liste. / A name of the list.")]


models.command()(servers)
models.command()(key)


@models.command(name="list")
@guarded
def list_(as_json: AsJson = False) -> None:
    """Tous les modèles, et ce qui convient à cette machine. / All models, and what suits this machine."""
    _show(_here().overview(), only_recommended=False, as_json=as_json)


@models.command()
@guarded
def recommend(as_json: AsJson = False) -> None:
    """Ceux à prendre sur cette machine. / Those to take on this machine."""
    _show(_here().overview(), only_recommended=True, as_json=as_json)


@models.command()
@guarded
def pull(
    name: Name,
    source: Annotated[
        Path | None,
        typer.Option("--from", metavar="FICHIER", help="Le copier d'ici, sans internet. / Copy it from here, offline."),
    ] = None,
) -> None:
    """Télécharge un modèle, ou le copie ; coupé, reprend. / Downloads a model, or copies it; cut, it goes on."""
    from rag.models.pulling import Pulled

    language = chosen().language()
    done: Pulled | None = None
    with stoppable(lambda stop: _here().pull(name, source, stop), language) as steps, _bar() as bar:
        task = bar.add_task("", total=None)
        for step in steps:
            if isinstance(step, Pulled):
                done = step
            else:
                words = _STAGES[step.stage].say(language)
                bar.update(task, description=words, completed=step.done, total=step.total or None)
    if done is not None:
        show(_PULLED.say(language, name=name, place=done.place))
        if not done.confirmed:
            show(_UNCONFIRMED.say(language))
        show(_USE_IT.say(language, name=name))


@models.command()
@guarded
def use(
    name: Annotated[str, typer.Argument(metavar="NOM", help="Un nom de la liste. / A name of the list.")] = "",
    quotations: Annotated[
        bool, typer.Option("--quotations", help="Sans modèle de rédaction. / Without a chat model.")
    ] = False,
    no_ranking: Annotated[
        bool, typer.Option("--no-ranking", help="Sans modèle de classement. / Without a ranking model.")
    ] = False,
    address: Annotated[
        str, typer.Option("--address", metavar="ADRESSE", help="Du serveur qui l'a. / Of the server that has it.")
    ] = "",
) -> None:
    """Choisit un modèle ; la page ouverte le prend aussitôt. / Chooses a model; an open page takes it at once."""
    from rag.models.cards import Use

    if [bool(name), quotations, no_ranking].count(True) != 1 or (address and not name):
        raise typer.BadParameter("NOM, --quotations, --no-ranking, --address", param_hint="NOM")
    language, must_repair = chosen().language(), False
    with closing(chosen().desk_in_turn()) as desk:
        if address:
            desk.models.servers.use(name, address)
        elif name:
            must_repair = desk.models.use(name)
        else:
            desk.models.without(Use.CHAT if quotations else Use.RERANKER)
    show((_QUOTING if quotations else _UNRANKED if no_ranking else _USED).say(language, name=name))
    if must_repair:
        show(_REPAIR.say(language))


@models.command()
@guarded
def check(name: Name) -> None:
    """Relit un modèle et le compare à ce qui était attendu. / Reads a model again and compares it."""
    from rag.models.installed import Checked

    language = chosen().language()
    with stoppable(lambda stop: _here().check(name, stop), language) as steps, _bar() as bar:
        task = bar.add_task(_STAGES["checking"].say(language), total=None)
        last = None
        for step in steps:
            if isinstance(step, Checked):
                last = step
            else:
                bar.update(task, completed=step.done, total=step.total)
    if last is not None and last.wrong:
        show(_WRONG.say(language, name=name, file=last.wrong), err=True)
        show(_AGAIN.say(language, name=name), err=True)
        raise typer.Exit(DAMAGED)
    show(_SOUND.say(language, name=name))


@models.command()
@guarded
def remove(name: Name) -> None:
    """Efface un modèle qui ne sert pas. / Deletes a model that is not used."""
    with closing(chosen().desk_in_turn()) as desk:
        desk.models.remove(name)
    show(_REMOVED.say(chosen().language(), name=name))


def _here() -> LocalModels:
    """Without the library: a long download keeps nobody from it."""
    from ui.models import LocalModels

    return LocalModels(chosen().home())


def _show(found: Overview, *, only_recommended: bool, as_json: bool) -> None:
    from rag.models.cards import Use
    from ui.present_models import USES
    from ui.wire import record_to_json

    language = chosen().language()
    offers = [offer for offer in found.offers if offer.recommended or not only_recommended]
    if as_json:
        written = record_to_json(found)
        names = {offer.card.name for offer in offers}
        show_json({**written, "offers": [one for one in written["offers"] if one["card"]["name"] in names]})
        return
    show(_machine(found, language))
    for use_ in USES:
        of_use = [offer for offer in offers if offer.card.use == use_]
        if of_use:
            show(f"\n{USES[use_].say(language)}")
        elif use_ is Use.CHAT:
            show(f"\n{_NOTHING.say(language)}")
        for offer in of_use:
            show(_lines(offer, language))


def _machine(found: Overview, language: Language) -> str:
    from ui.present_models import machine_facts

    return _MACHINE.say(language, **machine_facts(found.machine, language))


def _lines(offer: Offer, language: Language) -> str:
    from ui.present_models import facts_of, state_of, why_not

    head = " · ".join(filter(None, (offer.card.name, *state_of(offer, language))))
    below = [offer.card.about.say(language), " · ".join(facts_of(offer, language)), *why_not(offer, language)]
    return "\n".join([f"  {head}", *(f"      {line}" for line in below if line)])


def _bar() -> Any:  # noqa: ANN401 - rich is imported late
    from rich.console import Console
    from rich.progress import BarColumn, DownloadColumn, Progress, TextColumn, TimeRemainingColumn, TransferSpeedColumn

    columns = (
        TextColumn("{task.description}"), BarColumn(), DownloadColumn(), TransferSpeedColumn(), TimeRemainingColumn(),
    )  # fmt: skip
    return Progress(*columns, console=Console(stderr=True), transient=True)
