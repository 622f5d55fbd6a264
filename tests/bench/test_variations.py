"""Variations of articles: like the real ones, the same in every run, never twice the same."""

from __future__ import annotations

from itertools import islice

import numpy as np
import pytest

from bench.variations import NOISE, Original, Stock, arrivals, sentences_of, shortened, stock
from rag.models.batches import unit
from rag.records import Collection, Document, DocumentId, Kind, Passage, PassageId

TEXTS = (
    "Le préavis est de 3 mois ; il court du jour de la lettre. Il est réduit pour Paul.",
    "La facture est payée à 30 jours. Passé ce terme, des intérêts courent au taux de 12 pour cent.",
)


@pytest.fixture
def held() -> Stock:
    originals = []
    for number, text in enumerate(TEXTS):
        name = DocumentId(f"d{number}")
        document = Document(
            name,
            Collection("c"),
            f"sha-{number}",
            (f"/a/{number}.md",),
            f"Titre {number}",
            Kind.TEXT,
            0,
            "fr",
            1,
            2,
            "",
        )
        passages = tuple(Passage(PassageId(f"{name}-{place}"), name, place, text) for place in range(2))
        vectors = unit(np.random.default_rng(number).normal(size=(2, 384)).astype(np.float32))
        originals.append(Original(document, passages, vectors))
    return stock(originals)


def test_the_articles_themselves_come_first(held: Stock) -> None:
    found = [arrival for arrival, _ in islice(arrivals(held, 0), 2)]
    assert [one.passages[0].text for one in found] == list(TEXTS)
    assert np.array_equal(found[0].vectors, held.originals[0].vectors)


def test_a_variation_is_another_text_with_a_vector_that_is_near(held: Stock) -> None:
    arrival, located = next(arrivals(held, 2))
    assert arrival.passages[0].text != TEXTS[0]
    assert located.document == arrival.document.id == arrival.passages[0].document
    likeness = (arrival.vectors * held.originals[0].vectors).sum(axis=1)
    assert likeness == pytest.approx(1 / np.sqrt(1 + NOISE**2), abs=0.05)
    assert np.linalg.norm(arrival.vectors, axis=1) == pytest.approx(1.0, abs=1e-5)


def test_nothing_comes_twice_and_every_run_is_the_same(held: Stock) -> None:
    first, again = (list(islice(arrivals(held, 0), 12)) for _ in range(2))
    assert [one.passages for one, _ in first] == [one.passages for one, _ in again]
    assert len({passage.id for one, _ in first for passage in one.passages}) == 24
    assert len({located.path for _, located in first}) == 12
    assert next(arrivals(held, 5))[1] == first[5][1]


def test_a_document_is_cut_to_what_is_wanted(held: Stock) -> None:
    arrival, _ = next(arrivals(held, 0))
    cut = shortened(arrival, 1)
    assert (len(cut.passages), len(cut.vectors), len(cut.made_from), cut.document.passages) == (1, 1, 1, 1)
    assert len(shortened(arrival, 9).passages) == 2


def test_sentences_end_where_a_reader_would_say() -> None:
    assert sentences_of("Un. Deux ; trois") == ["Un.", "Deux ;", "trois"]
