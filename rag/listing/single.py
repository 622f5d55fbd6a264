"""Each paper once: copies and older versions give way to the one that stands for them. Pure."""

from __future__ import annotations

from pathlib import PurePath
from typing import TYPE_CHECKING, Final, Protocol, TypeVar

from rapidfuzz import fuzz

from rag.records import Doubt, Genre
from rag.retrieval.versions import REPLACED, are_versions, edition, is_newer
from rag.words import fold

if TYPE_CHECKING:
    from collections.abc import Hashable, Mapping, Sequence

    from rag.records import Document, DocumentId
    from rag.store.sheets import Sheet

SAME_SUBJECT: Final = 70.0  # as `retrieval.evidence`: two versions of one paper
MOST_COMPARED: Final = 50  # papers of one name; further ones are in other folders


class Entry(Protocol):
    """What has to be known of a paper."""

    @property
    def document(self) -> Document:
        """The document, or the mailbox."""

    @property
    def sheet(self) -> Sheet:
        """What its text says."""

    @property
    def title(self) -> str:
        """Its title, or a subject."""

    @property
    def date(self) -> str:
        """ISO 8601."""


E = TypeVar("E", bound=Entry)


def single(entries: Sequence[E], modified: Mapping[DocumentId, int]) -> tuple[list[E], dict[Doubt, list[E]]]:
    """Those that stay, and those that another one stands for, by the reason.

    Args:
        entries: in any order.
        modified: when the documents' files were changed; decides between versions that bear no date.
    """
    firsts: dict[Hashable, E] = {}
    copies: list[E] = []
    for entry in sorted(entries, key=lambda one: (len(one.document.paths[0]), one.document.id)):
        keys = _same_keys(entry)
        if any(key in firsts for key in keys):
            copies.append(entry)
        firsts |= {key: entry for key in keys if key not in firsts}
    gone = {id(entry) for entry in copies}
    kept, older = _newest([entry for entry in entries if id(entry) not in gone], modified)
    apart = {Doubt.COPY: copies, Doubt.OLDER: older}
    return kept, {doubt: found for doubt, found in apart.items() if found}


def _same_keys(entry: Entry) -> list[Hashable]:
    """What two copies share: the content, or the number, the day and the total; of e-mails sender, time and subject."""
    document, total = entry.document, entry.sheet.gross
    if document.genre is Genre.EMAIL:
        return [("mail", entry.date, entry.sheet.names[:1], entry.title)]  # the sender is named first
    keys: list[Hashable] = [("content", document.sha256)]
    if total and entry.date and any(sign.isdigit() for sign in entry.title):
        keys.append(("paper", document.genre, fold(entry.title), entry.date, total.value))
    return keys


def _newest(entries: Sequence[E], modified: Mapping[DocumentId, int]) -> tuple[list[E], list[E]]:
    """Papers without a newer version among them, and the others."""
    groups: dict[Hashable, list[E]] = {}
    alone: list[E] = []
    for entry in entries:
        document = entry.document
        if document.genre is Genre.EMAIL:
            alone.append(entry)
            continue
        groups.setdefault((document.genre, edition(PurePath(document.name).stem, document.genre).key), []).append(entry)
    older: list[E] = []
    for group in groups.values():
        stay: list[E] = []
        for entry in group:
            same = next((one for one in stay[-MOST_COMPARED:] if _are_one(one, entry)), None)
            if same is None:
                stay.append(entry)
            elif is_newer(entry.document, same.document, modified):
                stay[stay.index(same)] = entry
                older.append(same)
            else:
                older.append(entry)
        alone += stay
    return alone, older


def _are_one(one: Entry, other: Entry) -> bool:
    if not are_versions(one.document, other.document):
        return False
    # Papers of a day are replaced by a revision only; that it is of the same paper, its words have to say.
    least = SAME_SUBJECT if one.document.genre not in REPLACED else SAME_SUBJECT / 2
    return fuzz.ratio(one.sheet.head, other.sheet.head) >= least
