from __future__ import annotations

from pathlib import Path

import pytest
from starlette.applications import Starlette
from starlette.responses import PlainTextResponse
from starlette.routing import Route
from starlette.testclient import TestClient

import ui.server
from ui.index_page import FIRST, SCRIPT, deep_links, index_html, told
from ui.security import content_policy


@pytest.fixture
def client() -> TestClient:
    streamlit = Route("/{rest:path}", lambda _: PlainTextResponse("Streamlit"))
    return TestClient(Starlette(routes=[deep_links(index_html()), streamlit]))


@pytest.mark.parametrize("address", ["/documents", "/cette-machine", "/documents?conversation=x"])
def test_a_page_of_ours_is_told_where_its_server_is(client: TestClient, address: str) -> None:
    found = client.get(address)
    assert found.headers["content-type"].startswith("text/html")
    assert found.text == told(index_html())
    assert found.text.index(SCRIPT) < found.text.index("prerenderReady")


@pytest.mark.parametrize("address", ["/", "/favicon.png", "/_stcore/health", "/static/js/index.js", "/documents/x"])
def test_all_else_is_streamlit_s(client: TestClient, address: str) -> None:
    assert client.get(address).text == "Streamlit"


def test_the_first_page_is_at_the_root(client: TestClient) -> None:
    assert f'url_path="{FIRST[1:]}", default=True' in (Path(ui.server.SCRIPT)).read_text(encoding="utf-8")
    found = client.get(f"{FIRST}?conversation=x", follow_redirects=False)
    assert found.headers["location"] == "/?conversation=x"
    assert client.get(FIRST).text == "Streamlit"


def test_the_policy_allows_the_script_beside_streamlit_s_own() -> None:
    more = set(content_policy(told(index_html())).split()) - set(content_policy(index_html()).split())
    assert len(more) == 1
    assert next(iter(more)).startswith("'sha256-")
