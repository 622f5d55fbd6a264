"""The amounts that a question names, and the total that a paper names itself. Pure.

The total of an invoice or a quote is what stands behind its label, `Total TTC`, `Net à payer`, `Total HT`; with the
currency that is written there. A figure without a label is never taken for the total.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from rag.numbers import DIGITS, readings
from rag.words import flattened

if TYPE_CHECKING:
    from collections.abc import Iterable

CURRENCIES: Final = {
    "€": "EUR", "eur": "EUR", "euro": "EUR", "euros": "EUR", "$": "USD", "usd": "USD", "us$": "USD", "dollars": "USD",
    "£": "GBP", "gbp": "GBP", "chf": "CHF",
}  # fmt: skip
THOUSAND: Final = 1_000
_CURRENCY: Final = r"(?:us\$|[€$£]|eur(?:os?)?\b|usd\b|gbp\b|chf\b|dollars\b)"


def _money_form(which: str) -> str:
    return (
        rf"(?P<{which}before>[$£€])?\s?(?P<{which}figures>{DIGITS})\s?"
        rf"(?P<{which}times>k|mille|millions?|thousand|m)?\s?(?P<{which}currency>{_CURRENCY})?"
    )


_TAX: Final = r"(?P<tax>\s*(?:ttc|ht|hors taxes?|toutes taxes comprises|excl(?:uding)? vat|incl(?:uding)? vat))?"
_BEFORE: Final = (
    r"(?:(?:qui\s+)?(?:(?:sont|est|is|are)\s+)?(?:d'un (?:montant|total) |of an amount |whose total is |for )?"
    r"(?:de\s+|d'un montant\s+)?)"
)
_MORE: Final = (
    r"plus de|superieure?s? (?:ou egale?s? )?a|au[- ]dessus de|(?:qui )?depass(?:ent|e|ant)|au[- ]dela de|a partir de|"
    r"(?:d')?au moins|more than|over|above|exceeding|at least|greater than|higher than|>=?"
)
_LESS: Final = (
    r"moins de|inferieure?s? (?:ou egale?s? )?a|au[- ]dessous de|en dessous de|sous|(?:d')?au plus|jusqu'a|less than|"
    r"under|below|at most|up to|lower than|<=?"
)
_ONE: Final = re.compile(
    rf"(?<!\w){_BEFORE}(?:(?P<more>{_MORE})|(?P<less>{_LESS}))\s*{_money_form('')}{_TAX}(?!\w|[.,]\d)"
)
_TWO: Final = re.compile(
    rf"(?<!\w){_BEFORE}(?:comprise?s? )?(?:entre|between|de|from)\s+{_money_form('a_')}\s+(?:et|and|a|to)\s+"
    rf"{_money_form('b_')}{_TAX}(?!\w|[.,]\d)"
)
_TAXED: Final = re.compile(r"(?<!\w)(?:(?:en|in)\s+)?(?P<net>ht|hors taxes?|excl(?:uding)? vat)(?!\w)")


@dataclass(frozen=True, slots=True)
class Bounds:
    """From the least to the most, in one currency; an end that is open is None."""

    least: Decimal | None = None
    most: Decimal | None = None
    over: bool = False  # the least itself is too little: "more than"
    under: bool = False  # the most itself is too much
    net: bool = False  # without VAT
    currency: str = "EUR"

    def hold(self, amount: Decimal) -> bool:
        """Whether an amount lies within."""
        low = self.least is None or (amount > self.least if self.over else amount >= self.least)
        return low and (self.most is None or (amount < self.most if self.under else amount <= self.most))


@dataclass(frozen=True, slots=True)
class Amount:
    """An amount where a paper writes it."""

    value: Decimal
    currency: str  # ISO 4217; empty where none is written
    start: int  # of the label, in its text
    end: int  # behind the amount


@dataclass(frozen=True, slots=True)
class Total:
    """What a paper comes to; `place` is the number of the text that says so."""

    place: int
    amount: Amount


def bounds_in(flat: str) -> tuple[Bounds, tuple[int, int]] | None:
    """The bounds that a question sets, as `words.flattened` gives it, and where they stand; None without or with two.

    A figure needs a currency: "plus de 3 pages" is no amount.
    """
    two = [(match, _both(match)) for match in _TWO.finditer(flat)]
    found = [(bounds, match.span()) for match, bounds in two if bounds]
    for match in _ONE.finditer(flat):
        inside = any(match.start() < end and start < match.end() for _, (start, end) in found)
        bounds = None if inside else _open(match)
        if bounds:
            found.append((bounds, match.span()))
    return found[0] if len(found) == 1 else None


def net_in(flat: str) -> tuple[int, int] | None:
    """Where a question asks for amounts without VAT."""
    match = _TAXED.search(flat)
    return match.span() if match else None


def _open(match: re.Match[str]) -> Bounds | None:
    value, currency = _money(match, "")
    if not currency:
        return None
    words = match["more"] or match["less"]
    within = bool(re.search(r"egal|partir|au moins|at least|au plus|jusqu|at most|up to|=", words))
    net = _is_net(match)
    if match["more"]:
        return Bounds(least=value, over=not within, net=net, currency=currency)
    return Bounds(most=value, under=not within, net=net, currency=currency)


def _both(match: re.Match[str]) -> Bounds | None:
    (least, one), (most, other) = _money(match, "a_"), _money(match, "b_")
    if not (one or other) or (one and other and one != other) or least > most:
        return None
    if match["b_times"] and not match["a_times"] and least < THOUSAND:  # "entre 2 et 5 k€"
        least *= most / _plain(match["b_figures"])
    return Bounds(least, most, net=_is_net(match), currency=one or other)


def _is_net(match: re.Match[str]) -> bool:
    return bool(match["tax"]) and match["tax"].strip().startswith(("ht", "hors", "excl"))


def _money(match: re.Match[str], which: str) -> tuple[Decimal, str]:
    value = _plain(match[f"{which}figures"])
    factor = match[f"{which}times"] or ""
    value *= THOUSAND if factor in {"k", "mille", "thousand"} else THOUSAND**2 if factor else 1
    written = match[f"{which}currency"] or match[f"{which}before"] or ""
    return value, CURRENCIES.get(written.strip(), "")


def _plain(figures: str) -> Decimal:
    """Of two readings the greater: nobody writes money with three decimals."""
    return max(Decimal(one) for one in readings(figures))


# The labels of a total, the surest first.
_GROSS: Final = (
    (
        r"total\s+(?:general\s+|a payer\s+|facture\s+|du devis\s+|net\s+)?t\.?t\.?c\b\.?"
        r"|montant\s+(?:total\s+)?t\.?t\.?c\b\.?"
        r"|total (?:\w+ )?toutes taxes comprises|net a payer(?: en euros)?\s*t\.?t\.?c\b\.?"
        r"|net a votre credit(?:\s+ttc)?|total (?:amount )?(?:incl\.?(?:uding)?|with) (?:vat|tax)|grand total"
        r"|invoice total|total to pay|total amount due"
    ),
    (
        r"net a payer|montant a payer|somme a payer|total a payer|solde a payer|reste a payer|amount due|balance due|"
        r"total due|total amount"
    ),
    r"montant total|total (?:de la facture|du devis|facture)|total",
)
_NET: Final = (
    (
        r"total\s+(?:general\s+|net\s+)?h\.?t\b\.?|montant\s+(?:total\s+)?h\.?t\b\.?|total (?:\w+ )?hors taxes?"
        r"|total (?:amount )?(?:excl\.?(?:uding)?|without) (?:vat|tax)|net amount|net total"
    ),
)
# Between label and amount: signs, a currency in brackets, the cell's or the line's end.
_BETWEEN: Final = r"(?:\s*\(?(?:en\s+)?(?P<told>€|eur(?:os?)?|usd|gbp|chf)\)?)?[\s.:|=_…]{0,60}(?:[-–]\s)?"
_SHOWN: Final = (
    rf"(?P<before>{_CURRENCY}\s?)?(?P<minus>[-−]\s?)?(?P<figures>{DIGITS})(?!\s?%|[\w/]|[.,]\d)"
    rf"\s?(?P<currency>{_CURRENCY})?"
)


def _labelled(labels: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w-])(?<!sous )(?<!sous-)(?:{labels}){_BETWEEN}{_SHOWN}", re.IGNORECASE)


_GROSS_FORMS: Final = tuple(_labelled(labels) for labels in _GROSS)
_NET_FORMS: Final = tuple(_labelled(labels) for labels in _NET)
_CENTS: Final = re.compile(r"[.,]\d\d$")


def gross_of(texts: Iterable[str]) -> Total | None:
    """The total with VAT of a paper, from its texts in reading order: of the surest label, the last one."""
    return _best(list(texts), _GROSS_FORMS)


def net_of(texts: Iterable[str]) -> Total | None:
    """The total without VAT, likewise."""
    return _best(list(texts), _NET_FORMS)


def _best(texts: list[str], forms: tuple[re.Pattern[str], ...]) -> Total | None:
    flat = [flattened(text) for text in texts]
    for form in forms:
        found = [
            Total(place, amount)
            for place, text in enumerate(flat)
            for match in form.finditer(text)
            if (amount := _amount(match))
        ]
        if found:
            return found[-1]
    return None


def _amount(match: re.Match[str]) -> Amount | None:
    """A figure needs a currency or cents: a table may have its number of pages there."""
    written = (match["currency"] or match["before"] or match["told"] or "").strip()
    currency = CURRENCIES.get(written, "")
    if not currency and not _CENTS.search(match["figures"]):
        return None
    value = _plain(match["figures"])
    return Amount(-value if match["minus"] else value, currency, match.start(), match.end())
