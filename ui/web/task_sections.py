"""What a section of the page Tasks is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from rag.tasks import KeptTask


@dataclass(frozen=True, slots=True)
class Section:
    """One kind of task on the page."""

    kind: str  # as in `KeptTask`
    title: Callable[[], str]  # in the reader's language
    show: Callable[[KeptTask | None], None]  # draws what is asked and, where a task is open, its result
