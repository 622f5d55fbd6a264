"""The server goes away under an open page, and comes back: the page says so, and goes on where it was."""

from __future__ import annotations

from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, expect

from rag.settings import Home
from tests.journeys.parts import ask, serving, settled

pytestmark = [pytest.mark.browser, pytest.mark.timeout(600)]


def test_a_page_without_its_server_says_so_and_goes_on_when_it_is_back(browser: Browser, home: Home) -> None:
    context = browser.new_context(locale="fr-FR")
    page = context.new_page()
    lost = page.get_by_role("alert").filter(has_text="Cette page n'est plus reliée à Souffleur.")
    box = page.get_by_test_id("stChatInputTextArea")
    with serving(home) as url:
        page.goto(url)
        turn = ask(page, "Quel est le loyer du hangar ?")
        settled(page)
        expect(lost).to_have_count(0)
    expect(lost).to_be_visible()
    expect(box).to_be_disabled()
    expect(page.get_by_text("Streamlit")).to_have_count(0)
    with serving(home, urlsplit(url).port or 0):
        expect(lost).to_have_count(0)
        expect(box).to_be_enabled()
        expect(turn.locator(".sf-badges, .sf-notice").first).to_be_visible()
        expect(page.get_by_role("dialog")).to_have_count(0)
    context.close()
