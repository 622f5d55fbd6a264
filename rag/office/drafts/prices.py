"""A price list read from the rows of a sheet in the library: columns by their names, exact decimals. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from pathlib import PurePath
from typing import TYPE_CHECKING, Final

from rag.numbers import DIGITS, readings
from rag.office.drafts.record import Origin, Price, Source
from rag.office.record import Place
from rag.records import Kind
from rag.words import fold, folded_words

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from rag.records import Document, Passage

CELL: Final = " | "
# Column → what its name says, folded, words with one blank between two.
_COLUMNS: Final[Mapping[str, re.Pattern[str]]] = {
    "reference": re.compile(r"(?:ref|reference|references|code|code article|sku|item no|part number|article no)"),
    "price": re.compile(
        r"(?:prix|tarif|pu|p u|price|unit price|net price|rate)(?: de vente| public| unitaire| unit| net| per unit)*"
        r"(?: (?:h t|ht|hors taxes?|excl vat|ex vat|excluding vat|net))?(?: en)?(?: eur| euros?)?"
    ),
    "vat_rate": re.compile(r"(?:taux )?(?:de )?(?:tva|vat)(?: rate| taux)?"),
    "unit": re.compile(r"(?:unite|unites|u|unit|units|uom|unite de vente)"),
    "designation": re.compile(
        r"(?:designation|designations|libelle|description|prestation|prestations|produit|produits|article|intitule|"
        r"ouvrage|service|services|item|product|name|nom)"
    ),
}
_SHEETS: Final = (".xlsx", ".xls")  # whose cells are shown with a decimal comma and no thousands' sign
_NAMED: Final = frozenset(("tarif", "tarifs", "prix", "catalogue", "bareme", "price", "prices", "pricing", "rates"))
_NUMBER: Final = re.compile(rf"(?P<figures>{DIGITS})(?:\s*(?:€|eur(?:os?)?|%|h\.?t\.?))*", re.IGNORECASE)
_TWO_BEHIND: Final = re.compile(r"\d(?P<sign>[.,])\d{1,2}(?!\d)")


@dataclass(frozen=True, slots=True)
class PriceList:
    """The rows of one document that can be read, and those that cannot."""

    document: str  # id
    name: str
    prices: tuple[Price, ...]
    unread: tuple[Source, ...] = ()  # rows with words and without a price that is one number


def is_price_list(document: Document, passages: Sequence[Passage]) -> bool:
    """Whether a table has a column of designations and one of selling prices, and is named after prices."""
    named = _NAMED & {*folded_words(PurePath(document.name).stem), *folded_words(document.title)}
    columns = (_columns_of(line) for passage in passages for line in passage.text.split("\n")[:3])
    return document.kind is Kind.TABLE and bool(named) and any(found is not None for found in columns)


def read_prices(document: Document, passages: Sequence[Passage]) -> PriceList:
    """Every row of every sheet that has the columns.

    A price is one number: `1.250`, which may be two, is not read unless another cell of the column tells the sign.
    """
    rows = [row for passage in passages for row in _rows(document, passage)]
    comma = _decimal_comma(document, [cells.get("price", "") for cells, _ in rows])
    prices, unread = [], []
    for cells, source in rows:
        if not cells.get("designation"):
            continue
        price = number_in(cells.get("price", ""), comma=comma)
        if price is None:
            if cells.get("price"):
                unread.append(source)
            continue
        rate = number_in(cells.get("vat_rate", ""), comma=comma)
        if rate is not None and 0 < rate < 1:  # 0,2 is how a sheet keeps 20 %
            rate *= 100
        prices.append(
            Price(cells["designation"], price, cells.get("reference", ""), cells.get("unit", ""), rate, source)
        )
    return PriceList(document.id, document.name, tuple(prices), tuple(unread))


def number_in(cell: str, *, comma: bool | None = None) -> Decimal | None:
    """The one number that a cell is, its currency or per cent left out; None when it is none, or may be two.

    Args:
        cell: as it is shown.
        comma: whether the decimal sign is a comma; None when that is not known.
    """
    match = _NUMBER.fullmatch(cell.strip())
    if match is None:
        return None
    found = readings(match["figures"])
    if len(found) > 1 and comma is not None:
        sign = "," if comma else "."
        plain = match["figures"]
        return Decimal(plain.replace(",", ".") if sign in plain else re.sub(r"[.,]", "", plain))
    return Decimal(next(iter(found))) if len(found) == 1 else None


def _decimal_comma(document: Document, cells: Sequence[str]) -> bool | None:
    if document.name.lower().endswith(_SHEETS):
        return True
    signs = {found["sign"] for cell in cells if (found := _TWO_BEHIND.search(cell))}
    return None if len(signs) != 1 else signs == {","}


def _rows(document: Document, passage: Passage) -> Iterator[tuple[dict[str, str], Source]]:
    columns: dict[str, int] | None = None
    start, row = 0, passage.first_row
    for line in passage.text.split("\n"):
        if (found := _columns_of(line)) is not None:
            columns = found
        else:
            if columns is not None:
                cells = [cell.strip() for cell in line.split(CELL.strip())]
                named = {name: cells[place] for name, place in columns.items() if place < len(cells)}
                place = Place(document.id, document.name, line, passage.id, start, start + len(line))
                yield named, Source(Origin.PRICES, place, passage.sheet, row)
            row += 1
        start += len(line) + 1


def _columns_of(line: str) -> dict[str, int] | None:
    """Which column is what, when a line heads a list of prices; a column of purchases is no price."""
    found: dict[str, int] = {}
    for place, cell in enumerate(line.split(CELL.strip())):
        words = " ".join(folded_words(re.sub(r"[.]", " ", cell)))
        for name, form in _COLUMNS.items():
            if name not in found and words and form.fullmatch(words):
                found[name] = place
                break
    return found if {"designation", "price"} <= found.keys() else None


def same_unit(one: str, other: str) -> bool:
    """Whether two units are one; where either is not said, nothing is against it."""
    return not one or not other or unit_of(one) == unit_of(other)


def unit_of(word: str) -> str:
    """One name for the many that a unit has."""
    plain = fold(word).strip(" .").replace("²", "2").replace("³", "3")
    return next((name for name, forms in _UNITS.items() if plain in forms), plain.removesuffix("s"))


_UNITS: Final[Mapping[str, frozenset[str]]] = {
    name: frozenset({name, *forms.split(",")})
    for name, forms in {
        "h": "heure,heures,hour,hours,hr,hrs",
        "jour": "jours,j,jr,jrs,day,days,journee,journees",
        "u": "unite,unites,unit,units,piece,pieces,pce,pces,pc,pcs,ens,ensemble,each,ea,exemplaire,exemplaires",
        "m2": "metre carre,metres carres,square metre,square metres,sqm",
        "ml": "metre,metres,m,metre lineaire,metres lineaires,lm,linear metre,linear metres",
        "m3": "metre cube,metres cubes,cubic metre,cubic metres",
        "forfait": "forfaits,ft,f,fixed,flat,lump sum,flat rate",
        "mois": "month,months",
        "an": "ans,annee,annees,year,years",
        "kg": "kilo,kilos,kilogramme,kilogrammes",
        "l": "litre,litres,liter,liters",
        "lot": "lots,set,sets",
    }.items()
}
