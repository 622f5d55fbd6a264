"""A secretary has the morning's mail sorted: sees what is not sure, puts it right, has it learnt, takes a reply."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from data.make.incoming import incoming
from tests.journeys.axe import serious_everywhere
from tests.journeys.parts import SOON, choose, settled

pytestmark = [pytest.mark.browser, pytest.mark.timeout(600)]

PATIENT = 3 * SOON  # the first sorting loads the search model and learns the examples


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Four mails of the sample company; one is pressing, one says next to nothing."""
    made = tmp_path / "Courrier"
    made.mkdir()
    for name, content in incoming().items():
        if name.startswith(("02", "04", "09", "17")):
            (made / name).write_bytes(content)
    return made


def sort(page: Page, folder: Path, times: int) -> None:
    if times > 1:  # the form stands folded above a result
        page.get_by_text("Trier d'autre courrier").click()
    box = page.get_by_role("textbox", name="Dossier de courriels")
    box.fill(str(folder))
    box.press("Enter")
    settled(page)
    page.get_by_role("button", name="Trier le courrier").click()
    done = page.locator("[class*='st-key-done-words-'] .sf-place", has_text="terminée")
    expect(done).to_have_count(times, timeout=PATIENT)
    expect(page.get_by_role("heading", name="Résultat")).to_be_visible()
    settled(page)


def mail(page: Page, words: str) -> Locator:
    return page.get_by_test_id("stExpander").filter(has=page.locator("summary", has_text=words))


def test_mail_is_sorted_put_right_learnt_and_answered(page: Page, url: str, folder: Path) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"], origin=url)
    page.get_by_role("link", name="Tâches").click()
    settled(page)
    page.get_by_text("Courrier", exact=True).click()
    expect(page.get_by_text("Le courrier d'un serveur (IMAP) se trie aussi")).to_be_visible()
    sort(page, folder, 1)
    expect(page.get_by_text("courriels triés")).to_be_visible()

    unsure = mail(page, "Pas sûr")
    expect(unsure).to_have_count(1)
    unsure.locator("summary").click()
    choose(unsure.get_by_role("combobox"), "^Rendez-vous$")
    corrected = mail(page, "Rendez-vous (votre choix)")
    expect(corrected.get_by_text("Noté : les prochains tris en tiennent compte.")).to_be_visible()

    urgent = mail(page, "URGENT")
    urgent.locator("summary").click()
    expect(urgent.locator(".sf-quote mark").first).to_be_visible()
    asked = urgent.locator("li").first.inner_text().strip("« »")
    assert asked in " ".join(urgent.locator(".sf-quote mark").all_inner_texts())
    draft = urgent.get_by_role("textbox", name="Brouillon de réponse")
    draft.fill(draft.input_value().replace("[Votre nom]", "Paule Fravallon"))
    draft.press("Control+Enter")
    settled(page)
    urgent.get_by_role("button", name="Copier la réponse").click()
    expect(urgent.get_by_role("status").filter(has_text="Copié")).to_be_visible()
    taken = page.evaluate("navigator.clipboard.readText()")
    assert "Nous sommes désolés" in taken
    assert taken.rstrip().endswith("Paule Fravallon")

    assert serious_everywhere(page) == {}

    sort(page, folder, 2)
    expect(corrected).to_have_count(1)
    expect(mail(page, "Pas sûr")).to_have_count(0)
