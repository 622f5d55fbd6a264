"""What mails do, by their forms of speech."""

from __future__ import annotations

import pytest

from rag.office.mail.cues import acts, forms_in, names


def does(text: str) -> set[str]:
    return {name for name, value in zip(names(), acts(text), strict=True) if value and name != "length"}


@pytest.mark.parametrize(
    ("text", "act"),
    [
        ("Combien coûterait une porte ?", "price"),
        ("C’est d’accord, allez-y.", "accept"),
        ("Veuillez régler la FACTURE.", "pay"),
        ("Le virement est parti : 1 240,50 €", "amount"),
        ("On se voit mardi à 14 h 30 ?", "hour"),
        ("Appelez le 06 12 44 90 31", "telephone"),
        ("La porte ne ferme plus du tout", "denial"),
        ("Je souhaite résilier mon contrat", "change"),
        ("30 % de remise, profitez-en !", "share"),
        ("Could you send us your certificate?", "papers"),
    ],
)
def test_an_act_is_seen(text: str, act: str) -> None:
    assert act in does(text)


def test_a_whole_word_is_not_the_beginning_of_another() -> None:
    assert "papers" not in does("le planning de la semaine")
    assert "papers" in does("le plan de la cuisine")


def test_forms_are_given_as_they_are_written() -> None:
    assert forms_in("Merci de RÉSILIER et de clôturer.", "change") == ["RÉSILIER", "clôturer"]
    assert forms_in("1 240 €", "amount") == []


def test_nothing_is_done_in_an_empty_mail() -> None:
    assert not any(acts(""))
    assert len(acts("")) == len(names())
