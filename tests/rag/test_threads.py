"""Names of conversations, and what is left of an answer when a document is forgotten."""

from __future__ import annotations

import dataclasses

from rag.records import (
    Apart,
    Checked,
    Citation,
    Collection,
    Document,
    DocumentId,
    Doubt,
    Finished,
    Genre,
    Hit,
    Kind,
    Listed,
    Listing,
    Manner,
    Passage,
    PassageId,
    Retrieved,
    Support,
    Wish,
)
from rag.threads import TAKEN_OUT, TITLE_CHARACTERS, KeptTurn, is_gone, listed_in, shown_in, title_of, without


def hit(name: str, text: str = "Le préavis est de six mois.", **beside: tuple[Hit, ...]) -> Hit:
    document = Document(
        DocumentId(name), Collection("Bureau"), "0", (f"/a/{name}.txt",), name, Kind.TEXT, 0, "fr", 9, 1, "2026-01-01"
    )
    return Hit(Passage(PassageId(f"{name}0"), document.id, 0, text), document, 1.0, **beside)


def cite(number: int, of: Hit) -> Citation:
    return Citation(number, of, of.passage.text, 0, len(of.passage.text))


def turn(finished: Finished | None, *hits: Hit) -> KeptTurn:
    return KeptTurn("t", "Préavis ?", "2026-03-12T10:00:00+00:00", Retrieved(hits, False, 0.1), finished)


def test_a_title_is_the_question_cut_at_a_word() -> None:
    assert title_of("  Quel est\nle préavis ? ") == "Quel est le préavis ?"
    long = title_of("Quel est le préavis du bail du hangar de Trélazé, et depuis quand le savons-nous vraiment ?")
    assert long == "Quel est le préavis du bail du hangar de Trélazé, et depuis…"
    assert len(title_of("x" * 500)) == TITLE_CHARACTERS + 1
    assert title_of("Combien coûte la location mensuelle du hangar de Trélazé, « tout compris » ?").endswith("Trélazé…")


def test_quotations_of_a_forgotten_document_go_and_the_others_stay() -> None:
    lease, note = hit("bail", "SECRET un."), hit("note")
    text = "« SECRET un. » [1]\n\n« Le préavis est de six mois. » [2]"
    kept = turn(Finished(text, Manner.EXTRACTIVE, (cite(1, lease), cite(2, note)), 0.1), lease, note)
    rest = without(kept, {DocumentId("bail")})
    assert rest.finished is not None
    assert rest.finished.text == f"{TAKEN_OUT}\n\n« Le préavis est de six mois. » [2]"
    assert [is_gone(one.hit) for one in rest.finished.citations] == [True, False]
    assert rest.found is not None
    assert rest.found.hits == (note,)
    assert "SECRET" not in repr(rest)
    assert {one.id for one in shown_in(rest)} == {"note"}
    assert without(rest, {DocumentId("bail")}) == rest


def test_what_belongs_to_a_source_of_another_document_goes_too() -> None:
    secret = hit("bail", "SECRET")
    whole = hit("note", copies=(secret,), older=(secret,), neighbours=(secret,))
    kept = turn(Finished("« … » [1]", Manner.EXTRACTIVE, (cite(1, whole),), 0.1), whole)
    assert {one.id for one in shown_in(kept)} == {"note", "bail"}
    rest = without(kept, {DocumentId("bail")})
    assert "SECRET" not in repr(rest)
    assert rest.finished is not None
    assert rest.finished.text == "« … » [1]"


def test_sentences_that_rest_on_it_go_from_a_written_answer() -> None:
    sentences = ("SECRET prend fin en 2027 [1].", "Le préavis est de six mois [2].", "SECRET encore, sans dire où.")
    text = " ".join(sentences)
    checks = tuple(Checked(text.index(one), text.index(one) + len(one), Support.SUPPORTED) for one in sentences)
    citations = (cite(1, hit("bail", "SECRET")), cite(2, hit("note")))
    written = Finished(text, Manner.WRITTEN, citations, 0.1, model="m", checks=checks, warning="SECRET ?")
    rest = without(turn(written), {DocumentId("bail")}).finished
    assert rest is not None
    assert rest.text == f"{TAKEN_OUT} Le préavis est de six mois [2]. {TAKEN_OUT}"
    assert [rest.text[one.start : one.end] for one in rest.checks] == ["Le préavis est de six mois [2]."]
    assert "SECRET" not in repr(rest)
    unchecked = dataclasses.replace(written, checks=())
    assert without(turn(unchecked), {DocumentId("bail")}).finished == dataclasses.replace(
        rest, text=TAKEN_OUT, checks=()
    )
    assert without(turn(written), {DocumentId("other")}).finished == written


def test_a_list_loses_the_row_and_what_was_counted_with_it() -> None:
    rows = tuple(Listed(DocumentId(name), f"{name}.pdf", name, Genre.INVOICE) for name in ("SECRET", "b", "c"))
    listing = Listing(Wish.SUM, rows[:2], (Apart(Doubt.UNPRICED, rows[2:]),), 9, 3, 0, totals=(("EUR", "12.00"),))
    kept = turn(Finished("2 factures, 12 €, SECRET.", Manner.LISTED, (), 0.1, listing=listing))
    assert list(listed_in(kept)) == ["SECRET", "b", "c"]
    rest = without(kept, {DocumentId("SECRET")})
    assert list(listed_in(rest)) == ["b", "c"]
    assert rest.finished is not None
    assert rest.finished.text == TAKEN_OUT
    assert "SECRET" not in repr(rest)
    assert "12.00" not in repr(rest)
    assert without(kept, {DocumentId("other")}) == kept


def test_a_question_without_an_answer_stays() -> None:
    assert without(turn(None, hit("bail")), {DocumentId("bail")}) == turn(None)
