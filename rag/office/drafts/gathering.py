"""What a draft needs of the library: the request, the price list, everybody whom papers name, numbers in use."""

from __future__ import annotations

from pathlib import Path, PurePath
from typing import TYPE_CHECKING, Final

from rag.errors import NothingThere, NotReadYet, PriceListUnreadable
from rag.office.drafts.client import Known, is_own
from rag.office.drafts.parties import addressed_in, contacts_in
from rag.office.drafts.prices import PriceList, is_price_list, read_prices
from rag.records import Genre, Kind

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from rag.office.drafts.parties import Party
    from rag.records import Document
    from rag.store.library import Library

ADDRESSED: Final = frozenset({Genre.QUOTE, Genre.INVOICE, Genre.LETTER, Genre.CONTRACT, Genre.EMAIL})
HEAD: Final = 2  # passages of a paper: names and addresses stand at its beginning
CONTACTS: Final = 200  # passages of a list of contacts: some four thousand rows


def document_at(documents: Sequence[Document], path: str) -> Document:
    """The document that lies at a path; raises NothingThere, NotReadYet."""
    wanted = str(Path(path).expanduser().absolute())
    found = next((one for one in documents if wanted in one.paths), None)
    if found is None:
        raise NotReadYet(Path(wanted)) if Path(wanted).exists() else NothingThere(Path(wanted))
    return found


def price_lists(library: Library, documents: Sequence[Document], named: str) -> list[PriceList]:
    """The price list that is named, else every table that is one.

    Args:
        library: that holds the documents.
        documents: that may be read.
        named: a path; empty for none.

    Raises:
        NothingThere, NotReadYet: no document lies at that path.
        PriceListUnreadable: it has no columns of designations and prices.
    """
    if named:
        document = document_at(documents, named)
        found = read_prices(document, library.passages_of(document.id))
        if not found.prices:
            raise PriceListUnreadable(document.name)
        return [found]
    tables = ((one, library.passages_of(one.id)) for one in documents if one.kind is Kind.TABLE)
    return [read_prices(one, passages) for one, passages in tables if is_price_list(one, passages)]


def known_in(library: Library, documents: Sequence[Document], firm: Mapping[str, str]) -> Known:
    """Everybody whom lists of contacts and papers with addresses name, the firm itself left out."""
    parties: list[Party] = []
    for document in documents:
        if document.kind is Kind.TABLE:
            parties += contacts_in(document, library.passages_of(document.id)[:CONTACTS])
        elif document.genre in ADDRESSED:
            parties += addressed_in(document, library.passages_of(document.id)[:HEAD])
    dates = {document.id: document.date for document in documents}
    return Known(tuple(party for party in parties if party.key and not is_own(party, firm)), dates)


def named_numbers(library: Library, documents: Sequence[Document]) -> list[str]:
    """Whatever may name the number of a quote that was made elsewhere: titles, file names, first lines of quotes."""
    quotes = [document for document in documents if document.genre is Genre.QUOTE]
    heads = [passage.text for one in quotes for passage in library.passages_of(one.id)[:1]]
    names = [PurePath(path).stem for document in documents for path in document.paths]
    return [*heads, *names, *(document.title for document in documents)]
