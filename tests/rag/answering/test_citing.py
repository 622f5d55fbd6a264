"""Numbers in a written answer."""

from __future__ import annotations

from dataclasses import replace

from rag.answering.checking import Checker
from rag.answering.citing import cited as checked_and_cited
from rag.records import Citation, Collection, Document, DocumentId, Hit, Kind, Passage, PassageId


def hit(name: str, text: str) -> Hit:
    document = Document(DocumentId(name), Collection("c"), "", (f"/{name}",), "", Kind.TEXT, 0, "fr", 1, 1, "")
    return Hit(Passage(PassageId(name), document.id, 0, text), document, 1.0)


HITS = (
    hit("paie.txt", "Les congés payés sont de trente jours. Ils sont pris en été."),
    hit("bail.txt", "Le préavis du bail est de six mois. Le loyer est de 900 euros."),
)


def cited(text: str, hits: tuple[Hit, ...]) -> tuple[str, tuple[Citation, ...]]:
    return checked_and_cited(text, hits, Checker(hits, lambda terms: dict.fromkeys(terms, 1.0)))[:2]


def test_numbers_are_given_in_the_order_of_the_answer() -> None:
    text, citations = cited("Le préavis est de six mois [2]. Il y a trente jours de congés [1].", HITS)
    assert text == "Le préavis est de six mois. [1] Il y a trente jours de congés. [2]"
    assert [citation.hit.document.name for citation in citations] == ["bail.txt", "paie.txt"]
    assert citations[0].quote == "Le préavis du bail est de six mois."
    assert all(c.hit.passage.text[c.start : c.end] == c.quote for c in citations)


def test_a_number_that_names_nothing_goes() -> None:
    text, citations = cited("Le soleil brille [7].", HITS)
    assert (text, citations) == ("Le soleil brille.", ())


def test_a_missing_number_is_found_where_the_words_stand() -> None:
    text, citations = cited("Le loyer est de 900 euros.", HITS)
    assert text == "Le loyer est de 900 euros. [1]"
    assert citations[0].quote == "Le loyer est de 900 euros."


def test_a_claim_that_no_passage_holds_stays_without_a_source() -> None:
    assert cited("La Lune est faite de fromage bleu.", HITS)[1] == ()


def test_several_numbers_in_one_bracket() -> None:
    text, citations = cited("Six mois et trente jours [1, 2].", HITS)
    assert text == "Six mois et trente jours. [1] [2]"
    assert [citation.number for citation in citations] == [1, 2]


def test_a_source_of_several_passages_is_cited_at_the_one_that_says_it() -> None:
    beside = replace(
        HITS[1], passage=replace(HITS[1].passage, id=PassageId("next"), ordinal=1, text="Le hangar est clos.")
    )
    joined = replace(HITS[1], neighbours=(beside,))
    text, citations = cited("Le hangar est clos.", (HITS[0], joined))
    assert text == "Le hangar est clos. [1]"
    assert citations[0].hit.passage.id == "next"
    assert [one.passage.id for one in citations[0].hit.neighbours] == ["bail.txt"]
    assert citations[0].quote == "Le hangar est clos."
