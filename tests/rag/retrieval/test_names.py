from __future__ import annotations

from rag.retrieval.names import names


def found(text: str) -> list[str]:
    return [name for name, _, _ in names(text)]


def test_names_are_words_with_a_capital_inside_a_sentence() -> None:
    assert found("Le devis de l'Atelier Tourvelin, signé par Mme Jeanne Morel-Dupont.") == [
        "Atelier", "Tourvelin", "Jeanne", "Morel-Dupont",
    ]  # fmt: skip
    assert found("The lease of Miller's house ends on Monday, March 3.") == ["Miller"]
    assert found("Selon la MAIF, c'est non. Dupont le dit : Martin aussi. « Les clés »") == ["MAIF"]


def test_places_are_those_of_the_text() -> None:
    text = "Chez d'Alembert et L'Oréal."
    assert [text[start:end] for _, start, end in names(text)] == found(text) == ["Alembert", "Oréal"]
