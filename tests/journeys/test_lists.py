"""Somebody asks for a list, reads the table, opens a row, saves it, and asks the texts instead."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from rag.settings import Home
from tests.journeys.parts import ask, settled, souffleur
from tests.rag.listing.parts import bill

pytestmark = [pytest.mark.browser, pytest.mark.timeout(600)]  # the first one prepares the search model

LIST = "Liste des factures de mars 2026"
FIRST_ROW = (18, 52)  # pixels from the table's corner to the first box


BILLS = (
    ("F-1", "Le Chaland Bleu", "Date : 2 mars 2026", "1 200,00 €"),
    ("F-2", "Mairie d'Écouvrelles", "Date : 31 mars 2026", "900,50 €"),
    ("F-3", "Le Chaland Bleu", "", "1,00 €"),
)


@pytest.fixture(scope="module")
def home(home: Home, tmp_path_factory: pytest.TempPathFactory) -> Home:
    """The library of the other journeys, with three invoices."""
    folder = tmp_path_factory.mktemp("Factures")
    for number, client, dated, total in BILLS:
        text = bill(number, client, total, dated, "TVA 20 %", "Échéance : à réception")
        (folder / f"Facture {number}.txt").write_text(text, encoding="utf-8")
    souffleur(home, "ingest", folder, "--collection", "Entreprise")
    return home


def test_a_list_is_whole_opened_and_saved(page: Page) -> None:
    turn = ask(page, LIST)
    expect(turn.locator(".sf-answer")).to_contain_text("2 factures, datées de mars 2026.")
    expect(turn.get_by_text("Réponse tirée des fiches de vos documents")).to_be_visible()
    turn.get_by_text("1 facture sans date précise n'est pas comptée.").click()
    expect(turn.get_by_text("Facture F-3.txt")).to_be_visible()
    with page.expect_download() as saved:
        turn.get_by_role("button", name="Enregistrer (CSV)").click()
    rows = saved.value.path().read_text(encoding="utf-8-sig").split("\n")
    assert rows[1].startswith("Facture F-1.txt;1200,00;02/03/2026;Le Chaland Bleu;")

    settled(page)
    corner = turn.locator("canvas").first.bounding_box()
    assert corner
    page.mouse.click(corner["x"] + FIRST_ROW[0], corner["y"] + FIRST_ROW[1])
    window = page.get_by_role("dialog")
    expect(window.locator(".sf-chosen mark")).to_have_text("Total TTC 1 200,00 €")
    settled(page)
    page.keyboard.press("Escape")
    expect(window).to_have_count(0)

    page.wait_for_timeout(1_500)  # the page is drawn again for the window that went, and would lose the click
    settled(page)
    turn.get_by_role("button", name="Chercher plutôt dans le texte").click()
    again = page.locator(".st-key-turn-1")
    expect(again.locator(".sf-badges, .sf-notice").first).to_be_visible()
    expect(again.get_by_text("Réponse tirée des fiches")).to_have_count(0)
