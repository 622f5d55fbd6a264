"""A secretary has minutes read: chooses them, reads the tables, opens a line's document, saves, comes back, deletes."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from rag.settings import Home
from tests.journeys.axe import serious_everywhere
from tests.journeys.parts import choose, settled, souffleur

pytestmark = [pytest.mark.browser, pytest.mark.timeout(600)]

FIRST = (
    "Compte rendu de réunion du 12 janvier 2026\n\nPrésents : Solange Abribat, Paul Durand\n\n"
    "Il est décidé de changer de fournisseur de bois.\n\n"
    "Paul Durand enverra le bail signé au notaire avant le 15 février 2026.\n"
)
SECOND = (
    "Compte rendu de réunion du 2 mars 2026\n\nPrésents : Solange Abribat, Paul Durand\n\n"
    "Paul Durand enverra le bail signé au notaire avant le 30 mars 2026.\n\n"
    "La couleur des portes reste à définir.\n"
)


@pytest.fixture(scope="module")
def home(filled: Home, tmp_path_factory: pytest.TempPathFactory) -> Home:
    made = Home(Path(shutil.copytree(filled.folder, tmp_path_factory.mktemp("home"), dirs_exist_ok=True)))
    meetings = tmp_path_factory.mktemp("Réunions")
    (meetings / "Compte rendu janvier.txt").write_text(FIRST, encoding="utf-8")
    (meetings / "Compte rendu mars.txt").write_text(SECOND, encoding="utf-8")
    souffleur(made, "ingest", meetings, "--collection", "Bureau")
    return made


def test_minutes_are_read_opened_saved_and_found_again(page: Page, url: str) -> None:
    page.get_by_role("link", name="Tâches").click()
    settled(page)
    page.get_by_text("Des dossiers entiers").click()
    # By its label: until the page is drawn anew, the choice of files stands in the same place.
    choose(page.get_by_test_id("stMultiSelect").filter(has_text="Dossiers à lire").locator("input"), "2.comptes.rendus")
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Lire les comptes rendus").click()
    expect(page.get_by_role("heading", name="Résultat")).to_be_visible()
    settled(page)
    expect(page.get_by_role("heading", name="Ce qui a changé d'une réunion à l'autre")).to_be_visible()
    expect(page.get_by_text("reporté (15 février 2026 → 30 mars 2026)")).to_be_visible()
    row = page.locator(".sf-row", has_text="La couleur des portes reste à définir.").last
    row.scroll_into_view_if_needed()
    at = row.bounding_box()
    assert at is not None
    page.mouse.click(at["x"] + at["width"] - 8, at["y"] + at["height"] - 8)  # anywhere on a line, to its end
    beside = page.locator(".st-key-sf-beside")
    expect(beside.locator(".sf-chosen mark")).to_have_text("La couleur des portes reste à définir.")
    assert serious_everywhere(page) == {}
    with page.expect_download() as saved:
        page.get_by_role("button", name="CSV").click()
    assert "Paul Durand" in saved.value.path().read_text(encoding="utf-8-sig")
    beside.get_by_role("button", name="Fermer").click()
    settled(page)
    page.get_by_role("link", name="Demander").click()
    expect(page.get_by_test_id("stChatInputTextArea")).to_be_visible()
    page.get_by_role("link", name="Tâches").click()
    expect(page.get_by_role("heading", name="Résultat")).to_be_visible()
    settled(page)
    page.get_by_role("button", name="Supprimer").click()
    page.get_by_role("button", name="Oui, supprimer").click()
    expect(page.get_by_role("heading", name="Résultat")).to_have_count(0)
    expect(page.get_by_text("Ce que vous faites ici sera gardé")).to_be_visible()
