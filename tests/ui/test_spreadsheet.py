"""CSV in the reader's form."""

from __future__ import annotations

import pytest

from ui.spreadsheet import csv_of_rows, harmless


@pytest.mark.parametrize(("language", "line"), [("fr", 'a;"b;c";1,5'), ("en", 'a,b;c,"1,5"')])
def test_each_language_has_its_own_sign_between_cells(language: str, line: str) -> None:
    written = csv_of_rows([["Été", "", ""], ["a", "b;c", "1,5"]], language)
    assert written.startswith(b"\xef\xbb\xbf")
    assert written.decode("utf-8-sig").splitlines()[1] == line


@pytest.mark.parametrize("text", ["=1+1", "+33 2", "-x", "@a", "\tb", "\rc"])
def test_nothing_becomes_a_formula(text: str) -> None:
    assert harmless(text) == f"'{text}"
    assert harmless(f"a{text}") == f"a{text}"
