"""axe-core in a page: what it finds serious, without the faults of Streamlit that nobody can mend from outside."""

from __future__ import annotations

import os
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page

from tests.journeys.parts import ROOT

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
SERIOUS = {"serious", "critical"}
RUN = "async rules => (await axe.run(document, {runOnly: rules, resultTypes: ['violations']})).violations"


@dataclass(frozen=True)
class Known:
    """A fault that is Streamlit's own."""

    rule: str
    part: str  # stands in the HTML of the element that is blamed
    reason: str


KNOWN: tuple[Known, ...] = ()


@cache
def script() -> str:
    """The library as `deploy/axe_core.sh` fetched it; skips where it could not."""
    version = next(
        line.split("=")[1]
        for line in (ROOT / "deploy" / "axe_core.sh").read_text(encoding="utf-8").splitlines()
        if line.startswith("version=")
    )
    cached = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    file = cached / "souffleur-tests" / f"axe-core-{version}" / "axe.min.js"
    if not file.is_file():
        pytest.skip("axe-core is not here: `sh deploy/axe_core.sh` fetches it with npm")
    return file.read_text(encoding="utf-8")


def serious(page: Page) -> list[str]:
    """One line a finding: the rule, what it blames, and why."""
    if not page.evaluate("() => 'axe' in window"):
        page.evaluate(script())  # as a debugger does: the page's own policy forbids a script that is not its own
    found: list[dict[str, Any]] = page.evaluate(RUN, RULES)
    return [
        f"{one['id']}: {node['html'][:300]} {' '.join(node.get('failureSummary', '').split())[:300]}"
        for one in found
        if one["impact"] in SERIOUS
        for node in one["nodes"]
        if not any(known.rule == one["id"] and known.part in node["html"] for known in KNOWN)
    ]
