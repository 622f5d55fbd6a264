"""A scope is never empty, and only names that exist get into one."""

from __future__ import annotations

import pytest

from rag.errors import CollectionUnknown, LibraryEmpty
from rag.records import Collection
from rag.store.access import Scope, limited_to, whole_library


class Some:
    def __init__(self, *names: str) -> None:
        self.names = tuple(Collection(name) for name in names)

    def collections(self) -> tuple[Collection, ...]:
        return self.names


def test_the_whole_library_is_every_collection() -> None:
    assert whole_library(Some("a", "b")).collections == ("a", "b")


def test_an_empty_library_has_no_scope() -> None:
    with pytest.raises(LibraryEmpty):
        whole_library(Some())
    with pytest.raises(LibraryEmpty):
        limited_to(Some(), ["a"])


def test_naming_none_means_all_and_naming_one_means_one() -> None:
    assert limited_to(Some("a", "b"), []).collections == ("a", "b")
    assert limited_to(Some("a", "b"), ["b", "b"]).collections == ("b",)


def test_an_unknown_name_is_refused_and_the_known_ones_are_listed() -> None:
    with pytest.raises(CollectionUnknown) as caught:
        limited_to(Some("achats", "ventes"), ["achat"])
    assert "achats, ventes" in caught.value.next_step("fr")


def test_an_empty_scope_cannot_be_made() -> None:
    with pytest.raises(ValueError, match="at least one"):
        Scope(())
