"""Whether a question asks for documents as a whole, a list, their number or their sum, and which of them. Pure.

Cautious: every word of the question has to be understood, or it is answered from the texts as any other. "Combien de
jours de congés" and "les factures de mars et leur condition de paiement" are no lists of documents.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Final, TypeVar

from rag.listing.amounts import Bounds, bounds_in, net_in
from rag.listing.names import key_of
from rag.listing.ours import Way, way_in
from rag.listing.periods import Period, period_in
from rag.records import PRICED, Genre, Wish
from rag.words import flattened

if TYPE_CHECKING:
    from datetime import date

T = TypeVar("T")

LONGEST: Final = 240  # characters; who writes more asks for more than a list


class Role(StrEnum):
    """What somebody is to a paper."""

    ANY = "any"
    SENDER = "sender"
    RECEIVER = "receiver"


@dataclass(frozen=True, slots=True)
class Named:
    """Somebody that a question names."""

    name: str  # as written
    role: Role = Role.ANY
    sure: bool = True  # written as a name is; else only a name that the documents have counts


@dataclass(frozen=True, slots=True)
class Wanted:
    """The documents that a question asks for; no genre means documents of every kind."""

    what: Wish
    genres: tuple[Genre, ...] = ()
    credits: bool = False  # credit notes instead of invoices
    period: Period | None = None
    bounds: Bounds | None = None
    net: bool = False  # amounts without VAT
    parties: tuple[Named, ...] = ()
    way: Way | None = None  # of the own house's papers


# Plurals only: "la facture" is one that the reader knows. Credit notes are invoices to the library.
_CREDITS: Final = r"avoirs|credit notes"
_KINDS: Final = {
    Genre.INVOICE: rf"factures|invoices|bills|{_CREDITS}",
    Genre.QUOTE: r"devis|quotes|quotations|estimates",
    Genre.CONTRACT: r"contrats|contracts|agreements",
    Genre.MINUTES: r"comptes?[- ]rendus|proces[- ]verbaux|meeting minutes|minutes of meetings",
    Genre.LETTER: r"courriers|lettres|letters",
    Genre.EMAIL: r"courriels|e-?mails|mails",
}
_ANY: Final = r"documents|fichiers|files"
_KIND: Final = "|".join([*_KINDS.values(), _ANY])
_ARTICLE: Final = (
    r"(?:(?:toutes? |tous |all )?(?:(?:de |of )?(?:nos|mes|vos|les|ces|our|my|your|the) |des |de |d'|of )?)"
)
_PLEASE: Final = (
    r"(?:(?:bonjour|hello|hi)\W+)?(?:(?:peux-tu|pouvez-vous|pourriez-vous|peut-on|est-ce que tu peux|can you|could you|"
    r"please)\s+(?:please\s+)?)?(?:(?:je (?:veux|voudrais|souhaite)|j'aimerais|il me faut|i (?:want|need)|i'd like)\s+"
    r"(?:avoir\s+|voir\s+|to (?:see|have)\s+)?)?"
)
_GIVE: Final = (
    r"(?:me\s+|nous\s+)?(?:donne[rz]?|montre[rz]?|affiche[rz]?|sors|sortir|fais|faire|etabli[rs]|dresse[rz]?|give|show|"
    r"display|make)(?:[- ](?:moi|nous|me|us))?\s+"
)
_COUNT: Final = (
    r"combien (?:(?:avons|ai|as|avez|a)-(?:nous|je|tu|vous|t-on) |y a-t-il |est-ce qu'il y a |il y a |on a |j'ai |"
    r"nous avons )?(?:de |d'|(?=(?:factures|contrats|courriels|courriers)\b))|"
    rf"(?:quel est |{_GIVE})?(?:le )?nombre (?:total )?(?:de |d'|des )|how many |(?:what is )?(?:the )?(?:total )?"
    r"(?:number|count) of "
)
_LIST: Final = (
    rf"(?:{_GIVE})?(?:la |une |the |a )?(?:liste?r?|listing|list)(?:[- ]moi|[- ]nous| me)?(?: complete)?\s+|"
    rf"(?:{_GIVE})(?=les |toutes |tous |nos |mes |all |the |our |my )|"
    r"(?:quels|quelles) (?:sont |etaient )?|what are (?=the |our |my |all )|which (?:are )?|enumere[rz]? |"
    r"(?=toutes les |tous les |tous nos |toutes nos |all the |all our |all )"
)
_SUM: Final = (
    rf"(?:quel est |quelle est |{_GIVE}|what is |what's )?(?:le |la |the )?(?:montant total|somme totale|total amount|"
    r"total|somme|sum|montant cumule|cumul)(?: (?P<taxed>ttc|ht|hors taxes))? "
    r"(?=(?:des |de nos|de toutes|de tous|de mes|of |d'))|"
    r"(?:a combien s'elevent|combien font|combien representent) (?=les |nos |mes )"
)
_HEAD: Final = re.compile(
    rf"\W*{_PLEASE}(?:(?P<count>{_COUNT})|(?P<sum>{_SUM})|(?P<list>{_LIST})|(?P<bare>)){_ARTICLE}"
    rf"(?P<kinds>(?:{_KIND})(?:(?:, | et | ou | and | or )(?:les |des |de |the )?(?:{_KIND}))*)(?!\w|-\w)"
)
# What may stand around without saying which documents are meant.
_IDLE: Final = re.compile(
    r"(?:\b(?:avons|ai|as|avez|a|y a)-(?:nous|je|tu|vous|t-on|t-il)(?: (?:eue?s?|recue?s?|fait(?:es)?))?\b|"
    r"\bque? (?:nous avons|j'ai|on a|vous avez)\b|\b(?:do|did) (?:we|i|you) have\b|\bare (?:there|we having)\b|"
    r"\b(?:is|are) in (?:the|my|our) library\b|\bs'il (?:te|vous) plait\b|\bplease\b|\bau total\b|\ben tout\b|"
    r"\bin total\b|\baltogether\b|\b(?:dans|de) (?:la|ma|notre) bibliotheque\b|\bdans (?:mes|nos) documents\b|"
    r"\bin (?:the|my|our) (?:library|documents)\b|\b(?:merci|svp|stp|thanks)\b|\by a-t-il\b|\bil y a\b|"
    r"\ben (?:ma|notre) possession\b|\b(?:sont|ont ete|est|were|are|have been) (?=date|sign|conclu|etabli)|"
    r"\b(?:date|etabli|ecrit)e?s?\b(?! (?:par|by))|\b(?:signe|conclu)e?s?\b(?! (?:par|avec|by|with))|"
    r"\b(?:dated|signed)\b(?! (?:by|with))|"
    r"\bavec (?:leurs? )?(?:montants?|dates?)(?: et (?:leurs? )?(?:dates?|"
    r"montants?))?\b|\bwith (?:their )?(?:amounts?|dates?)\b)"
)
_ROLES: Final = {
    Role.SENDER: r"de la part de|recue?s? de|recue?s? du|envoyee?s? par|emise?s? par|venant de|signee?s? par|from|"
    r"received from|sent by|by|written by|de|du|d'|des",
    Role.RECEIVER: r"envoyee?s? a|envoyee?s? au|adressee?s? a|adressee?s? au|destinee?s? a|a destination de|sent to|"
    r"addressed to|a|au|aux|to|pour|for",
    Role.ANY: r"signee?s? avec|conclue?s? avec|passee?s? avec|avec|chez|concernant|signed with|concluded with|with|of",
}
_TITLES: Final = (
    r"(?:(?:la |le |l'|les |the |our |notre |nos )?(?:societe|entreprise|ste|client|cliente|clients|fournisseur|"
    r"fournisseurs|company|customer|supplier|client|firme)\s+)"
)
_PARTY: Final = re.compile(
    rf"\s*(?:(?P<role>{'|'.join(f'(?:{words})' for words in _ROLES.values())})(?<=[\w'])(?:(?<=')|\s+))?"
    rf"(?P<titled>{_TITLES})?(?P<name>\S.*?)(?=(?:\s+(?:et|and)\s+(?:{_ROLES[Role.ANY]}|de|to|from)\s)|\s+(?:a|to)\s|\s*$)"
)
_NO_NAME: Final = re.compile(
    r"(?:\b(?:et|ou|and|or|qui|que|dont|non|not|ne|pas|sans|sauf|hors|leurs?|their|plus|moins|chaque|every|each|par|per|"
    r"dans|in|about|payee?s?|impayee?s?|unpaid|paid|quoi|what|comment|how|which|est|sont|is|are|was|ont|have|has|faut|doit|must|peut|"
    r"can|cours|retard|attente|echues?|overdue)\b|[?:;!])"
)
MOST_NAME_WORDS: Final = 8


def wanted(question: str, today: date) -> Wanted | None:
    """What a question asks for, or None when it is none for a list.

    Args:
        question: as typed, in French or English.
        today: the day on which it is asked, for `ce mois-ci` and months without a year.
    """
    written = " ".join(unicodedata.normalize("NFC", question).split()).strip(" ?.!")
    flat = flattened(written)
    head = _HEAD.match(flat) if len(written) <= LONGEST else None
    if head is None:
        return None
    genres, as_credits = _genres(head["kinds"])
    rest = _Rest(written, flat, head.end())
    bounds = rest.take(bounds_in(rest.flat))
    taxed = head["taxed"] or ""
    net = bool(bounds and bounds.net) or taxed.startswith("h")
    if not net and (place := net_in(rest.flat)):
        net = True
        rest.cut(place)
    rest.flat = re.sub(r"\bttc\b", lambda match: " " * len(match[0]), rest.flat)
    period = rest.take(period_in(rest.flat, today))
    way = rest.take(way_in(rest.flat)) if genres and PRICED.issuperset(genres) else None
    for match in list(_IDLE.finditer(rest.flat)):
        rest.cut(match.span())
    parties = _parties(rest)
    if parties is None or (head["bare"] is not None and not (period or bounds or way)):
        return None
    what = Wish.COUNT if head["count"] else Wish.SUM if head["sum"] else Wish.LIST
    priced = what is Wish.SUM or bounds is not None or net
    if priced and not (genres and PRICED.issuperset(genres)):
        return None
    if not genres and not ((period or parties) and all(one.sure for one in parties)):
        return None  # "quels documents dois-je fournir" asks for advice
    return Wanted(what, genres, as_credits, period, bounds, net, parties, way)


class _Rest:
    """What is left of a question to be understood; what is understood becomes blanks."""

    def __init__(self, written: str, flat: str, start: int) -> None:
        self.written = written
        self.flat = " " * start + flat[start:]

    def take(self, found: tuple[T, tuple[int, int]] | None) -> T | None:
        """Cut out what was found, and give its value."""
        if found is None:
            return None
        self.cut(found[1])
        return found[0]

    def cut(self, place: tuple[int, int]) -> None:
        """Blank a stretch."""
        start, end = place
        self.flat = self.flat[:start] + " " * (end - start) + self.flat[end:]
        self.written = self.written[:start] + " " * (end - start) + self.written[end:]


def _genres(kinds: str) -> tuple[tuple[Genre, ...], bool]:
    """The kinds of a head; credit notes count when nothing else is asked for."""
    words = re.findall(_KIND, kinds)
    if any(re.fullmatch(_ANY, word) for word in words):
        return (), False
    found = [next(genre for genre, form in _KINDS.items() if re.fullmatch(form, word)) for word in words]
    return tuple(dict.fromkeys(found)), all(re.fullmatch(_CREDITS, word) for word in words)


def _parties(rest: _Rest) -> tuple[Named, ...] | None:
    """Those who are named; None when something is left that is no name."""
    found = []
    start = 0
    while start < len(rest.flat) and rest.flat[start:].strip(" ,"):
        gap = len(rest.flat[start:]) - len(rest.flat[start:].lstrip(" ,"))
        match = _PARTY.match(rest.flat, start + gap)
        if match is None:
            return None
        name = _named(rest.written[match.start("name") : match.end("name")], match)
        if name is None:
            return None
        found.append(name)
        start = match.end()
        if joined := re.match(r"\s+(?:et|and)(?=\s)", rest.flat[start:]):
            start += joined.end()
    return tuple(found)


def _named(written: str, match: re.Match[str]) -> Named | None:
    name = re.sub(r"^(?:l[ae]s? |l['’]|the |our |notre |nos )", "", written.strip(" ,«»\"'“”"))
    words = re.findall(r"[^\s,]+", name)
    capitals = any(sign.isupper() for sign in name)
    plain = flattened(name)
    courtesy = re.sub(r"^(?:m\.|mme|mr|mrs|ms|mlle)(?: et (?:mme|m\.))?\s|^(?:m\. et mme)\s", "", plain)
    if (
        not key_of(name)
        or len(words) > MOST_NAME_WORDS
        or _NO_NAME.search(courtesy)
        or re.search(rf"\b(?:{_KIND})\b", plain)
    ):
        return None
    if not match["role"]:
        return Named(name, sure=bool(match["titled"]))  # "les factures EDF": a name when the library has it
    which = next(one for one, words in _ROLES.items() if re.fullmatch(words, match["role"]))
    return Named(name, which, sure=bool(capitals or match["titled"]))
