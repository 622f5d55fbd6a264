"""The routes of kept conversations, as a program calls them."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import docx
import httpx
import pytest

from rag.settings import Home
from rag.threads import ThreadId
from tests.rag.store.test_threads import quoted
from tests.ui.api.parts import KEY, open_engine, served
from ui.desk import LocalDesk
from ui.remote import KEY_HEADER
from ui.threads import begun
from ui.word import WORD

THREAD = dataclasses.replace(begun("Quel est le préavis ?"), id=ThreadId("c0ffee"))


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[httpx.Client]:
    home = Path(tmp_path_factory.mktemp("home"))
    with LocalDesk(open_engine(home)) as owner, served(owner, Home(home)) as server:
        owner.threads.keep(THREAD, quoted("1", "bail"))
        with httpx.Client(base_url=f"{server.url}/api", headers={KEY_HEADER: KEY}, trust_env=False) as opened:
            yield opened


def test_a_stranger_sees_none_of_it(client: httpx.Client) -> None:
    for method, path in (
        ("POST", "/threads/find"), ("GET", f"/threads/{THREAD.id}/turns"), ("GET", f"/threads/{THREAD.id}/export"),
        ("POST", "/threads/remove"), ("POST", "/threads/keep"),
    ):  # fmt: skip
        assert client.request(method, path, json={"words": "", "ids": []}, headers={KEY_HEADER: ""}).status_code == 403


def test_it_leaves_as_markdown_and_as_word(client: httpx.Client) -> None:
    text = client.get(f"/threads/{THREAD.id}/export", params={"language": "en"})
    assert text.headers["Content-Type"].startswith("text/markdown")
    assert "1. **bail.txt**" in text.text
    word = client.get(f"/threads/{THREAD.id}/export", params={"form": "word"})
    assert word.headers["Content-Type"] == WORD
    assert "Quel est le préavis ?" in [one.text for one in docx.Document(BytesIO(word.content)).paragraphs]


@pytest.mark.parametrize(
    ("method", "path", "asked", "status"),
    [
        ("GET", "/threads/nobody/turns", None, 404),
        ("GET", "/threads/nobody/export", None, 404),
        ("GET", f"/threads/{THREAD.id}/export?form=pdf", None, 422),
        ("POST", "/threads/find", {"limit": 0}, 422),
        ("POST", "/threads/keep", {"thread": {}, "turn": {}}, 422),
        ("POST", "/threads/rename", {"id": THREAD.id, "title": " "}, 422),
        ("POST", "/threads/rename", {"id": "nobody", "title": "x"}, 404),
    ],
)
def test_what_is_wrong_has_its_status(
    client: httpx.Client, method: str, path: str, asked: dict[str, object] | None, status: int
) -> None:
    said = client.request(method, path, json=asked)
    assert said.status_code == status
    assert said.json()["code"]
