"""Office work as the screens see it: minutes read from the library, here or behind the running server."""

from __future__ import annotations

from pathlib import PurePath
from typing import TYPE_CHECKING, Any, Protocol

from ingest.scan import absolute
from rag.errors import NoMinutes, NothingThere, NotReadYet
from rag.office.minutes import read_minutes
from rag.office.record import Summary
from rag.office.several import compared
from rag.records import Genre
from rag.store.access import whole_library
from ui.wire import record_from_json

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from rag.engine import Engine
    from rag.records import Document


class Office(Protocol):
    """What the screens may ask of it."""

    def minutes(self, paths: Sequence[Path], day: str) -> Summary:
        """The meetings whose minutes are these files, or lie in these folders.

        Args:
            paths: a file that is named is read as minutes, whatever it is; of a folder those that are minutes.
            day: ISO 8601; what is overdue is so on this day.

        Raises:
            LibraryEmpty, NothingThere, NotReadYet: a path of which the library knows nothing.
            NoMinutes: folders without minutes.
        """


class LocalOffice:
    """The work done in this process."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def minutes(self, paths: Sequence[Path], day: str) -> Summary:
        """See `Office`."""
        library = self._engine.library
        documents = library.documents(whole_library(library))
        chosen: dict[str, Document] = {}
        passed_over: list[str] = []
        for path in paths:
            found = [document for document in documents if _lies(document, path)]
            if not found:
                raise NotReadYet(path) if path.expanduser().exists() else NothingThere(path)
            named = [document for document in found if str(absolute(path)) in document.paths]
            for document in found:
                if document in named or document.genre is Genre.MINUTES:
                    chosen[document.id] = document
                else:
                    passed_over.append(document.name)
        if not chosen:
            raise NoMinutes(paths[0])
        meetings = [read_minutes(document, library.passages_of(document.id)) for document in chosen.values()]
        return compared(meetings, day, sorted(set(passed_over)))


class RemoteOffice:
    """The work done by the running server, which lives on this machine."""

    def __init__(self, call: Callable[..., Any]) -> None:
        self._call = call

    def minutes(self, paths: Sequence[Path], day: str) -> Summary:
        """See `Office`."""
        asked = {"paths": [str(absolute(path)) for path in paths], "day": day}
        return record_from_json(Summary, self._call("POST", "/office/minutes", asked))


def _lies(document: Document, path: Path) -> bool:
    """Whether one of a document's places is this file, or inside this folder."""
    wanted = absolute(path)
    return any(PurePath(place) == wanted or wanted in PurePath(place).parents for place in document.paths)
