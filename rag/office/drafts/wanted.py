"""What a request asks for: things with how many of them, and what is to be taken off; by their wording. Pure.

`3 jours de formation et 2 licences, remise 10 %`. A figure counts things where it begins a clause; one in the middle
(`fenêtre 2 vantaux`) belongs to the thing.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from rag.answering.sentences import Sentence, sentences_of
from rag.days import days_in
from rag.numbers import ARTICLES, DIGITS, WORDS, readings, spelled
from rag.words import flattened

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from rag.office.drafts.request import Request

_BEGINS: Final = re.compile(
    r"(?:^\W*|[,;:(]\s*|[^\W\d]\s+[x×]\s*|[-–—•*]\s+|\b(?:et|and|plus|puis|avec|with|que|also|aussi|de|pour|for|of|faut|faudrait|"
    r"voudrais|voudrions|voulons|veux|souhaite|souhaitons|souhaiterais|souhaiterions|aimerais|aimerions|commande|"
    r"commandons|commander|chiffrer|prevoir|ajouter|ajoutez|compter|comptez|fournir|livrer|poser|installer|remplacer|"
    r"changer|acheter|demande|demandons|need|needs|want|like|order|quote|add|buy|supply|replace|install|besoin|d')\s*"
    r"(?:environ |a peu pres |about )?)$"
)
_WISHES: Final = re.compile(
    r"\b(?:devis|chiffr\w+|besoin|voudr\w+|souhait\w+|aimer\w+|faut|faudrait|command\w+|offre de prix|proposition|"
    r"tarif pour|prix pour|prevoir|quote|quotation|need\w*|would like|order\w*|price for|pricing|estimate)\b"
)
_COUNT: Final = re.compile(
    rf"(?<![\w.,/-])(?:(?P<figures>{DIGITS})|(?P<words>\b(?:{WORDS})\b))(?![\w.,/-]*\d)", re.IGNORECASE
)
_TIMES: Final = re.compile(r"\s*[x×*]\s+|\s+")
# A figure with one of these behind it is no count.
_OTHER: Final = re.compile(
    r"\s*(?:%|€|\$|£|eur(?:os?)?\b|pour ?cent|percent|h\s?\d\d|ans\b|[x×]\s?\d|mm\b|cm\b|°|rue\b|avenue\b|boulevard\b|"
    r"place\b|bis\b|quai\b|impasse\b|all[ée]e\b|chemin\b|st\b|nd\b|rd\b|th\b|er\b|[èe]me\b|e\b)",
    re.IGNORECASE,
)
_UNITS: Final = (
    r"jours?|journées?|heures?|h|m²|m2|m³|m3|ml|mètres? (?:linéaires?|carrés?|cubes?)|mètres?|m|u|unités?|pièces?|pcs|"
    r"forfaits?|lots?|kg|kilos?|litres?|l|mois|days?|hours?|hrs?|square metres?|metres?|meters?|units?|pieces?|months?|"
    r"sets?|boîtes?|paires?|exemplaires?"
)
_UNIT: Final = re.compile(rf"(?P<unit>{_UNITS})\.?\s+(?:de\s+|d['’]\s?|of\s+|en\s+)", re.IGNORECASE)
_ENDS: Final = re.compile(r"[,;.!?](?=\s|$)|\s[–—]\s|\n|\s\(")
_OFF: Final = r"(?:remise|rabais|ristourne|réduction|reduction|escompte|discount|rebate|geste commercial)"
_DISCOUNT: Final = re.compile(
    rf"\b{_OFF}\b[^.;\n\d]{{0,40}}?(?P<after>{DIGITS})\s*(?P<sign>%|€|eur(?:os?)?\b|pour ?cent|percent)"
    rf"|(?P<before>{DIGITS})\s*(?P<sign2>%|€|eur(?:os?)?\b|pour ?cent|percent)\s*(?:de |d['’]|of )?(?:{_OFF}|off)\b",
    re.IGNORECASE,
)
_ON: Final = re.compile(r"\s*(?:sur|on)\s+(?:les |la |le |l['’]|the |all )?(?P<what>[^,;.\n]{2,60})", re.IGNORECASE)
_VAT: Final = re.compile(rf"\b(?:TVA|VAT)\b[^.;,\n\d]{{0,25}}?(?P<rate>{DIGITS})\s*%", re.IGNORECASE)
# The thing before its count: `bibliothèque, 6 m²`, `pose : 12 h`, `fenêtres x 2`.
_BEFORE: Final = re.compile(
    r"(?:^|[;:•*\n]|\bet\b|\band\b|,)\s*(?P<what>[^,;:\n]{2,119}?[^\W\d])\s*(?:[,:(]|\bx|×|[–-])\s*$", re.IGNORECASE
)
_ONLY: Final = re.compile(
    rf"\s*(?P<unit>{_UNITS})?\.?\)?\s*(?=$|[,;.:!?\n]|\b(?:et|and|plus|avec|with)\b)", re.IGNORECASE
)
_NUMBERED: Final = re.compile(r"\s*\d{1,2}[.)]\s")
_TRAILING: Final = re.compile(r"(?:\s+(?:et|and|plus|puis|avec|with|ainsi|de|pour|for|au|à))+\s*$")
_CLAUSE: Final = re.compile(r"[^,;:()\n]+")
CODE: Final = 5  # figures without a sign: a post code
_OFF_THE: Final = re.compile(r"\s*(?:the |all )(?P<what>[^,;.\n]{2,60})", re.IGNORECASE)
_WHOLE: Final = re.compile(r"\b(?:total|tout|toute|ensemble|montant|devis|commande|quote|order|everything|whole)\b")


@dataclass(frozen=True, slots=True)
class Wanted:
    """One thing asked for."""

    what: str
    quantity: Decimal  # 0: it may be two numbers, `1.250`, or none is said
    unit: str  # as written; empty when none is
    start: int  # of the clause in the request's text, its count included
    end: int
    wished: bool  # in a sentence that asks for something, or in a list
    article: bool = False  # `une fenêtre`: one, or any


@dataclass(frozen=True, slots=True)
class Off:
    """A discount that is named."""

    percent: Decimal
    amount: Decimal
    what: str  # on what; empty for the whole
    start: int
    end: int


def things_in(request: Request) -> list[Wanted]:
    """The things that a request asks for, in order; figures of dates, prices, addresses and discounts are none."""
    start, end = request.body
    found: list[Wanted] = []
    wishing = False
    for sentence in sentences_of(request.text[start:end]):
        listed = bool(re.match(r"\s*(?:[-–—•*▪]|\d{1,2}[.)])\s", sentence.text))
        wishes = bool(_WISHES.search(flattened(sentence.text)))
        wishing = wishes or (wishing and listed)
        found += _in_sentence(sentence, start, wished=wishing or not request.is_letter, listed=listed)
    return found


def discounts_in(request: Request) -> list[Off]:
    """The discounts that a request names."""
    start, end = request.body
    found = []
    for match in _DISCOUNT.finditer(request.text, start, end):
        value = _one(match["after"] or match["before"])
        if value is None:
            continue
        share = (match["sign"] or match["sign2"]).lower() in {"%", "pourcent", "pour cent", "percent"}
        form = _OFF_THE if match.group().lower().endswith("off") else _ON
        on = form.match(request.text, match.end(), end) or _ON.match(request.text, match.end(), end)
        what = on["what"].strip() if on and not _WHOLE.search(flattened(on["what"])) else ""
        percent, amount = (value, Decimal(0)) if share else (Decimal(0), value)
        found.append(Off(percent, amount, what, match.start(), on.end() if on else match.end()))
    return found


def rate_in(request: Request) -> tuple[Decimal, int, int] | None:
    """The rate of VAT that a request names for everything, with its place: `TVA à 10 %`."""
    match = _VAT.search(request.text, *request.body)
    rate = _one(match["rate"]) if match else None
    return (rate, match.start(), match.end()) if match and rate is not None else None


def _in_sentence(sentence: Sentence, offset: int, *, wished: bool, listed: bool) -> Iterator[Wanted]:
    text = sentence.text
    taken = [(left, right) for left, right, _ in days_in(text, day_first=True)]
    taken += [match.span() for form in (_DISCOUNT, _VAT) for match in form.finditer(text)]
    counts = list(_counts(text, taken))
    spans = list(taken)
    for place, match in enumerate(counts):
        limit = counts[place + 1].start() if place + 1 < len(counts) else len(text)
        limit = min([limit, *(left for left, _ in taken if left >= match.end())])
        for thing in _thing(text, match, limit):
            yield Wanted(
                thing.what, thing.quantity, thing.unit, thing.start + sentence.start + offset,
                thing.end + sentence.start + offset, wished, thing.article and not listed,
            )  # fmt: skip
            spans.append((thing.start, thing.end))
    if wished:
        yield from _named(sentence, offset, spans)


def _counts(text: str, taken: Sequence[tuple[int, int]]) -> Iterator[re.Match[str]]:
    """The numbers that count things."""
    flat = flattened(text)
    numbered = _NUMBERED.match(text)
    first = numbered.end() if numbered else 0
    for match in _COUNT.finditer(text, first):
        free = all(match.end() <= left or match.start() >= right for left, right in taken)
        figures = match["figures"] or ""
        is_code = len(figures) >= CODE and figures.isdigit()  # a post code, an article's number
        if free and not is_code and _BEGINS.search(flat[first : match.start()]) and not _OTHER.match(text, match.end()):
            yield match


def _thing(text: str, match: re.Match[str], limit: int) -> Iterator[Wanted]:
    quantity = _one(match.group()) or Decimal(0)
    before = _BEFORE.search(text[: match.start()])
    only = _ONLY.match(text, match.end(), limit) if before else None
    if before and only and (only["unit"] or not before.group().endswith(",")):
        start = before.start("what")
        yield Wanted(_bare(before["what"]), quantity, only["unit"] or "", start, only.end(), wished=True)
        return
    start = (_TIMES.match(text, match.end()) or match).end()
    unit = _UNIT.match(text, start)
    if unit:
        start = unit.end()
    ends = _ENDS.search(text, start, limit)
    what = _TRAILING.sub("", text[start : ends.start() if ends else limit]).strip(" \t:,;-–.")
    if re.search(r"[^\W\d_]{2}", what):
        end = text.index(what, start) + len(what)
        article = match.group().lower() in ARTICLES
        yield Wanted(what, quantity, unit["unit"] if unit else "", match.start(), end, wished=True, article=article)


def _named(sentence: Sentence, offset: int, spans: Sequence[tuple[int, int]]) -> Iterator[Wanted]:
    """Clauses without a count, which may be things all the same: `dépose comprise`."""
    for match in _CLAUSE.finditer(sentence.text):
        what = match.group().strip(" \t:,;-–.?!")
        free = all(match.end() <= left or match.start() >= right for left, right in spans)
        if free and re.search(r"[^\W\d_]{3}", what):
            left = offset + sentence.start + match.start() + len(match.group()) - len(match.group().lstrip())
            yield Wanted(what, Decimal(0), "", left, left + len(match.group().strip()), wished=False)


def _bare(what: str) -> str:
    return re.sub(r"^(?:de |du |des |d['’]|la |le |les |l['’]|une? |the |an? )", "", what.strip(), flags=re.IGNORECASE)


def _one(written: str) -> Decimal | None:
    """The number that figures or words are; of two readings, the one with the comma: `1.250` fenêtres is no request."""
    if not written[:1].isdigit():
        value = spelled(written)
        return Decimal(value) if value else None
    found = sorted(Decimal(value) for value in readings(written))
    return found[0] if len(found) == 1 else None
