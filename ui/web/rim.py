"""The rim of the pages: where an error becomes a sentence and a next step, and a defect a line in the log."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

import streamlit as st

from rag import journal
from rag.errors import SouffleurError
from ui.server import house
from ui.web import pieces
from ui.web.speech import language
from ui.wire import unexpected

if TYPE_CHECKING:
    from collections.abc import Iterator


@contextmanager
def guarded() -> Iterator[None]:
    """Whatever goes wrong inside is said on the page; Streamlit's own signals pass."""
    try:
        yield
    except SouffleurError as trouble:
        show_trouble(trouble)
    except Exception as trouble:  # noqa: BLE001 - the rim: a reader never sees a traceback
        journal.trouble(trouble)
        show_trouble(unexpected(type(trouble).__name__, house().engine.home.log_file))


def show_trouble(trouble: SouffleurError) -> None:
    """What happened, and what to do now."""
    st.html(pieces.notice("bad", trouble.sentence(language()), trouble.next_step(language())))
