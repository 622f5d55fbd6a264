"""The first days of an office: an empty library, its own folder, a scan, a second reader, a model that is not there."""

from __future__ import annotations

import shutil
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from rag.settings import Home
from tests.journeys.parts import SAMPLES, SOON, ask, settled
from tests.journeys.shelf import DAY_OFF, LEASE_QUESTION, write_documents, write_note
from ui.remote import RemoteDesk, find_server

pytestmark = [pytest.mark.browser, pytest.mark.timeout(600)]

SCAN = SAMPLES / "Courriers" / "Reçus" / "Lettre caisse de prévention 2026-04-03 (scan).pdf"
READ_SECONDS = 90.0  # a change waits until nobody writes any more, and a scan is read meanwhile
PHONE = {"width": 390, "height": 844}


@pytest.fixture(scope="module")
def home(filled: Home, tmp_path_factory: pytest.TempPathFactory) -> Home:
    """An empty library; the settings name a chat model that is on no disk. The search model is prepared already."""
    empty = Home(tmp_path_factory.mktemp("home"))
    shutil.copytree(filled.models_folder, empty.models_folder)
    empty.settings_file.write_text('[chat]\nmodel = "parti.gguf"\n', encoding="utf-8")
    return empty


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The office's own folder, with a scan in it."""
    found = write_documents(tmp_path_factory.mktemp("Dossiers du bureau"))
    shutil.copy(SCAN, found / "Lettre (scan).pdf")
    return found


def until(true: Callable[[], bool], what: str) -> None:
    end = time.monotonic() + READ_SECONDS
    while not true():
        assert time.monotonic() < end, what
        time.sleep(0.5)


def has_read(home: Home, folder: Path) -> None:
    """The folder is in the library and followed, whichever journey comes first."""
    server = find_server(home)
    assert server is not None
    with closing(RemoteDesk(server)) as desk:
        if not desk.watched():
            list(desk.ingest([folder], "Bureau"))
            desk.watch(folder, "Bureau")
        desk.search(LEASE_QUESTION)  # the first one loads what the others share


def test_an_empty_library_leads_to_its_first_answer_on_a_telephone(page: Page, home: Home, folder: Path) -> None:
    page.set_viewport_size(PHONE)
    page.get_by_role("button", name="Ajouter des documents").click()
    expect(page.get_by_role("heading", name="Documents", exact=True)).to_be_visible()
    settled(page)
    page.get_by_label("Lire un dossier de cet ordinateur").fill(str(folder))
    page.get_by_role("button", name="Lire ce dossier").click()
    expect(page.get_by_text("Lecture terminée")).to_be_visible(timeout=2 * SOON)
    expect(page.get_by_text("3 ajoutés", exact=False).first).to_be_visible()
    has_read(home, folder)
    page.get_by_role("button", name="Déplier le menu").click()
    page.get_by_role("link", name="Demander").click()
    page.get_by_role("button", name="Replier le menu").click()
    turn = ask(page, LEASE_QUESTION)
    expect(turn.locator(".sf-quoted").first).to_contain_text("six mois")


def test_a_model_that_is_not_there_is_said_and_the_sentences_stand(page: Page, home: Home, folder: Path) -> None:
    has_read(home, folder)
    page.reload()
    turn = ask(page, LEASE_QUESTION)
    said = turn.locator(".sf-notice").filter(has_text="Le modèle de rédaction n'a pas pu répondre")
    expect(said).to_contain_text("parti.gguf")
    expect(turn.locator(".sf-quoted").first).to_contain_text("six mois")


def test_an_english_question_about_a_french_scan(page: Page, home: Home, folder: Path) -> None:
    has_read(home, folder)
    page.reload()
    turn = ask(page, "By what date must the documents reach the prevention fund to receive the grant?")
    expect(turn.locator(".sf-name").first).to_have_text("Lettre (scan).pdf")
    expect(turn.locator("mark").filter(has_text="30 septembre 2026").first).to_be_visible()
    turn.get_by_role("button", name="Ouvrir la source 1").click()
    expect(page.get_by_role("dialog").get_by_role("img").first).to_be_visible()


@pytest.mark.parametrize("width", [1440, 390])
def test_a_follow_up_and_its_question_asked_otherwise_by_keyboard(
    page: Page, home: Home, folder: Path, width: int
) -> None:
    has_read(home, folder)
    page.set_viewport_size({"width": width, "height": 844})
    page.reload()
    ask(page, LEASE_QUESTION)
    turn = ask(page, "Quand prend-il fin ?")
    expect(turn.get_by_text("Compris comme")).to_be_visible()
    expect(turn.locator(".sf-quoted").first).to_contain_text("31 mars 2027")
    settled(page)
    edit = turn.get_by_role("button", name="Modifier la question")
    edit.focus()
    page.keyboard.press("Enter")
    box = page.get_by_label("La question, autrement")
    expect(box).to_be_visible()
    settled(page)
    box.fill("Quand a lieu la fermeture de l'atelier ?")
    page.keyboard.press("Control+Enter")
    expect(page.locator(".st-key-turn-1 .sf-quoted").first).to_contain_text(DAY_OFF)
    assert page.locator(".sf-question").count() == 2


def test_a_file_of_the_folder_is_changed_then_deleted(page: Page, home: Home, folder: Path) -> None:
    has_read(home, folder)
    server = find_server(home)
    assert server is not None
    question = "Qui ouvre le dépôt de Béhuard le samedi ?"
    note = write_note(folder / "Dépôt.txt", "Le dépôt de Béhuard est ouvert le samedi par Mme Kerviel.")
    with closing(RemoteDesk(server)) as desk:

        def holds(words: str) -> bool:
            return any(words in hit.passage.text for hit in desk.search(question).hits)

        until(lambda: holds("Kerviel"), "the new file was not read")
        page.reload()
        expect(ask(page, question).locator(".sf-quoted").first).to_contain_text("Kerviel")
        write_note(note, "Le dépôt de Béhuard est ouvert le samedi par M. Le Goff, depuis mars.")
        until(lambda: holds("Le Goff") and not holds("Kerviel"), "the changed file was not read")
        expect(ask(page, question).locator(".sf-quoted").first).to_contain_text("Le Goff")
        note.unlink()
        until(lambda: not holds("Le Goff"), "the file that is gone stayed")
        expect(ask(page, question).get_by_text("Le Goff")).to_have_count(0)


def test_two_readers_ask_at_once_and_each_has_an_answer(
    page: Page, browser: Browser, home: Home, url: str, folder: Path
) -> None:
    has_read(home, folder)
    other = browser.new_context(viewport=PHONE, locale="fr-FR")
    other.set_default_timeout(SOON)
    beside = other.new_page()
    beside.goto(url)
    asked = {page: LEASE_QUESTION, beside: "Quand a lieu la fermeture annuelle de l'atelier ?"}
    page.reload()
    for one in asked:
        expect(one.get_by_test_id("stChatInputTextArea")).to_be_enabled()
        settled(one)
    for one, question in asked.items():
        one.get_by_test_id("stChatInputTextArea").fill(question)
    for one in asked:
        one.get_by_test_id("stChatInputTextArea").press("Enter")
    for one, answer in ((page, "six mois"), (beside, DAY_OFF)):
        expect(one.locator(".st-key-turn-0 .sf-quoted").first).to_contain_text(answer)
        expect(one.locator(".sf-question")).to_have_text([asked[one]])
    other.close()
