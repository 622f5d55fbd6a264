from __future__ import annotations

import pytest

from ui.web import tabled

STOCK = "Référence | Désignation | Stock\nCP15 | Contreplaqué <okoumé> | 23\nMDH19 | MDF |\nPLC19 | Placage | 6"
ROW = (STOCK.index("CP15"), STOCK.index("23") + 2)
MAIL = "De : Odile <odile@x.example>\nÀ : Loïc\nDate : 2026-03-23 17:42\nObjet : Vitre rayée\nBonjour,\nLa clé est là."


def test_rows_of_a_sheet_are_a_table_with_the_row_marked() -> None:
    html = tabled.shown(STOCK, [ROW])
    assert html.count("<table>") == 1
    assert "<th>Référence</th><th>Désignation</th><th>Stock</th>" in html
    assert html.count('<tr class="sf-marked">') == 1
    assert "<td><mark>Contreplaqué &lt;okoumé&gt;</mark></td>" in html
    assert html.count("<td></td>") == 1  # an empty last cell is not written by the parsers
    assert "|" not in html


def test_where_there_is_no_room_each_cell_stands_behind_the_name_of_its_column() -> None:
    words, span = tabled.excerpt(STOCK, *ROW, room=20)
    assert words == "Référence | Désignation | Stock\nCP15 | Contreplaqué <okoumé> | 23"
    assert words[slice(*span)] == STOCK[slice(*ROW)]
    html = tabled.shown(words, [span], narrow=True)
    assert "<dt>Stock</dt><dd><mark>23</mark></dd>" in html
    assert "<table>" not in html


def test_a_quoted_head_stands_once() -> None:
    words, span = tabled.excerpt(STOCK, 0, ROW[1], room=20)
    assert words.count("Désignation") == 1
    assert span == (0, len(words))


@pytest.mark.parametrize("text", ["Un prix | deux prix", "Le chêne. Le hêtre.", "a | b\nfin", ""])
def test_what_is_no_table_stays_text_without_bars(text: str) -> None:
    html = tabled.shown(text, [])
    assert "<table>" not in html
    assert "|" not in html
    assert not tabled.is_tabled(text)


def test_prose_around_a_table_stays_in_its_place_with_its_marks() -> None:
    text = f"Les plafonds.\n{STOCK}\nLe panier est versé."
    start = text.index("Le panier")
    html = tabled.shown(text, [(start, len(text))])
    assert html.startswith("<p>Les plafonds.</p>")
    assert html.endswith("<p><mark>Le panier est versé.</mark></p>")
    assert "sf-marked" not in html


def test_columns_without_names_have_none() -> None:
    html = tabled.shown("CP15 | 23\nMDH19 | 18", [])
    assert "<th>" not in html
    assert tabled.shown("CP15 | 23\nMDH19 | 18", [], narrow=True) == "<p>CP15 · 23</p><p>MDH19 · 18</p>"


@pytest.mark.parametrize(("language", "names"), [("fr", ("De", "Objet")), ("en", ("From", "Subject"))])
def test_the_head_of_an_e_mail_is_shown_as_its_fields(language: str, names: tuple[str, str]) -> None:
    html = tabled.shown(MAIL, [(MAIL.index("La clé"), len(MAIL))], language)  # type: ignore[arg-type] - one of two
    for name in names:
        assert f"<dt>{name}</dt>" in html
    assert "<dd>Odile &lt;odile@x.example&gt;</dd>" in html
    assert "2026-03-23" not in html
    assert "17:42" in html
    assert html.endswith("<p>Bonjour,<br><mark>La clé est là.</mark></p>")


def test_a_mark_in_the_head_of_an_e_mail_is_kept() -> None:
    start = MAIL.index("Vitre")
    html = tabled.shown(MAIL, [(start, start + 5)], "fr")
    assert "<dt>Objet</dt><dd><mark>Vitre</mark> rayée</dd>" in html


def test_nothing_is_lost_of_a_message_that_is_forwarded_or_speaks_of_a_date() -> None:
    html = tabled.shown(f"Message transféré\n-----\n{MAIL}\nDate : à fixer", [], "fr")
    assert html.startswith("<p>Message transféré<br>-----</p><dl")
    assert html.endswith("<p>Bonjour,<br>La clé est là.<br>Date : à fixer</p>")
    assert tabled.shown("Bonjour,\nMerci.\nÀ bientôt.\nDate : demain", [], "fr").count("<p>") == 1


def test_a_line_like_a_field_in_other_texts_is_text() -> None:
    assert "<dl" not in tabled.shown(MAIL, [])
