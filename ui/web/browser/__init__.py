"""What runs in the browser. Served as files of this server: the page's policy runs no script that stands in a page."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import streamlit as st
from streamlit.components.v2.get_bidi_component_manager import get_bidi_component_manager
from streamlit.components.v2.manifest_scanner import ComponentConfig, ComponentManifest

from rag import __version__

HERE: Final = Path(__file__).parent
PROGRAM: Final = "souffleur"
ARROWS: Final = "arrows"
COPY: Final = "copy"
TOP: Final = "top"
_SHEETS: Final = (
    '<svg aria-hidden="true" width="15" height="15" viewBox="0 0 16 16" fill="none" stroke="currentColor">'
    '<rect x="5.5" y="5.5" width="9" height="9" rx="1.5"/><path d="M10.5 3V2A.5.5 0 0 0 10 1.5H2a.5.5 0 0 0-.5.5v8'
    'a.5.5 0 0 0 .5.5h1"/></svg>'
)
_BUTTON: Final = f'<button type="button">{_SHEETS}<span></span></button><span role="status"></span>'
_LOOKS: Final = """
:host { font-family: var(--st-font); }
button { display: inline-flex; align-items: center; gap: .5rem; cursor: pointer;
  font: inherit; font-size: .875rem; color: var(--st-text-color); background: transparent;
  border: 1px solid var(--st-border-color); border-radius: var(--st-button-radius); padding: .3rem .75rem;
  min-height: 2.3rem; }
/* A button that its script has not named yet is none for a screen reader. */
button:has(span:empty) { visibility: hidden; }
button:hover { border-color: currentColor; }
button:focus-visible { outline: 2px solid var(--st-primary-color); outline-offset: 2px; }
[role="status"] { margin-left: .7rem; font-size: .9rem; color: var(--st-text-color); }
"""


def arrows() -> None:
    """Let arrow keys walk through the results of the search page; draws nothing."""
    _know(ARROWS)
    # Streamlit takes inline code for a blob, which the policy refuses; a file needs the name of a package.
    st.components.v2.component(f"{PROGRAM}.{ARROWS}", js=f"{ARROWS}.js")(key="sf-arrows", height=1)


def copier(text: str, label: str, done: str, failed: str, key: str) -> None:
    """A button that puts plain text on the clipboard, and says whether it could."""
    _know(COPY)
    # Streamlit takes inline code for a blob, which the policy refuses; a file needs the name of a package.
    show = st.components.v2.component(f"{PROGRAM}.{COPY}", html=_BUTTON, css=_LOOKS, js=f"{COPY}.js")
    show(key=key, data={"text": text, "label": label, "done": done, "failed": failed})


def top(latest: str) -> None:
    """Go to the top of the page when another question is the latest; draws nothing."""
    _know(TOP)
    st.components.v2.component(f"{PROGRAM}.{TOP}", js=f"{TOP}.js")(key="sf-top", height=1, data={"latest": latest})


def _know(name: str) -> None:
    """Say to Streamlit where the files lie, as a package's `pyproject.toml` would; once a server."""
    manager = get_bidi_component_manager()
    if manager.get_component_asset_root(f"{PROGRAM}.{name}") is None:
        known = ComponentManifest(PROGRAM, __version__, [ComponentConfig(name, HERE.name)])
        manager.register_from_manifest(known, HERE.parent)
