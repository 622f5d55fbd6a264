"""Pairs of a sentence and the passage it cites, made by rules from real passages; for `bench/checking.py`.

The rules know nothing of the checker: they have their own expressions for numbers, dates, names and negations.
"""

from __future__ import annotations

import random
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from rapidfuzz import fuzz

from rag.answering.sentences import sentences_of
from rag.store.terms import index_terms

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from rag.records import Hit

TRUE, CHANGED, SWAPPED = "true", "changed", "swapped"
FRENCH_MONTHS = [
    "janvier",
    "février",
    "mars",
    "avril",
    "mai",
    "juin",
    "juillet",
    "août",
    "septembre",
    "octobre",
    "novembre",
    "décembre",
]
ENGLISH_MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]
WORDS = [
    "zéro",
    "un",
    "deux",
    "trois",
    "quatre",
    "cinq",
    "six",
    "sept",
    "huit",
    "neuf",
    "dix",
    "onze",
    "douze",
    "treize",
    "quatorze",
    "quinze",
    "seize",
]
DATE = re.compile(rf"\b(\d{{1,2}})(?:er)? ({'|'.join(FRENCH_MONTHS)}) ((?:19|20)\d\d)\b")
SIGNS = re.compile(r"(?<![\d/.])(\d\d)/(\d\d)/((?:19|20)\d\d)(?![\d/])")
AMOUNT = re.compile(r"(?<![\w.,/-])(\d{1,3}(?:[ \u00a0\u202f]\d{3})+|\d+)(,\d{1,2})?(?=[ \u00a0\u202f]?(?:€|euros?\b))")
COUNT = re.compile(r"(?<![\w.,/-])(\d{1,4})(?=[ \u00a0](?:jours?|mois|ans|semaines|heures|personnes|%)(?!\w))")
NUMBER = re.compile(r"(?<![\w.,/:°-])\d+(?:[.,]\d+)?(?![\w/:-]|[.,]\d|[ \u00a0\u202f]\d)")
CODE = re.compile(
    r"(?<![\w-])(?=[A-Z-]*\d)[A-Z]{1,4}(?:-[A-Z0-9]+)*-\d{3,}(?![\w-])|\b\d{3} \d{3} \d{3} \d{5}\b|\b0\d(?: \d\d){4}\b"
)
NAME = re.compile(r"(?<=[a-zé,’'] )[A-ZÉ][a-zéèêïôç]{3,}(?![\w’'.-])")
UNITS = (
    (r"\bjours?\b", "semaines"), (r"\bmois\b", "ans"), (r"\bans\b", "mois"), (r"€|\beuros\b", "dollars"),
    (r"%", "€"), (r"\bm²", "m³"), (r"\bHT\b", "TTC"), (r"\bTTC\b", "HT"), (r"\bkg\b", "tonnes"),
    (r"\bheures\b", "jours"),
    (r"\bouvrés\b", "ouvrables"), (r"\bouvrables\b", "ouvrés"), (r"\bmm\b", "cm"), (r"\bsemaines\b", "mois"),
)  # fmt: skip
DENIED = re.compile(r"\bn(?:e |['’])(\w+(?: \w+)?) (?:pas|plus|jamais) ")
AFFIRMED = re.compile(
    r" (est|sont|peut|peuvent|doit|doivent|sera|seront|permet|is|are|can|must) (?!pas|plus|not|que\b|qu)"
)
CLAUSE = re.compile(
    r"^((?:À|Au|En|Pour|Dans|Si|Lorsque|Selon|Avant|Après|Le|On|For|In|If|When)\b[^,;:()]{8,80}), ([^:;()]{20,})\.$"
)
FEWEST_WORDS, LONGEST = 7, 300


@dataclass(frozen=True, slots=True)
class Pair:
    """A sentence, the passage it is said to rest on, and what was done to it."""

    group: str  # TRUE, CHANGED or SWAPPED
    kind: str
    claim: str
    hit: Hit


def pairs_of(hits: Sequence[Hit], seed: int) -> Iterator[Pair]:
    """Every pair that the passages of one document give, neighbours in `hits` being neighbours in the document."""
    for place, hit in enumerate(hits):
        for sentence in sentences_of(hit.passage.text):
            if not _tells(sentence.text):
                continue
            chance = random.Random(f"{seed} {sentence.text}")
            yield Pair(TRUE, "verbatim", sentence.text, hit)
            for kind, claim in _reworded(sentence.text, chance):
                yield Pair(TRUE, kind, claim, hit)
            for kind, claim in _changed(sentence.text, hit, chance):
                yield Pair(CHANGED, kind, claim, hit)
            near = [other for other in hits[max(0, place - 1) : place + 2] if not _says(other, sentence.text)]
            if near:
                yield Pair(SWAPPED, "neighbour", sentence.text, chance.choice(near))


def swapped(
    pair: Pair, others: Sequence[Hit], terms: Sequence[frozenset[str]], chance: random.Random
) -> Iterator[Pair]:
    """The same sentence with a passage of another document: any, and the one that shares the most words."""
    foreign = [place for place, one in enumerate(others) if one.document.id != pair.hit.document.id]
    far = others[chance.choice(foreign)]
    if not _says(far, pair.claim):
        yield Pair(SWAPPED, "other document", pair.claim, far)
    said = frozenset(index_terms(pair.claim, "fr").split())
    for place in sorted(foreign, key=lambda one: -len(said & terms[one]))[:1]:
        if not _says(others[place], pair.claim):
            yield Pair(SWAPPED, "likest passage", pair.claim, others[place])


def _tells(text: str) -> bool:
    return len(text.split()) >= FEWEST_WORDS and len(text) <= LONGEST and text.endswith(".") and "|" not in text


def _says(hit: Hit, sentence: str) -> bool:
    return fuzz.partial_ratio(sentence, hit.passage.text) >= 85


def _reworded(text: str, chance: random.Random) -> Iterator[tuple[str, str]]:
    if DATE.search(text) or SIGNS.search(text):
        yield "date rewritten", SIGNS.sub(_from_signs, DATE.sub(lambda found: _from_words(found, chance), text))
    if AMOUNT.search(text):
        yield "amount rewritten", _amounts(text, chance)
    if any(int(found.group()) < len(WORDS) for found in COUNT.finditer(text)):
        yield "number in words", COUNT.sub(lambda found: _in_words(found.group()), text)
    if moved := CLAUSE.match(text):
        first, rest = moved.groups()
        yield "clauses moved", f"{rest[0].upper()}{rest[1:]}, {first[0].lower()}{first[1:]}."
    yield "introduced", f"D'après vos documents, {text[0].lower() if text[1].islower() else text[0]}{text[1:]}"


def _from_words(found: re.Match[str], chance: random.Random) -> str:
    day, month, year = int(found[1]), FRENCH_MONTHS.index(found[2]) + 1, found[3]
    forms = (f"{day:02}/{month:02}/{year}", f"{year}-{month:02}-{day:02}", f"{ENGLISH_MONTHS[month - 1]} {day}, {year}")
    return chance.choice(forms)


def _from_signs(found: re.Match[str]) -> str:
    if int(found[2]) > 12:
        return found.group()
    return f"{int(found[1])} {FRENCH_MONTHS[int(found[2]) - 1]} {found[3]}"


def _amounts(text: str, chance: random.Random) -> str:
    def other(found: re.Match[str]) -> str:
        whole, cents = re.sub(r"\D", "", found[1]), found[2] or ""
        grouped = f"{int(whole):,}".replace(",", chance.choice(("\u202f", "\u00a0", ".", "")))
        return grouped + (cents if cents and cents != ",00" else chance.choice(("", ",00")))

    changed = AMOUNT.sub(other, text)
    return re.sub(r"(?<=\d)[ \u00a0\u202f]?€", chance.choice((" euros", " EUR", "€")), changed)


def _in_words(written: str) -> str:
    return WORDS[int(written)] if 1 < int(written) < len(WORDS) else written


def _changed(text: str, hit: Hit, chance: random.Random) -> Iterator[tuple[str, str]]:
    for kind, pattern in (
        ("date", DATE),
        ("date", SIGNS),
        ("identifier", CODE),
        ("amount", AMOUNT),
        ("number", NUMBER),
    ):
        plain = text if kind in {"date", "identifier"} else _masked(text)
        if found := list(pattern.finditer(plain)):
            one = chance.choice(found)
            new = _other_figure(one.group(), kind, chance)
            if new not in text:
                yield kind, text[: one.start()] + new + text[one.end() :]
    elsewhere = [one.group() for one in NUMBER.finditer(_masked(hit.passage.text.replace(text, " ")))]
    here = list(NUMBER.finditer(_masked(text)))
    if here and (fitting := sorted({one for one in elsewhere if one not in text})):
        one = chance.choice(here)
        yield "number of the same passage", text[: one.start()] + chance.choice(fitting) + text[one.end() :]
    if found := list(NAME.finditer(text)):
        one = chance.choice(found)
        yield (
            "name",
            text[: one.start()] + chance.choice(("Verdier", "Castelnau", "Lemoine", "Roubaix")) + text[one.end() :],
        )
    for pattern, unit in UNITS:
        if one := re.search(rf"(?<=\d)[ \u00a0\u202f]?(?:{pattern})", text):
            yield "unit", f"{text[: one.start()]} {unit}{text[one.end() :]}"
            break
    if one := DENIED.search(text):
        yield "negation", f"{text[: one.start()]}{one[1]} {text[one.end() :]}"
    elif one := AFFIRMED.search(text):
        yield "negation", text[: one.start()] + _denying(one[1]) + text[one.end() :]


def _masked(text: str) -> str:
    """Dates and codes as signs, so that their parts are no numbers."""
    for pattern in (DATE, SIGNS, CODE):
        text = pattern.sub(lambda found: "x" * len(found.group()), text)
    return text


def _other_figure(written: str, kind: str, chance: random.Random) -> str:
    """The same form with another value: a digit that counts is another one."""
    if kind == "date" and (found := DATE.fullmatch(written)):
        if chance.random() < 0.4:
            others = [month for month in FRENCH_MONTHS if month != found[2]]
            return f"{found[1]} {chance.choice(others)} {found[3]}"
        day, year = (int(found[1]) + chance.randint(1, 26)) % 28 + 1, int(found[3]) + chance.choice((0, 0, 1, -1))
        return f"{day} {found[2]} {year}"
    places = [place for place, sign in enumerate(written) if sign.isdigit()]
    whole = [place for place in places if "," not in written[:place]] if kind != "date" else places[-1:]
    place = chance.choice(whole)
    least = "1" if place == places[0] and written[place] != "0" else "0"
    return (
        written[:place]
        + chance.choice([d for d in "0123456789" if d != written[place] and d >= least])
        + written[place + 1 :]
    )


def _denying(verb: str) -> str:
    if verb in {"is", "are", "can", "must"}:
        return f" {verb} not "
    return f" n'{verb} pas " if verb[0] in "aeiouêé" else f" ne {verb} pas "
