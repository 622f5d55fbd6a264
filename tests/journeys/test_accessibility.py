"""Every page for everybody: axe-core finds nothing serious, the keyboard reaches everything, what has it is seen."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from rag.settings import Home
from tests.journeys.axe import script, serious, serious_everywhere
from tests.journeys.parts import SOON, ask, pages, settled, souffleur
from tests.journeys.shelf import KINDS, LEASE_QUESTION, write_kinds
from tests.journeys.writer import writing

pytestmark = [pytest.mark.browser, pytest.mark.timeout(600)]  # the first one prepares the search model

SHAPES = {"mail": ".sf-letter", "sheet": ".sf-tabled .sf-marked", "docx": ".sf-chosen mark"}
DESK, PHONE = (1440, 900), (390, 844)
LIGHT = pytest.mark.parametrize("seen", [("light", DESK)], indirect=True)


@pytest.fixture(scope="module")
def home(home: Home, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Home]:
    """With a source of every kind and a model that writes: its words arrive one by one, its sentences are marked."""
    souffleur(home, "ingest", write_kinds(tmp_path_factory.mktemp("Bureau")), "--collection", "Bureau")
    with writing() as address:
        home.settings_file.write_text(f'[chat]\nmodel = "test"\naddress = "{address}"\n', encoding="utf-8")
        yield home


@pytest.fixture(params=[("light", DESK), ("dark", DESK), ("light", PHONE)], ids=str)
def seen(request: pytest.FixtureRequest, browser: Browser, url: str) -> Iterator[Page]:
    script()  # skips before a page is opened
    colours, (width, height) = request.param
    context = browser.new_context(
        viewport={"width": width, "height": height}, locale="fr-FR", color_scheme=colours, reduced_motion="reduce"
    )
    context.set_default_timeout(SOON)
    page = context.new_page()
    page.goto(url)
    yield page
    context.close()


def test_axe_finds_nothing_serious_on_any_page(seen: Page, url: str) -> None:
    found: dict[str, list[str]] = {}

    def look(name: str) -> None:
        settled(seen)
        if wrong := serious(seen):
            found[name] = wrong

    turn = ask(seen, LEASE_QUESTION)
    look("answer")
    turn.get_by_role("button", name="Ouvrir la source 1").click()
    expect(seen.get_by_role("dialog").locator("img").first).to_be_visible()
    look("source")
    seen.keyboard.press("Escape")
    expect(seen.get_by_role("dialog")).to_have_count(0)
    if folded := seen.get_by_role("button", name="Déplier le menu").count():
        seen.get_by_role("button", name="Déplier le menu").click()
        look("menu")
    seen.locator("[class*='st-key-thread-open-'] [class*='st-key-menu-'] button").click()
    expect(seen.get_by_role("menuitem", name="Renommer")).to_be_visible()
    look("thread")
    seen.keyboard.press("Escape")
    seen.get_by_role("button", name="Aide").click()
    expect(seen.get_by_role("dialog")).to_be_visible()
    look("help")
    seen.keyboard.press("Escape")
    if folded:
        seen.get_by_role("button", name="Replier le menu").click()
    settled(seen)
    turn.get_by_role("button", name="Modifier la question").click()
    expect(seen.get_by_label("La question, autrement")).to_be_visible()
    look("editing")
    seen.get_by_role("button", name="Où chercher").click()
    seen.get_by_test_id("stPopoverBody").get_by_role("button", name="contrat").click()
    expect(seen.get_by_role("button", name="Retirer : contrat")).to_be_visible()
    look("scope")
    for name in pages():
        seen.goto(f"{url}/{name}")
        expect(seen.get_by_role("heading", level=1)).to_be_visible()
        look(name)
    assert found == {}


@pytest.mark.parametrize("kind", KINDS)
def test_axe_finds_nothing_serious_in_the_window_of_a_source(page: Page, kind: str) -> None:
    name, _, question = KINDS[kind]
    turn = ask(page, question)
    settled(page)
    turn.get_by_text("Autres passages trouvés").click()  # what is written cites the lease
    turn.locator("[class*='st-key-card-']").filter(has_text=name).first.get_by_role("button").click()
    window = page.get_by_role("dialog")
    expect(window.locator(SHAPES[kind]).first).to_be_visible()
    assert serious_everywhere(page) == {}


# What a focused element looks like, with what surrounds it: a ring may be drawn by either.
LOOK = """one => { const seen = []; for (let at = one, up = 0; at && up < 4; at = at.parentElement, up++) {
    const style = getComputedStyle(at);
    const ring = style.outlineStyle === 'none' ? '' : style.outline;
    seen.push(ring, style.boxShadow, style.borderColor, style.backgroundColor);
} return seen.join('|'); }"""
# Drawn on a canvas with a ring of its own; what the keyboard stands on is a table that only screen readers see.
ON_CANVAS = {"TD", "TH", "CANVAS"}
STOPS = 80  # more than any page has


@LIGHT
def test_the_keyboard_reaches_every_button_and_shows_where_it_is(seen: Page, url: str) -> None:
    seen.goto(f"{url}/documents")
    settled(seen)
    buttons = seen.locator("button:visible:enabled:not([tabindex='-1'])")
    expect(buttons.first).to_be_visible()
    missing = set(buttons.evaluate_all("all => all.map(one => one.innerText.trim()).filter(Boolean)"))
    unseen = []
    for _ in range(STOPS):
        seen.keyboard.press("Tab")
        stop = seen.evaluate_handle("() => document.activeElement")
        tag, said = seen.evaluate("one => [one.tagName, one.ariaLabel || one.innerText.trim()]", stop)
        if tag == "BODY":
            break
        missing.discard(seen.evaluate("one => one.innerText.trim()", stop))
        if tag not in ON_CANVAS:
            seen.wait_for_timeout(150)  # Streamlit fades its rings in
            before = seen.evaluate(LOOK, stop)
            seen.evaluate("one => one.blur()", stop)
            seen.wait_for_timeout(150)
            if seen.evaluate(LOOK, stop) == before:
                unseen.append(said[:60])
            seen.evaluate("one => one.focus({focusVisible: true})", stop)
    assert unseen == []
    # Of a group of choices one is reached, the arrows lead to the others.
    assert missing - {"English", "Lus", "Non lus", "Mal lus", "En double", "Un dossier entier"} == set()


SHIFTS = """() => { window.shifts = []; new PerformanceObserver(list => list.getEntries().forEach(one =>
    window.shifts.push([one.value, ...one.sources.map(source => source.node?.className || source.node?.nodeName || '')])
)).observe({type: 'layout-shift'}); }"""
GOOD_SHIFT = 0.1  # what web.dev calls good, for a whole visit


@LIGHT
def test_nothing_jumps_while_an_answer_is_written(seen: Page) -> None:
    settled(seen)
    expect(seen.get_by_test_id("stChatInputTextArea")).to_be_enabled()
    seen.evaluate(SHIFTS)
    turn = ask(seen, LEASE_QUESTION)
    settled(seen)
    shifts = seen.evaluate("() => window.shifts")
    assert turn.locator(".sf-answer p").count()
    assert sum(one[0] for one in shifts) < GOOD_SHIFT, shifts
