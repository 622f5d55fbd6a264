"""A model joined with French word vectors keeps the contract of every embedder."""

from __future__ import annotations

import numpy as np

from rag.models.embedder_french import FrenchEmbedder
from rag.models.fakes import HashEmbedder
from tests.rag.models.embedder_contract import check_embedder


def test_the_contract() -> None:
    check_embedder(FrenchEmbedder(HashEmbedder(32)))


def test_the_cosine_is_the_mean_of_both() -> None:
    plain, joined = HashEmbedder(32), FrenchEmbedder(HashEmbedder(32))
    texts = ["Le camion est au garage.", "La facture est payée."]
    alone, words = plain.embed_passages(texts), np.stack([joined._words.text(text) for text in texts])
    both = joined.embed_passages(texts)
    assert abs(float(both[0] @ both[1]) - float(alone[0] @ alone[1] + words[0] @ words[1]) / 2) < 1e-5


def test_an_english_question_is_also_asked_in_french() -> None:
    joined = FrenchEmbedder(HashEmbedder(32))
    rent = joined.embed_passages(["Le loyer est de mille euros par mois."])[0][32:]
    asked = joined.embed_question("What is the rent of the building?")[32:]
    other = joined.embed_question("What is the colour of the car?")[32:]
    assert asked @ rent > other @ rent


def test_another_table_is_another_embedder() -> None:
    assert FrenchEmbedder(HashEmbedder(32)).fingerprint != HashEmbedder(32).fingerprint
