"""Everything that a person needs to choose a model: the machine, and every model of the catalogue judged for it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from rag.models.cards import ModelCard, Use, model_cards
from rag.models.fitting import MILD, Reason, fit, recommend
from rag.models.hardware import Hardware  # noqa: TC001 - the records travel as JSON, whose reader looks for it here
from rag.models.installed import bytes_here, is_here, used_models
from rag.models.pace import Speed

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from rag.options import Settings

# What names a model in the settings.
SETTING_OF: Final = {Use.CHAT: "chat.model", Use.EMBEDDER: "embedding.model", Use.RERANKER: "retrieval.reranker"}
# What the settings say instead where no model of a use is wanted; a search model there must be.
WITHOUT: Final[Mapping[Use, Mapping[str, str]]] = {
    Use.CHAT: {"chat.model": "", "chat.address": ""},
    Use.RERANKER: {"retrieval.reranker": ""},
}
UNKNOWN: Final = Speed()


@dataclass(frozen=True, slots=True)
class Offer:
    """One model, as a person is told of it."""

    card: ModelCard
    reasons: tuple[Reason, ...] = ()  # why it does not suit this machine, or suits it badly
    memory_mib: int = 0  # 0: unknown
    on_graphics: bool = False
    recommended: bool = False
    here: bool = False  # on this machine
    used: bool = False  # by the settings, or by the library's vectors
    bytes_here: int = 0
    speed: Speed = UNKNOWN  # of the chat model in use, as it was measured here

    @property
    def fits(self) -> bool:
        """Whether it can be used at all."""
        return not set(self.reasons) - MILD

    @property
    def comes(self) -> bool:
        """Whether it is part of Souffleur."""
        return bool(self.card.package)


@dataclass(frozen=True, slots=True)
class Overview:
    """The machine and the offers: recommended ones first, then those that suit it best, in the catalogue's order."""

    machine: Hardware
    offers: tuple[Offer, ...]
    hub: str  # where models are fetched from; empty: nowhere
    chat_address: str = ""  # of the model server that the settings name instead of a model of ours
    must_repair: bool = False  # the search model of the settings made no vector of the library yet


def overview(
    machine: Hardware,
    settings: Settings,
    models_folder: Path,
    *,
    made_by: str = "",
    has_passages: bool = False,
    speed: Speed = UNKNOWN,
) -> Overview:
    """Judge the catalogue.

    Args:
        machine: as it was measured.
        settings: in force.
        models_folder: where models lie.
        made_by: the search model that made the library's vectors; empty: unknown, or none.
        has_passages: the library holds something to search.
        speed: of the chat model in use, as it was measured here.

    Raises:
        CatalogueInvalid: the firm's own list of models cannot be used.
    """
    cards = model_cards(models_folder)
    used = used_models(settings, made_by, cards, models_folder)
    found = [_offer(card, machine, settings, models_folder, used) for card in cards.values()]
    best = recommend(cards.values(), machine, settings.chat.context_tokens)
    names = {one.card.name for one in (best.chat, best.embedder) if one is not None}
    offers = [
        replace(
            offer,
            recommended=offer.card.name in names,
            speed=speed if offer.used and offer.card.use is Use.CHAT else UNKNOWN,
        )
        for offer in found
    ]
    return Overview(
        machine=machine,
        offers=tuple(sorted(offers, key=_order)),
        hub=settings.models.hub,
        chat_address=settings.chat.address,
        must_repair=has_passages and bool(made_by) and made_by != settings.embedding.model,
    )


def changes_for(card: ModelCard) -> Mapping[str, str]:
    """What the settings must say for a model to be used."""
    if card.use is Use.CHAT:
        return {**WITHOUT[Use.CHAT], SETTING_OF[Use.CHAT]: card.place}
    return {SETTING_OF[card.use]: card.name}


def _offer(card: ModelCard, machine: Hardware, settings: Settings, models_folder: Path, used: frozenset[str]) -> Offer:
    here = is_here(card, models_folder)
    judged = fit(card, machine, settings.chat.context_tokens, here=here)
    return Offer(
        card=card,
        reasons=judged.reasons,
        memory_mib=judged.memory_mib,
        on_graphics=judged.on_graphics,
        here=here,
        used=card.name in used,
        bytes_here=bytes_here(card, models_folder) if here and not card.package else 0,
    )


def _order(offer: Offer) -> tuple[bool, bool, int]:
    return not offer.recommended, not offer.fits, len(offer.reasons)
