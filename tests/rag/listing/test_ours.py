"""Which way the papers of our house went."""

from __future__ import annotations

import pytest

from rag.listing.ours import Way, way_in, went
from rag.words import flattened


@pytest.mark.parametrize(
    ("question", "way"),
    [
        ("combien de factures avons-nous envoyées en mars 2026", Way.SENT),
        ("les devis que nous avons émis", Way.SENT),
        ("liste des factures envoyées en mars", Way.SENT),
        ("how many invoices did we send in March", Way.SENT),
        ("the invoices we issued", Way.SENT),
        ("les factures qu'on a reçues de bois sartheval", Way.RECEIVED),
        ("list of the invoices we received in March", Way.RECEIVED),
        ("liste des factures envoyées à la mairie", None),  # somebody is named
        ("liste des factures reçues de Sartheval", None),
        ("liste des factures de mars", None),
    ],
)
def test_the_way_is_told_by_the_verb(question: str, way: Way | None) -> None:
    found = way_in(flattened(question))
    assert (found[0] if found else None) is way


def test_who_wrote_a_paper_is_named_first_on_it() -> None:
    own = ("atelier", "tourvelin")
    assert went(("Atelier Tourvelin", "Le Chaland Bleu"), own) is Way.SENT
    assert went(("Bois Sartheval", "Atelier Tourvelin"), own) is Way.RECEIVED
    assert went((), own) is None
