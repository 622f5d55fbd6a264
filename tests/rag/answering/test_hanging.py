"""What a question lacks."""

from __future__ import annotations

import pytest

from rag.answering.hanging import Lack, looked_at


@pytest.mark.parametrize(
    ("question", "lack"),
    [
        ("Et pour les cadres ?", Lack.CLAUSE),
        ("pour les cadres ?", Lack.CLAUSE),
        ("Qu'en est-il des apprentis ?", Lack.CLAUSE),
        ("What about locks?", Lack.CLAUSE),
        ("Pourquoi ?", Lack.MATTER),
        ("Et après ?", Lack.MATTER),
        ("Why?", Lack.MATTER),
        ("Qui l'a signé ?", Lack.NOUN),
        ("Quel est son montant ?", Lack.NOUN),
        ("Combien coûte-t-elle ?", Lack.NOUN),
        ("Quand finit ce contrat ?", Lack.NOUN),
        ("À qui faut-il le demander ?", Lack.NOUN),
        ("When does it end?", Lack.NOUN),
        ("What is its price?", Lack.NOUN),
        ("Quel est le montant ?", Lack.COMPLEMENT),
        ("Et quel acompte ?", Lack.COMPLEMENT),
        ("How much is the deposit?", Lack.COMPLEMENT),
        ("How long is the notice of managers?", Lack.NOTHING),
        ("Lequel est le moins cher ?", Lack.NOUN),
        ("Est-ce que c'est remboursé ?", Lack.NOUN),
        ("Is it mandatory?", Lack.NOUN),
        ("Can this be extended?", Lack.NOUN),
        ("Sur quelle période ?", Lack.COMPLEMENT),
        ("À partir de quand ?", Lack.COMPLEMENT),
        ("Combien de jours au total ?", Lack.COMPLEMENT),
        ("Celui de 2025 ?", Lack.CLAUSE),
        ("Lequel des devis est le moins cher ?", Lack.NOTHING),
        ("Is it possible to pay by cheque?", Lack.NOTHING),
        ("Which one of the vans is the oldest?", Lack.NOTHING),
        ("Dans quel carton est rangée la colle ?", Lack.NOTHING),
        ("Quel est le montant du bail du hangar ?", Lack.NOTHING),
        ("Combien le cabinet dentaire nous doit-il ?", Lack.NOTHING),
        ("Combien d'heures Karim a-t-il passées chez Mme Fravallon ?", Lack.NOTHING),
        ("Y a-t-il une remise pour les grandes commandes ?", Lack.NOTHING),
        ("Faut-il un casque sur le chantier ?", Lack.NOTHING),
        ("Quel est le prix du chêne cette année ?", Lack.NOTHING),
        ("prix du chêne", Lack.NOTHING),
        ("How long does it take to evacuate the building?", Lack.NOTHING),
        ("Can employees claim their train tickets?", Lack.NOTHING),
    ],
)
def test_what_is_lacking(question: str, lack: Lack) -> None:
    assert looked_at(question).lack is lack
