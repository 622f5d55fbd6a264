"""Somebody asks whether anything leaves this machine, and gets an answer that was looked for."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from rag.settings import Home
from tests.journeys.parts import open_folded, settled

pytestmark = [pytest.mark.browser, pytest.mark.timeout(600)]


def test_what_leaves_this_machine_and_what_is_amiss(page: Page, home: Home) -> None:
    home.folder.chmod(0o700)
    open_folded(page, "Cette machine")
    expect(page.get_by_role("heading", name="Confidentialité", exact=True)).to_be_visible()
    settled(page)
    main = page.get_by_test_id("stMain")
    expect(main).to_contain_text("Connexions hors de cette machine depuis le")
    expect(main.locator("dd").first).to_have_text("0")
    expect(main).to_contain_text("Ports ouverts, pour cette machine seulement : 1.")
    expect(main).to_contain_text("La bibliothèque est intacte")
    expect(main.get_by_role("alert")).to_have_count(0)

    home.folder.chmod(0o755)
    main.get_by_role("button", name="Examiner à nouveau").click()
    expect(main.get_by_role("alert")).to_contain_text("1 point à corriger.")
    expect(main).to_contain_text(f'chmod 700 "{home.folder}"')
    home.folder.chmod(0o700)
