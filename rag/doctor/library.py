"""The library: whether it is whole, in step with its index, and what of the folders it holds. Read, never mended."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from rag.doctor.finding import Finding, Level, Topic, of_error
from rag.errors import LibraryEmpty, SouffleurError, VectorsUnusable
from rag.store import terms
from rag.store.comparison import compare
from rag.store.library import FACT, Library
from rag.store.reindex import words_are_whole
from rag.store.seal import check_seal, has_seal
from rag.store.vectors import report_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rag.records import Watched
    from rag.settings import Home
    from rag.store.vectors import VectorIndex


def open_to_look(home: Home) -> tuple[Library | None, tuple[Finding, ...]]:
    """The library for reading alone, or what keeps it from being read."""
    if not home.library_file.is_file():
        return None, (of_error(LibraryEmpty(), Topic.LIBRARY, Level.CHECK),)
    try:
        library = Library.look(home.library_file)
    except SouffleurError as trouble:
        return None, (of_error(trouble, Topic.LIBRARY),)
    if not library.outdated:
        return library, ()
    library.close()
    return None, (Finding("library_older", Topic.LIBRARY, Level.CHECK),)


def library(books: Library) -> Iterator[Finding]:
    """Whether the file is whole, and what it holds; nothing more is said of a damaged one."""
    try:
        books.check()
        yield from _held(books)
    except SouffleurError as trouble:
        yield of_error(trouble, Topic.LIBRARY)


def index(books: Library, home: Home, opened: VectorIndex | None) -> Iterator[Finding]:
    """Whether the search by likeness is in step with the library.

    Args:
        books: the library.
        home: where both lie.
        opened: the index where this process has it open: it is compared vector by vector. Else its seal is looked at.
    """
    try:
        yield _of_open(books, opened) if opened else _of_closed(books, home)
        waiting = _count(books, "SELECT count(*) AS n FROM vector_changes")
        if waiting:
            yield Finding("index_waiting", Topic.LIBRARY, Level.CHECK, {"count": waiting})
    except SouffleurError as trouble:
        yield of_error(trouble, Topic.LIBRARY)


def folders(books: Library, *, followed_now: bool) -> Iterator[Finding]:
    """Whether the followed folders can be reached, and where files are missing."""
    try:
        watched = books.watched()
        yield from map(_reachable, watched)
        if watched and not followed_now:
            yield Finding("nobody_follows", Topic.FOLDERS, Level.CHECK)
        for one in books.withheld():
            facts: dict[str, str | int | float] = {"root": one.root, "count": one.files}
            yield Finding("withheld", Topic.FOLDERS, Level.GOOD if one.kept else Level.CHECK, facts)
    except SouffleurError as trouble:
        yield of_error(trouble, Topic.FOLDERS)


def made_by(books: Library | None) -> str:
    """What the settings called the model that made the vectors; empty where nobody knows."""
    try:
        return books.fact(FACT.EMBEDDER_MODEL) if books and books.counts().passages else ""
    except SouffleurError:
        return ""


def _held(books: Library) -> Iterator[Finding]:
    counts = books.counts()
    if not counts.documents and not counts.failures:
        yield of_error(LibraryEmpty(), Topic.LIBRARY, Level.CHECK)
        return
    yield Finding("library", Topic.LIBRARY, facts={"documents": counts.documents, "passages": counts.passages})
    last = books.read("SELECT max(indexed_at) AS last FROM documents")[0]["last"]
    if last:
        yield Finding("last_read", Topic.LIBRARY, facts={"moment": str(last)})
    if counts.failures:
        yield Finding("files_unread", Topic.LIBRARY, Level.CHECK, {"count": counts.failures})
    if not words_are_whole(books) or (counts.passages and books.fact(FACT.TERMS) != str(terms.TERMS_VERSION)):
        yield Finding("words_lack", Topic.LIBRARY, Level.CHECK)
    bare = _count(books, "SELECT count(*) AS n FROM passages WHERE id NOT IN (SELECT passage FROM vectors)")
    if bare:
        yield Finding("vectors_lack", Topic.LIBRARY, Level.BAD, {"count": bare})
    prepared = _count(books, "SELECT count(*) AS n FROM next_vectors")
    if prepared:
        yield Finding("change_waiting", Topic.LIBRARY, Level.CHECK, {"count": prepared})


def _of_open(books: Library, opened: VectorIndex) -> Finding:
    try:
        found = compare(books, opened)
    except VectorsUnusable as trouble:
        return of_error(trouble, Topic.LIBRARY)
    if found:
        return Finding("index_differs", Topic.LIBRARY, Level.BAD, {"count": len(found.missing) + found.orphans})
    return Finding("index_same", Topic.LIBRARY)


def _of_closed(books: Library, home: Home) -> Finding:
    folder = home.vectors_folder / (books.fact(FACT.GENERATION) or "0")
    report = report_of(folder)
    if report.is_file() and report.stat().st_size:
        return Finding("index_hung", Topic.LIBRARY, Level.CHECK)
    if not folder.is_dir():
        missing = bool(books.counts().passages)
        return Finding("index_missing" if missing else "index_none", Topic.LIBRARY, _worth_a_look(missing))
    if not has_seal(folder):
        return Finding("index_unsealed", Topic.LIBRARY, Level.CHECK)
    changed = check_seal(folder) is None
    return Finding("index_changed" if changed else "index_sealed", Topic.LIBRARY, _worth_a_look(changed))


def _reachable(folder: Watched) -> Finding:
    facts: dict[str, str | int | float] = {"root": folder.root}
    try:
        next(Path(folder.root).iterdir(), None)
    except OSError:
        return Finding("folder_gone", Topic.FOLDERS, Level.CHECK, facts)
    if not folder.looked_at:
        return Finding("folder_new", Topic.FOLDERS, facts=facts)
    return Finding("folder", Topic.FOLDERS, facts={**facts, "moment": folder.looked_at})


def _worth_a_look(odd: bool) -> Level:  # noqa: FBT001 - the name says it
    return Level.CHECK if odd else Level.GOOD


def _count(books: Library, sql: str) -> int:
    return int(books.read(sql)[0]["n"])
