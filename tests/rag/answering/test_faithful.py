"""What a model makes of a follow-up is used only when it asks the same thing, and nothing that was never said."""

from __future__ import annotations

import pytest

from rag.answering.faithful import Flaw, flaw_of, tidied

BEFORE = ("Quel est le préavis des employés ?", "Convention collective.pdf", "Le préavis est d'un mois [1].")
INVOICE = ("Quel est le montant TTC de la facture F-2026-0142 ?",)


@pytest.mark.parametrize(
    ("said", "question", "before"),
    [
        ("Quel est le préavis des cadres ?", "et pour les cadres ?", BEFORE),
        ("Quel est le montant TTC de la facture F-2026-0151 ?", "et la F-2026-0151 ?", INVOICE),
        ("Quelle est l'échéance de la facture F-2026-0142 ?", "Quelle est son échéance ?", INVOICE),
        ("Qui a signé le bail commercial ?", "Qui l'a signé ?", ("Quelle est la durée du bail commercial ?",)),
        ("Quelles pièces la maintenance ne comprend-elle pas ?", "Lesquelles ne comprend-elle pas ?", (
            "Quelles pièces la maintenance remplace-t-elle ?",)),
        ("Le préavis des cadres dépend-il de la Convention collective ?", "et pour les cadres, il en dépend ?", BEFORE),
    ],
)  # fmt: skip
def test_a_good_one_is_used(said: str, question: str, before: tuple[str, ...]) -> None:
    assert flaw_of(said, question, before, "fr") is None


def test_a_good_one_in_english_is_used() -> None:
    before = ("When is the workshop closed in August?",)
    assert flaw_of("When is the workshop closed at Christmas?", "And at Christmas?", before, "en") is None


@pytest.mark.parametrize(
    ("said", "flaw"),
    [
        ("", Flaw.SHAPE),
        ("Le préavis des cadres est de trois mois.", Flaw.SHAPE),
        ("Quel est le préavis des cadres ? Il est de trois mois ?", Flaw.SHAPE),
        ("Quel est le préavis des cadres ?\nEt des employés ?", Flaw.SHAPE),
        ("Quel est le préavis des cadres <|im_end|> ?", Flaw.SHAPE),
        (f"Quel est le préavis des cadres {'et des employés ' * 30}?", Flaw.SHAPE),
        ("What is the notice period of the cadres?", Flaw.LANGUAGE),
        ("Quel est le préavis des employés ?", Flaw.LOST),
        ("Quel est le préavis des cadres après 3 ans ?", Flaw.INVENTED),
        ("Quel est le préavis des cadres de la société Bertholet ?", Flaw.INVENTED),
        ("Quel est le préavis des cadres selon la note N-2024-07 ?", Flaw.INVENTED),
        ("Quel est le préavis des cadres en cas de maladie grave pendant une période d'essai ?", Flaw.STRAYS),
        ("Que dit-on des cadres ?", Flaw.STRAYS),
        ("Et le préavis pour les cadres ?", Flaw.HANGS),
    ],
)
def test_a_bad_one_is_not(said: str, flaw: Flaw) -> None:
    assert flaw_of(said, "et pour les cadres ?", BEFORE, "fr") is flaw


def test_figures_and_denials_of_the_follow_up_stay() -> None:
    before = ("Quel est le préavis pour poser trois jours de congé ?",)
    kept = "Quel est le préavis pour poser trois semaines de congé ?"
    assert flaw_of(kept, "et pour trois semaines ?", before, "fr") is None
    assert flaw_of(kept.replace("trois", "deux"), "et pour trois semaines ?", before, "fr") is Flaw.LOST
    said = "Quelles pièces la maintenance comprend-elle ?"
    before = ("Quelles pièces la maintenance remplace-t-elle ?",)
    assert flaw_of(said, "Lesquelles ne comprend-elle pas ?", before, "fr") is Flaw.LOST


def test_what_a_model_puts_around_is_taken_off() -> None:
    assert tidied("« Quel est le préavis des cadres ? »", "fr") == "Quel est le préavis des cadres ?"
    assert tidied("Question réécrite : quel est le préavis des cadres", "fr") == "Quel est le préavis des cadres ?"
    assert tidied('"What is the notice of managers"', "en") == "What is the notice of managers?"
    assert tidied("Le préavis est d'un mois.", "fr").endswith(".")
