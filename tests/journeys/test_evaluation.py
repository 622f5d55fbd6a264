"""Somebody says that an answer was wrong and where the right one is, and measures whether it is found."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from rag.settings import Home, read_settings
from tests.journeys.parts import ask, choose, open_folded, settled
from tests.journeys.shelf import LEASE_QUESTION, NOWHERE
from ui.desk import open_desk

pytestmark = [pytest.mark.browser, pytest.mark.timeout(600)]


def test_from_a_thumb_down_to_a_measurement(page: Page, home: Home) -> None:
    turn = ask(page, LEASE_QUESTION)
    turn.get_by_role("button", name="Non").click()
    turn.get_by_label("Pourquoi\u00a0?").fill("Ce n'est pas la bonne page.")
    choose(turn.get_by_test_id("stSelectbox").get_by_role("combobox"), r"^Bail du hangar\.pdf$")
    turn.get_by_label("À quelle page\u00a0?").fill("2")
    turn.get_by_role("button", name="Envoyer").click()
    expect(turn.get_by_text("Merci, c'est noté.")).to_be_visible()
    refused = ask(page, NOWHERE)
    refused.get_by_role("button", name="Oui").click()
    expect(refused.get_by_role("button", name="Envoyer")).to_be_visible()

    open_folded(page, "Évaluation")
    expect(page.get_by_text("2 avis disent où est la bonne réponse.")).to_be_visible()
    page.get_by_role("button", name="En faire 2 questions").click()
    page.get_by_role("button", name="Mesurer sur 2 questions").click()
    expect(page.get_by_role("heading", name="Dernière mesure")).to_be_visible()
    expect(page.locator(".sf-facts dd").first).to_have_text("100,0\u00a0%")
    with page.expect_download() as saved:
        page.get_by_role("button", name="Enregistrer le rapport").click()
    assert LEASE_QUESTION in saved.value.path().read_text(encoding="utf-8")

    desk = open_desk(home, read_settings(home))
    assert [(one.helpful, one.reason, one.right_source) for one in reversed(desk.feedback.all())] == [
        (False, "Ce n'est pas la bonne page.", "Bail du hangar.pdf#p2"), (True, "", ""),
    ]  # fmt: skip
    desk.close()


@pytest.mark.parametrize("width", [390, 768])
def test_nothing_is_cut_off_on_a_narrow_screen(page: Page, url: str, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 844})
    turn = ask(page, LEASE_QUESTION)
    turn.get_by_role("button", name="Non").click()
    expect(turn.get_by_role("button", name="Envoyer")).to_be_visible()
    settled(page)
    beyond = "one => one.getBoundingClientRect().right > innerWidth + 1"
    assert page.evaluate(f"[...document.querySelectorAll('main *')].filter({beyond}).map(one => one.className)") == []
