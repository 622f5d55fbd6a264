"""The only place where a `Scope` is made: what a search may see.

A scope cannot be empty, so "no filter" cannot be written by mistake.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from rag.errors import CollectionUnknown, LibraryEmpty

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rag.records import Collection


class HasCollections(Protocol):
    """The one thing that has to be known of a library."""

    def collections(self) -> tuple[Collection, ...]:
        """Names of the collections that hold at least one document."""


@dataclass(frozen=True, slots=True)
class Scope:
    """The collections that a search may see; at least one."""

    collections: tuple[Collection, ...]

    def __post_init__(self) -> None:
        """Fail closed: an empty scope is a defect, never "everything"."""
        if not self.collections:
            message = "a scope names at least one collection"
            raise ValueError(message)


def whole_library(library: HasCollections) -> Scope:
    """Everything in the library; LibraryEmpty when there is nothing."""
    collections = library.collections()
    if not collections:
        raise LibraryEmpty
    return Scope(collections)


def limited_to(library: HasCollections, names: Sequence[str]) -> Scope:
    """The named collections, or the whole library when none is named.

    Raises:
        CollectionUnknown: one of them is not in the library.
        LibraryEmpty: the library holds nothing.
    """
    everything = whole_library(library)
    if not names:
        return everything
    known = {str(name): name for name in everything.collections}
    for name in names:
        if name not in known:
            raise CollectionUnknown(name, ", ".join(sorted(known)))
    return Scope(tuple(dict.fromkeys(known[name] for name in names)))
