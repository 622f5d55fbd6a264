"""What a section of the page Tasks is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import streamlit as st

if TYPE_CHECKING:
    from collections.abc import Callable

    from streamlit.delta_generator import DeltaGenerator

    from rag.tasks import KeptTask


@dataclass(frozen=True, slots=True)
class Section:
    """One kind of task on the page."""

    kind: str  # as in `KeptTask`
    title: Callable[[], str]  # in the reader's language
    show: Callable[[KeptTask | None], None]  # draws what is asked and, where a task is open, its result


def form(opened: KeptTask | None, again: str, kind: str) -> DeltaGenerator:
    """Where a section's form is drawn: folded above a result, which is what its reader came for.

    Args:
        opened: the task whose result stands below.
        again: what the fold is called.
        kind: of the section.
    """
    if opened is None:
        return st.container(key=f"form-{kind}")
    return st.expander(again, icon=":material/add:", key=f"another-{kind}")
