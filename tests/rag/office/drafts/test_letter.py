from __future__ import annotations

from datetime import date

import pytest

from rag.office.drafts.client import Known
from rag.office.drafts.given import Asked
from rag.office.drafts.letter import letter_of, questions_in
from rag.office.drafts.record import Draft, Origin, Source, Why
from rag.office.drafts.request import received, typed
from rag.records import Kind
from tests.rag.office.drafts.papers import FIRM, document, passage

MAIL = (
    "De : Odile Fravallon <odile@courriel.example>\nObjet : RE: Vitrage\n\nBonjour,\nQuel est votre délai ?\n"
    "Pourriez-vous m'envoyer la notice.\nJe pars lundi.\nCordialement\nOdile ?"
)
FOUND = Source(Origin.LIBRARY)


def reply(answers: dict[str, list[tuple[str, Source]]], **values: str) -> Draft:
    mail = document("m.eml", Kind.MAIL, sender="Odile Fravallon <odile@courriel.example>")
    request = received(mail, [passage(MAIL, "m.eml")])
    asked = Asked("reply", values=values)
    return letter_of(asked, request, Known((), {}), FIRM, answers, language="fr", day=date(2026, 5, 6))


def test_the_questions_of_a_letter_with_their_places() -> None:
    found = questions_in(received(document("m.eml", Kind.MAIL), [passage(MAIL, "m.eml")]))
    assert [question for question, _ in found] == ["Quel est votre délai ?", "Pourriez-vous m'envoyer la notice."]
    place = found[0][1].place
    assert place
    assert MAIL[place.start : place.end] == "Quel est votre délai ?"
    assert questions_in(typed("Merci.")) == []


def test_a_reply_says_what_was_found_and_asks_what_was_not() -> None:
    draft = reply({"Quel est votre délai ?": [("Le délai est de 8 semaines.", FOUND)]})
    body = [field for field in draft.fields if field.key == "body"]
    assert [(field.value, field.source) for field in body] == [("Le délai est de 8 semaines.", FOUND)]
    (missing,) = draft.wanting
    assert (missing.key, missing.why) == ("answer:Pourriez-vous m'envoyer la notice.", Why.ABSENT)
    assert (draft.value("client.name"), draft.value("subject")) == ("Odile Fravallon", "Vitrage")


def test_what_is_said_stands_in_its_place_and_a_dash_leaves_it_out() -> None:
    draft = reply(
        {}, **{"answer:Quel est votre délai ?": "Huit semaines.", "answer:Pourriez-vous m'envoyer la notice.": "-"}
    )
    assert [field.value for field in draft.fields if field.key == "body"] == ["Huit semaines."]
    assert draft.missing == ()
    own = reply({}, body="Un.\n\nDeux.")
    assert [field.value for field in own.fields if field.key == "body"] == ["Un.", "Deux."]


@pytest.mark.parametrize(
    ("name", "language", "greeting"),
    [
        ("Mme Fravallon", "fr", "Madame,"), ("M. Petit", "fr", "Monsieur,"),
        ("M. et Mme Roy", "fr", "Madame, Monsieur,"),
        ("Garage Petit", "fr", "Madame, Monsieur,"), ("Mr Smith", "en", "Dear Sir,"),
        ("Acme", "en", "Dear Sir or Madam,"),
    ],
)  # fmt: skip
def test_the_greeting(name: str, language: str, greeting: str) -> None:
    asked = Asked("letter", values={"client.name": name, "body": "Bonjour."})
    draft = letter_of(asked, typed(""), Known((), {}), FIRM, {}, language=language, day=date(2026, 5, 6))
    assert draft.value("greeting") == greeting
    assert {one.key for one in draft.wanting} == {"client.street", "client.postcode", "client.city"}
