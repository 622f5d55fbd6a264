"""Somebody asks, sees the answer, and opens the page that says so."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.parts import ask, settled
from tests.journeys.shelf import LEASE_QUESTION, NOWHERE

pytestmark = [pytest.mark.browser, pytest.mark.timeout(600)]  # the first one prepares the search model


def test_a_question_is_answered_and_its_source_opened(page: Page) -> None:
    turn = ask(page, LEASE_QUESTION)
    expect(turn.locator(".sf-quoted").first).to_contain_text("Le préavis est de six mois")
    card = turn.locator("[class*='st-key-card-']").first
    expect(card.locator(".sf-name")).to_have_text("Bail du hangar.pdf")
    expect(card.locator(".sf-place")).to_contain_text("p.\u00a02 · contrat · Entreprise")
    expect(card.locator("mark")).to_contain_text("six mois")

    card.get_by_role("button", name="Ouvrir la source 1").click()
    window = page.get_by_role("dialog")
    expect(window.locator(".sf-chosen mark")).to_contain_text("Le préavis est de six mois")
    picture = window.get_by_role("img", name="Page 2, le passage est encadré.")
    expect(picture).to_be_visible()
    assert picture.evaluate("one => one.complete && one.naturalWidth") > 1000
    window.get_by_text("Où se trouve ce fichier").click()
    expect(window.get_by_text("Bail du hangar.pdf").last).to_be_visible()
    with page.expect_download() as saved:
        window.get_by_role("button", name="Enregistrer une copie de l'original").click()
    assert saved.value.suggested_filename == "Bail du hangar.pdf"
    assert saved.value.path().read_bytes().startswith(b"%PDF")
    settled(page)  # a key pressed while the page is drawn again would be lost
    page.keyboard.press("Escape")
    expect(window).to_have_count(0)


def test_a_number_in_the_answer_leads_to_its_source(page: Page) -> None:
    turn = ask(page, LEASE_QUESTION)
    turn.get_by_role("link", name="[1]").click()
    expect(page.locator(".sf-source").first).to_be_in_viewport()
    expect(page).to_have_title("Souffleur · Demander")


def test_what_is_not_there_is_refused_visibly(page: Page) -> None:
    turn = ask(page, NOWHERE)
    expect(turn.get_by_text("Je ne trouve pas cela dans vos documents.")).to_be_visible()
    expect(turn.locator(".sf-quoted, .sf-cite")).to_have_count(0)
    expect(turn.get_by_text("Sources", exact=True)).to_have_count(0)
    turn.get_by_text("Les passages les plus proches, sans garantie").click()
    expect(turn.get_by_role("button", name="Ouvrir ce passage").first).to_be_visible()


def test_the_latest_answer_stands_where_the_eye_is(page: Page) -> None:
    ask(page, NOWHERE)
    turn = ask(page, LEASE_QUESTION)
    settled(page)
    for shown in (turn.locator(".sf-question"), turn.locator(".sf-quoted").first, turn.locator(".sf-name").first):
        expect(shown).to_be_in_viewport(ratio=1)
    expect(page.get_by_test_id("stChatInputTextArea")).to_be_in_viewport(ratio=1)
    assert page.locator(".sf-question").all_text_contents() == [LEASE_QUESTION, NOWHERE]
    page.get_by_role("button", name="Nouvelle conversation").click()
    expect(page.locator(".sf-question")).to_have_count(0)


def test_a_question_asked_from_further_down_is_answered_in_sight(page: Page) -> None:
    page.set_viewport_size({"width": 1440, "height": 420})
    ask(page, NOWHERE)
    settled(page)
    page.get_by_test_id("stChatInputTextArea").fill(LEASE_QUESTION)
    main = page.get_by_test_id("stMain")
    main.evaluate("one => one.scrollTo(0, one.scrollHeight)")
    assert main.evaluate("one => one.scrollTop") > 0
    page.keyboard.press("Enter")
    expect(page.locator(".st-key-turn-1 .sf-badges")).to_be_visible()
    assert main.evaluate("one => one.scrollTop") == 0


def test_where_to_look_is_chosen_and_taken_back_by_keyboard_on_a_telephone(page: Page) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    settled(page)
    page.get_by_role("button", name="Où chercher").focus()
    page.keyboard.press("Enter")
    window = page.get_by_test_id("stPopoverBody")
    expect(window.get_by_label("Un document en particulier")).to_be_focused()
    page.keyboard.type("cong")
    expect(window.get_by_role("button", name="Congés été.txt")).to_be_visible()
    window.get_by_role("button", name="Congés été.txt").press("Enter")
    chip = page.get_by_role("button", name="Retirer : Congés été.txt")
    expect(chip).to_be_visible()
    assert window.evaluate("one => one.scrollWidth <= one.clientWidth + 1")
    settled(page)
    page.keyboard.press("Escape")
    expect(window).to_have_count(0)
    turn = ask(page, LEASE_QUESTION)
    expect(turn.get_by_text("Cherché seulement dans : Congés été.txt")).to_be_visible()
    turn.get_by_role("button", name="Chercher dans toute la bibliothèque").press("Enter")
    expect(page.locator(".st-key-turn-1 .sf-quoted").first).to_contain_text("six mois")
    expect(chip).to_have_count(0)


def test_english_and_back(page: Page) -> None:
    ask(page, LEASE_QUESTION)
    page.get_by_text("English", exact=True).click()
    expect(page.get_by_role("heading", name="Ask", exact=True)).to_be_visible()
    expect(page.get_by_text("Strong match").or_(page.get_by_text("Partial match: please check"))).to_be_visible()
    expect(page.get_by_role("button", name="Open source 1")).to_be_visible()
    expect(page.get_by_text("Nothing leaves this machine")).to_be_visible()
    page.get_by_role("button", name="Help").click()
    expect(page.get_by_role("dialog").get_by_role("heading", name="Getting started")).to_be_visible()
    page.get_by_role("dialog").get_by_text("When something goes wrong").click()
    expect(page.get_by_role("dialog").get_by_text("(library_busy)")).to_be_visible()
    page.keyboard.press("Escape")
    settled(page)
    page.reload()
    expect(page.get_by_role("heading", name="Ask", exact=True)).to_be_visible()
    other = page.context.new_page()
    other.goto(page.url)
    expect(other.get_by_role("heading", name="Ask", exact=True)).to_be_visible()
    other.close()
    page.get_by_text("Français", exact=True).click()
    expect(page.get_by_role("heading", name="Demander", exact=True)).to_be_visible()
    settled(page)
    page.reload()
    expect(page.get_by_role("heading", name="Demander", exact=True)).to_be_visible()


@pytest.mark.parametrize("width", [390, 768])
def test_nothing_is_cut_off_on_a_narrow_screen(page: Page, url: str, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 844})
    turn = ask(page, LEASE_QUESTION)
    expect(turn.locator(".sf-quoted").first).to_be_in_viewport(ratio=1)
    settled(page)
    beyond = "one => one.getBoundingClientRect().right > innerWidth + 1"
    assert page.evaluate(f"[...document.querySelectorAll('main *')].filter({beyond}).map(one => one.className)") == []
    turn.get_by_role("button", name="Ouvrir la source 1").click()
    window = page.get_by_role("dialog")
    expect(window.locator("img").first).to_be_visible()
    assert window.evaluate("one => one.scrollWidth <= one.clientWidth + 1")
