"""What is photographed of the pages for asking, searching, documents and the machine: each opened as a reader would."""

from __future__ import annotations

import re
from collections.abc import Callable
from contextlib import suppress

from playwright.sync_api import Page, expect

from tests.journeys.camera import PATIENCE, Camera
from tests.journeys.parts import ask, one_file_is_left, pages, settled

Sight = Callable[[Camera, str], None]

QUESTION = "Quel est le prix de l'heure de pose en 2026 ?"
NOWHERE = "Quelle est la capitale de la Mongolie ?"
LIST = "Quelles factures de mars 2026 ?"
# A source of each kind that is shown in its own way: what is asked for it, and what its name contains.
SOURCES = {
    "pdf": (QUESTION, "Tarif public 2026.pdf"),
    "mail": ("Chez qui prendre la clé du portillon de Mme Fravallon ?", ".eml"),
    "sheet": ("Où est rangé le contreplaqué okoumé ?", ".xlsx"),
    "docx": ("Avant quelle date du mois faut-il remettre ses notes de frais ?", ".docx"),
    "scan": ("Quelle subvention avons-nous obtenue pour l'aspiration ?", "(scan).pdf"),
    "photo": ("Quelle quantité de chêne le bon de livraison BL-88213 livre-t-il ?", ".jpg"),
}
SHOWN = {"demander", "rechercher", "documents", "taches", "evaluation", "essai", "modeles", "reglages", "machine"}


def open_page(page: Page, url: str, name: str) -> None:
    """Go there by its address."""
    page.goto(f"{url}/{name}")
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    settled(page)


def in_menu(camera: Camera, act: Callable[[Page], None]) -> None:
    """Do something in the menu at the side, which a telephone keeps folded."""
    if camera.narrow:
        camera.page.get_by_role("button", name="Déplier le menu").click()
    act(camera.page)


def close_window(page: Page) -> None:
    """Shut the window that is open."""
    settled(page)
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)
    settled(page)


def asking(camera: Camera, url: str) -> None:
    """The page Ask from its first sight to a question that nothing answers."""
    page = camera.page
    page.goto(url)
    expect(page.get_by_text("Par exemple :")).to_be_visible()
    camera.keep("ask-empty")
    page.get_by_role("button", name="Où chercher").click()
    expect(page.get_by_test_id("stPopoverBody").get_by_label("Un document en particulier")).to_be_visible()
    camera.keep("ask-scope")
    page.keyboard.press("Escape")
    turn = ask(page, QUESTION)
    expect(turn.get_by_role("button", name="Copier avec les sources")).to_be_visible()
    camera.keep("ask")
    camera.whole("ask-whole")
    turn.get_by_role("button", name="Non").click()
    expect(turn.get_by_role("button", name="Envoyer")).to_be_visible()
    camera.whole("ask-opinion")
    turn.get_by_role("button", name="Modifier la question").click()
    expect(page.get_by_label("La question, autrement")).to_be_visible()
    camera.keep("ask-editing")
    ask(page, "Et en 2025 ?")
    camera.whole("ask-follow-up")
    ask(page, NOWHERE)
    camera.whole("ask-refused")
    turn = ask(page, LIST)
    expect(turn.get_by_test_id("stDataFrame")).to_be_visible()
    camera.whole("ask-list")


def sources(camera: Camera, url: str) -> None:
    """The window of a source of each kind."""
    page = camera.page
    page.goto(url)
    for kind, (question, name) in SOURCES.items():
        card = ask(page, question).locator("[class*='st-key-card-']").filter(has_text=name).first
        card.get_by_role("button", name="Ouvrir la source").click()
        window = page.get_by_role("dialog")
        expect(window.locator("mark:visible").first).to_be_visible()
        if kind in {"pdf", "scan", "photo"}:
            expect(window.locator("img").first).to_be_visible()
        camera.keep(f"source-{kind}")
        close_window(page)


def conversations(camera: Camera, url: str) -> None:
    """The kept conversations, what can be done with one, the help, and the page in English."""
    page = camera.page
    page.goto(url)
    ask(page, QUESTION)
    settled(page)
    in_menu(camera, lambda page: expect(page.locator(".st-key-sf-threads")).to_be_visible())
    camera.keep("threads")
    page.locator("[class*='st-key-thread-open-'] [class*='st-key-menu-'] button").click()
    expect(page.get_by_role("menuitem", name="Exporter")).to_be_visible()
    camera.keep("threads-menu")
    page.get_by_role("menuitem", name="Supprimer").click()
    expect(page.get_by_role("dialog")).to_be_visible()
    camera.keep("threads-delete")
    close_window(page)
    page.get_by_role("button", name="Aide", exact=True).click()
    expect(page.get_by_role("dialog")).to_be_visible()
    camera.keep("help")
    close_window(page)
    page.get_by_text("Suivi et réglages").click()
    page.wait_for_timeout(300)
    camera.keep("menu")
    page.get_by_text("English", exact=True).click()
    expect(page.get_by_role("heading", name="Ask", exact=True)).to_be_attached()
    camera.keep("english")
    page.get_by_text("Français", exact=True).click()
    expect(page.get_by_role("heading", name="Demander", exact=True)).to_be_attached()


def searching(camera: Camera, url: str) -> None:
    """The page Search: nothing typed, something found, a passage opened, nothing found."""
    page = camera.page
    open_page(page, url, "rechercher")
    camera.keep("search-empty")
    box = page.get_by_role("searchbox", name="Mots à chercher")
    box.fill("heure de pose")
    expect(page.locator(".st-key-hit-1")).to_be_visible()
    camera.keep("search")
    box.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.locator(".st-key-sf-beside mark:visible").first).to_be_visible()
    expect(page.locator(".st-key-sf-beside img").first).to_be_visible()
    camera.keep("search-beside")
    page.locator(".st-key-close-preview button").click()
    for kind, words in (("sheet", "Mathis solde"), ("mail", "clé portillon Aubineau")):
        box.fill(words)
        page.wait_for_timeout(900)
        settled(page)
        page.get_by_role("button", name="Ouvrir le passage 1", exact=True).click()
        expect(page.locator(".st-key-sf-beside mark:visible").first).to_be_visible()
        camera.keep(f"search-beside-{kind}")
        page.locator(".st-key-close-preview button").click()
        settled(page)
    box.fill("xylophone ouzbek")
    expect(page.get_by_text("Rien trouvé pour")).to_be_visible()
    camera.keep("search-nothing")


def documents(camera: Camera, url: str) -> None:
    """The page Documents: failures and why, folders, adding, a preview of each kind, forgetting."""
    page = camera.page
    open_page(page, url, "documents")
    expect(page.get_by_test_id("stDataFrame")).to_be_visible()
    camera.keep("documents")
    for summary in page.locator(".sf-failures summary").all():
        summary.click()
    camera.whole("documents-whole")
    page.locator(".st-key-adding summary").click()
    page.wait_for_timeout(300)
    camera.keep("documents-adding")
    page.locator(".st-key-adding summary").click()
    for kind, words in (("pdf", "tarif public"), ("sheet", "Parc machines"), ("failed", "Facture 2018")):
        _choose_file(page, words)
        shown = page.locator(".st-key-preview")
        expect(shown.locator({"pdf": "img", "sheet": ".sf-reading"}.get(kind, "button")).first).to_be_visible()
        shown.evaluate("one => one.scrollIntoView()")
        camera.keep(f"documents-preview-{kind}")
    _choose_file(page, "tarif public")
    page.get_by_role("button", name="Oublier ce document").click()
    expect(page.get_by_role("dialog").get_by_text("Ce qui reste")).to_be_visible()
    camera.keep("documents-forget")
    close_window(page)


def _choose_file(page: Page, words: str) -> None:
    box = page.get_by_label("Chercher un fichier")
    box.fill(words)
    box.press("Enter")
    one_file_is_left(page)
    chosen = page.locator(".st-key-preview .sf-name").filter(has_text=re.compile(re.escape(words), re.IGNORECASE))
    for patience in (5_000, PATIENCE):  # a table that is drawn anew in this moment loses a click
        # It is drawn on a canvas: its first box stands in its first row, under the heading.
        page.get_by_test_id("stDataFrame").locator(".dvn-scroller").click(position={"x": 16, "y": 52})
        with suppress(AssertionError):
            expect(chosen).to_be_visible(timeout=patience)
            break
    settled(page)


def following_up(camera: Camera, url: str) -> None:
    """The pages of whoever looks after the library."""
    page = camera.page
    open_page(page, url, "evaluation")
    expect(page.get_by_role("heading", name="Dernière mesure")).to_be_visible()
    camera.whole("evaluation")
    open_page(page, url, "essai")
    camera.whole("trial")
    open_page(page, url, "modeles")
    page.locator(".st-key-server-elsewhere summary").click()
    camera.whole("models")
    open_page(page, url, "reglages")
    camera.keep("settings")
    page.locator("[class*='st-key-group-'] summary").nth(1).click()
    camera.whole("settings-group")
    page.get_by_role("searchbox", name="Chercher un réglage").fill("mémoire")
    page.wait_for_timeout(900)
    camera.whole("settings-sought")
    open_page(page, url, "machine")
    camera.whole("machine")
    for name in sorted(set(pages()) - SHOWN):
        open_page(page, url, name)
        camera.whole(name)


def empty(camera: Camera, url: str) -> None:
    """A library that holds nothing: each page says what to do."""
    for name in pages():
        open_page(camera.page, url, name)
        if name == "demander":
            expect(camera.page.get_by_role("button", name="Ajouter des documents")).to_be_visible()
        camera.keep(f"empty-{name}")


def model_missing(camera: Camera, url: str) -> None:
    """The settings name a model that is on no disk."""
    page = camera.page
    page.goto(url)
    turn = ask(page, QUESTION)
    expect(turn.locator(".sf-notice").first).to_contain_text("parti.gguf")
    camera.whole("missing-ask")
    open_page(page, url, "modeles")
    camera.keep("missing-models")
    open_page(page, url, "machine")
    camera.keep("missing-machine")


def written(camera: Camera, url: str) -> None:
    """A model writes: while it does, and its sentences with their marks."""
    page = camera.page
    page.goto(url)
    box = page.get_by_test_id("stChatInputTextArea")
    expect(box).to_be_enabled()
    settled(page)
    box.fill(QUESTION)
    box.press("Enter")
    expect(page.get_by_role("button", name=re.compile("Arrêter"))).to_be_visible()
    page.wait_for_timeout(400)
    camera.snap("written-waiting")
    expect(page.locator(".st-key-turn-0 .sf-badges").first).to_be_visible()
    camera.whole("written")
