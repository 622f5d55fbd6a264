"""Somebody asks about a rule that was changed, and sees both what holds and what held."""

from __future__ import annotations

from email.message import EmailMessage

import pytest
from playwright.sync_api import Page, expect

from rag.settings import Home
from tests.journeys.parts import ask, settled, souffleur
from tests.rag.retrieval.test_hybrid import DAYS, write_rules

pytestmark = [pytest.mark.browser, pytest.mark.timeout(600)]


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Home:
    """Rules of two years, the newer ones also sent by e-mail."""
    files = tmp_path_factory.mktemp("RH")
    write_rules(files / "Archives" / "Règles des congés payés 2025.pdf", 25)
    rules = write_rules(files / "Règles des congés payés 2026.pdf", 28)
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = "rh@atelier.example", "tous@atelier.example", "À lire"
    mail.set_content("Bonjour, voici la pièce jointe.")
    mail.add_attachment(rules.read_bytes(), maintype="application", subtype="pdf", filename="règles.pdf")
    (files / "envoi.eml").write_bytes(mail.as_bytes())
    made = Home(tmp_path_factory.mktemp("home"))
    souffleur(made, "ingest", files, "--collection", "RH")
    return made


@pytest.mark.parametrize("width", [1440, 390])
def test_the_newer_rule_answers_and_the_older_one_stands_beside_it(page: Page, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    turn = ask(page, DAYS)
    expect(turn.locator(".sf-quoted").first).to_contain_text("28 jours")
    card = turn.locator("[class*='st-key-card-']").first
    expect(card.locator(".sf-name")).to_have_text("Règles des congés payés 2026.pdf")
    expect(card.locator(".sf-also")).to_contain_text("Aussi dans\u00a0: envoi.eml, pièce jointe règles.pdf")
    older = card.locator(".sf-older")
    expect(older).to_contain_text("Une version plus ancienne dit autrement")
    expect(older).to_contain_text("25 jours")
    expect(older).to_contain_text("Règles des congés payés 2025.pdf, p.\u00a01")
    settled(page)
    beyond = "one => one.getBoundingClientRect().right > innerWidth + 1"
    assert page.evaluate(f"[...document.querySelectorAll('main *')].filter({beyond}).map(one => one.className)") == []
    card.get_by_role("button", name="Ouvrir la source 1").click()
    window = page.get_by_role("dialog")
    expect(window.locator(".sf-older")).to_contain_text("25 jours")
    expect(window.locator("img").first).to_be_visible()
