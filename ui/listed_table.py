"""A list of documents as a table that a spreadsheet opens: CSV and XLSX, in the reader's form. Pure.

What begins like a formula is written as text: a file's name must not compute anything on the desk of whoever opens it.
"""

from __future__ import annotations

import io
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final

from rag.errors import Words
from rag.records import Doubt
from ui.present import genre_name
from ui.spreadsheet import csv_of_rows, harmless

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rag.errors import Language
    from rag.records import Listed, Listing

EURO: Final = "EUR"
COLUMNS: Final = {
    "document": Words("Document", "Document"),
    "kind": Words("Genre", "Kind"),
    "date": Words("Date", "Date"),
    "party": Words("Avec", "With"),
    "amount": Words("Montant TTC", "Amount with VAT"),
    "net": Words("Montant HT", "Amount without VAT"),
    "currency": Words("Monnaie", "Currency"),
    "page": Words("Page", "Page"),
    "why": Words("Pourquoi à part", "Why apart"),
}
WHY: Final = {
    Doubt.UNDATED: Words("sans date précise", "no precise date"),
    Doubt.UNPRICED: Words("sans montant lisible", "no clear amount"),
    Doubt.UNADDRESSED: Words("destinataire inconnu", "unknown receiver"),
    Doubt.UNSIGNED: Words("émetteur illisible", "sender not readable"),
    Doubt.CURRENCY: Words("autre monnaie", "another currency"),
    Doubt.CREDIT: Words("avoir", "credit note"),
    Doubt.OLDER: Words("version plus ancienne", "older version"),
    Doubt.COPY: Words("en double", "kept twice"),
}
LIST: Final = Words("Liste", "List")
APART: Final = Words("À part", "Apart")
FROM_FIELDS: Final = Words(
    "Réponse tirée des fiches de vos documents : {looked_at} documents regardés, dont {of_kind} de ce genre.",
    "Answered from what is known of your documents: {looked_at} documents looked at, {of_kind} of them of this kind.",
)
FEW_COLUMN_WIDTH: Final = 14  # characters
NAME_WIDTH: Final = 48


def columns_of(found: Listing, language: Language) -> list[str]:
    """The heads of the columns.

    Amounts only where a paper of the list has one, currencies where one is not in euros, kinds where there are several.
    """
    return [COLUMNS[name].say(language) for name in _names(found)]


def values_of(row: Listed, found: Listing, language: Language) -> list[Any]:
    """The cells of a row, in the order of `columns_of`: text, a `date`, a `Decimal`, a page number, or None."""
    cells: dict[str, Any] = {
        "document": row.name,
        "kind": genre_name(row.genre, language),
        "date": day_of(row.date) or row.date or None,
        "party": row.party,
        "amount": Decimal(row.amount) if row.amount else None,
        "net": Decimal(row.amount) if row.amount else None,
        "currency": row.currency,
        "page": row.page or None,
    }
    return [cells[name] for name in _names(found)]


def day_of(written: str) -> date | None:
    """A day in ISO 8601; None for a month alone."""
    try:
        return date.fromisoformat(written[:10])
    except ValueError:
        return None


def csv_of(found: Listing, language: Language) -> bytes:
    """The rows as CSV, in French with decimal commas; see `csv_of_rows`."""
    french = language == "fr"
    rows = ([_cell(value, french=french) for value in values_of(row, found, language)] for row in found.rows)
    return csv_of_rows([columns_of(found, language), *rows], language)


def xlsx_of(found: Listing, language: Language) -> bytes:
    """The rows as a workbook; what is named apart is on a sheet of its own, so that a column can be summed."""
    import openpyxl

    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = LIST.say(language)
    columns = columns_of(found, language)
    _fill(sheet, columns, [values_of(row, found, language) for row in found.rows])
    if found.apart:
        further = book.create_sheet(APART.say(language))
        rows = [
            [*values_of(row, found, language), WHY[group.why].say(language)]
            for group in found.apart
            for row in group.rows
        ]
        _fill(further, [*columns, COLUMNS["why"].say(language)], rows)
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


def from_fields(found: Listing, language: Language) -> str:
    """That the answer comes from the documents' fields, and from how many."""
    return FROM_FIELDS.say(language, looked_at=found.looked_at, of_kind=found.of_kind)


def _names(found: Listing) -> list[str]:
    rows = [*found.rows, *(row for group in found.apart for row in group.rows)]
    amount = ["net" if found.net else "amount"] if any(row.amount for row in rows) else []
    currency = ["currency"] if amount and any(row.amount and row.currency != EURO for row in rows) else []
    kind = ["kind"] if len({row.genre for row in rows}) > 1 else []
    return ["document", *amount, *currency, "date", "party", *kind, "page"]


def _cell(value: Any, *, french: bool) -> str:  # noqa: ANN401 - whatever stands in a cell
    if value is None:
        return ""
    if isinstance(value, Decimal):
        return f"{value:.2f}".replace(".", "," if french else ".")
    if isinstance(value, date):
        return value.strftime("%d/%m/%Y") if french else value.isoformat()
    return harmless(str(value))


def _fill(sheet: Any, columns: Sequence[str], rows: Sequence[Sequence[Any]]) -> None:  # noqa: ANN401 - no types
    from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
    from openpyxl.styles import Font
    from openpyxl.utils import get_column_letter

    sheet.append(list(columns))
    for cell in sheet[1]:
        cell.font = Font(bold=True)
    for place, row in enumerate(rows, start=2):
        for column, value in enumerate(row, start=1):
            cell = sheet.cell(place, column)
            if isinstance(value, str):
                cell.value = ILLEGAL_CHARACTERS_RE.sub("", value)
                cell.data_type = "s"  # a text that begins with "=" is no formula
            elif value is not None:
                cell.value = value
                cell.number_format = (
                    "#,##0.00" if isinstance(value, Decimal) else "dd/mm/yyyy" if isinstance(value, date) else "0"
                )
    for column in range(1, len(columns) + 1):
        sheet.column_dimensions[get_column_letter(column)].width = NAME_WIDTH if column == 1 else FEW_COLUMN_WIDTH
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = sheet.dimensions
