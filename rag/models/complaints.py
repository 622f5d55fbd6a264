"""What a model server complains of, told from its words: no two programs say it alike. Pure."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from rag.errors import (
    ContextTooSmall,
    KeyWanted,
    ModelFailed,
    ModelLoading,
    ModelNotServed,
    ServerOutOfMemory,
    SouffleurError,
)

if TYPE_CHECKING:
    from collections.abc import Sequence


class Complaint(Exception):
    """What a server said instead of an answer."""

    def __init__(self, status: int, said: str) -> None:
        super().__init__(f"HTTP {status}")
        self.status = status  # of HTTP; 200 in the middle of an answer
        self.said = said


_CLOSED: Final = (401, 403)
_ABSENT: Final = re.compile(
    r"model[^.]{0,200}(?:not found|does not exist|is not (?:loaded|available|a valid))|model_not_found"
    r"|(?:no|unknown|invalid) model\b",
    re.IGNORECASE,
)
_MEMORY: Final = re.compile(
    r"more system memory|(?:out of|not enough|insufficient) (?:\w+ )?(?:memory|resources)|insufficient system resources"
    r"|failed to allocate|cudaMalloc",
    re.IGNORECASE,
)
_CONTEXT: Final = re.compile(
    r"exceed_context_size|context_length_exceeded|context (?:size|length|window|overflow|the overflows)"
    r"|(?:input|prompt) (?:length|is too long)",
    re.IGNORECASE,
)
_LOADING: Final = re.compile(r"loading model|model is (?:still )?loading|currently loading", re.IGNORECASE)
_SHOWN: Final = 200  # characters of a server's own words


def trouble_of(status: int, said: str, name: str, address: str, known: Sequence[str] = ()) -> SouffleurError:
    """What a server complains of, as one of our errors.

    Args:
        status: of HTTP; 200 where it complained in the middle of an answer.
        said: its own words, or the body that holds them.
        name: of the model that was asked.
        address: of the server.
        known: names of the models that it has.
    """
    if status in _CLOSED:
        return KeyWanted(address)
    if _LOADING.search(said):
        return ModelLoading(name, address)
    if _MEMORY.search(said):
        return ServerOutOfMemory(name, address)
    if _CONTEXT.search(said):
        return ContextTooSmall(name, address)
    if _ABSENT.search(said):
        return ModelNotServed(name, address, known)
    words = " ".join(said.split())[:_SHOWN]
    return ModelFailed(f"HTTP {status} : {words}" if words else f"HTTP {status}")
