"""Pictures of the pages for people to look at: wide and narrow, light and dark.

    make screenshots

puts them into `screenshots/` and renews the two pictures of the README and the manual. Or, with a folder of your own,

    .venv/bin/python tests/journeys/pictures.py FOLDER [--manual]

It reads the sample company into a library of its own; `--manual` also writes the two pictures of the manual.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from playwright.sync_api import Browser, Page, expect

from rag.settings import Home
from tests.journeys.parts import (
    ROOT,
    SAMPLES,
    SOON,
    ask,
    chromium,
    one_file_is_left,
    pages,
    serving,
    settled,
    souffleur,
)

QUESTIONS = ROOT / "data" / "questions" / "samples.jsonl"
IMAGES = ROOT / "ui" / "help" / "images"
# With what can be done on them; other pages are only opened.
SHOWN = {"demander", "rechercher", "documents", "evaluation", "essai", "modeles", "machine"}
MEASURED = 40  # questions; the page looks the same with all of them
WIDE, NARROW = (1440, 900), (390, 844)
QUESTION = "Quel est le prix de l'heure de pose en 2026 ?"
NOWHERE = "Quelle est la capitale de la Mongolie ?"


def main() -> None:
    """Read, open, photograph."""
    folder = Path(next(one for one in sys.argv[1:] if not one.startswith("--")))
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="souffleur-pictures-") as scratch:
        home = Home(Path(scratch, "home"))
        home.folder.mkdir()
        souffleur(home, "ingest", SAMPLES, "--collection", "Entreprise")
        souffleur(home, "ingest", _unreadable(Path(scratch, "Clé USB")), "--collection", "Archives")
        home.questions_file.write_bytes(b"".join(QUESTIONS.read_bytes().splitlines(keepends=True)[:MEASURED]))
        with serving(home) as url, chromium() as browser:
            _ask_once(browser, url)
            for size in (WIDE, NARROW):
                for colours in ("light", "dark"):
                    _photograph(browser, url, size, colours, folder)
    if "--manual" in sys.argv:
        IMAGES.mkdir(exist_ok=True)
        for name in ("ask", "documents"):
            (IMAGES / f"{name}.png").write_bytes((folder / f"{name}-1440-light.png").read_bytes())


def _unreadable(folder: Path) -> Path:
    """Files that cannot be read, each for another reason."""
    folder.mkdir()
    (folder / "Devis 2019.pdf").touch()
    (folder / "Facture 2018.pdf").write_bytes((SAMPLES / "Commercial" / "Tarif public 2026.pdf").read_bytes()[:900])
    for name in ("plan d'étage.dwg", "sauvegarde.bak"):
        (folder / name).write_bytes(bytes(range(256)))
    (folder / "mémo.txt").write_text("Rappeler le fournisseur de quincaillerie mardi matin.", encoding="utf-8")
    return folder


def _ask_once(browser: Browser, url: str) -> None:
    """The first question waits for the search model; a picture is to show an ordinary one."""
    page = browser.new_page()
    page.goto(url)
    ask(page, QUESTION)
    page.close()


def _photograph(browser: Browser, url: str, size: tuple[int, int], colours: str, folder: Path) -> None:
    width, height = size
    page = browser.new_page(viewport={"width": width, "height": height}, color_scheme=colours)  # type: ignore[arg-type]

    def keep(name: str) -> None:
        settled(page)
        page.screenshot(path=folder / f"{name}-{width}-{colours}.png")

    page.goto(url)
    expect(page.get_by_text("Par exemple :")).to_be_visible()
    keep("ask-empty")
    _ask_page(page, keep)
    _search_page(page, url, keep)
    page.goto(f"{url}/documents")
    _documents_page(page, keep)
    page.goto(f"{url}/evaluation")
    expect(page.get_by_role("heading", name="Vos questions")).to_be_visible()
    page.get_by_role("button", name="Mesurer sur").click()
    expect(page.get_by_role("heading", name="Dernière mesure")).to_be_visible(timeout=5 * SOON)
    keep("evaluation")
    page.get_by_role("heading", name="Ajouter une question").scroll_into_view_if_needed()
    keep("evaluation-end")
    page.goto(f"{url}/essai")
    expect(page.get_by_role("heading", name="Essai", exact=True)).to_be_visible()
    keep("trial")
    page.get_by_role("heading", name="Un abonnement aurait coûté").evaluate("one => one.scrollIntoView()")
    keep("trial-end")
    page.goto(f"{url}/modeles")
    expect(page.get_by_role("heading", name="Modèles", exact=True)).to_be_visible()
    keep("models")
    for number, key in enumerate(("Pour chercher dans vos documents", "Sans internet sur cette machine")):
        page.get_by_role("heading", name=key, exact=True).evaluate("one => one.scrollIntoView()")
        keep(f"models-{number}")
    page.goto(f"{url}/machine")
    expect(page.get_by_role("heading", name="Confidentialité", exact=True)).to_be_visible()
    keep("machine")
    for number, key in enumerate(("Modèles", "Dossier de la bibliothèque")):
        page.get_by_role("heading", name=key, exact=True).evaluate("one => one.scrollIntoView()")
        keep(f"machine-{number}")
    for name in sorted(set(pages()) - SHOWN):
        page.goto(f"{url}/{name}")
        expect(page.get_by_role("heading", level=1)).to_be_visible()
        keep(name)
    page.close()


def _search_page(page: Page, url: str, keep: Callable[[str], None]) -> None:
    page.goto(f"{url}/rechercher")
    box = page.get_by_role("searchbox", name="Mots à chercher")
    box.fill("heure de pose")
    expect(page.locator(".st-key-hit-1")).to_be_visible()
    keep("search")
    box.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.locator(".st-key-sf-beside mark").first).to_be_visible()
    keep("search-beside")


def _documents_page(page: Page, keep: Callable[[str], None]) -> None:
    expect(page.get_by_test_id("stDataFrame")).to_be_visible()
    keep("documents")
    for number, key in enumerate(("Fichiers non lus", "Tous les fichiers", "Dossiers lus")):
        page.get_by_role("heading", name=key, exact=True).scroll_into_view_if_needed()
        page.get_by_role("heading", name=key, exact=True).evaluate("one => one.scrollIntoView()")
        keep(f"documents-{number}")
    page.get_by_label("Chercher un fichier").fill("tarif public")
    page.get_by_label("Chercher un fichier").press("Enter")
    one_file_is_left(page)
    # The table is drawn on a canvas: its first box stands in its first row, under the heading.
    page.get_by_test_id("stDataFrame").locator(".dvn-scroller").click(position={"x": 16, "y": 52})
    expect(page.locator(".st-key-preview img")).to_be_visible()
    page.locator(".st-key-preview").evaluate("one => one.scrollIntoView()")
    keep("documents-preview")
    page.get_by_role("button", name="Oublier ce document").click()
    expect(page.get_by_role("dialog").get_by_text("Ce qui reste")).to_be_visible()
    keep("documents-forget")
    page.keyboard.press("Escape")


def _ask_page(page: Page, keep: Callable[[str], None]) -> None:
    turn = ask(page, QUESTION)
    expect(turn.get_by_role("button", name="Copier avec les sources")).to_be_visible()
    keep("ask")
    turn.get_by_role("button", name="Non").click()
    expect(turn.get_by_role("button", name="Envoyer")).to_be_visible()
    keep("ask-opinion")
    turn.get_by_role("button", name="Ouvrir la source 1").click()
    window = page.get_by_role("dialog")
    expect(window.locator("mark").first).to_be_visible()
    expect(window.locator("img").first).to_be_visible()
    keep("ask-source")
    page.keyboard.press("Escape")
    expect(window).to_have_count(0)
    ask(page, NOWHERE)
    keep("ask-refused")
    page.locator("main").evaluate("one => one.scrollTo(0, one.scrollHeight)")
    keep("ask-refused-end")


if __name__ == "__main__":
    main()
