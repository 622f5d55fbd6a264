"""How long a list takes in a library of many invoices: the first time, when their texts are read, and again."""

from __future__ import annotations

import random
import tempfile
import time
from datetime import date, timedelta
from pathlib import Path

import numpy as np

from rag.listing.listing import listing
from rag.records import Collection, Document, DocumentId, Genre, Kind, Located, Passage, PassageId
from rag.store.access import whole_library
from rag.store.arrival import Arrival
from rag.store.library import Library

HOME = Collection("documents")
FIRST = date(2024, 1, 1)
DAYS = 800
CLIENTS = 400
SYLLABLES = ["bra", "cho", "dun", "fer", "gal", "lor", "mon", "nev", "pel", "rou", "san", "tar", "vil", "zel"]
FILLER = "Fourniture et pose de menuiseries en chêne massif, selon devis accepté et plan de repérage joint. " * 9
BATCH = 500
QUESTIONS = (
    "Liste des factures de mars 2025 de plus de 1 000 €",
    "Total des factures en 2025",
    "Combien de factures pour {client} ?",
    "Combien de factures avec Dupontel ?",
    "Liste des factures",
)


def measure(count: int) -> dict[str, float]:
    """Seconds of the first list and of each question after it; three passages and about 3,000 characters a document."""
    chance = random.Random(7)
    clients = ["".join(chance.sample(SYLLABLES, 3)).capitalize() for _ in range(CLIENTS)]
    figures: dict[str, float] = {"documents": count}
    with tempfile.TemporaryDirectory(prefix="souffleur-bench-") as scratch:
        library = Library.open(Path(scratch, "library.sqlite"))
        for start in range(0, count, BATCH):
            with library.changing() as changes:
                for number in range(start, min(start + BATCH, count)):
                    changes.add(*_bill(number, chance.choice(clients), chance))
        scope = whole_library(library)
        for place, form in enumerate(("first", *QUESTIONS)):
            question = (QUESTIONS[0] if form == "first" else form).format(client=clients[0])
            began = time.perf_counter()
            found = listing(library, question, scope, date(2026, 5, 15))
            seconds = time.perf_counter() - began
            rows = len(found[1].rows) if found else -1
            print(f"{seconds:8.3f} s  {rows:>6} rows  {question}{'  (first)' if form == 'first' else ''}")
            figures["first" if form == "first" else f"question_{place}"] = round(seconds, 3)
        library.close()
    return figures


def _bill(number: int, client: str, chance: random.Random) -> tuple[Arrival, Located]:
    name = DocumentId(f"bill-{number}")
    day = FIRST + timedelta(days=chance.randrange(DAYS))
    total = f"{chance.randrange(5_000, 2_000_000) / 100:.2f}".replace(".", ",")
    texts = (
        (
            f"Atelier Tourvelin\n12 rue du Copeau-Doré 49000 Angers\nFacture n° F-{number:06}\n"
            f"Société {client}\n{1 + number % 99} rue des Cordiers\n49100 Angers\n{FILLER}"
        ),
        FILLER,
        f"{FILLER}\nTotal HT 10,00 €\nTotal TTC {total} €",
    )
    passages = tuple(Passage(PassageId(f"{name}-{place}"), name, place, text, 1, 1) for place, text in enumerate(texts))
    path = f"/factures/{day.year}/Facture F-{number:06}.pdf"
    document = Document(
        name, HOME, str(number), (path,), f"Facture F-{number:06}", Kind.PDF, 1, "fr", 1, 3, "2026-01-01",
        date=day.isoformat(), genre=Genre.INVOICE,
    )  # fmt: skip
    vectors = np.zeros((len(texts), 4), dtype=np.float32)
    return Arrival(document, passages, tuple(f"{name}{place}" for place in range(3)), vectors), Located(
        path, HOME, 1, 1, str(number), name
    )
