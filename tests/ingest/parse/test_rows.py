"""Rows of a table as blocks: groups, headers, numbers of rows; cells in French."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import Any

import pytest

from ingest.parse.rows import ROWS_A_BLOCK, cell_text, table_blocks


def numbered(*rows: tuple[str, ...], start: int = 1) -> list[tuple[int, tuple[str, ...]]]:
    return list(enumerate(rows, start))


def test_the_header_is_no_row_and_is_remembered_on_every_group() -> None:
    rows = numbered(("Nom", "Poste"), *((f"Personne {place}", str(4000 + place)) for place in range(45)))
    blocks = table_blocks(rows, "Annuaire")
    assert [(block.first_row, block.last_row) for block in blocks] == [(2, 21), (22, 41), (42, 46)]
    assert {block.header for block in blocks} == {"Nom | Poste"}
    assert {block.sheet for block in blocks} == {"Annuaire"}
    assert all(block.text.count("\n") < ROWS_A_BLOCK for block in blocks)


def test_what_stands_above_the_header_is_apart() -> None:
    above, table = table_blocks(numbered(("Tarif 2026",), ("Bois", "Prix"), ("Chêne", "12")))
    assert (above.text, above.header, above.last_row) == ("Tarif 2026", "", 1)
    assert (table.text, table.header, table.first_row) == ("Chêne | 12", "Bois | Prix", 3)


def test_a_row_left_out_begins_a_new_block() -> None:
    blocks = table_blocks([(1, ("a", "1")), (2, ("", " ")), (3, ("b", "2"))])
    assert [(block.text, block.first_row) for block in blocks] == [("a | 1", 1), ("b | 2", 3)]


@pytest.mark.parametrize(
    "rows",
    [
        (("12", "13"), ("14", "15")),  # figures are no names
        (("un", ""), ("deux", "")),  # one column has none
        (("Nom", "Âge"), ("Anne", "31", "Angers", "CDI")),  # narrower than what follows
    ],
)
def test_a_table_without_a_header_keeps_all_rows(rows: tuple[tuple[str, ...], ...]) -> None:
    (block,) = table_blocks(numbered(*rows))
    assert (block.header, block.text.count("\n")) == ("", 1)


def test_a_single_row_is_a_row() -> None:
    (block,) = table_blocks(numbered(("Nom", "Poste"), start=7))
    assert (block.text, block.first_row, block.header) == ("Nom | Poste", 7, "")
    assert table_blocks([]) == []


def test_empty_cells_keep_their_column_and_the_last_ones_go() -> None:
    (block,) = table_blocks(numbered(("", "b", "", "d", "", "")))
    assert block.text == " | b |  | d"


def test_a_cell_stays_on_one_line() -> None:
    assert table_blocks(numbered(("un\ndeux", "trois")))[0].text == "un deux | trois"


@pytest.mark.parametrize(
    ("value", "form", "shown"),
    [
        (None, "", ""),
        (True, "", "oui"),
        (False, "", "non"),
        (date(2026, 3, 31), "", "31/03/2026"),
        (datetime(2026, 3, 31), "", "31/03/2026"),  # noqa: DTZ001 - cells know no zones
        (datetime(2026, 3, 31, 9, 5), "", "31/03/2026 09:05"),  # noqa: DTZ001
        (time(14, 30), "", "14:30"),
        (1482.6, "#,##0.00 €", "1482,60 €"),
        (0.035, "#,##0.000 €", "0,035 €"),
        (1340, "#,##0 €", "1340,00 €"),
        (0.2, "0%", "20 %"),
        (0.055, "0.0%", "5,5 %"),
        (3.0, "", "3"),
        (2.5, "", "2,5"),
        (-0.1, "", "-0,1"),
        (1e20, "", "1e+20"),
        ("Chêne", "@", "Chêne"),
    ],
)
def test_a_cell_as_a_french_reader_expects_it(value: Any, form: str, shown: str) -> None:
    assert cell_text(value, form) == shown
