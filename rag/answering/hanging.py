"""Whether a question hangs on what was asked before it: an opening, a fragment, a pronoun without its noun. Pure.

Words tell it, no model: so a full question is left alone unless one of these signs is in it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from rag.answering.constituents import Sort, parts
from rag.stopwords import STOPWORDS
from rag.words import folded_words


class Lack(StrEnum):
    """What a question lacks to be asked alone."""

    NOTHING = "nothing"
    CLAUSE = "clause"  # *et pour les cadres ?*
    MATTER = "matter"  # *pourquoi ?*
    NOUN = "noun"  # *qui l'a signé ?*
    COMPLEMENT = "complement"  # *quel est le montant ?*


@dataclass(frozen=True, slots=True)
class Hanging:
    """A question looked at by itself."""

    lack: Lack
    rest: str  # without its opening and its question mark


OPENING: Final = re.compile(
    r"^\s*(?:(?:et|mais|sinon|alors|donc|puis|ok|oui|non|merci|d['’]accord|and|but|then|also|okay|yes|thanks)"
    r"(?![\w-])[\s,:…]*)+",
    re.IGNORECASE,
)
ABOUT: Final = re.compile(
    r"^(?:qu['’]en est[- ]il|quid|(?:la )?même (?:question|chose)|pareil|idem|what about|how about|what of"
    r"|(?:the )?same(?: question| thing)?|à propos|concernant)(?:\s+|$)",
    re.IGNORECASE,
)
PREPOSITION: Final = re.compile(
    r"^(?:à partir d(?:e|u|es)|pour|en|chez|à|au|aux|avec|sans|dans|sur|de|du|des|d['’]|depuis"
    r"|jusqu['’]à|avant|après|entre|par|for|in|at|on|with|without|of|from|since|until|before|after|by|to)(?![\w-])\s*",
    re.IGNORECASE,
)
_ASKS: Final = re.compile(
    r"\b(?:qui|que|quoi|quel(?:le)?s?|où|quand|comment|combien|pourquoi|(?:les?|la|du|des|au|aux)quel(?:le)?s?|est-ce"
    r"|who|whose|whom|what|where|when|why|how|which)\b|\bqu['’]"
    r"|-(?:t-)?(?:il|elle|ils|elles|on|je|tu|nous|vous|ce|y)\b"
    r"|(?:^|[\s,])(?:je|tu|on|nous|vous|ils?|elles?|i|we|you|he|she|they|it)\s\w|\bj['’]"
    r"|^(?:is|are|was|were|do|does|did|can|could|may|must|should|will|would|has|have|had|peut|faut|doit|y a)\b",
    re.IGNORECASE,
)
FEW: Final = 4  # telling words of a fragment that has no opening
ONE_NOUN: Final = 2  # telling words of a question that is all complement, as *la date de fin*
OPENED: Final = 3  # telling words of a question that begins with *et* and may well go on with the same matter
# What always is of something: alone, it does not say of what. Stems would make too many words alike: these are whole.
_RELATIONAL: Final = """
    montant montants prix cout tarif total totaux somme date dates jour duree delai echeance fin debut numero nom noms
    adresse telephone responsable signataire auteur titre taux pourcentage acompte penalites conditions condition detail
    details raison motif cause suite reste solde signature reference quantite nombre surface taille couleur lieu
    objet sujet ht ttc hors taxes toutes tva maximum minimum exact exacte exactement precisement
    signe signee signer coute coutent couter vaut valent dure durent paie payer paye payee commence commencent finit
    finissent termine terminent arrive decide decidee envoye envoyee recu recue ecrit ecrite
    amount price cost costs total sum date day time duration length deadline end start number name address phone
    reason details conditions rate percentage deposit signed sign signs pay pays paid owner author reference
    quantity size colour color place expire expires begin begins finish vat including excluding
"""
RELATIONAL: Final = frozenset(_RELATIONAL.split())
_HOW: Final = re.compile(r"\bhow\s(?:much|many|long|often|far|big|large|high|old|soon)\b", re.IGNORECASE)
_IMPERSONAL: Final = re.compile(
    r"\b(?:y a-t-il|faut-il|existe-t-il|s['’]agit-il|suffit-il|convient-il"
    r"|est-il (?:possible|permis|prévu|obligatoire|interdit)"
    r"|il (?:y a|faut|existe|s['’]agit|est (?:possible|permis|obligatoire|interdit))|reste-t-il|peut-il y avoir"
    r"|y a|est-ce qu['’]il (?:faut|y a|est)"
    r"|is it (?:possible|allowed|necessary|mandatory|forbidden)(?=\s(?:to|that|for)\b)"
    r"|does it take to|is there|are there|was there|were there)\b",
    re.IGNORECASE,
)
_DEMONSTRATIVE: Final = re.compile(
    r"\b(?:ce|cet|cette|ces)\s(?!an\b|année|mois|semaine|été|hiver|printemps|automne|matin|soir|nuit|jour|week|qu|sont|n)"
    r"[^\W\d]{3,}|\b(?:celui|celle|ceux|celles)(?:-ci|-là)?\b|\bce (?:dernier|document)\b|(?<!\w)(?:ça|cela|ceci)\b"
    r"|\b(?:this|that|these|those)\s(?!year|month|week|summer|winter|morning|evening|night|day|time)[a-z]{3,}"
    r"|\b(?:this|that)\s*$|\b(?:can|may|must|should|could|will|does|is)\s(?:this|that)\s(?:also\s)?[a-z]+"
    r"|\best-ce que c['’]est\b|^(?:lequel|laquelle|lesquel(?:le)?s)\b(?!\s(?:de|des|du|d['’]))"
    r"|^which ones?\b(?!\sof\b)",
    re.IGNORECASE,
)
# A question that is nothing but what it asks for: *à partir de quand*, *sur quelle période*, *combien au total*.
_BARE: Final = re.compile(
    r"^(?:(?:à partir de|jusqu['’]à|à|de|depuis|dans|sur|sous|en|pour|avec|par|chez"
    r"|until|from|since|by|for|with|on|in|at|under)\s)"
    r"(?:quand|qui|quoi|when|whom?|what|(?:quel(?:le)?s?|what|which)(?:\s[^\W\d]+){1,2})$"
    r"|^(?:combien|how many)(?:\sde)?(?:\s[^\W\d]+)?\s(?:au total|en tout|in total|altogether)$",
    re.IGNORECASE,
)
_ONE_OF: Final = re.compile(r"^(?:celui|celle|ceux|celles)\s(?:de|des|du|d['’])", re.IGNORECASE)
_OBJECT: Final = re.compile(
    r"(?<![-\w])(?:qui|on|je|tu|il|elle|nous|vous|ils|elles)\s(?:ne\s|me\s|nous\s|vous\s|se\s)?(?:l['’][aeéèêhiou]\w*"
    r"|(?:le|la|les|lui|leur)\s[a-zéèêà]+(?:e|ent|ons|ez|it|er|ir|re|oir)\b)"
    r"|\b(?:peut-on|doit-on|pour|puis-je|dois-je|peut-il|doit-il)\s(?:le|la|les|lui|leur)\s[a-zéèêà]+(?:er|ir|re|oir)\b"
    r"|(?:^|\s)l['’](?:a|ont|avait|est|aura)(?:-t-(?:il|elle|on)|-on)?\b"
    r"|\by\s[a-zéè]+(?:er|ir|re|oir)\b|\b(?:y|en)\s(?:ont|sont|est|avait|aura|faut)(?:-(?:t-)?(?:il|elle|on|ils|elles))?\b"
    r"|\b(?:who|we|you|they|i|he|she|to|did|does|do|must|can|will|be)\s\w*\s?(?:it|them|him|her)\b",
    re.IGNORECASE,
)
# Beside *faut-il*, which itself stands for nothing.
_OBJECT_OF_FAUT: Final = re.compile(r"\bfaut-il\s(?:y|le|la|les|lui|leur)\s[a-zéèêà]+(?:er|ir|re|oir)\b", re.IGNORECASE)
_SUBJECT: Final = re.compile(
    r"-(?:t-)?(?:il|elle|ils|elles)\b|(?:^|[\s,]|qu['’])(?:il|elle|ils|elles)\s\w|\b(?:he|she|they|it)\b", re.IGNORECASE
)
_POSSESSIVE: Final = re.compile(r"\b(?:son|sa|ses|leur|leurs|its|his|her|their)\s(?=[^\W\d])", re.IGNORECASE)
# A noun that a pronoun behind it may stand for, with its article; and who may own something.
_NOUN: Final = re.compile(
    r"\b(?:la|les?|un|une|des|du|au|aux|nos|notre|votre|vos|mon|ma|mes|chaque|aucune?|plusieurs|the|an?|our|my|your|each"
    r"|every|any|no)\s(?!(?:plus|moins)\b)[^\W\d]{2,}|\b[ld]['’](?!ont\b|avait|aura|est\b)[^\W\d]{3,}"
    r"|\b(?:do|did|can|must|should|may|are|will)\s[a-z]{3,}s\b",
    re.IGNORECASE,
)
_OWNER: Final = re.compile(r"\b(?:on|je|nous|vous|tu|chacun|soi|we|you|i)\b|\bj['’]", re.IGNORECASE)


def looked_at(question: str) -> Hanging:
    """What a question lacks, if there is a question before it."""
    text = " ".join(question.split()).rstrip(" ?!.…\u00a0")
    opened = OPENING.match(text)
    rest = text[opened.end() :] if opened else text
    about = ABOUT.match(rest)
    if about:
        rest = rest[about.end() :]
    telling = [word for word in folded_words(_HOW.sub("how", rest)) if word not in STOPWORDS]
    return Hanging(_lack(rest, telling, opened=bool(opened), about=bool(about)), rest)


def _lack(rest: str, telling: list[str], *, opened: bool, about: bool) -> Lack:
    named = parts(rest)
    if about:
        return Lack.CLAUSE if rest else Lack.MATTER
    if not telling and not named:
        return Lack.NOUN if _hangs(rest) and len(rest.split()) > 1 else Lack.MATTER
    if not _ASKS.search(rest):
        begins = PREPOSITION.match(rest) is not None
        one = _ONE_OF.match(rest) is not None
        return Lack.CLAUSE if opened or ((begins or one) and len(telling) <= FEW) else Lack.NOTHING
    if _hangs(rest):
        return Lack.NOUN
    own = any(part.sort in {Sort.NAME, Sort.CODE} for part in named)
    loose = [word for word in telling if word not in RELATIONAL]
    bare = _BARE.match(rest) is not None
    if not own and (bare or (len(telling) <= OPENED if opened else not loose and len(telling) <= ONE_NOUN)):
        return Lack.COMPLEMENT
    return Lack.NOTHING


def _hangs(rest: str) -> bool:
    """Whether a pronoun, a possessive or *this* stands for something that the question does not name before it."""
    if _DEMONSTRATIVE.search(rest):
        return True
    plain = _IMPERSONAL.sub(lambda found: "·" * len(found[0]), rest)
    for forms, text in ((_OBJECT, plain), (_OBJECT_OF_FAUT, rest), (_SUBJECT, plain)):
        if any(not _named_before(rest, found.start()) for found in forms.finditer(text)):
            return True
    return any(
        not _named_before(rest, found.start()) and not _OWNER.search(rest[: found.start()])
        for found in _POSSESSIVE.finditer(plain)
    )


def _named_before(rest: str, place: int) -> bool:
    names = any(part.sort in {Sort.NAME, Sort.CODE} and part.end <= place for part in parts(rest))
    return names or _NOUN.search(rest[:place]) is not None
