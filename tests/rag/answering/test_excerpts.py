"""The sentences that answer, with their neighbours, word for word."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from rag.answering.excerpts import GAP, excerpt, is_excerpt
from rag.answering.sentences import sentences_of

TEXT = (
    "Le bail est signé à Lyon. Il dure neuf ans. Le préavis est de six mois. Il part de la lettre recommandée. "
    "Le hangar mesure 900 mètres. Le loyer est de 1 800 €. Il est payé d'avance."
)


def worth(*told: str) -> list[float]:
    """Of each sentence of the text: 1 where one of the words stands in it."""
    return [float(any(word in sentence.text for word in told)) for sentence in sentences_of(TEXT)]


def test_a_short_text_stays_whole() -> None:
    assert excerpt(TEXT, worth("préavis"), len(TEXT)) == TEXT


def test_what_answers_stands_with_what_is_beside_it() -> None:
    cut = excerpt(TEXT, worth("préavis"), 110)
    assert cut == f"{GAP} Il dure neuf ans. Le préavis est de six mois. Il part de la lettre recommandée. {GAP}"
    assert excerpt(TEXT, worth("préavis"), 85) == (
        f"{GAP} Le préavis est de six mois. Il part de la lettre recommandée. {GAP}"
    ), "what follows says more often what was left open"


def test_two_places_that_answer_come_before_their_neighbours() -> None:
    cut = excerpt(TEXT, worth("préavis", "loyer"), 80)
    assert cut == f"{GAP} Le préavis est de six mois. {GAP} Le loyer est de 1 800 €. {GAP}"


def test_the_head_of_a_table_stays() -> None:
    rows = ["Ville | Loyer", *(f"Ville {n} | {n * 100} €" for n in range(1, 30))]
    table = "\n".join(rows)
    cut = excerpt(table, [float("Ville 17" in row) for row in rows], 80, has_header=True)
    assert cut.startswith(f"Ville | Loyer\n{GAP}\nVille 16 | 1600 €\nVille 17 | 1700 €\nVille 18")
    assert is_excerpt(cut, table)


def test_a_sentence_that_is_too_long_is_cut_between_words() -> None:
    cut = excerpt("Le préavis du bail du hangar est de six mois. Il est long.", [1.0, 0.0], 36)
    assert cut == f"{GAP} Le préavis du bail du {GAP}"
    assert excerpt("   ", [], 2) == "  "


def test_what_is_an_excerpt_and_what_is_not() -> None:
    assert is_excerpt(f"{GAP} Il dure neuf ans. {GAP} Le loyer est de 1 800 €. {GAP}", TEXT)
    assert not is_excerpt(f"Le loyer est de 1 800 €. {GAP} Il dure neuf ans.", TEXT), "in their order"
    assert not is_excerpt("Il dure dix ans.", TEXT)


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.sampled_from(["Il pleut. ", "Un mot\n", "Oui ! ", "La phrase est longue, très longue. "])), st.data()
)
def test_an_excerpt_stands_in_its_text_and_keeps_to_its_room(pieces: list[str], data: st.DataObject) -> None:
    text = "".join(pieces)
    values = [data.draw(st.sampled_from([0.0, 0.3, 1.0])) for _ in sentences_of(text)]
    characters = data.draw(st.integers(60, 200))
    cut = excerpt(text, values, characters)
    assert is_excerpt(cut, text)
    assert len(cut) <= max(characters, len(text) if len(text) <= characters else 0)
