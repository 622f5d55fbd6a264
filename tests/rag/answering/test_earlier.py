"""What an older version says."""

from __future__ import annotations

from dataclasses import replace

from rag.answering.earlier import said_otherwise
from rag.records import Hit
from tests.rag.retrieval.parts import document, hit

NEW = "Chaque salarié a droit à 28 jours de congés payés par an."
OLD = "Chaque salarié a droit à 25 jours de congés payés par an."
SAME = "La demande se fait un mois avant, par écrit."


def newer(*texts: str) -> Hit:
    older = tuple(hit(document(f"/a/Congés {2025 - place}.pdf"), text) for place, text in enumerate(texts))
    return replace(hit(document("/a/Congés 2026.pdf"), f"{NEW} {SAME}"), older=older)


def test_the_sentence_that_was_changed() -> None:
    found = said_otherwise(NEW, newer(f"{SAME} {OLD}"))
    assert found is not None
    older, sentence = found
    assert (older.document.name, sentence.text) == ("Congés 2025.pdf", OLD)
    assert older.passage.text[sentence.start : sentence.end] == OLD


def test_what_was_not_changed_is_not_said() -> None:
    assert said_otherwise(SAME, newer(f"{SAME} {OLD}")) is None
    assert said_otherwise(NEW, newer(f"Chaque salarié a droit à 28 jours de  congés payés, par an. {SAME}")) is None
    assert said_otherwise(NEW, newer("Le portail ferme à dix-neuf heures.")) is None
    assert said_otherwise(NEW, newer()) is None


def test_the_newest_that_differs_is_said() -> None:
    found = said_otherwise(NEW, newer(f"{NEW} {SAME}", f"{OLD} {SAME}"))
    assert found is not None
    assert found[0].document.name == "Congés 2024.pdf"


def test_two_sentences_are_set_beside_two() -> None:
    found = said_otherwise(f"{NEW} {SAME}", newer(f"{OLD} {SAME}"))
    assert found is not None
    assert found[1].text == f"{OLD} {SAME}"
