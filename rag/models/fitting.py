"""Which models suit a machine, and why the others do not. Pure: cards and measures in, judgements out."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from rag.models.cards import CONTEXT_TOKENS, Use

if TYPE_CHECKING:
    from collections.abc import Iterable

    from rag.models.cards import ModelCard
    from rag.models.hardware import Hardware

_GIB: Final = 1024**3
_MIB: Final = 1024**2
# A PC that is sold with 16 GB reports 13.7 to 15.9 GiB: firmware and built-in graphics take theirs first.
REPORTED: Final = 0.85
# Tokens of prompt read a second by one core, times 10⁹ parameters; a slow core reads 15 with a 3B and 6 with a 7B.
PROMPT_SPEED: Final = 45.0
QUICK_TOKENS: Final = 500 / 8.0  # guess: the passages for an answer, read in the time that a reader waits
EASY_SHARE: Final = 0.35  # guess: of the memory; the rest is for the system, the browser and the work itself
QUICK_BODY_B: Final = 0.04  # guess: a search model of twice the small ones' size still reads a library in a night
FILES_ROOM: Final = 1.05  # of the download, free on the disk
FP32_BYTES: Final = 4  # of a parameter, while a search model is made ready
READY_MIB: Final = 600  # guess: what making a search model ready takes beside its weights


class Reason(StrEnum):
    """Why a model does not suit a machine, or suits it badly."""

    MEMORY = "memory"  # it does not run beside ordinary work
    DISK = "disk"
    ENGINE = "engine"  # the engine for chat models is not installed
    TIGHT = "tight"  # it runs, and leaves little memory to the other programs
    SLOW = "slow"  # it runs, and answers or reads slowly


MILD: Final = frozenset({Reason.TIGHT, Reason.SLOW})


@dataclass(frozen=True, slots=True)
class Fit:
    """How one model suits one machine."""

    card: ModelCard
    reasons: tuple[Reason, ...] = ()
    memory_mib: int = 0  # that it takes; 0: unknown
    on_graphics: bool = False  # it runs on the graphics card

    @property
    def fits(self) -> bool:
        """Whether it can be used at all."""
        return not set(self.reasons) - MILD

    @property
    def at_ease(self) -> bool:
        """Whether it can be used with pleasure."""
        return not self.reasons


@dataclass(frozen=True, slots=True)
class Recommended:
    """One model for each use; None where no model of the catalogue suits."""

    chat: Fit | None
    embedder: Fit | None


def fit(card: ModelCard, machine: Hardware, context_tokens: int = CONTEXT_TOKENS, *, here: bool = False) -> Fit:
    """Judge one model.

    Args:
        card: the model.
        machine: what it would run on.
        context_tokens: of the settings, for a chat model.
        here: it is installed already, and needs no disk.
    """
    reasons = [Reason.DISK] if not here and card.download_bytes * FILES_ROOM > machine.free_disk_bytes else []
    if card.use is not Use.CHAT:
        memory = card.memory_mib or _ready_memory(card)
        if memory * _MIB > machine.ram_bytes / 2:
            reasons.append(Reason.MEMORY)
        if card.body_b > QUICK_BODY_B:
            reasons.append(Reason.SLOW)
        return Fit(card, tuple(reasons), memory)
    memory = card.memory_for(context_tokens)
    on_graphics = any(memory * _MIB <= one.memory_bytes for one in machine.cards)
    if not machine.runs_chat:
        reasons.append(Reason.ENGINE)
    if not on_graphics:
        if machine.ram_bytes < card.least_ram_gb * _GIB * REPORTED:
            reasons.append(Reason.MEMORY)
        elif memory * _MIB > machine.ram_bytes * EASY_SHARE:
            reasons.append(Reason.TIGHT)
        if machine.cores * PROMPT_SPEED / max(card.parameters_b, 0.01) < QUICK_TOKENS or card.thinks:
            reasons.append(Reason.SLOW)
    return Fit(card, tuple(reasons), memory, on_graphics)


def recommend(cards: Iterable[ModelCard], machine: Hardware, context_tokens: int = CONTEXT_TOKENS) -> Recommended:
    """The chat model and the search model to take on a machine.

    Among the suggested ones that fit: the largest that runs at ease; where none does, the smallest. A search model must
    read French; without one, the one that comes with Souffleur stays.
    """
    fits = [fit(card, machine, context_tokens) for card in cards if card.suggested]
    chats = [one for one in fits if one.card.use is Use.CHAT]
    embedders = [one for one in fits if one.card.use is Use.EMBEDDER and "fr" in one.card.languages]
    return Recommended(_best(chats), _best(embedders))


def _best(fits: list[Fit]) -> Fit | None:
    possible = sorted((one for one in fits if one.fits), key=lambda one: one.card.parameters_b)
    easy = [one for one in possible if one.at_ease]
    return easy[-1] if easy else possible[0] if possible else None


def _ready_memory(card: ModelCard) -> int:
    """MiB while a search model is made ready; 0 where its size is not known."""
    return round(card.parameters_b * 1e9 * FP32_BYTES / _MIB) + READY_MIB if card.parameters_b else 0
