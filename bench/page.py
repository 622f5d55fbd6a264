"""The page beside a bare Streamlit page: opened cold, a source opened, ten readers at once, 10,000 files listed.

    python bench/page.py [--repeat 5] [--files 10000] [--readers 10]

Both run in the same Chromium, in turns; medians. The bare page has as many widgets as ours and does nothing, so what is
above it is our doing. The sample company is read first, which takes a minute.
"""

from __future__ import annotations

import argparse
import json
import statistics
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from playwright.sync_api import Browser, Page, expect

from bench.bare import bare
from bench.shelves import fill
from rag.settings import Home
from rag.store.library import Library
from tests.journeys.parts import SAMPLES, ask, chromium, serving, settled, souffleur

if TYPE_CHECKING:
    from collections.abc import Callable

# Each is answered from another page of a PDF.
ASKED = (
    "Peut-on boire une bière dans l'entreprise ?",
    "Quand l'entreprise ferme-t-elle cet été ?",
    "Combien de jours par semaine peut-on travailler de chez soi ?",
    "Combien payons-nous de loyer chaque mois ?",
    "Combien coûte par an l'entretien de nos machines ?",
    "Quel est le numéro de notre police décennale ?",
)
# Counts how often the page was run, on the page itself: a short run is over before anybody asks from outside.
COUNT_RUNS = """() => {
  const page = document.querySelector("[data-test-script-state]");
  window.runs = 0;
  new MutationObserver(() => { window.runs += page.dataset.testScriptState === "running" ? 1 : 0; })
    .observe(page, {attributeFilter: ["data-test-script-state"]});
}"""
PATIENCE = 300_000  # milliseconds; what is slow is measured, not given up
WIDGETS = 14  # on our page Ask before a question: links, buttons, language, box


def main() -> None:
    """Measure, print, sum up."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--repeat", type=int, default=5)
    parser.add_argument("--files", type=int, default=10_000)
    parser.add_argument("--readers", type=int, default=10)
    options = parser.parse_args()
    expect.set_options(timeout=PATIENCE)
    with tempfile.TemporaryDirectory(prefix="souffleur-page-") as scratch, chromium() as browser:
        result = measured(Path(scratch), browser, options)
    print(f"\n{'':<42}{'ours':>9}{'bare':>9}   seconds, medians")
    for name, (ours, plain) in result.items():
        beside = f"{plain:9.2f}" if plain is not None else f"{'':>9}"
        print(f"{name:<42}{ours:9.2f}{beside}")
    print("RESULT", json.dumps({name: {"ours": ours, "bare": plain} for name, (ours, plain) in result.items()}))


def measured(scratch: Path, browser: Browser, options: argparse.Namespace) -> dict[str, tuple[float, float | None]]:
    """Name → ours and the bare page's."""
    home = Home(scratch / "home")
    home.folder.mkdir()
    souffleur(home, "ingest", SAMPLES)
    many = Home(scratch / "many")
    many.folder.mkdir()
    library = Library.open(many.library_file)
    fill(library, options.files)
    library.close()
    result: dict[str, tuple[float, float | None]] = {}
    with serving(home) as ours, bare(scratch, WIDGETS, 0) as plain:
        first(browser, ours)
        opened = in_turns(options.repeat, lambda: cold(browser, ours), lambda: cold(browser, plain))
        result["cold open until one can type"] = opened
        new, again = sources(browser, ours)
        result["click on a source to the boxed page"] = (new, None)
        result["the same, opened before"] = (again, None)
        result |= readers(browser, ours, plain, options)
    with serving(many) as ours, bare(scratch, WIDGETS, options.files) as plain:
        result |= listing(browser, ours, plain, options)
    return result


def timed(act: Callable[[], object]) -> float:
    """Seconds."""
    start = time.perf_counter()
    act()
    return time.perf_counter() - start


def in_turns(repeat: int, ours: Callable[[], float], plain: Callable[[], float]) -> tuple[float, float]:
    """Medians of both, interleaved."""
    pairs = [(ours(), plain()) for _ in range(repeat)]
    return statistics.median(one for one, _ in pairs), statistics.median(one for _, one in pairs)


def first(browser: Browser, url: str) -> None:
    """The first question waits for the search model."""
    page = browser.new_page()
    page.goto(url)
    ask(page, ASKED[0])
    page.close()


def cold(browser: Browser, url: str) -> float:
    """A browser without memory, from the address to a box that takes words."""
    context = browser.new_context(viewport={"width": 1440, "height": 900})
    page = context.new_page()

    def usable() -> None:
        page.goto(url, wait_until="commit")
        expect(page.get_by_test_id("stChatInputTextArea")).to_be_enabled()

    seconds = timed(usable)
    context.close()
    return seconds


def sources(browser: Browser, url: str) -> tuple[float, float]:
    """From a click on a source to its page with the boxes: seen for the first time, and again."""
    new, again = [], []
    page = browser.new_page(viewport={"width": 1440, "height": 900})
    page.goto(url)
    for question in ASKED:
        turn = ask(page, question)
        settled(page)
        time.sleep(1.0)  # what a reader needs to see that there is an answer
        for seconds in (new, again):
            seconds.append(opened(page, turn))
            page.keyboard.press("Escape")
            expect(page.get_by_role("dialog")).to_have_count(0)
            settled(page)
    page.close()
    return statistics.median(new), statistics.median(again)


def opened(page: Page, turn: Any) -> float:
    """Until the picture is there, decoded."""
    picture = page.get_by_role("dialog").locator("img").first

    def click() -> None:
        turn.get_by_role("button", name="Ouvrir la source 1").click()
        picture.wait_for()
        picture.evaluate("one => one.decode()")

    return timed(click)


def help_opens(page: Page, button: str) -> float:
    """A click that makes the page run again, until its window is there."""
    window = page.get_by_role("dialog")

    def click() -> None:
        page.get_by_role("button", name=button, exact=False).first.click()
        window.wait_for()

    seconds = timed(click)
    page.keyboard.press("Escape")
    expect(window).to_have_count(0)
    settled(page)
    return seconds


def readers(browser: Browser, ours: str, plain: str, options: argparse.Namespace) -> dict[str, tuple[float, float]]:
    """A click of one reader while nobody else is there, while nine look, and while nine ask."""
    one, other = browser.new_page(), browser.new_page()
    one.goto(ours)
    other.goto(plain)
    settled(one)
    result = {"a click, alone": clicks(one, other, options.repeat)}
    rest = []
    for _ in range(options.readers - 1):
        page = browser.new_page()
        page.goto(ours)
        settled(page)
        rest.append(page)
    others = options.readers - 1
    result[f"a click, {others} others looking on"] = clicks(one, other, options.repeat)
    pairs = []
    for number in range(options.repeat):
        for place, page in enumerate(rest):
            box = page.get_by_test_id("stChatInputTextArea")
            box.fill(ASKED[(place + number) % len(ASKED)])
            box.press("Enter")
        pairs.append((help_opens(one, "Aide"), help_opens(other, "Fenêtre")))
        for page in rest:
            expect(page.get_by_test_id("stChatInputTextArea")).to_be_enabled()
            settled(page)
    result[f"a click, {others} others asking"] = (
        statistics.median(mine for mine, _ in pairs),
        statistics.median(its for _, its in pairs),
    )
    for page in (one, other, *rest):
        page.close()
    return result


def clicks(one: Page, other: Page, repeat: int) -> tuple[float, float]:
    return in_turns(repeat, lambda: help_opens(one, "Aide"), lambda: help_opens(other, "Fenêtre"))


def listing(browser: Browser, ours: str, plain: str, options: argparse.Namespace) -> dict[str, tuple[float, float]]:
    """Many files: until the table is there, and until a word has narrowed it."""
    mine, its = browser.new_page(), browser.new_page()

    def shown(page: Page, url: str) -> float:
        def come() -> None:
            page.goto(url)
            page.get_by_test_id("stDataFrame").wait_for()
            settled(page)

        return timed(come)

    listed = in_turns(options.repeat, lambda: shown(mine, f"{ours}/documents"), lambda: shown(its, plain))
    result = {f"{options.files} files listed": listed}
    words = iter(range(10_000))

    def narrowed(page: Page, label: str) -> float:
        field = page.get_by_label(label)
        page.evaluate(COUNT_RUNS)

        def search() -> None:
            field.fill(f"{next(words) % 90 + 10}")
            field.press("Enter")
            while not page.evaluate("window.runs"):
                time.sleep(0.005)
            settled(page)

        return timed(search)

    result[f"{options.files} files narrowed by a word"] = in_turns(
        options.repeat, lambda: narrowed(mine, "Chercher un fichier"), lambda: narrowed(its, "Mot")
    )
    return result


if __name__ == "__main__":
    main()
