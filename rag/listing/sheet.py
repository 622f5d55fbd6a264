"""What a document says of itself as a whole, for lists: read from its text once, then kept."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from rag import journal
from rag.errors import DiskFailing, DiskFull
from rag.listing.amounts import Total, gross_of, net_of
from rag.listing.names import names_in, people_in
from rag.records import PRICED, Genre
from rag.store.sheets import Sheet, Sum
from rag.store.whole import Stretch, sheets_of, texts_of
from rag.words import flattened, folded_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from rag.records import Document, DocumentId, Passage
    from rag.store.access import Scope
    from rag.store.library import Library

VERSION: Final = 1  # one more whenever the same document would give another sheet
HEAD: Final = 2_000  # characters of the first page
PASSAGES: Final = 40  # of an invoice or a quote: about twenty pages
FIRST_PASSAGES: Final = 4  # of other papers, whose totals are not read
_CREDIT: Final = re.compile(r"^\W*(?:facture d'avoir|avoir\b|note de credit|credit note)", re.MULTILINE)
_INVOICE: Final = re.compile(r"^\W*(?:facture|invoice|note d'honoraires)\b", re.MULTILINE)
_NO_VAT: Final = re.compile(r"tva non applicable|exonere de tva|no vat|vat exempt")


def sheet_of(document: Document, texts: Sequence[Stretch]) -> Sheet:
    """Read a sheet.

    Args:
        document: what the library knows of it.
        texts: its first passages in reading order.
    """
    own = [one for one in texts if not one.part]
    first = own[0].page if own else 0
    head = "\n".join(one.text for one in own if one.page <= max(first, 1))[:HEAD]
    invoice = document.invoice
    fields = [document.title, document.subject, document.sender, document.recipients]
    sides = [side.name for side in (invoice.seller, invoice.buyer) if side.name] if invoice else []
    people = [*people_in(document.sender), *people_in(document.recipients)]
    gross, net = _sums(document, own)
    return Sheet(
        head=" ".join(folded_words("\n".join([*fields, *sides, head]))),
        names=tuple(dict.fromkeys(sides or people or names_in(head))),
        credit=_is_credit(document, head),
        gross=gross,
        net=net,
        passage=own[0].id if own else "",
        page=first,
    )


def kept_sheets(
    library: Library, scope: Scope, genres: Sequence[Genre], documents: Sequence[Document]
) -> dict[DocumentId, Sheet]:
    """The sheets of all these documents; those that are not there yet are read and kept for the next question."""
    found = sheets_of(library, scope, genres, VERSION)
    missing = {one.id: one for one in documents if one.id not in found}
    for priced in (True, False):
        ids = [one.id for one in missing.values() if (one.genre in PRICED) is priced]
        for few in texts_of(library, ids, PASSAGES if priced else FIRST_PASSAGES):
            fresh = {one: sheet_of(missing[one], texts) for one, texts in few.items()}
            found |= fresh
            _keep(library, fresh)
    return found


def sheets_for(arrived: Iterable[tuple[Document, Sequence[Passage]]]) -> dict[DocumentId, Sheet]:
    """The sheets of documents that are being stored, so that the first list need not read their texts again."""
    return {
        document.id: sheet_of(
            document, [Stretch(one.id, one.text, one.first_page, one.part) for one in passages[: _read_of(document)]]
        )
        for document, passages in arrived
    }


def _read_of(document: Document) -> int:
    return PASSAGES if document.genre in PRICED else FIRST_PASSAGES


def _keep(library: Library, sheets: dict[DocumentId, Sheet]) -> None:
    """On a full disk the answer is given all the same, and the sheets are read again next time."""
    try:
        with library.changing() as changes:
            changes.sheets.keep(sheets, VERSION)
    except (DiskFull, DiskFailing) as trouble:
        journal.trouble(trouble)


def _is_credit(document: Document, head: str) -> bool:
    if document.genre is not Genre.INVOICE:
        return False
    if document.invoice:
        return document.invoice.is_credit
    title, text = flattened(document.title), flattened(head)
    if _CREDIT.search(title) or _INVOICE.search(title):
        return bool(_CREDIT.search(title))
    credit, invoice = _CREDIT.search(text), _INVOICE.search(text)
    return credit is not None and (invoice is None or credit.start() < invoice.start())


def _sums(document: Document, texts: Sequence[Stretch]) -> tuple[Sum | None, Sum | None]:
    """With VAT and without, from the values of an electronic invoice, else from its text."""
    if document.genre not in PRICED:
        return None, None
    words = [one.text for one in texts]
    gross, net = _sum(gross_of(words), texts), _sum(net_of(words), texts)
    if document.invoice:
        told = document.invoice
        return _exact(told.gross or told.payable, told.currency, gross), _exact(told.net, told.currency, net)
    if gross is None and net is not None and any(_NO_VAT.search(flattened(text)) for text in words):
        gross = net
    return gross, net


def _sum(total: Total | None, texts: Sequence[Stretch]) -> Sum | None:
    if total is None:
        return None
    where, amount = texts[total.place], total.amount
    return Sum(f"{amount.value:f}", amount.currency, where.id, where.page, amount.start, amount.end)


def _exact(value: str, currency: str, read: Sum | None) -> Sum | None:
    """The value of a field, and where the page shows it."""
    if not value:
        return read
    if read is None:
        return Sum(value, currency)
    return Sum(value, currency, read.passage, read.page, read.start, read.end)
