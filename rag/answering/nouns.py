"""Nouns of a question with what belongs to them, found by their articles and prepositions. Pure."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from rag.answering.constituents import Sort, parts
from rag.models.wordvectors import french
from rag.stopwords import STOPWORDS
from rag.words import fold, stem

if TYPE_CHECKING:
    from collections.abc import Set as AbstractSet

SHORTEST: Final = 3  # letters of a word that says something
NEAR: Final = 0.35  # cosine of two nouns of one sort, *hêtre* and *chêne*; guess, tried on half of the conversations
ARTICLE: Final = r"(?:l['’]|(?:les?|la|des|du|un|une|au|aux|nos|notre|mon|ma|mes|chaque|the|an?|our|my|each)\s)"
_WORD: Final = re.compile(r"[^\W_](?:[\w’'.-]*[^\W_])?")
_PLAIN: Final = r"[^\W_][\w.-]*"
_LINK: Final = r"(?:de la|de l['’]|d['’]|des|du|de|à la|à l['’]|au|aux|à|sans|of the|of|for the|for|at)"
# What an adjective of French ends in: a guess that takes few verbs for one.
_ADJECTIVE: Final = (
    r"(?:\s\w+(?:al|ale|aux|ales|el|elle|els|elles|if|ive|ifs|ives|ique|iques|able|ible|é|ée|és|ées|aire|aires)\b)?"
)
_NO_NOUN: Final = (
    r"(?:is|are|was|were|be|do|does|did|has|have|had|can|may|must|will|if|when|while|that|which|who|of|for|at|in|on|to|from"
    r"|with|by|and|or|against|the|a|an|this|last|next)\b"
)
_ENGLISH: Final = re.compile(r"\b(?:the|how|what|who|is|are|when)\b", re.IGNORECASE)
_ENGLISH_REST: Final = rf"(?:(?<=\w)\s(?!{_NO_NOUN})(?-i:[a-z])[\w-]+){{0,2}}"
_NOUN: Final = re.compile(
    rf"(?<![\w’'-])(?:(?:the|an?|our|my)\s{_PLAIN}{_ENGLISH_REST}|{ARTICLE}{_PLAIN}{_ADJECTIVE})"
    rf"(?:\s(?-i:[A-ZÀ-Þ0-9])[\w’'.-]*)*"
    rf"(?:\s(?:{_LINK}\s?(?:(?:la|le|les)\s|l['’])?{_PLAIN}{_ADJECTIVE}|(?-i:[A-ZÀ-Þ0-9])[\w’'.-]*))*",
    re.IGNORECASE,
)
_ASKED: Final = re.compile(
    rf"\b(?:quel(?:le)?s?|which|what)\s(?!est\b|sont\b|était\b|sera\b|{_NO_NOUN})({_PLAIN})", re.IGNORECASE
)
_CONTRACTED: Final = {"le": "du ", "les": "des ", "la": "de la "}
_AT: Final = {"le": "au ", "les": "aux ", "la": "à la "}
_SPLIT: Final = {"du": ("de", "le"), "des": ("de", "les"), "au": ("à", "le"), "aux": ("à", "les")}
_OTHER: Final = {"for": "pour", "at": "chez", "in": "en", "with": "avec", "without": "sans"}
_INFINITIVE: Final = re.compile(r"(?:[a-zéèêàîô]{2,}(?:er|ir|re|oir))\b", re.IGNORECASE)
_LED: Final = re.compile(rf"(?:\b{ARTICLE}|\b(?:de|en)\s|d['’])$", re.IGNORECASE)  # *de loyer* is a noun
_PURPOSE: Final = re.compile(
    r"\bpour\s(?!(?:notre|votre|autre|quatre)\b)[a-zéèêàîô]{2,}(?:er|ir|re|oir)\s", re.IGNORECASE
)  # *pour résilier le bail*
_UNITS: Final = frozenset(
    {"mois", "an", "ans", "annee", "annees", "semaine", "jour", "jours", "month", "year", "week", "day"}
)
_AGREES: Final = re.compile(r"\bquel(?:le)?\s(est|était|sera)\s(le|la)\s", re.IGNORECASE)
_OWN_WORD: Final = r"(?:\s(?:TTC|HT|hors taxes|total\w*|maxim\w+|minim\w+|mensuel\w*|annuel\w*))?"


def matter_of(base: str, relational: AbstractSet[str], *, one: bool) -> str:
    """What a question is about: its nouns with what belongs to them, else its telling words.

    *Quel est le préavis du bail du hangar* is about *le bail du hangar*: what is always of something is left out.

    Args:
        base: the question.
        relational: words that are always of something, folded.
        one: only the noun that may own something.
    """
    found = [_without_relation(match[0], relational) for match in _NOUN.finditer(base)]
    nouns = [noun for noun in found if noun and any(_tells(word) and fold(word) not in _UNITS for word in _words(noun))]
    names = [part.text for part in parts(base) if part.sort in {Sort.NAME, Sort.CODE}]
    missing = [name for name in names if not any(name in noun for noun in nouns)]
    if one and missing:
        return " ".join(missing)
    if one and nouns:
        return max(nouns, key=len)
    asked = [match[1] for match in _ASKED.finditer(base) if fold(match[1]) not in relational | _UNITS]
    if nouns or missing:
        return ", ".join(dict.fromkeys([*asked, *nouns, *missing]))
    telling = [word for word in _words(base) if _tells(word) and "-" not in word]
    return " ".join(word for word in telling if fold(word) not in relational | _UNITS)


def owner(matter: str, *, english: bool) -> str:
    """A noun as the owner of another: `du bail`, `de la facture`, `d'Hélène`, `of the lease`."""
    head = matter.split(maxsplit=1)[0].lower() if matter.split() else ""
    if english or head in {"the", "our", "my"}:
        return f"of {matter}"
    if head in _CONTRACTED:
        return _CONTRACTED[head] + matter.split(" ", 1)[1]
    if head in {"du", "des", "au", "aux"}:
        return matter
    return f"d'{matter}" if re.match(r"[aeiouyh]", fold(matter)) and not head.startswith("l") else f"de {matter}"


def with_noun(base: str, preposition: str, noun: str) -> str | None:
    """A question with a noun in the place of one of its own; None where none fits.

    One behind the same preposition fits; else the one that means nearly the same sort of thing; else, for a noun with
    an article and nothing before it, the question's only one.
    """
    if not noun.strip():
        return None
    for word in dict.fromkeys((preposition, _OTHER.get(preposition, preposition))):
        found = _behind(base, word) if word else None
        if found:
            return base[: found[0]] + noun + base[found[1] :]
    if _ENGLISH.search(base):
        return None  # the word vectors are French
    if not preposition and _PURPOSE.search(base):
        return None  # *pour résilier le bail*: who goes on to *le loyer* does not cancel it
    whole = _nearest(base, noun) or (None if preposition else _only(base, noun))
    return _AGREES.sub(_agreeing, whole) if whole else None


def _agreeing(found: re.Match[str]) -> str:
    """*Quelle est la durée* with another noun: *Quel est le loyer*."""
    asks = "Quel" if found[2].lower() == "le" else "Quelle"
    return f"{asks if found[0][0].isupper() else asks.lower()} {found[1]} {found[2]} "


def place_named(base: str, start: int, end: int, rest: str) -> str:
    """A question with what a name stands in, *à l'école des Tilleuls*, changed for a fragment, *au Mail-Vert*."""
    before = re.search(
        rf"\b(?:à|au|aux|chez|pour|dans|at|in|for)\s(?:(?:la|le|les|the)\s|l['’])?(?:{_PLAIN}\s{_LINK}\s?)?(?:(?:la|le|les)\s|l['’])?$",
        base[:start],
        re.IGNORECASE,
    )
    return base[: before.start()] + rest + base[end:] if before else base[:start] + rest + base[end:]


def _behind(base: str, preposition: str) -> tuple[int, int] | None:
    """Where a noun stands behind a preposition, with all that belongs to it."""
    if preposition in {"de", "du", "des", "d'", "of"}:
        return None
    for found in re.finditer(rf"\b{re.escape(preposition)}\s", base, re.IGNORECASE):
        rest = _ENGLISH_REST if _ENGLISH.search(base) else ""
        whole = _NOUN.match(base, found.end()) or re.compile(rf"{_PLAIN}{rest}").match(base, found.end())
        if (
            whole
            and not _INFINITIVE.match(whole[0])
            and not any(
                part.start < whole.end() and part.end > whole.start()
                for part in parts(base)
                if part.sort is not Sort.NAME
            )
        ):
            verb = re.compile(rf"\s[^\W_]+ée?s?(?:\s{_LINK}\s?(?:(?:la|le|les)\s|l['’])?{_PLAIN})?").match(
                base, whole.end()
            )
            return whole.start(), verb.end() if verb else whole.end()
    return None


def _nearest(base: str, noun: str) -> str | None:
    head = next((word for word in _words(re.sub(rf"^{ARTICLE}", "", noun, flags=re.IGNORECASE)) if _tells(word)), "")
    held = [
        match
        for match in _WORD.finditer(base)
        if (
            _tells(match[0])
            and not re.search(r"-(?:t-)?\w{2,5}$", match[0])
            and not (_INFINITIVE.fullmatch(match[0]) and not _LED.search(base[: match.start()]))
        )
        or re.fullmatch(r"[^\W_]+-[^\W_]{5,}", match[0])
    ]
    if not head or not held:
        return None
    alike = french().likeness([_stem(head)], [_stem(match[0]) for match in held])[0]
    best = int(alike.argmax())
    if alike[best] < NEAR or fold(held[best][0]) == fold(head):
        return None
    before = base[: held[best].start()]
    after = base[held[best].end() :]
    named = parts(after)
    if (
        named
        and named[0].sort in {Sort.NAME, Sort.CODE}
        and not after[: named[0].start].strip()
        and " " in noun.strip()
    ):
        after = after[named[0].end :]
    article = re.search(r"(?:\b(du|des|de la|au|aux|à la|le|la|les)\s|\b(de l|à l|l)['’])$", before, re.IGNORECASE)
    own = re.match(r"(?:(le|la|les)\s|(l)['’])", noun, re.IGNORECASE)
    if not article or not own:
        return before + noun + after
    link = _link(article[1] or f"{article[2]}'")
    return before[: article.start()] + _joined(link, own[1] or "l'", noun[own.end() :]) + after


def _only(base: str, noun: str) -> str | None:
    """With an article in front: in the place of the question's last noun, what that belongs to left standing."""
    if not re.match(ARTICLE, noun, re.IGNORECASE):
        return None
    found = re.finditer(
        rf"(?<![\w’'-]){ARTICLE}({_PLAIN})(?:\s(?:de\s(?!l['’]|la\b)|d['’])\s?{_PLAIN}|\s(?!{_LINK}\b)[a-zà-ÿ]+)?",
        base,
        re.IGNORECASE,
    )
    first = next((one for one in found if fold(one[1]) not in _UNITS), None)  # *chaque mois* is no matter
    if first is None:
        return None
    return base[: first.start()] + noun + base[first.end() :]


def _stem(word: str) -> str:
    return stem(fold(word.split("-", maxsplit=1)[0]), "fr")


def _link(article: str) -> str:
    """The preposition inside an article: `de` in *du*, nothing in *le*."""
    low = article.lower()
    return _SPLIT[low][0] if low in _SPLIT else low.split()[0] if " " in low else ""


def _joined(link: str, article: str, bare: str) -> str:
    article = article.lower()
    if article == "l'":
        return f"{link} l'{bare}" if link else f"l'{bare}"
    if link == "de":
        return _CONTRACTED[article] + bare
    return _AT[article] + bare if link == "à" else f"{article} {bare}"


def _without_relation(noun: str, relational: AbstractSet[str]) -> str:
    """A noun without what it is the date, the price or the number of."""
    inner = re.match(
        rf"{ARTICLE}({_PLAIN}){_OWN_WORD}\s(de la|de l['’]|d['’]|des|du|de|of the|of)\s?(.+)", noun, re.IGNORECASE
    )
    if not inner:
        bare = re.match(rf"{ARTICLE}({_PLAIN}){_OWN_WORD}$", noun, re.IGNORECASE)
        return "" if bare and fold(bare[1]) in relational else noun
    if fold(inner[1]) not in relational:
        return noun
    link = inner[2].lower().replace("’", "'")
    article = {"du": "le ", "des": "les ", "de la": "la ", "de l'": "l'", "of the": "the "}.get(link, "")
    return f"{article}{inner[3]}"


def _words(text: str) -> list[str]:
    return _WORD.findall(text)


def _tells(word: str) -> bool:
    return fold(word) not in STOPWORDS and len(word) >= SHORTEST and not _parted(word)


def _parted(word: str) -> bool:
    """Whether a word is only an article and a grammatical word: `qu'il`."""
    return all(fold(piece) in STOPWORDS for piece in re.split(r"['’]", word))
