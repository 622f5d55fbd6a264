"""axe-core in a page: what it finds serious, without the faults of Streamlit that nobody can mend from outside."""

from __future__ import annotations

import os
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Literal

import pytest
from playwright.sync_api import Page

from tests.journeys.parts import ROOT, settled

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
FADE_MS = 300  # that Streamlit takes to show what is new
SERIOUS = {"serious", "critical"}
COLOURS: tuple[Literal["dark", "light"], ...] = ("dark", "light")
RUN = "async rules => (await axe.run(document, {runOnly: rules, resultTypes: ['violations']})).violations"


@dataclass(frozen=True)
class Known:
    """A fault that is Streamlit's own."""

    rule: str
    part: str  # stands in the HTML of the element that is blamed
    reason: str


KNOWN: tuple[Known, ...] = ()


def file() -> Path:
    """Where `deploy/axe_core.sh` puts the library."""
    version = next(
        line.split("=")[1]
        for line in (ROOT / "deploy" / "axe_core.sh").read_text(encoding="utf-8").splitlines()
        if line.startswith("version=")
    )
    cached = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    return cached / "souffleur-tests" / f"axe-core-{version}" / "axe.min.js"


@cache
def script() -> str:
    """The library; skips where it could not be fetched."""
    if not file().is_file():
        pytest.skip("axe-core is not here: `sh deploy/axe_core.sh` fetches it with npm")
    return file().read_text(encoding="utf-8")


def findings(page: Page) -> list[tuple[str, str]]:
    """How bad it is (minor, moderate, serious, critical), and one line: the rule, what it blames, and why."""
    if not page.evaluate("() => 'axe' in window"):
        page.evaluate(script())  # as a debugger does: the page's own policy forbids a script that is not its own
    found: list[dict[str, Any]] = page.evaluate(RUN, RULES)
    return [
        (
            one["impact"],
            f"{one['id']}: {node['html'][:300]} {' '.join(node.get('failureSummary', '').split())[:300]}",
        )
        for one in found
        for node in one["nodes"]
        if not any(known.rule == one["id"] and known.part in node["html"] for known in KNOWN)
    ]


def serious(page: Page) -> list[str]:
    """What is serious or worse, one line each."""
    return [line for impact, line in findings(page) if impact in SERIOUS]


def serious_everywhere(page: Page) -> dict[str, list[str]]:
    """What is serious on an open page in light and dark, on a desk and on a telephone; it is left as it was."""
    found: dict[str, list[str]] = {}
    desk = page.viewport_size
    assert desk is not None
    for width, height in ((390, 844), (desk["width"], desk["height"])):
        page.set_viewport_size({"width": width, "height": height})
        for colours in COLOURS:
            page.emulate_media(color_scheme=colours)
            settled(page)
            page.wait_for_timeout(FADE_MS)
            if wrong := serious(page):
                found[f"{width} {colours}"] = wrong
    if (folded := page.get_by_role("button", name="Déplier le menu")).count() and not page.get_by_role(
        "dialog"
    ).count():
        folded.click()  # a narrow window folds it, a wide one does not bring it back
    return found
