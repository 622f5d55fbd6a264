"""A list, a count or a total on the terminal: the sentence, the table, and the file for a spreadsheet."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any, Final

from rag.errors import Words
from ui.cli.printing import printable, show

if TYPE_CHECKING:
    from pathlib import Path

    from rag.errors import Language
    from rag.records import Finished, Listing

PIPED_WIDTH: Final = 200  # characters a line, where no terminal is as wide as it is
_WRITTEN: Final = Words("Tableau écrit dans {file}.", "Table written to {file}.")
_NO_LIST: Final = Words(
    "(La question n'est pas une liste de documents : aucun tableau n'a été écrit.)",
    "(The question is none for a list of documents: no table was written.)",
)


def print_listing(finished: Finished, found: Listing, language: Language) -> None:
    """The answer, the rows, and those that are named apart."""
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    from ui.listed_table import APART, WHY, columns_of, from_fields, values_of

    show(finished.text)
    show(from_fields(found, language))
    if found.rows:
        table = Table(box=None, pad_edge=False)
        for place, column in enumerate(columns_of(found, language)):
            table.add_column(column, justify="left", overflow="fold", no_wrap=place > 0)
        for row in found.rows:
            table.add_row(*(Text(printable(_cell(value, language))) for value in values_of(row, found, language)))
        show("")
        Console(width=None if sys.stdout.isatty() else PIPED_WIDTH).print(table)
    if found.apart:
        show(f"\n{APART.say(language)}")
    for group in found.apart:
        for row in group.rows:
            show(f"  · {row.name} ({WHY[group.why].say(language)})")


def write_table(file: Path, found: Listing | None, language: Language) -> None:
    """Write the table, as XLSX where the file's name ends so, else as CSV; raises DiskFull, NotWritable."""
    from rag.whole import write_whole
    from ui.listed_table import csv_of, xlsx_of

    if found is None:
        show(_NO_LIST.say(language), err=True)
        return
    content = xlsx_of(found, language) if file.suffix.lower() == ".xlsx" else csv_of(found, language)
    show(_WRITTEN.say(language, file=write_whole(file.expanduser().absolute(), content)), err=True)


def _cell(value: Any, language: Language) -> str:  # noqa: ANN401 - whatever stands in a cell
    from datetime import date
    from decimal import Decimal

    from rag.listing.said import money

    if value is None:
        return ""
    if isinstance(value, Decimal):
        return money(f"{value:f}", "", language)
    if isinstance(value, date):
        return value.strftime("%d/%m/%Y") if language == "fr" else value.isoformat()
    return str(value)
