"""The lines of a quote: each thing asked for, with the row of the price list that is it, or with what has to be asked.

Pure. Nothing is guessed: a thing that two rows may be, one in another unit, one without a rate, are asked about.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from rag.office.drafts.amounts import NO_DISCOUNT, Discount, Item, trouble_of
from rag.office.drafts.given import LEFT_OUT, discount_in, priced_in, quantity_in
from rag.office.drafts.matching import Matcher
from rag.office.drafts.prices import number_in, same_unit
from rag.office.drafts.record import DraftLine, Field, Missing, Origin, Price, Source, Why
from rag.office.drafts.wanted import discounts_in, rate_in, things_in

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from rag.office.drafts.request import Request
    from rag.office.drafts.wanted import Off, Wanted

GIVEN: Final = Source(Origin.GIVEN)


@dataclass(frozen=True, slots=True)
class Lines:
    """What became of a request's things."""

    lines: tuple[DraftLine, ...] = ()
    missing: tuple[Missing, ...] = ()
    discount: Discount = NO_DISCOUNT
    said: tuple[Field, ...] = ()  # the discount and the rate of VAT that hold for all of it, with their sources


def lines_of(
    request: Request, more: Request, prices: Sequence[Price], given: Mapping[str, str], language: str
) -> Lines:
    """Lines in the order in which they are asked for, and what has to be asked.

    Args:
        request: what somebody asks for.
        more: what whoever drafts adds to it.
        prices: rows of the price list.
        given: answers: `line:WORDS` (a row of the list, a price with its rate, or `-` to leave it out),
            `quantity:WORDS`, `rate:WORDS`, `discount` and `discount:WORDS`.
        language: of the words.
    """
    rate = _rate_given(given, (request, more))
    work = _Work(Matcher(prices, language), given, rate[0] if rate else None)
    for one in (request, more):
        for wanted in things_in(one):
            source = one.source(wanted.start, wanted.end)
            work.add(wanted, replace(source, origin=Origin.GIVEN) if one is more else source)
    for one in (request, more):
        for off in discounts_in(one):
            work.take_off(off, one.source(off.start, off.end), agreed=not one.is_letter)
    wish = rate_in(request) if request.is_letter and "vat_rate" not in given else None
    if wish:
        told = (f"{wish[0]} %".replace(".", ","),)
        work.missing.append(Missing("vat_rate", Why.WISHED, told, request.source(*wish[1:]), needed=False))
    work.finish()
    said = [Field("vat_rate", _percent(rate[0]), rate[1])] if rate else []
    return Lines(tuple(work.lines), tuple(work.missing), work.discount, (*said, *work.said))


def _rate_given(given: Mapping[str, str], requests: Sequence[Request]) -> tuple[Decimal, Source] | None:
    """The rate of VAT that whoever drafts says for all lines; what a client says of it is for others to judge."""
    own = number_in(given.get("vat_rate", ""), comma=True)
    if own is not None:
        return own, GIVEN
    found = ((one, rate) for one in requests if not one.is_letter and (rate := rate_in(one)))
    return next(((rate[0], one.source(*rate[1:])) for one, rate in found), None)


class _Work:
    """Lines as they are found."""

    def __init__(self, matcher: Matcher, given: Mapping[str, str], rate: Decimal | None) -> None:
        self._matcher = matcher
        self._given = given
        self._rate = rate
        self._words: list[str] = []  # of the request, for each line
        self.lines: list[DraftLine] = []
        self.missing: list[Missing] = []
        self.discount = NO_DISCOUNT
        self.said: list[Field] = []

    def add(self, wanted: Wanted, source: Source) -> None:
        """One thing: a line, a question, or nothing where it is no thing after all."""
        answer = self._given.get(f"line:{wanted.what}", "").strip()
        if answer == LEFT_OUT:
            return
        price = self._answered(answer, wanted) if answer else None
        if price is None:
            found = self._matcher.find(wanted.what)
            price = found.clear
            if price is None:
                self._ask(wanted, source, tuple(_told(row) for row in found.rows), invalid=bool(answer))
                return
        self._add(wanted, source, price)

    def _answered(self, answer: str, wanted: Wanted) -> Price | None:
        if own := priced_in(answer):
            what = wanted.what[:1].upper() + wanted.what[1:]
            return Price(what, own[0], "", wanted.unit, own[1], GIVEN)
        return self._matcher.find(answer).clear or self._matcher.told(answer, _told)

    def _ask(self, wanted: Wanted, source: Source, choices: tuple[str, ...], *, invalid: bool) -> None:
        counted = bool(wanted.quantity) and not wanted.article
        if invalid or (choices and (counted or wanted.wished)):
            why = Why.SEVERAL if choices else Why.UNPRICED
            self.missing.append(Missing(f"line:{wanted.what}", why, choices, source))
        elif counted and wanted.wished:
            self.missing.append(Missing(f"line:{wanted.what}", Why.UNPRICED, (), source))

    def _add(self, wanted: Wanted, source: Source, price: Price) -> None:
        key = f"quantity:{wanted.what}"
        quantity = quantity_in(self._given.get(key, "")) or wanted.quantity
        if not quantity:
            known = any(line.item.designation == price.designation for line in self.lines)
            if not known and self._given.get(key) != LEFT_OUT:
                self.missing.append(Missing(key, Why.QUANTITY, (price.designation,), source, needed=False))
            return
        if key not in self._given and not same_unit(wanted.unit, price.unit):
            self.missing.append(Missing(key, Why.UNIT, (wanted.unit, price.unit), source))
            return
        rate = price.vat_rate if self._rate is None else self._rate
        if rate is None:
            name = f"rate:{price.reference or price.designation}"
            rate = number_in(self._given.get(name, ""), comma=True)
            if rate is None:
                self.missing.append(Missing(name, Why.RATE, (), price.source))
                return
        item = Item(price.designation, quantity, price.price, rate, price.unit or wanted.unit, price.reference)
        if trouble := trouble_of(item):
            self.missing.append(Missing(f"line:{wanted.what}", Why.INVALID, (trouble,), source))
            return
        self.lines.append(DraftLine(item, source, price.source))
        self._words.append(wanted.what)

    def take_off(self, off: Off, source: Source, *, agreed: bool) -> None:
        """A discount of the whole or of a line; one that the client wishes is not given before somebody agrees."""
        key = f"discount:{off.what}" if off.what else "discount"
        named = discount_in(self._given[key]) if key in self._given else None
        told = f"{off.percent or off.amount:f} {'%' if off.percent else '€'}".replace(".", ",")
        if key in self._given and named is None:
            self.missing.append(Missing(key, Why.INVALID, (told,), source))
        elif not agreed and named is None:
            self.missing.append(Missing(key, Why.WISHED, (told,), source, needed=False))
        else:
            self._apply(off.what, named or Discount(off.percent, off.amount), GIVEN if named else source)

    def _apply(self, what: str, discount: Discount, source: Source) -> None:
        if not what:
            self._set_discount(discount, source)
            return
        rows = {row.designation for row in self._matcher.find(what).rows}
        places = [
            at for at, line in enumerate(self.lines) if line.item.designation in rows or _names(what, self._words[at])
        ]
        if not places or discount.amount or discount.percent > 100:  # noqa: PLR2004 - per cent
            self.missing.append(Missing(f"discount:{what}", Why.INVALID, (), source))
        for at in places:
            if not discount.amount:
                line = self.lines[at]
                self.lines[at] = replace(line, item=replace(line.item, discount=discount.percent))

    def finish(self) -> None:
        """What is given for the whole, where the request says nothing of it; and whether it is not too much."""
        if "discount" in self._given and self.discount == NO_DISCOUNT:
            found = discount_in(self._given["discount"])
            if found is None:
                self.missing.append(Missing("discount", Why.INVALID))
            self._set_discount(found or NO_DISCOUNT, GIVEN)
        lines = sum((line.item.quantity * line.item.price for line in self.lines), Decimal(0))
        if self.lines and (self.discount.amount > lines or self.discount.percent > 100):  # noqa: PLR2004 - per cent
            self.missing.append(Missing("discount", Why.INVALID))
            self._set_discount(NO_DISCOUNT, GIVEN)

    def _set_discount(self, discount: Discount, source: Source) -> None:
        self.discount = discount
        value = _percent(discount.percent) if discount.percent else f"{discount.amount:f} €".replace(".", ",")
        self.said = [] if discount == NO_DISCOUNT else [Field("discount", value, source)]


def _names(what: str, words: str) -> bool:
    """Whether the words that asked for a line hold these."""
    return re.search(rf"\b{re.escape(what.strip().rstrip('s'))}", words, re.IGNORECASE) is not None


def _percent(value: Decimal) -> str:
    return f"{value:f} %".replace(".", ",")


def _told(row: Price) -> str:
    """A row as it can be chosen."""
    return f"{row.reference} – {row.designation}" if row.reference else row.designation
