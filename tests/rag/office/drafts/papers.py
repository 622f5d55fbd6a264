"""Documents of a library that is only in memory."""

from __future__ import annotations

from rag.office.drafts.record import Origin, Price, Source
from rag.records import Collection, Document, DocumentId, Genre, Kind, Passage, PassageId

HEADER = "Référence | Désignation | Unité | Prix unitaire HT (€) | TVA"
FIRM = {"name": "Atelier Tourvelin", "street": "12 rue du Copeau-Doré", "siret": "00491273900010"}
SIRET = "00518846100015"


def document(name: str = "tarif.xlsx", kind: Kind = Kind.TABLE, *, sender: str = "", genre: Genre = Genre.OTHER,
             date: str = "", title: str = "") -> Document:  # fmt: skip
    return Document(
        DocumentId(name), Collection("c"), "", (f"/f/{name}",), title, kind, 0, "fr", 1, 1, "",
        sender=sender, genre=genre, date=date,
    )  # fmt: skip


def passage(text: str, name: str = "tarif.xlsx", *, ordinal: int = 0, page: int = 0, sheet: str = "", row: int = 0,
            section: tuple[str, ...] = (), part: str = "") -> Passage:  # fmt: skip
    return Passage(
        PassageId(f"{name}#{ordinal}"), DocumentId(name), ordinal, text, page, page, section, part, sheet, row,
        row + text.count("\n"),
    )  # fmt: skip


def price(designation: str, amount: str = "10", reference: str = "", unit: str = "u", rate: str | None = "20") -> Price:
    from decimal import Decimal

    vat = None if rate is None else Decimal(rate)
    return Price(designation, Decimal(amount), reference, unit, vat, Source(Origin.PRICES))
