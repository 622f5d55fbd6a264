"""Text as a reader sees it: invisible signs gone, what is visible unchanged."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.clean import clean, clean_line, join_hyphens


@pytest.mark.parametrize(
    ("raw", "seen"),
    [
        ("e\u0301te\u0301", "été"),  # composed
        ("bureau \ufb03ne \ufb01n", "bureau ffine fin"),
        ("1\u202f250,00\u00a0€", "1 250,00 €"),
        ("pr\u200bi\u200cx\u2060", "prix"),
        ("con\u00adgés", "congés"),
        ("\u202eexe.fdp\u202c", "exe.fdp"),
        ("ordre\U000e0041\U000e0042", "ordre"),  # tag characters: invisible letters
        ("puce \uf0b7 un", "puce un"),  # private use: a bullet of Word's own font
        ("a\x00b\x07c\x1b[31m", "abc[31m"),
        ("seul \ud800 signe", "seul signe"),
        ("un\r\ndeux\rtrois\vquatre\fcinq", "un\ndeux\ntrois\nquatre\ncinq"),
        ("un\n\n\n\n\ndeux", "un\n\ndeux"),
        ("  a \t b  \n  c  ", "a b\nc"),
        ("😀 œuvre ½ n° — « ça »", "😀 œuvre ½ n° — « ça »"),
    ],
)
def test_what_is_seen(raw: str, seen: str) -> None:
    assert clean(raw) == seen


@given(st.text())
def test_cleaning_twice_changes_nothing_and_leaves_nothing_invisible(text: str) -> None:
    once = clean(text)
    assert clean(once) == once
    assert all(sign == "\n" or unicodedata.category(sign) not in {"Cc", "Cf", "Cs", "Co", "Cn"} for sign in once)
    assert "\n" not in clean_line(text)


@given(st.text(alphabet=st.characters(categories=("Lu", "Ll", "Nd"), max_codepoint=0x17F)))
def test_ordinary_letters_are_all_kept(text: str) -> None:
    assert clean(text) == unicodedata.normalize("NFC", text)


def test_one_line() -> None:
    assert clean_line(" Règlement\n\n intérieur\t2026 ") == "Règlement intérieur 2026"


@pytest.mark.parametrize(
    ("raw", "joined"),
    [
        ("congé-\n  diement", "congédiement"),
        ("Saint-\nNazaire", "Saint-\nNazaire"),
        ("2025-\n2026", "2025-\n2026"),
        ("un - deux", "un - deux"),
    ],
)
def test_words_cut_at_a_line_s_end(raw: str, joined: str) -> None:
    assert join_hyphens(raw) == joined
