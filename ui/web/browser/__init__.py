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


def arrows() -> None:
    """Let arrow keys walk through the results of the search page; draws nothing."""
    _know(ARROWS)
    # Streamlit takes inline code for a blob, which the policy refuses; a file needs the name of a package.
    st.components.v2.component(f"{PROGRAM}.{ARROWS}", js=f"{ARROWS}.js")(key="sf-arrows", height=1)


def _know(name: str) -> None:
    """Say to Streamlit where the files lie, as a package's `pyproject.toml` would; once a server."""
    manager = get_bidi_component_manager()
    if manager.get_component_asset_root(f"{PROGRAM}.{name}") is None:
        known = ComponentManifest(PROGRAM, __version__, [ComponentConfig(name, HERE.name)])
        manager.register_from_manifest(known, HERE.parent)
