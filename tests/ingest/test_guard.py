"""What is gone and what is only out of reach, from values alone."""

from __future__ import annotations

from collections.abc import Iterable

from ingest.guard import FEWEST, is_inside, withhold
from rag.records import Cause, Collection, DocumentId, Located, Withheld

HOME = Collection("documents")


def row(path: str, *, document: str = "") -> Located:
    return Located(path, HOME, 1, 1, path, DocumentId(document or path), root="/a")


def rows(*paths: str) -> dict[str, Located]:
    return {path: row(path) for path in paths}


TEN = rows(*(f"/a/{number}" for number in range(10)))


def judged(
    gone: Iterable[str],
    known: dict[str, Located],
    *,
    roots: Iterable[str] = ("/a",),
    shut: Iterable[str] = (),
    alive: Iterable[str] = (),
) -> tuple[frozenset[str], tuple[Withheld, ...]]:
    lost = set(gone)
    seen = {path for path in known if path not in lost} if not list(shut) else set()
    return withhold(lost, roots, known, seen, shut, {DocumentId(one) for one in alive})


def test_half_of_the_files_may_go() -> None:
    assert judged(list(TEN)[:5], TEN) == (frozenset(), ())


def test_more_than_half_of_them_are_withheld() -> None:
    gone = list(TEN)[:6]
    assert judged(gone, TEN) == (frozenset(gone), (Withheld("/a", HOME, 6, Cause.HALF),))


def test_a_few_files_go_whatever_their_share() -> None:
    few = dict(list(TEN.items())[:FEWEST])
    assert judged(list(few)[1:], few) == (frozenset(), ())


def test_an_empty_folder_is_withheld_however_small_it_was() -> None:
    assert judged(["/a/1"], rows("/a/1")) == (frozenset({"/a/1"}), (Withheld("/a", HOME, 1, Cause.EMPTY),))


def test_a_missing_folder_is_withheld() -> None:
    assert judged(list(TEN), TEN, shut=["/a"])[1] == (Withheld("/a", HOME, 10, Cause.MISSING),)


def test_moved_files_are_not_lost() -> None:
    assert judged(list(TEN)[:6], TEN, alive=["/a/0"]) == (frozenset(), ())
    assert judged(list(TEN), TEN, shut=["/a"], alive=TEN) == (frozenset(), ())


def test_an_inner_folder_is_withheld_alone() -> None:
    known = TEN | rows("/a/share/1", "/a/share/2")
    gone = ["/a/1", "/a/share/1", "/a/share/2"]
    kept, told = judged(gone, known, roots=["/a", "/a/share"])
    assert kept == {"/a/share/1", "/a/share/2"}
    assert told == (Withheld("/a/share", HOME, 2, Cause.EMPTY),)


def test_what_cannot_be_looked_into_is_withheld_alone() -> None:
    known = TEN | rows("/a/shut/1")
    kept, told = withhold(["/a/1", "/a/shut/1"], ["/a"], known, known.keys(), ["/a/shut"], set())
    assert kept == {"/a/shut/1"}
    assert told == (Withheld("/a/shut", HOME, 1, Cause.MISSING),)


def test_a_folder_is_no_beginning_of_another_name() -> None:
    assert is_inside("/a/b", "/a")
    assert is_inside("/a", "/a")
    assert is_inside("/a", "/")
    assert not is_inside("/ab", "/a")
