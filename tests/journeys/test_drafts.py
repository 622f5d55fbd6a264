"""A craftsman answers a request for a quote: chooses the e-mail, says what is missing, looks up a price, saves."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from rag.settings import Home
from tests.journeys.axe import serious_everywhere
from tests.journeys.parts import choose, settled, souffleur
from tests.journeys.shelf import CURTAIN, FIRM
from tests.ui.drafting.parts import words_of
from tests.ui.test_drafts import CONTACTS, MAIL, QUOTE

pytestmark = [pytest.mark.browser, pytest.mark.timeout(600)]


@pytest.fixture(scope="module")
def home(filled: Home, tmp_path_factory: pytest.TempPathFactory) -> Home:
    made = Home(Path(shutil.copytree(filled.folder, tmp_path_factory.mktemp("home"), dirs_exist_ok=True)))
    made.settings_file.write_text(FIRM, encoding="utf-8")
    souffleur(made, "ingest", MAIL.parent, QUOTE, CONTACTS, "--collection", "Bureau")
    return made


def test_a_quote_from_an_e_mail_to_a_word_file(page: Page, url: str) -> None:
    page.get_by_role("link", name="Tâches").click()
    settled(page)
    page.get_by_text("Devis et lettres").click()
    settled(page)
    choose(page.get_by_label("La demande est un courriel ou une lettre de la bibliothèque"), "Brissard-Nouet")
    page.get_by_role("button", name="Préparer").click()
    expect(page.get_by_role("heading", name="Résultat")).to_be_visible()
    settled(page)
    expect(page.get_by_role("button", name="Numéroter")).to_have_count(0)  # not before all is said

    page.get_by_label(CURTAIN, exact=True).fill("149,90 € 20 %")
    word = page.locator("[class*='st-key-sf-word-']", has_text="Porte de bureau isophonique 38 dB")
    word.locator("[class*='st-key-hit-']", has_text="Tarif 2026.xlsx").click()
    beside = page.locator(".st-key-sf-beside")
    expect(beside.locator(".sf-chosen mark").first).to_contain_text("POR-ISO")
    expect(beside).to_contain_text("Tarif 2026.xlsx")
    street = page.locator("[class*='st-key-sf-word-']", has_text="45 boulevard du Grand-Mail").first
    street.locator("[class*='st-key-hit-']").click()
    expect(beside.locator(".sf-chosen mark").first).to_contain_text("45 boulevard du Grand-Mail")
    expect(beside.get_by_role("img").first).to_be_visible()  # the page of the PDF, with the words in a box
    assert serious_everywhere(page) == {}
    beside.get_by_role("button", name="Fermer").click()
    expect(beside).to_have_count(0)
    settled(page)
    expect(page.get_by_label(CURTAIN, exact=True)).to_have_value("149,90 € 20 %")  # what was typed is still there

    choose(page.get_by_label(re.compile("fenêtres sur la cour")), "FEN-1250-1150")
    page.get_by_role("button", name="Reprendre avec ces réponses").click()
    page.get_by_role("button", name="Numéroter").click()
    expect(page.get_by_text(re.compile(r"Devis D-2026-\d{3} gardé\."))).to_be_visible()
    settled(page)
    facts = page.locator(".sf-facts").first.inner_text()
    with page.expect_download() as saved:
        page.get_by_role("button", name="Word").first.click()
    assert re.fullmatch(r"D-2026-\d{3}\.docx", saved.value.suggested_filename)
    words = words_of(saved.value.path().read_bytes())
    totals = re.findall(r"\d[\d\u202f]*,\d\d\u00a0€", facts)
    assert len(totals) == 3
    for amount in (*totals, "149,90\u00a0€", "Porte de bureau isophonique 38 dB", "45 boulevard du Grand-Mail"):
        assert amount in words
