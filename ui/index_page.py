"""Streamlit's page under the address of one of ours: told where its server is, instead of looking for it.

Opened at `/documents`, it would ask for `/documents/_stcore/health` first, in case the whole program were served below
that address: two errors in the console of the browser, and a wait.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response
    from starlette.routing import Route

SCRIPT: Final = "window.__streamlit = {BACKEND_BASE_URL: window.location.origin}"
FIRST: Final = "/demander"
_ADDRESS: Final = re.compile(r"^/[a-z]+(?:-[a-z]+)*$")  # of our pages; Streamlit's own files have a dot, or lie deeper


def index_html() -> str:
    """Streamlit's page as it is delivered."""
    import streamlit

    return (Path(streamlit.__file__).parent / "static" / "index.html").read_text(encoding="utf-8")


def told(page: str) -> str:
    """The page with the script in front of all others."""
    return page.replace("<head>", f"<head><script>{SCRIPT}</script>", 1)


def deep_links(page: str) -> Route:
    """The route of the addresses of our pages; it has to stand before Streamlit's own."""
    from starlette.responses import HTMLResponse, RedirectResponse
    from starlette.routing import Route

    whole = told(page)

    def answer(asked: Request) -> Response:
        if asked.url.path == FIRST:  # Streamlit knows its first page by no other address than the root's
            return RedirectResponse(f"/?{asked.url.query}" if asked.url.query else "/")
        return HTMLResponse(whole, headers={"Cache-Control": "no-cache"})

    route = Route("/{name}", answer)
    route.path_regex = _ADDRESS
    return route
