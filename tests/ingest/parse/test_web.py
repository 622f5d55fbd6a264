"""Web pages: what a browser shows, in the encoding that the page states; nothing is fetched."""

from __future__ import annotations

from pathlib import Path

import pytest

from ingest.parse.formats import Reading
from ingest.parse.web import blocks_of_html, parse_html
from rag.records import Kind

PAGE = """<!DOCTYPE html><html lang="fr"><head><meta charset="{encoding}"><title>Entretien  des
menuiseries</title><style>p {{color: red}}</style><script>var secret = "caché";</script></head><body>
<h1>Entretien</h1><p>Huilez le chêne à l'été.</p><img src="http://192.0.2.1/pixel.png">
<table><tr><th>Bois</th><th>Fois par an</th></tr><tr><td>Chêne</td><td>2</td></tr></table>
<p style="display: none">invisible un</p><div hidden>invisible deux</div></body></html>"""


@pytest.mark.parametrize("encoding", ["utf-8", "windows-1252", "iso-8859-15"])
def test_a_page_in_the_encoding_that_it_states(tmp_path: Path, reading: Reading, encoding: str) -> None:
    (tmp_path / "a.html").write_text(PAGE.format(encoding=encoding), encoding=encoding)
    parsed = parse_html(tmp_path / "a.html", reading)
    assert (parsed.kind, parsed.title) == (Kind.WEB, "Entretien des menuiseries")
    heading, body, table = parsed.blocks
    assert (heading.text, heading.heading) == ("Entretien", 1)
    assert body.text == "Huilez le chêne à l'été."
    assert (table.header, table.text) == ("Bois | Fois par an", "Chêne | 2")


@pytest.mark.parametrize("stated", ["utf-8", "no-such-code"])
def test_a_page_that_states_a_wrong_encoding_is_read_by_its_bytes(
    tmp_path: Path, reading: Reading, stated: str
) -> None:
    (tmp_path / "a.html").write_text(PAGE.format(encoding=stated), encoding="cp1252")
    assert any("l'été" in block.text for block in parse_html(tmp_path / "a.html", reading).blocks)


def test_what_a_browser_does_not_show_is_left_out() -> None:
    text = " ".join(block.text for block in blocks_of_html(PAGE.format(encoding="utf-8")))
    assert "caché" not in text
    assert "color" not in text
    assert "invisible" not in text


def test_a_page_nested_deeper_than_the_parser_goes_is_not_lost() -> None:
    deep = 5000
    html = f"<html><body>{'<div>' * deep}<p>Le prix est de 12&nbsp;€.</p>{'</div>' * deep}</body></html>"
    assert any("Le prix est de 12" in block.text for block in blocks_of_html(html))


@pytest.mark.parametrize("html", ["", "   ", "<script>var a = 1;</script>"])
def test_a_page_that_shows_nothing_has_no_blocks(html: str) -> None:
    assert blocks_of_html(html) == []


def test_xhtml_with_its_declaration_and_hidden_parts() -> None:
    html = '<?xml version="1.0" encoding="utf-8"?><html><body><p hidden="">non</p><p>oui</p></body></html>'
    assert [block.text for block in blocks_of_html(html)] == ["oui"]
