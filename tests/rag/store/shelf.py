"""A small library with kinds, dates and two collections."""

from __future__ import annotations

import numpy as np

from rag.records import Collection, Document, DocumentId, Genre, Kind, Located, Passage, PassageId
from rag.store.arrival import Arrival
from rag.store.library import Library

OFFICE, SITE = Collection("Bureau"), Collection("Chantier")
# Name → collection, kind, date.
PAPERS = {
    "Bail Trélazé.pdf": (OFFICE, Genre.CONTRACT, "2024-04-01"),
    "Contrat Dupont.pdf": (OFFICE, Genre.CONTRACT, "2026-01-15"),
    "F-0142.pdf": (OFFICE, Genre.INVOICE, "2026-03-31T10:00:00"),
    "Compte rendu mars.docx": (SITE, Genre.MINUTES, "2026-03"),
    "Note.txt": (SITE, Genre.OTHER, ""),
    "Devis.txt": (SITE, Genre.QUOTE, "2025"),
}


def fill(library: Library) -> None:
    """Put the papers in, one passage each that speaks of a hangar."""
    for place, (name, (collection, genre, date)) in enumerate(PAPERS.items()):
        document = Document(
            DocumentId(f"d{place}"), collection, name, (), f"Titre {place}", Kind.TEXT, 0, "fr", 1, 1, "2026-01-01",
            date=date, genre=genre,
        )  # fmt: skip
        passage = Passage(PassageId(f"p{place}"), document.id, 0, f"Le hangar numéro {place}.")
        vector = np.array([[np.cos(place / 10), np.sin(place / 10)]], dtype=np.float32)
        with library.changing() as changes:
            changes.add(
                Arrival(document, (passage,), (name,), vector),
                Located(f"/r/{collection}/{name}", collection, 1, 1, name, document.id, root="/r"),
            )
