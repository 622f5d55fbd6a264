"""A document ready to be stored, with all that goes with it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from rag.records import Document, Letter, Passage


@dataclass(frozen=True, slots=True)
class Arrival:
    """A document ready to be stored; `made_from` and the rows of `vectors` go with the passages, in order."""

    document: Document
    passages: tuple[Passage, ...]
    made_from: tuple[str, ...]
    vectors: NDArray[np.float32]  # (passages, dimensions)
    letters: tuple[Letter, ...] = ()
