"""A library of many files, written without reading any: what its page costs does not depend on their words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from rag.records import Collection, Document, DocumentId, Genre, Kind, Located, Passage, PassageId
from rag.store.arrival import Arrival

if TYPE_CHECKING:
    from rag.store.library import Library

DIMENSIONS: Final = 384
TOGETHER: Final = 500  # documents of a transaction
PAPERS: Final = ("Facture", "Devis", "Contrat d'entretien", "Compte rendu", "Courrier", "Relevé", "Procédure", "Été")
GENRES: Final = (Genre.INVOICE, Genre.QUOTE, Genre.CONTRACT, Genre.MINUTES, Genre.LETTER, Genre.OTHER, Genre.POLICY)
REASONS: Final = ("encrypted", "damaged", "no_text", "unsupported")
DAY_NS: Final = 86_400_000_000_000


def fill(library: Library, files: int) -> None:
    """So many files in 20 folders of 4 collections: of 50 one failed, of 40 one was read badly, of 25 one is a copy."""
    for first in range(0, files, TOGETHER):
        with library.changing() as changes:
            for number in range(first, min(first + TOGETHER, files)):
                place = _place(number)
                if number % 50 == 7:
                    changes.place(place)
                else:
                    changes.add(_arrival(number, place), place)
            changes.told(2**62)


def _place(number: int) -> Located:
    kind = PAPERS[number % len(PAPERS)]
    root = f"/partage/{number % 20:02d}"
    path = f"{root}/{2015 + number % 12}/{kind} {number:05d}.pdf"
    home = Collection(f"Collection {number % 4}")
    written = (19_000 + number % 1_400) * DAY_NS
    if number % 50 == 7:
        return Located(path, home, number * 7, written, f"f{number}", None, REASONS[number % 4], "", root)
    name = _name(number)
    document = DocumentId(f"{home}-{name}")
    return Located(path, home, 20_000 + number * 7 % 900_000, written, f"sha-{name}", document, root=root)


def _name(number: int) -> str:
    """Of the content: every 25th file holds that of the one twenty before it, which lies in the same folder."""
    return f"{number - 20 if number % 25 == 24 else number:05d}"


def _arrival(number: int, place: Located) -> Arrival:
    name = place.document or DocumentId("")
    title = f"{PAPERS[number % len(PAPERS)]} {number}"
    document = Document(
        id=name,
        collection=place.collection,
        sha256=place.sha256,
        paths=(),
        title=title,
        kind=Kind.PDF,
        pages=1 + number % 30,
        language="fr",
        size=place.size,
        passages=1,
        indexed_at="2026-11-01T08:00:00+00:00",
        date=f"{2015 + number % 12}-{1 + number % 12:02d}-{1 + number % 28:02d}",
        notes=("read_badly",) if number % 40 == 3 else (),
        genre=GENRES[number % len(GENRES)],
    )
    passage = Passage(PassageId(f"{name}-0"), name, 0, f"{title} : montant de {number} euros.", 1, 1)
    vector = np.full((1, DIMENSIONS), DIMENSIONS**-0.5, dtype=np.float32)
    return Arrival(document, (passage,), (f"text {name}",), vector)
