"""A picture of what is on the screen, and what axe-core says of it; a page that broke ends everything."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from playwright.sync_api import Browser, Page

from rag.errors import Unexpected
from tests.journeys.axe import SERIOUS, file, findings
from tests.journeys.parts import settled

WIDE, NARROW = (1440, 900), (390, 844)
Colours = Literal["light", "dark"]
COLOURS: tuple[Colours, ...] = ("light", "dark")
Look = tuple[tuple[int, int], Colours]
LOOKS: tuple[Look, ...] = tuple((size, colours) for size in (WIDE, NARROW) for colours in COLOURS)
FADE_MS = 300  # that Streamlit takes to show what is new
PATIENCE = 20_000  # milliseconds; the search model is loaded long since
TALLEST = 5_000  # pixels of a page that is shown whole
BACKSLASHES = r"""[...document.querySelectorAll("[aria-label]")].map(one => one.ariaLabel).filter(
    said => said.includes("\\"))"""
BROKEN = "[data-testid='stException'], [data-testid='stExceptionMessage']"
DEFECT = Unexpected.words.fr.split("{")[0].strip(" (")


def look_of(look: Look) -> str:
    """Its name: `390-dark`."""
    (width, _), colours = look
    return f"{width}-{colours}"


@dataclass
class Report:
    """What axe-core found: name of a picture → look → (serious, other)."""

    counts: dict[str, dict[str, tuple[int, int]]] = field(default_factory=dict)
    lines: list[str] = field(default_factory=list)

    def note(self, name: str, look: str, found: Iterable[tuple[str, str]]) -> None:
        """Keep what was found in one picture."""
        found = list(found)
        bad = sum(impact in SERIOUS for impact, _ in found)
        self.counts.setdefault(name, {})[look] = (bad, len(found) - bad)
        self.lines += [f"{name} ({look}): {impact}: {line}" for impact, line in found]

    def table(self) -> str:
        """Markdown: serious findings in each picture, and behind a plus those that are less."""
        looks = [look_of(look) for look in LOOKS]
        rows = [f"| page | {' | '.join(looks)} |", f"|---|{'---:|' * len(looks)}"]
        for name, seen in self.counts.items():
            cells = [_cell(seen.get(look)) for look in looks]
            rows.append(f"| {name} | {' | '.join(cells)} |")
        worst = sum(bad for seen in self.counts.values() for bad, _ in seen.values())
        pictures = sum(len(seen) for seen in self.counts.values())
        return "\n".join([*rows, "", f"{worst} serious findings in {pictures} pictures.", "", *self.lines, ""])


def _cell(counts: tuple[int, int] | None) -> str:
    if counts is None:
        return ""
    return f"{counts[0]} + {counts[1]}" if counts[1] else str(counts[0])


class Camera:
    """One page in one size and one theme."""

    def __init__(self, browser: Browser, size: tuple[int, int], colours: Colours, folder: Path, report: Report) -> None:
        width, height = size
        self.context = browser.new_context(
            viewport={"width": width, "height": height},
            color_scheme=colours,
            locale="fr-FR",
            reduced_motion="reduce",
        )
        self.context.set_default_timeout(PATIENCE)
        self.page: Page = self.context.new_page()
        self.page.on("pageerror", lambda error: self.amiss.append(str(error)))
        self.amiss: list[str] = []
        self.size, self.colours, self.folder, self.report = size, colours, folder, report
        self.narrow = size == NARROW

    def keep(self, name: str) -> None:
        """Photograph what is in sight, once nothing moves any more.

        Raises:
            AssertionError: the page shows a traceback or says that it met a defect; the picture is kept.
        """
        settled(self.page)
        self.take(name)

    def take(self, name: str) -> None:
        """The same of a page that is not drawn to its end, or has lost its server."""
        self.page.wait_for_timeout(FADE_MS)
        self.snap(name)
        look = look_of((self.size, self.colours))
        assert self.page.locator(BROKEN).count() == 0, f"{name}: a traceback is on the page"
        assert DEFECT not in self.page.locator("body").inner_text(), f"{name}: the page met a defect"
        assert not self.amiss, f"{name}: {self.amiss}"
        heard = self.page.evaluate(BACKSLASHES)
        assert not heard, f"{name}: backslashes are read aloud: {heard}"
        if file().is_file():
            self.report.note(name, look, findings(self.page))

    def snap(self, name: str) -> None:
        """A picture of what moves, without a look at it."""
        self.page.screenshot(path=self.folder / f"{name}-{look_of((self.size, self.colours))}.png")

    def whole(self, name: str) -> None:
        """Photograph the page from top to end, as on a screen that is high enough."""
        settled(self.page)
        width, height = self.size
        needed = self.page.get_by_test_id("stMain").evaluate("one => one.scrollHeight")
        self.page.set_viewport_size({"width": width, "height": max(height, min(needed + 80, TALLEST))})
        self.keep(name)
        self.page.set_viewport_size({"width": width, "height": height})
        settled(self.page)

    def close(self) -> None:
        """No more pictures."""
        self.context.close()
