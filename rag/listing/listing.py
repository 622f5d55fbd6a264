"""A complete answer to a question for a list, a count or a total: every document of the scope is looked at.

What cannot be told of a document, its date, its total, is said with its name; nothing is dropped in silence.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from decimal import Decimal
from pathlib import PurePath
from typing import TYPE_CHECKING, Final

from rag.listing.names import form_of, key_of, people_in
from rag.listing.ours import Way, went
from rag.listing.sheet import kept_sheets
from rag.listing.single import single
from rag.listing.wanted import Role, Wanted, wanted
from rag.models.wordvectors import french
from rag.records import PRICED, Apart, Doubt, Genre, Kind, Listed, Listing
from rag.store.whole import documents_of, letters_of, size_of
from rag.words import folded_words, stem

if TYPE_CHECKING:
    import re
    from collections.abc import Iterator, Sequence
    from datetime import date

    from rag.listing.wanted import Named
    from rag.records import Document
    from rag.store.access import Scope
    from rag.store.library import Library
    from rag.store.sheets import Sheet

OWN_SHARE: Final = 0.5  # of the papers that name somebody: whoever stands on so many is the reader's own house
OWN_LEAST: Final = 2
SHOWN_NAMES: Final = 2
INVOICES_ONLY: Final = (Genre.INVOICE,)


@dataclass(frozen=True, slots=True)
class Entry:
    """A document, or an e-mail of a mailbox, with all that decides whether it is asked for."""

    document: Document
    sheet: Sheet
    date: str
    title: str
    senders: str  # folded words, as `zone`
    receivers: str | None  # None where they are not kept
    zone: str  # folded words in which a name is looked for


def listing(library: Library, question: str, scope: Scope, today: date) -> tuple[Wanted, Listing] | None:
    """What a question asks for and the complete answer; None when it is none for a list.

    It is none either when the library has no document of such a kind, or does not know the name in small letters.
    """
    wish = wanted(question, today)
    if wish is None:
        return None
    documents = documents_of(library, scope, wish.genres)
    if not documents:
        return None
    sheets = kept_sheets(library, scope, wish.genres, documents)
    entries = [one for document in documents for one in _entries(library, document, sheets[document.id])]
    known = [name for entry in entries for name in entry.sheet.names]
    if not all(named.sure or _is_known(named, known) for named in wish.parties):
        return None
    if wish.way is Way.SENT and not _own(entries):
        return None  # nobody knows who "we" are
    rows, apart = _sorted(wish, entries, library)
    looked_at, unread = size_of(library, scope)
    return wish, Listing(
        what=wish.what,
        rows=rows,
        apart=apart,
        looked_at=looked_at,
        of_kind=len(entries),
        unread=unread,
        genres=wish.genres,
        credits=wish.credits,
        first=wish.period.first.isoformat() if wish.period and wish.period.first else "",
        last=wish.period.last.isoformat() if wish.period and wish.period.last else "",
        parties=tuple(one.name for one in wish.parties),
        net=wish.net,
        totals=_totals(rows) if PRICED.issuperset(wish.genres or (Genre.OTHER,)) else (),
    )


def _entries(library: Library, document: Document, sheet: Sheet) -> Iterator[Entry]:
    """The document, or each e-mail of a mailbox."""
    path = PurePath(document.paths[0])
    place = " ".join(folded_words(f"{path.stem} {path.parent.name}"))
    if document.kind is Kind.MAILBOX:
        for letter in letters_of(library, [document.id]).get(document.id, []):
            senders = _words(letter.sender)
            kept = replace(sheet, names=people_in(letter.sender))
            zone = f"{senders} {_words(letter.subject)}"
            yield Entry(document, kept, letter.date, letter.subject, senders, None, zone)
        return
    senders, receivers = _words(document.sender), _words(document.recipients)
    zone = f"{sheet.head} . {place}"
    if document.genre is Genre.EMAIL:
        zone = f"{senders} {receivers} {_words(document.subject)}"
    yield Entry(document, sheet, document.date, document.title, senders, receivers, zone)


def _sorted(wish: Wanted, entries: Sequence[Entry], library: Library) -> tuple[tuple[Listed, ...], tuple[Apart, ...]]:
    """The rows, and what is named apart."""
    own = _own(entries)
    sought = [_sought(named, entries) for named in wish.parties]
    taken: list[Entry] = []
    doubted: dict[Doubt, list[Entry]] = {}
    for entry in entries:
        way = went(entry.sheet.names, own) if wish.way and own else wish.way
        verdict = _verdict(wish, entry, sought) if way in {wish.way, None} else False
        if verdict is True and way is not wish.way:
            verdict = Doubt.UNSIGNED
        if verdict is True:
            taken.append(entry)
        elif verdict is not False:
            doubted.setdefault(verdict, []).append(entry)
    modified = library.modified({entry.document.id for entry in taken})
    taken, more = single(taken, modified)
    for doubt, others in more.items():
        doubted.setdefault(doubt, []).extend(others)
    rows = _in_order(_listed(entry, wish, own) for entry in taken)
    return rows, tuple(
        Apart(doubt, _in_order(_listed(entry, wish, own) for entry in doubted[doubt]))
        for doubt in Doubt
        if doubt in doubted
    )


def _verdict(wish: Wanted, entry: Entry, sought: Sequence[tuple[Role, re.Pattern[str]]]) -> bool | Doubt:
    """Whether a document is asked for, or why that cannot be told."""
    doubts = []
    for role, form in sought:
        if entry.receivers is None and role is Role.RECEIVER:
            doubts.append(Doubt.UNADDRESSED)
        elif not form.search(_zone(entry, role)):
            return False
    within = wish.period.holds(entry.date) if wish.period else True
    if within is False:
        return False
    if within is None:
        doubts.append(Doubt.UNDATED)
    is_credit = entry.document.genre is Genre.INVOICE and entry.sheet.credit
    if wish.genres == INVOICES_ONLY and wish.credits and not is_credit:
        return False
    priced = _is_priced(wish, entry)
    if priced is False:
        return False
    if priced is not True:
        doubts.append(priced)
    if wish.genres and not wish.credits and is_credit:
        return Doubt.CREDIT
    return doubts[0] if doubts else True


def _is_priced(wish: Wanted, entry: Entry) -> bool | Doubt:
    """Whether the total is within the bounds; a total that is summed has to be there."""
    if wish.bounds is None and wish.what != "sum":
        return True
    total = entry.sheet.net if wish.net else entry.sheet.gross
    if total is None:
        return Doubt.UNPRICED
    if wish.bounds and total.currency and total.currency != wish.bounds.currency:
        return Doubt.CURRENCY
    return wish.bounds is None or wish.bounds.hold(Decimal(total.value))


def _sought(named: Named, entries: Sequence[Entry]) -> tuple[Role, re.Pattern[str]]:
    """What finds somebody; slips are forgiven only when nobody has exactly this name."""
    key = key_of(named.name)
    exact = form_of(key)
    zones = [_zone(entry, named.role) for entry in entries]
    if any(exact.search(zone) for zone in zones):
        return named.role, exact
    return named.role, form_of(key, {word for zone in zones for word in zone.split()})


def _zone(entry: Entry, role: Role) -> str:
    """Where somebody is looked for: e-mails have fields for it."""
    if entry.document.genre is not Genre.EMAIL or role is Role.ANY:
        return f" {entry.zone} "
    return f" {entry.senders if role is Role.SENDER else entry.receivers or ''} "


def _is_known(named: Named, names: Sequence[str]) -> bool:
    """Whether the words, typed in small letters, are the name of somebody: whole, or by a word that is no other."""
    key = key_of(named.name)
    form = form_of(key)
    telling = any(not french().is_common(stem(word, "fr")) for word in key)
    keys = {key_of(name) for name in names}
    return key in keys or (telling and any(form.search(f" {' '.join(one)} ") for one in keys))


def _own(entries: Sequence[Entry]) -> tuple[str, ...]:
    """The reader's own house, as the key of its name; empty when nobody, or more than one, stands on most papers."""
    counts = Counter(key for entry in entries for key in {key_of(name) for name in entry.sheet.names})
    named = sum(bool(entry.sheet.names) for entry in entries)
    (key, count), (_, next_count) = [*counts.most_common(2), ((), 0), ((), 0)][:2]
    return key if count > next_count and count >= max(OWN_LEAST, OWN_SHARE * named) else ()


def _listed(entry: Entry, wish: Wanted, own: tuple[str, ...]) -> Listed:
    document, sheet = entry.document, entry.sheet
    total = (sheet.net if wish.net else sheet.gross) if document.genre in PRICED else None
    others = [name for name in sheet.names if key_of(name) != own] or list(sheet.names)
    return Listed(
        document=document.id,
        name=document.name,
        title=entry.title,
        genre=document.genre,
        date=entry.date[:10],
        party=" · ".join(others[:SHOWN_NAMES]),
        amount=total.value if total else "",
        currency=total.currency if total else "",
        page=total.page if total and total.passage else sheet.page,
        passage=(total.passage if total else "") or sheet.passage,
        start=total.start if total else 0,
        end=total.end if total else 0,
    )


def _totals(rows: Sequence[Listed]) -> tuple[tuple[str, str], ...]:
    """Each currency's sum; nothing is converted."""
    sums: dict[str, Decimal] = {}
    for row in rows:
        if row.amount:
            sums[row.currency] = sums.get(row.currency, Decimal(0)) + Decimal(row.amount)
    return tuple((currency, f"{value:f}") for currency, value in sorted(sums.items()))


def _in_order(rows: Iterator[Listed]) -> tuple[Listed, ...]:
    return tuple(sorted(rows, key=lambda row: (row.date, row.name.casefold(), row.document)))


def _words(field: str) -> str:
    return " ".join(folded_words(field))
