"""What the journeys share: the real program on a free port, and a real browser in front of it."""

from __future__ import annotations

import os
import re
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect, sync_playwright
from playwright.sync_api import TimeoutError as PlaywrightTimeout

from rag.settings import Home
from ui.remote import find_server

ROOT = Path(__file__).resolve().parents[2]
SAMPLES = ROOT / "data" / "samples"
CLICKS = 5  # on a list, until it stays open
SOON = 60_000  # milliseconds; the first question loads the search model, and a busy machine is no failure
START_SECONDS = 120.0
GOODBYE_SECONDS = 30.0
PROGRAM = "from ui.cli.main import run; run()"

expect.set_options(timeout=SOON)


def souffleur(home: Home, *arguments: str | Path) -> subprocess.CompletedProcess[str]:
    """Run a command of this source tree to its end."""
    command = [sys.executable, "-c", PROGRAM, *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, check=True, env=_environment(home))


@contextmanager
def serving(home: Home, port: int = 0) -> Iterator[str]:
    """`souffleur serve` on a port, else on a free one; gives the address of its page."""
    with socket.create_server(("127.0.0.1", port)) as listener:
        port = listener.getsockname()[1]
    command = [sys.executable, "-c", PROGRAM, "serve", "--no-browser", "--port", str(port)]
    server = subprocess.Popen(command, stdout=subprocess.DEVNULL, env=_environment(home))
    try:
        end = time.monotonic() + START_SECONDS
        while (found := find_server(home)) is None:
            assert server.poll() is None, "the server ended"
            assert time.monotonic() < end, "the server did not start"
            time.sleep(0.1)
        yield found.url
    finally:
        server.terminate()
        server.wait(GOODBYE_SECONDS)


@contextmanager
def chromium() -> Iterator[Browser]:
    """The browser of this system."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        yield browser
        browser.close()


def ask(page: Page, question: str) -> Locator:
    """Type a question; gives its turn, finished."""
    box = page.get_by_test_id("stChatInputTextArea")
    expect(box).to_be_enabled()
    settled(page)  # the conversation so far is there
    before = page.locator("[class*='st-key-turn-']").count()
    box.fill(question)
    box.press("Enter")
    turn = page.locator(f".st-key-turn-{before}")
    expect(turn.locator(".sf-badges, .sf-notice").first).to_be_visible()
    return turn


def choose(field: Locator, option: str) -> None:
    """Take the first option of a list that the pattern is found in; the page is drawn anew afterwards.

    The list closes when the page is drawn or scrolled below it, as the first click on a field out of sight does, and a
    click on an open one closes it too: so it is tried again.
    """
    offered = field.page.get_by_role("option", name=re.compile(option)).first
    for _ in range(CLICKS):
        field.click()
        try:
            offered.click(timeout=SOON / CLICKS)
        except PlaywrightTimeout:
            continue
        return settled(field.page)
    pytest.fail(f"no option {option!r}: {field.page.get_by_role('listbox').all_inner_texts()}")


def pages() -> list[str]:
    """The addresses of the navigation, whatever they are: a new page is looked at without being named in a test."""
    return re.findall(r'url_path="([^"]+)"', (ROOT / "ui" / "web" / "app.py").read_text(encoding="utf-8"))


def open_folded(page: Page, name: str) -> None:
    """Go to one of the pages that the menu holds folded."""
    page.locator(".st-key-sf-seldom summary").click()
    page.get_by_role("link", name=name).click()


def settled(page: Page) -> None:
    """Wait until the page is drawn and nothing runs behind it."""
    expect(page.get_by_test_id("stApp")).to_have_attribute("data-test-script-state", "notRunning")
    expect(page.locator("[data-stale='true'], [data-testid='stSkeleton']")).to_have_count(0)


def one_file_is_left(page: Page) -> None:
    """The line above the table; the reasons have such a line too."""
    expect(page.locator("p.sf-pale").filter(has_text=re.compile(r"^1 fichier$"))).to_be_visible()
    settled(page)


def _environment(home: Home) -> dict[str, str]:
    return {**os.environ, "SOUFFLEUR_HOME": str(home.folder), "PYTHONPATH": str(ROOT)}
