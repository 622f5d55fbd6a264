"""The table of French word vectors that is shipped."""

from __future__ import annotations

import numpy as np
import pytest

from rag.models.wordvectors import french
from rag.words import stem


def near(word: str, *others: str) -> list[float]:
    return [float(one) for one in french().likeness([stem(word, "fr")], [stem(other, "fr") for other in others])[0]]


def test_what_means_nearly_the_same_is_near() -> None:
    assert min(near("camion", "fourgon", "vehicule", "voiture")) > 0.4 > max(near("camion", "salaire", "janvier"))
    assert near("salaire", "remuneration")[0] > 0.4 > near("salaire", "fenetre")[0]


def test_a_word_is_itself_and_an_unknown_one_is_nothing() -> None:
    assert near("facture", "facture", "zzyzxq") == pytest.approx([1.0, 0.0], abs=1e-5)
    assert french().likeness(["zzyzxq"], ["factur"]).tolist() == [[0.0]]
    assert french().likeness([], ["factur"]).shape == (0, 1)


def test_a_text_has_a_unit_vector_and_one_without_words_has_none() -> None:
    vector = french().text("Le loyer du hangar est payable le premier jour du mois.")
    assert vector.shape == (french().dimensions,)
    assert abs(float(np.linalg.norm(vector)) - 1) < 1e-5
    assert not french().text("12 34 — zzyzxq").any()


def test_texts_on_the_same_matter_are_nearer_than_others() -> None:
    asked = french().text("Combien coûte la location du local ?")
    rent = french().text("Le loyer mensuel du bâtiment est de mille euros.")
    fire = french().text("En cas d'incendie, rejoindre le point de rassemblement.")
    assert asked @ rent > asked @ fire
