"""Plots: numbers in the reader's form, and nothing counted by halves."""

from __future__ import annotations

import re

import pytest

from rag.errors import Language
from rag.evaluation.metrics import Measure
from ui import plots


def words(svg: str) -> list[str]:
    return re.findall(r"<text[^>]*>([^<]*)</text>", svg)


@pytest.mark.parametrize(("language", "said"), [("fr", "0,2"), ("en", "0.2")])
def test_numbers_are_written_as_their_reader_writes_them(language: Language, said: str) -> None:
    shares = plots.bars(["trouvé"], [Measure(0.5, 0.4, 0.6)], [None], "bars", language)
    assert said in words(shares)
    assert "trouvé" in words(shares)
    times = plots.histogram([0.1, 0.15, 0.3, 1.4], "secondes", "times", language)
    assert said in words(times)
    assert ("0.2" in words(times)) is (language == "en")


def test_thousands_stand_apart() -> None:
    shown = words(plots.stacked(["lundi"], [(plots.NOW, [12_000])], "days", "fr"))
    assert "12\u202f000" in shown
    assert "lundi" in shown


def test_what_is_counted_has_no_halves() -> None:
    for drawn in (
        plots.columns({"1": (1, 0), "2": (1, None)}, "places", "fr"),
        plots.histogram([200.0, 300.0], "ms", "times", "fr"),
    ):
        assert not [one for one in words(drawn) if one.startswith("0,")]
