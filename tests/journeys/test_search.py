"""Somebody looks for words while typing, walks through what was found with the keys, and asks them as a question."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.parts import settled

pytestmark = [pytest.mark.browser, pytest.mark.timeout(600)]
FOCUSED = "document.activeElement.closest('[class*=st-key-hit-]')?.className.match(/st-key-hit-\\d+/)?.[0]"


def test_typing_walking_opening_asking(page: Page) -> None:
    page.get_by_role("link", name="Rechercher").click()
    box = page.get_by_role("searchbox", name="Mots à chercher")
    expect(box).to_be_visible()
    settled(page)
    box.press_sequentially("préavis du hang", delay=40)  # nobody presses Enter
    first = page.locator(".st-key-hit-1")
    expect(first.locator("mark")).to_have_text(["hangar", "préavis"])
    expect(page.locator(".st-key-found-0 .sf-name")).to_have_text("Bail du hangar.pdf")
    expect(page.locator(".st-key-sf-found-line [role=status]")).to_contain_text("dans 1 document")
    settled(page)

    box.press("ArrowDown")
    assert page.evaluate(FOCUSED) == "st-key-hit-1"
    page.keyboard.press("ArrowUp")
    expect(box).to_be_focused()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    beside = page.locator(".st-key-sf-beside")
    expect(beside.locator(".sf-chosen")).to_contain_text("Le préavis est de six mois")
    expect(beside.locator(".sf-chosen mark")).not_to_be_empty()
    expect(beside.get_by_role("img", name="Page 2, le passage est encadré.")).to_be_visible()
    settled(page)
    page.keyboard.press("Escape")
    expect(beside).to_have_count(0)
    assert page.evaluate(FOCUSED) == "st-key-hit-1", "the keyboard goes on where it was"

    page.get_by_role("button", name="Poser cette question").click()
    expect(page.locator(".st-key-turn-0 .sf-question")).to_have_text("préavis du hang")
    expect(page.locator(".st-key-turn-0").locator(".sf-badges, .sf-notice").first).to_be_visible()
    settled(page)
    page.get_by_role("link", name="Rechercher").click()
    expect(box).to_have_value("préavis du hang")
    expect(first).to_be_visible()


def test_nothing_is_cut_off_on_a_telephone(page: Page) -> None:
    page.get_by_role("link", name="Rechercher").click()
    expect(page.get_by_role("heading", name="Rechercher", exact=True)).to_be_visible()
    settled(page)
    page.set_viewport_size({"width": 390, "height": 844})
    page.get_by_role("searchbox", name="Mots à chercher").fill("préavis")
    page.get_by_role("button", name="Ouvrir le passage 1").click()
    expect(page.locator(".st-key-sf-beside .sf-chosen")).to_be_visible()
    settled(page)
    beyond = "one => one.getBoundingClientRect().right > innerWidth + 1"
    assert page.evaluate(f"[...document.querySelectorAll('main *')].filter({beyond}).map(one => one.className)") == []
