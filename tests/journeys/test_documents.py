"""Somebody adds a document and finds what it says, sees what could not be read, and forgets."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import FilePayload, Page, expect

from rag.settings import Home
from tests.journeys.parts import ask, choose, one_file_is_left, settled
from tests.journeys.shelf import DAY_OFF, write_note

pytestmark = [pytest.mark.browser, pytest.mark.timeout(600)]  # the first one prepares the search model

FORK = "Le chariot élévateur est révisé chaque année par la société Manutan-Ouest au mois de juin."


def documents(page: Page) -> None:
    page.get_by_test_id("stSidebar").get_by_text("Documents", exact=True).click()
    expect(page.get_by_role("heading", name="Documents", exact=True)).to_be_visible()
    expect(page.get_by_test_id("stDataFrame")).to_be_visible()
    settled(page)


def adding(page: Page) -> None:
    """The page of a library that holds something, with the ways to add to it unfolded."""
    documents(page)
    page.locator(".st-key-adding summary").click()


def test_a_file_is_dropped_and_its_content_found(page: Page, scratch: Path) -> None:
    adding(page)
    note = write_note(scratch / "Révision chariot.txt", FORK)
    page.get_by_test_id("stFileUploader").locator("input").set_input_files(note)
    page.get_by_role("button", name="Ajouter ce fichier").click()
    expect(page.get_by_text("Lecture terminée")).to_be_visible()
    expect(page.get_by_text("1 ajouté.")).to_be_visible()
    expect(page.locator(".sf-facts dd").first).to_have_text("3")
    expect(page.get_by_text("Fichiers déposés sur cette page")).to_be_visible()

    page.get_by_test_id("stSidebar").get_by_text("Demander", exact=True).click()
    turn = ask(page, "Quelle société révise le chariot élévateur ?")
    expect(turn.locator(".sf-quoted").first).to_contain_text("Manutan-Ouest")
    expect(turn.locator(".sf-name").first).to_have_text("Révision chariot.txt")


def test_a_file_that_cannot_be_read_is_listed_with_its_reason_and_what_to_do(page: Page) -> None:
    adding(page)
    broken = FilePayload(name="Contrat 2019.docx", mimeType="application/octet-stream", buffer=b"PK\x03\x04 broken")
    page.get_by_test_id("stFileUploader").locator("input").set_input_files(broken)
    page.get_by_role("button", name="Ajouter ce fichier").click()
    expect(page.get_by_text("Lecture terminée")).to_be_visible()
    expect(page.locator(".sf-notice").get_by_text("1 non lu", exact=False)).to_be_visible()
    entry = page.locator(".sf-failures > li").filter(has_text="Le fichier est abîmé")
    expect(entry).to_contain_text("Ouvrez-le dans son programme et enregistrez-le à nouveau")
    entry.locator("summary").click()
    expect(entry.get_by_text("Contrat 2019.docx")).to_be_visible()


def test_files_are_filtered_by_state_and_by_reason(page: Page) -> None:
    documents(page)
    page.get_by_test_id("stButtonGroup").get_by_text("Non lus", exact=True).click()
    expect(page.locator("p.sf-pale").filter(has_text=re.compile(r"^[23] fichiers$"))).to_be_visible()  # of 4 to 6
    settled(page)
    choose(page.get_by_role("combobox", name="Raison"), r"^Le fichier est vide\.$")
    one_file_is_left(page)
    page.get_by_label("Chercher un fichier").fill("bail")
    page.get_by_label("Chercher un fichier").press("Enter")
    expect(page.get_by_text("Aucun fichier ne correspond à ce filtre.")).to_be_visible()


def test_a_document_is_forgotten_and_its_file_stays(page: Page, home: Home) -> None:
    ask(page, "Quand a lieu la fermeture annuelle de l'atelier ?")
    expect(page.get_by_text(DAY_OFF).first).to_be_visible()
    documents(page)
    page.get_by_label("Chercher un fichier").fill("congés")
    page.get_by_label("Chercher un fichier").press("Enter")
    one_file_is_left(page)
    # The table is drawn on a canvas: its first box stands in its first row, under the heading.
    page.get_by_test_id("stDataFrame").locator(".dvn-scroller").click(position={"x": 16, "y": 52})
    page.get_by_role("button", name="Oublier ce document").click()
    window = page.get_by_role("dialog")
    expect(window.get_by_text("Congés été.txt")).to_be_visible()
    expect(window.get_by_text("Aucun fichier n'est effacé du disque.", exact=False)).to_be_visible()
    window.get_by_role("button", name="Oublier", exact=True).click()
    expect(page.get_by_text("Aucun fichier ne correspond à ce filtre.")).to_be_visible()

    page.get_by_test_id("stSidebar").get_by_text("Demander", exact=True).click()
    turn = ask(page, "Quand a lieu la fermeture annuelle de l'atelier ?")
    expect(turn.get_by_text(DAY_OFF)).to_have_count(0)


def test_a_folder_that_is_not_there_is_said(page: Page) -> None:
    adding(page)
    page.get_by_label("Lire un dossier de cet ordinateur").fill("/nulle/part")
    page.get_by_role("button", name="Lire ce dossier").click()
    expect(page.get_by_role("alert")).to_contain_text("« /nulle/part » n'existe pas")
    expect(page.get_by_role("alert")).to_contain_text("Vérifiez l'orthographe")
