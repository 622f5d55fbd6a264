"""Plots as pieces of SVG that stand in a page: no script, no font and no picture from elsewhere.

Texts stay texts, numbers are written as their reader writes them, and lines take the colour of the page around them, so
that a plot can be read on light and on dark.
"""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Final

from babel.numbers import format_decimal

from ui.present import LOCALES

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from rag.errors import Language
    from rag.evaluation.metrics import Measure

INK: Final = "#010203"  # becomes the colour of the page's text
NOW: Final = "#2f8f86"
THEN: Final = "#b08a3e"
WIDTH: Final = 8.0  # inches of 72 points
ROW: Final = 0.34  # inches a bar
GREY: Final = "#8a9491"
BAD: Final = "#c4514b"
BINS: Final = 24
MOST_NAMES: Final = 14  # under one axis


def bars(
    names: Sequence[str], now: Sequence[Measure], then: Sequence[float | None], title: str, language: Language
) -> str:
    """One bar a measure (0–1), with its bounds; a mark where an earlier run stood."""
    figure, axes = _axes(len(names) * ROW + 0.8, language)
    places = list(range(len(names)))[::-1]
    values = [one.value for one in now]
    spread = [[one.value - one.low for one in now], [one.high - one.value for one in now]]
    axes.barh(places, values, height=0.62, color=NOW, alpha=0.75, xerr=spread, ecolor=INK, capsize=3)
    marks = [(value, place) for value, place in zip(then, places, strict=True) if value is not None]
    if marks:
        left, up = [value for value, _ in marks], [place for _, place in marks]
        axes.scatter(left, up, marker="D", s=34, color=THEN, edgecolors=INK, zorder=3)
    axes.set_yticks(places, names)
    axes.set_xlim(0, 1)
    return _svg(figure, title)


def columns(counts: Mapping[str, tuple[int, int | None]], title: str, language: Language) -> str:
    """One column a name, with a second one beside it where there was an earlier run."""
    figure, axes = _axes(2.9, language)
    places = range(len(counts))
    earlier = any(then is not None for _, then in counts.values())
    width = 0.4 if earlier else 0.7
    shift = width / 2 if earlier else 0.0
    axes.bar([place - shift for place in places], [now for now, _ in counts.values()], width, color=NOW, alpha=0.85)
    if earlier:
        axes.bar([place + shift for place in places], [then or 0 for _, then in counts.values()], width, color=THEN)
    axes.set_xticks(list(places), list(counts))
    _whole(axes)
    return _svg(figure, title)


def histogram(values: Sequence[float], unit: str, title: str, language: Language) -> str:
    """How often which value was seen."""
    figure, axes = _axes(2.6, language)
    axes.hist(list(values), bins=BINS, color=NOW, alpha=0.85)
    axes.set_xlabel(unit)
    _whole(axes)
    return _svg(figure, title)


def stacked(names: Sequence[str], parts: Sequence[tuple[str, Sequence[int]]], title: str, language: Language) -> str:
    """One column a name, made of parts in their colours, the first at the bottom; whole numbers."""
    figure, axes = _axes(2.6, language)
    below = [0] * len(names)
    for colour, counts in parts:
        axes.bar(range(len(names)), list(counts), 0.7, bottom=below, color=colour)
        below = [one + more for one, more in zip(below, counts, strict=True)]
    step = max(1, -(-len(names) // MOST_NAMES))
    axes.set_xticks(list(range(0, len(names), step)), list(names)[::step])
    _whole(axes)
    return _svg(figure, title)


def _whole(axes: Axes) -> None:
    """What is counted has no halves."""
    from matplotlib.ticker import MaxNLocator

    axes.yaxis.set_major_locator(MaxNLocator(integer=True))


def _axes(height: float, language: Language) -> tuple[Figure, Axes]:
    from matplotlib.figure import Figure
    from matplotlib.ticker import FuncFormatter

    figure = Figure(figsize=(WIDTH, height), layout="constrained")
    axes = figure.subplots()
    axes.patch.set_alpha(0)
    for axis in (axes.xaxis, axes.yaxis):  # until names stand there instead
        axis.set_major_formatter(FuncFormatter(lambda value, _: _written(value, language)))
    for side in ("top", "right"):
        axes.spines[side].set_visible(False)
    for spine in axes.spines.values():
        spine.set_color(INK)
    axes.tick_params(colors=INK)
    axes.xaxis.label.set_color(INK)
    return figure, axes


def _written(value: float, language: Language) -> str:
    return str(format_decimal(round(value, 6), locale=LOCALES[language]))


def _svg(figure: Figure, title: str) -> str:
    import matplotlib as mpl

    written = io.StringIO()
    # The salt makes names of parts differ from plot to plot, and stay the same from day to day.
    with mpl.rc_context({"svg.fonttype": "none", "svg.hashsalt": title, "font.family": "sans-serif"}):
        nothing = dict.fromkeys(("Date", "Creator", "Format", "Type"))
        figure.savefig(written, format="svg", transparent=True, metadata=nothing)
    text = written.getvalue()
    return text[text.index("<svg") :].replace(INK, "currentColor")
