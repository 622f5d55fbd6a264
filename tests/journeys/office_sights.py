"""What is photographed of the page Tasks: minutes, quotes and letters, incoming mail, and what was done before."""

from __future__ import annotations

import re
from pathlib import Path

from playwright.sync_api import Page, expect

from tests.journeys.camera import Camera
from tests.journeys.parts import SOON, choose, settled
from tests.journeys.shelf import CURTAIN
from tests.journeys.sights import open_page

PATIENT = 3 * SOON  # the first sorting learns the examples


def do_once(page: Page, url: str, mails: Path) -> None:
    """Do every task once; afterwards each is opened again from the list of what was done."""
    _minutes(page, url)
    _quote(page, url)
    _letter(page, url)
    _mail(page, url, mails)


def _section(page: Page, url: str, name: str) -> None:
    open_page(page, url, "taches")
    page.get_by_text(name, exact=True).click()
    settled(page)


def _minutes(page: Page, url: str) -> None:
    _section(page, url, "Comptes rendus")
    page.get_by_text("Des dossiers entiers").click()
    choose(page.get_by_test_id("stMultiSelect").filter(has_text="Dossiers à lire").locator("input"), "Réunions")
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Lire les comptes rendus").click()
    _result(page)


def _quote(page: Page, url: str) -> None:
    _section(page, url, "Devis et lettres")
    # Two of them: one stays as it is, with what is still to be said; the other is finished and kept.
    for finished in (True, False):
        page.get_by_label("La demande est un courriel ou une lettre de la bibliothèque").fill("demande de devis")
        page.get_by_role("option", name=re.compile("Brissard-Nouet")).first.click()
        settled(page)
        page.get_by_role("button", name="Préparer").click()
        _result(page)
        if not finished:
            return
        page.get_by_label(CURTAIN, exact=True).fill("149,90 € 20 %")
        choose(page.get_by_label(re.compile("fenêtres sur la cour")), "FEN-1250-1150")
        page.get_by_role("button", name="Reprendre avec ces réponses").click()
        page.get_by_role("button", name="Numéroter").click()
        expect(page.get_by_text(re.compile(r"Devis D-2026-\d{3} gardé\."))).to_be_visible()
        _section(page, url, "Devis et lettres")


def _letter(page: Page, url: str) -> None:
    _section(page, url, "Devis et lettres")
    page.get_by_text("Une lettre", exact=True).click()
    settled(page)
    page.get_by_label("À qui ?").fill("Garage Inconnu")
    page.get_by_label("Le texte de la lettre").fill("Votre portail sera prêt le 12 juin. Nous vous appellerons.")
    page.get_by_label("Le texte de la lettre").press("Control+Enter")
    settled(page)
    page.get_by_role("button", name="Préparer").click()
    _result(page)


def _mail(page: Page, url: str, mails: Path) -> None:
    _section(page, url, "Courrier")
    box = page.get_by_role("textbox", name="Dossier de courriels")
    box.fill(str(mails))
    box.press("Enter")
    settled(page)
    page.get_by_role("button", name="Trier le courrier").click()
    _result(page)


def _result(page: Page) -> None:
    expect(page.get_by_role("heading", name="Résultat")).to_be_visible(timeout=PATIENT)
    settled(page)


def _reopen(page: Page, url: str, kind: str, place: int = 0) -> None:
    """Open one of the tasks that were done, the latest of its kind first."""
    open_page(page, url, "taches")
    row = page.locator("[class*='st-key-done-kept-']").filter(has=page.locator(".sf-place", has_text=kind)).nth(place)
    row.get_by_role("button", name="Rouvrir").click()
    _result(page)


def minutes(camera: Camera, url: str) -> None:
    """The form, the list of what was done, a result, and the document of a row beside it."""
    page = camera.page
    open_page(page, url, "taches")
    camera.whole("minutes-form")
    _reopen(page, url, "Comptes rendus")
    camera.whole("minutes")
    page.locator("[class*='st-key-show-'] button").first.click()
    expect(page.locator(".st-key-sf-beside mark:visible").first).to_be_visible()
    page.locator(".st-key-sf-beside").scroll_into_view_if_needed()
    camera.keep("minutes-beside")


def drafts(camera: Camera, url: str) -> None:
    """The forms, a quote with what is still to be said, a source beside it, a letter, and what is kept."""
    page = camera.page
    _section(page, url, "Devis et lettres")
    camera.whole("drafts-form")
    page.locator("[class*='st-key-quote-D-'] summary").first.click()
    page.wait_for_timeout(300)
    camera.whole("drafts-kept")
    _reopen(page, url, "Devis et lettres", 1)
    camera.whole("draft-open")
    page.locator("[class*='st-key-sf-word-'] [class*='st-key-show-'] button").first.click()
    expect(page.locator(".st-key-sf-beside mark:visible").first).to_be_visible()
    camera.keep("draft-beside")
    _reopen(page, url, "Devis et lettres", 2)
    camera.whole("draft-ready")
    _reopen(page, url, "Devis et lettres", 0)
    camera.whole("draft-letter")


def mail(camera: Camera, url: str) -> None:
    """The form, the categories, sorted mail, and one message opened."""
    page = camera.page
    _section(page, url, "Courrier")
    camera.whole("mail-form")
    _reopen(page, url, "Courrier")
    camera.whole("mail")
    opened = page.get_by_test_id("stExpander").filter(has=page.locator("summary", has_text="URGENT"))
    opened.locator("summary").click()
    expect(opened.locator(".sf-quote mark:visible").first).to_be_visible()
    opened.evaluate("one => one.scrollIntoView()")
    camera.keep("mail-open")
    camera.whole("mail-open-whole")
