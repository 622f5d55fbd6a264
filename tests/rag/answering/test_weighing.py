"""A sentence is read in its place, and what names the subject does not answer."""

from __future__ import annotations

from dataclasses import replace

from rag.answering.weighing import Asking, sentence_score
from rag.records import Collection, Document, DocumentId, Genre, Hit, Kind, Passage, PassageId
from rag.retrieval.asked import asked_for
from rag.store.terms import query_terms

DOCUMENT = Document(
    DocumentId("d"), Collection("c"), "d", ("/r/d.txt",), "Bail commercial", Kind.TEXT, 0, "fr", 1, 1, "2026-01-01"
)


INVOICE = replace(DOCUMENT, genre=Genre.INVOICE)


def score(
    question: str,
    sentence: str,
    *,
    section: tuple[str, ...] = (),
    heads: str = "",
    document: Document = DOCUMENT,
    text: str = "",
) -> float:
    hit = Hit(Passage(PassageId("p"), document.id, 0, text or sentence, section=section), document, 1.0)
    terms = query_terms(question)
    asked = Asking(question, terms, {term.text: 1.0 for term in terms}, asked_for(question))
    return sentence_score(sentence, hit, asked, heads)


def test_what_stands_above_need_not_be_said_again() -> None:
    question = "Quel loyer dit le bail commercial ?"
    assert score(question, "Il est de 900 € par mois.", section=("Loyer",)) > score(
        question, "Il est de 900 € par mois."
    )


def test_a_row_is_read_with_the_heads_of_its_columns() -> None:
    question = "temps de presse de la colle d4"
    row, heads = "Vinylique D4 | 6 min | 45 min", "Colle | Temps ouvert | Temps de presse"
    assert score(question, row, heads=heads) > score(question, row)
    assert score(question, row, heads=heads) > score(question, heads, heads=heads)


def test_what_only_repeats_the_subject_answers_nothing() -> None:
    question = "Quelle est la durée du bail commercial ?"
    assert score(question, "La durée est de neuf ans.") > score(question, "Durée du bail commercial")


def test_what_tells_no_sum_gives_way_where_a_sum_is_asked_for() -> None:
    question = "Combien coûte le loyer ?"
    assert score(question, "Le loyer est de 900 €.") > score(question, "Le loyer suit un indice.")


def test_every_line_of_an_invoice_is_on_its_subject_and_its_total_is_what_it_comes_to() -> None:
    lines = (
        "Objet : porte de la salle des fêtes",
        "Ferme-porte 87,00 €",
        "Total HT 734,00 €",
        "Net à payer TTC 880,80 €",
    )
    scores = {line: score("Combien coûte la porte ?", line, document=INVOICE, text="\n".join(lines)) for line in lines}
    assert max(lines, key=lambda line: scores[line]) == lines[3]
    net = {
        line: score("Combien coûte la porte hors taxes ?", line, document=INVOICE, text="\n".join(lines))
        for line in lines
    }
    assert max(lines, key=lambda line: net[line]) == lines[2]
    plain = {line: score("Combien coûte la porte ?", line, text="\n".join(lines)) for line in lines}
    assert max(lines, key=lambda line: plain[line]) != lines[3]
