"""Dates, codes, numbers and names of a question."""

from __future__ import annotations

import pytest

from rag.answering.constituents import Sort, dated, parts


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("le prix en 2026", [(Sort.DATE, "2026")]),
        ("en mars 2026 ou le 3 avril", [(Sort.DATE, "mars 2026"), (Sort.DATE, "3 avril")]),
        ("la facture F-2026-0142 du lundi", [(Sort.CODE, "F-2026-0142"), (Sort.WEEKDAY, "lundi")]),
        ("Karim chez Mme Fravallon", [(Sort.NAME, "Karim"), (Sort.NAME, "Mme Fravallon")]),
        ("Quel outil de 140 mm", [(Sort.NUMBER, "140 mm")]),
        ("Le montant TTC", []),
        ("L'atelier ferme", []),
        ("", []),
    ],
)
def test_the_parts_of_a_text(text: str, expected: list[tuple[Sort, str]]) -> None:
    found = parts(text)
    assert [(part.sort, part.text) for part in found] == expected
    assert all(text[part.start : part.end] == part.text for part in found)


def test_a_month_keeps_the_year_of_the_date_it_replaces() -> None:
    assert dated("avril", "mars 2026") == "avril 2026"
    assert dated("avril 2025", "mars 2026") == "avril 2025"
    assert dated("2025", "2026") == "2025"
    assert dated("avril", "mars") == "avril"
