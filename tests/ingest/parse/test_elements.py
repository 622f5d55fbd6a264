"""`unstructured` behind its seal: no model is fetched, and its elements become blocks."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from ingest.parse.elements import ROWS_A_BLOCK, blocks_of, table_rows

ROOT = Path(__file__).resolve().parents[3]
LONG = "Le présent règlement fixe les règles de vie de l'atelier. Il s'applique à tous, sans exception. Il est affiché."


def test_sentences_are_told_from_titles_without_a_model_from_the_web() -> None:
    # The suite refuses every socket beyond this machine: an attempt to fetch one would fail here.
    blocks = blocks_of("text", text=f"RÈGLEMENT\n\n{LONG}")
    assert [(block.text, block.heading > 0) for block in blocks] == [("RÈGLEMENT", True), (LONG, False)]


def test_headings_keep_their_level() -> None:
    html = "<h1>Un</h1><p>Texte de la partie.</p><h3>Trois</h3><ul><li>premier point</li></ul>"
    found = [(block.text, block.heading) for block in blocks_of("html", text=html)]
    assert found == [("Un", 1), ("Texte de la partie.", 0), ("Trois", 3), ("– premier point", 0)]


def test_a_heading_as_long_as_a_paragraph_is_none() -> None:
    (block,) = blocks_of("html", text=f"<h1>{LONG * 2}</h1>")
    assert block.heading == 0


def test_a_long_table_is_cut_with_its_header_on_every_block() -> None:
    rows = "".join(f"<tr><td>Bois {place}</td><td>{place} €</td></tr>" for place in range(50))
    blocks = blocks_of("html", text=f"<table><tr><th>Essence</th><th>Prix</th></tr>{rows}</table>")
    assert {block.header for block in blocks} == {"Essence | Prix"}
    assert [block.text.count("\n") + 1 for block in blocks] == [ROWS_A_BLOCK, ROWS_A_BLOCK, 10]
    assert blocks[-1].text.endswith("Bois 49 | 49 €")


def test_a_table_of_one_row_is_no_header() -> None:
    (block,) = blocks_of("html", text="<table><tr><td>Service</td><td>4112</td></tr></table>")
    assert (block.header, block.text) == ("", "Service | 4112")


def test_rows_of_a_table() -> None:
    html = "<table><tr><th>Nom</th><td> Anne\n Roux </td></tr><tr><td></td><td> </td></tr><tr><td>b</td></tr></table>"
    assert list(table_rows(html)) == ["Nom | Anne Roux", "b"]
    assert list(table_rows("  ")) == []


def test_the_worker_loads_nothing_heavy_that_it_does_not_need() -> None:
    code = (
        "import sys\nfrom ingest.parse.elements import blocks_of\n"
        "assert blocks_of('text', text='Bonjour à tous.')\n"
        "assert 'torch' not in sys.modules\nfrom importlib.util import find_spec\n"
        "assert find_spec('torch')"  # who needs it still finds it
    )
    subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=True, timeout=200)
