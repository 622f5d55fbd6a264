"""Models in the reader's words: what they are for, what they need, why one does not suit. Pure, both languages."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from rag.errors import Words
from rag.models.cards import Use
from rag.models.fitting import Reason
from ui.present import language_name, memory, number, size

if TYPE_CHECKING:
    from rag.errors import Language
    from rag.models.hardware import Hardware
    from rag.models.overview import Offer

USES: Final = {
    Use.CHAT: Words("Pour rédiger les réponses", "To write the answers"),
    Use.EMBEDDER: Words("Pour chercher dans vos documents", "To search your documents"),
    Use.RERANKER: Words("Pour relire les passages trouvés", "To read again the passages found"),
}
_REASONS: Final = {
    Reason.MEMORY: Words("Cette machine n'a pas assez de mémoire.", "This machine has too little memory."),
    Reason.DISK: Words("Il n'y a pas assez de place sur le disque.", "There is not enough room on the disk."),
    Reason.ENGINE: Words(
        "Le moteur des modèles de rédaction n'est pas installé.", "The engine for chat models is not installed."
    ),
    Reason.TIGHT: Words(
        "Il laisserait peu de mémoire aux autres programmes.", "It would leave little memory to other programs."
    ),
    Reason.SLOW: Words("Il serait lent sur cette machine.", "It would be slow on this machine."),
}
_RECOMMENDED: Final = Words("conseillé", "recommended")
_COMES: Final = Words("livré avec Souffleur", "comes with Souffleur")
_HERE: Final = Words("sur cette machine", "on this machine")
_USED: Final = Words("utilisé", "in use")
_DOWNLOAD: Final = Words("{size} à télécharger", "{size} to download")
_ON_DISK: Final = Words("{size} sur le disque", "{size} on the disk")
_UNKNOWN_SIZE: Final = Words("taille inconnue avant le téléchargement", "size not known before the download")
_MEMORY: Final = Words("{size} de mémoire", "{size} of memory")
_GRAPHICS: Final = Words("sur la carte graphique", "on the graphics card")
_SPEED: Final = Words(
    "lit {read} mots du modèle par seconde et en écrit {write}, mesuré ici",
    "reads {read} of its words a second and writes {write}, measured here",
)
_LICENCE: Final = Words("licence {licence}", "licence {licence}")
_UNSTATED: Final = Words("langues non précisées", "languages not stated")
_NO_CARD: Final = Words("pas de carte graphique utilisable", "no usable graphics card")
_MIB: Final = 1024**2
FIRST_LANGUAGES: Final = 4  # named; the others are counted


def state_of(offer: Offer, language: Language) -> list[str]:
    """How a model stands, in a word each."""
    said = [_RECOMMENDED.say(language)] if offer.recommended else []
    if offer.comes:
        said.append(_COMES.say(language))
    elif offer.here:
        said.append(_HERE.say(language))
    return [*said, *([_USED.say(language)] if offer.used else [])]


def facts_of(offer: Offer, language: Language) -> list[str]:
    """Size, memory, measured speed, languages and licence."""
    card = offer.card
    said = []
    if not offer.comes and offer.here:
        said.append(_ON_DISK.say(language, size=size(offer.bytes_here, language)))
    elif not offer.comes:
        known = all(file.bytes for file in card.files[:1])
        words = _DOWNLOAD.say(language, size=size(card.download_bytes, language))
        said.append(words if known else _UNKNOWN_SIZE.say(language))
    if offer.memory_mib:
        said.append(_MEMORY.say(language, size=size(offer.memory_mib * _MIB, language)))
    if offer.on_graphics:
        said.append(_GRAPHICS.say(language))
    if offer.speed.is_known:
        read, write = offer.speed.read_tokens_per_second, offer.speed.write_tokens_per_second
        said.append(_SPEED.say(language, read=number(round(read), language), write=number(round(write), language)))
    return [*said, languages_of(card.languages, language), _LICENCE.say(language, licence=card.licence)]


def languages_of(codes: tuple[str, ...], language: Language) -> str:
    """The reader's own language and the other one first, a few by name, the rest as a number."""
    if not codes:
        return _UNSTATED.say(language)
    ordered = sorted(codes, key=lambda code: (code != language, code not in {"fr", "en"}))
    names = ", ".join(language_name(code, language) for code in ordered[:FIRST_LANGUAGES])
    more = len(ordered) - FIRST_LANGUAGES
    return f"{names} + {more}" if more > 0 else names


def why_not(offer: Offer, language: Language) -> list[str]:
    """Why a model does not suit this machine, or suits it badly."""
    return [_REASONS[reason].say(language) for reason in offer.reasons]


def machine_facts(machine: Hardware, language: Language) -> dict[str, str]:
    """Memory, cores, graphics cards and free disk of a machine, each in a few words."""
    cards = ", ".join(f"{card.name} ({size(card.memory_bytes, language)})" for card in machine.cards)
    return {
        "ram": memory(machine.ram_bytes, language),
        "cores": number(machine.cores, language),
        "cards": cards or _NO_CARD.say(language),
        "disk": size(machine.free_disk_bytes, language),
    }
