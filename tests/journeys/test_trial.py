"""A firm tries Souffleur: asks, looks at the figures, puts in the price of a subscription, keeps the report, erases."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.parts import ask, open_folded, settled
from tests.journeys.shelf import LEASE_QUESTION, NOWHERE

pytestmark = [pytest.mark.browser, pytest.mark.timeout(600)]


def test_a_trial_in_figures(page: Page) -> None:
    ask(page, LEASE_QUESTION)
    ask(page, NOWHERE)
    open_folded(page, "Essai")
    expect(page.locator(".sf-facts dd").first).to_have_text("2")
    expect(page.locator(".sf-plot img")).to_have_count(2)
    assert page.locator(".sf-plot img").first.evaluate("one => one.complete && one.naturalWidth") > 400
    price = page.get_by_role("textbox", name="Prix par poste et par mois, en euros")
    price.fill("30")
    price.press("Enter")
    expect(page.get_by_text("1 800,00 € par an".replace(" 8", "\u202f8").replace(" €", "\u00a0€"))).to_be_visible()
    settled(page)
    with page.expect_download() as saved:
        page.get_by_role("button", name="Enregistrer le rapport").click()
    report = saved.value.path().read_text(encoding="utf-8")
    assert "questions posées" in report
    assert LEASE_QUESTION not in report
    page.get_by_role("button", name="Effacer le relevé").click()
    page.get_by_role("button", name="Oui, effacer le relevé").click()
    expect(page.get_by_text("Aucune question sur cette période.")).to_be_visible()
