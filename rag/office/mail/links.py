"""Which client and which documents a mail belongs to, each with the words of the mail that say so.

From what is certain to what is likely: a number that it names, the letters it answers, the address or the name of its
sender, what speaks of the same. Of a document found twice the more certain reason stands.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from email.utils import getaddresses
from typing import TYPE_CHECKING, Final

from rag.listing.names import form_of, key_of, people_in
from rag.listing.sheet import kept_sheets
from rag.office.mail.matter import plain_subject, said
from rag.office.mail.record import Link, Tie
from rag.store.correspondence import filed_letters
from rag.store.whole import documents_of
from rag.words import folded_words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from rag.office.mail.record import Mail
    from rag.records import Document, DocumentId, Hit
    from rag.store.access import Scope
    from rag.store.library import Library
    from rag.store.sheets import Sheet

MOST_LINKS: Final = 5
MOST_BY_NAME: Final = 3
MOST_BY_SEARCH: Final = 2
LONGEST_QUESTION: Final = 300  # characters of the mail that are searched for
OWN_SHARE: Final = 0.3  # of all papers that name somebody: so many name the firm itself
FEW_PAPERS: Final = 6  # below which nobody can be told to be the firm itself
# `D-2026-034`, `F-2026-0138`, `SAR-26-20877`, `BL-88213`: letters, then figures; or a long figure with signs between.
_NUMBER: Final = re.compile(r"\b[A-Z]{1,5}[-/ ]?\d{2,}(?:[-/]\d{2,}){0,3}(?:-[A-Z])?\b|\b\d{4}-[A-Z]{2,5}-\d{2,}\b")


@dataclass(frozen=True, slots=True)
class Shelf:
    """The documents of a scope with what they say of themselves; made once for many mails."""

    documents: tuple[Document, ...]
    sheets: dict[DocumentId, Sheet]
    letters: dict[str, tuple[DocumentId, ...]]  # id of a message → who holds it or answers it
    own: frozenset[tuple[str, ...]]  # names of the firm itself


def shelf_of(library: Library, scope: Scope) -> Shelf:
    """Look at every document of the scope once."""
    documents = documents_of(library, scope, ())
    sheets = kept_sheets(library, scope, (), documents)
    named: dict[tuple[str, ...], int] = {}
    for sheet in sheets.values():
        for key in {key_of(name) for name in sheet.names}:
            named[key] = named.get(key, 0) + 1
    most = max(OWN_SHARE * len(documents), FEW_PAPERS)
    own = frozenset(key for key, count in named.items() if count >= most)
    return Shelf(tuple(documents), sheets, _letters(library, scope), own)


def links_of(mail: Mail, shelf: Shelf, search: Callable[[str], Sequence[Hit]]) -> tuple[Link, ...]:
    """What the mail belongs to, the most certain first; the mail itself, where the library holds it, is left out.

    Args:
        mail: the mail.
        shelf: see `shelf_of`.
        search: the relevant passages for a question, best first; none where nothing is relevant.
    """
    found: dict[DocumentId, Link] = {}
    house = _house(mail)
    itself = set(shelf.letters.get(f"={mail.message_id}", ())) if mail.message_id else set()
    for link in (
        *_by_number(mail, shelf),
        *_by_letter(mail, shelf),
        *_by_address(mail, shelf),
        *_by_name(mail, shelf),
        *_by_search(mail, shelf, search),
    ):
        if link.document not in itself:
            found.setdefault(link.document, _without_house(link, shelf, house))
        if len(found) == MOST_LINKS:
            break
    return tuple(found.values())


def _by_number(mail: Mail, shelf: Shelf) -> Iterator[Link]:
    text = "\n".join((mail.subject, mail.text, *mail.attachments))
    for number in dict.fromkeys(match.group() for match in _NUMBER.finditer(text)):
        sought = f" {' '.join(folded_words(number))} "
        for document in shelf.documents:
            invoice = document.invoice.number if document.invoice else ""
            words = " ".join(folded_words(f"{document.name} {document.title} {invoice}"))
            if sought in f" {words} ":
                yield _link(Tie.NUMBER, number, document, shelf)


def _by_letter(mail: Mail, shelf: Shelf) -> Iterator[Link]:
    by_id = {document.id: document for document in shelf.documents}
    sought = (*mail.follows, mail.message_id) if mail.message_id else mail.follows
    for one in sought:
        for holder in shelf.letters.get(one, ()):
            yield _link(Tie.CORRESPONDENCE, plain_subject(mail.subject), by_id[holder], shelf)


def _by_address(mail: Mail, shelf: Shelf) -> Iterator[Link]:
    addresses = {address.lower() for _, address in getaddresses([mail.sender]) if "@" in address}
    count = 0
    for document in _latest(shelf.documents):
        known = {address.lower() for _, address in getaddresses([document.sender, document.recipients])}
        for address in addresses & known:
            if count < MOST_BY_NAME:
                count += 1
                yield _link(Tie.ADDRESS, address, document, shelf)


def _by_name(mail: Mail, shelf: Shelf) -> Iterator[Link]:
    words = f" {' '.join(folded_words(f'{mail.subject} {mail.text} {mail.signature} {mail.sender}'))} "
    senders = {key_of(name) for name in people_in(mail.sender) if "@" not in name}
    count = 0
    for document in _latest(shelf.documents):
        for name in shelf.sheets[document.id].names:
            key = key_of(name)
            if key in shelf.own or len("".join(key)) < 4:  # noqa: PLR2004 - an initial names nobody
                continue
            if (key in senders or form_of(key).search(words)) and count < MOST_BY_NAME:
                count += 1
                yield _link(Tie.NAME, name, document, shelf, client=name)
                break


def _by_search(mail: Mail, shelf: Shelf, search: Callable[[str], Sequence[Hit]]) -> Iterator[Link]:
    by_id = {document.id: document for document in shelf.documents}
    question = " ".join((plain_subject(mail.subject), *said(mail.text)))[:LONGEST_QUESTION].strip()
    for hit in search(question)[:MOST_BY_SEARCH] if question else ():
        if hit.document.id in by_id:
            yield _link(Tie.SEARCH, plain_subject(mail.subject) or question[:60], by_id[hit.document.id], shelf)


def _link(tie: Tie, words: str, document: Document, shelf: Shelf, client: str = "") -> Link:
    names = [name for name in shelf.sheets[document.id].names if key_of(name) not in shelf.own]
    return Link(tie, words, document.id, document.name, client or (names[0] if names else ""))


def _house(mail: Mail) -> frozenset[str]:
    """The domains at which the mail was received: who writes from there is of the firm, and no client."""
    domains = {address.rpartition("@")[2].lower() for _, address in getaddresses([mail.recipients])}
    return frozenset(filter(None, domains))


def _without_house(link: Link, shelf: Shelf, house: frozenset[str]) -> Link:
    """Of an e-mail's people the one outside of the firm is the client."""
    document = next(one for one in shelf.documents if one.id == link.document)
    people = getaddresses([document.sender, document.recipients])
    outside = [name for name, address in people if name and address.rpartition("@")[2].lower() not in house]
    inside = {name for name, address in people if address.rpartition("@")[2].lower() in house}
    return replace(link, client=next(iter(outside), "")) if link.client in inside else link


def _latest(documents: Sequence[Document]) -> list[Document]:
    return sorted(documents, key=lambda one: (one.date, one.name), reverse=True)


def _letters(library: Library, scope: Scope) -> dict[str, tuple[DocumentId, ...]]:
    """Under a message's id: who holds or answers it; under `=` and its id: who holds it."""
    found: dict[str, list[DocumentId]] = {}
    for filed in filed_letters(library, scope):
        ids = (filed.letter.message_id, f"={filed.letter.message_id}", *filed.letter.follows)
        for one in filter(lambda one: len(one) > 1, ids):
            found.setdefault(one, []).append(filed.document)
    return {one: tuple(dict.fromkeys(holders)) for one, holders in found.items()}
