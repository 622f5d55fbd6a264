"""Somebody comes back to a conversation: by its address, by a word of it, takes it along; on a desk and on a phone."""

from __future__ import annotations

import re
from io import BytesIO
from pathlib import Path

import docx
import pytest
from playwright.sync_api import Page, expect

from tests.journeys.parts import ask, settled
from tests.journeys.shelf import LEASE_QUESTION, NOWHERE

pytestmark = [pytest.mark.browser, pytest.mark.timeout(600)]

OPEN = "[class*='st-key-thread-open-']"


def choose(page: Page, action: str) -> None:
    """Pick a line of the menu of the open conversation."""
    page.locator(f"{OPEN} [class*='st-key-menu-'] button").click()
    page.get_by_role("menuitem", name=action).click()
    expect(page.get_by_role("dialog")).to_be_visible()
    settled(page)


def test_a_conversation_from_question_to_deletion(page: Page) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    turn = ask(page, LEASE_QUESTION)
    page.get_by_role("button", name="Copier avec les sources").click()
    expect(turn.get_by_role("status").filter(has_text="Copié")).to_be_visible()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied.startswith(f"{LEASE_QUESTION}\n\n«\u00a0")
    assert "Sources\u00a0:\n[1] Bail du hangar.pdf, p.\u00a02\u00a0— «\u00a0" in copied
    ask(page, NOWHERE)
    settled(page)
    expect(page).to_have_url(re.compile(r"\?conversation=\w+$"))
    address = page.url

    choose(page, "Renommer")
    page.get_by_label("Nom de la conversation").fill("Le bail ![x](http://evil.example/x)")
    page.get_by_role("button", name="Enregistrer").click()
    expect(page.locator(OPEN)).to_contain_text("Le bail ![x](http:")

    choose(page, "Exporter")
    with page.expect_download() as saved:
        page.get_by_role("button", name="Fichier Word").click()
    assert saved.value.suggested_filename.startswith("Le bail")
    paragraphs = docx.Document(BytesIO(Path(saved.value.path()).read_bytes())).paragraphs
    assert LEASE_QUESTION in [one.text for one in paragraphs]
    settled(page)
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)

    page.set_viewport_size({"width": 390, "height": 844})
    page.reload()
    expect(page.locator(".sf-question")).to_have_text([NOWHERE, LEASE_QUESTION])
    expect(page.locator(".sf-quoted").first).to_contain_text("six mois")
    assert page.url == address
    page.get_by_test_id("stExpandSidebarButton").click()
    expect(page.locator(OPEN)).to_be_in_viewport(ratio=1)
    page.get_by_label("Chercher dans les conversations").fill("baleine")
    expect(page.get_by_text("Aucune conversation ne contient ces mots.")).to_be_visible()
    page.get_by_label("Chercher dans les conversations").fill("TRELAZE recommandee")
    expect(page.locator(OPEN)).to_be_visible()

    choose(page, "Supprimer")
    expect(page.get_by_text("2 questions et leurs réponses seront effacées")).to_be_visible()
    page.get_by_role("dialog").get_by_role("button", name="Supprimer").click()
    expect(page.get_by_role("dialog")).to_have_count(0)
    expect(page.locator(".sf-question")).to_have_count(0)
    expect(page).not_to_have_url(re.compile("conversation="))
    page.goto(address)
    expect(page.get_by_text("Cette conversation n'est plus gardée.")).to_be_visible()
