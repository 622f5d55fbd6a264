"""Papers put straight into a library: what a parser gives is known, so none has to run."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from rag.records import (
    Collection,
    Document,
    DocumentId,
    Genre,
    Invoice,
    Kind,
    Letter,
    Located,
    Party,
    Passage,
    PassageId,
)
from rag.store.arrival import Arrival
from rag.store.library import Library

HOME = Collection("documents")
ISSUER = "Atelier Tourvelin\n12 rue du Copeau-Doré 49000 Angers\nAtelier Tourvelin – SARL au capital de 40 000 €"


def shelve(
    library: Library,
    path: str,
    genre: Genre,
    date: str = "",
    *texts: str,
    title: str = "",
    kind: Kind = Kind.PDF,
    collection: str = HOME,
    content: str = "",
    sender: str = "",
    recipients: str = "",
    letters: tuple[Letter, ...] = (),
    invoice: Invoice | None = None,
    dimensions: int = 64,  # as the stand-in for the search model
) -> DocumentId:
    name = DocumentId(f"{collection}:{path}")
    passages = tuple(
        Passage(PassageId(f"{name}#{place}"), name, place, text, place + 1, place + 1)
        for place, text in enumerate(texts)
    )
    document = Document(
        name,
        Collection(collection),
        content or path,
        (path,),
        title or Path(path).stem,
        kind,
        len(texts),
        "fr",
        1,
        len(texts),
        "2026-01-01",
        sender=sender,
        recipients=recipients,
        date=date,
        subject=title if kind is Kind.MAIL else "",
        genre=genre,
        invoice=invoice,
    )
    vectors = np.full((len(texts), dimensions), dimensions**-0.5, dtype=np.float32)
    place = Located(path, Collection(collection), 1, 1, content or path, name)
    with library.changing() as changes:
        changes.add(Arrival(document, passages, texts, vectors, letters), place)
    return name


def bill(number: str, client: str, total: str, *more: str) -> str:
    """The text of an invoice, as a PDF gives it."""
    lines = (ISSUER, f"Facture n° {number}", f"{client} 3 quai des Gabares 49100 Angers", *more, f"Total TTC {total}")
    return "\n".join(line for line in lines if line)


def electronic(number: str, buyer: str, net: str, gross: str, *, is_credit: bool = False) -> Invoice:
    return Invoice(
        number, is_credit, "", "", "EUR", Party("Atelier Tourvelin"), Party(buyer), "", net, "", gross, "", gross
    )
