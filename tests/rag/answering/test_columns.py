from __future__ import annotations

import pytest

from rag.answering.columns import columns_of, table_heads

PRICES = (
    "3. Escaliers\nEscaliers Modèle Hêtre Chêne\nDroit, 12 marches 2 150 € 2 990 €\n"
    "Deux quarts, sur devis 3 260 €\nUn quart tournant, 13 marches 2 780 € 3 940 €\nPose comprise."
)
STOCK = (
    "Référence | Nom | Fournisseur | Prix\nFP-210 | Ferme-porte | Vaucelle | 118,40\nVI-550 | Vis inox | Vaucelle | 9"
)
PHONES = "Pompiers | 18\nSamu | 15"


def heads(text: str, row: str) -> str:
    start = text.index(row)
    return columns_of(text, start, start + len(row))


@pytest.mark.parametrize(
    ("text", "row", "expected"),
    [
        (PRICES, "Un quart tournant, 13 marches 2 780 € 3 940 €", "Escaliers Modèle Hêtre Chêne"),
        (PRICES, "Droit, 12 marches 2 150 € 2 990 €", "Escaliers Modèle Hêtre Chêne"),
        (STOCK, "VI-550 | Vis inox | Vaucelle | 9", "Référence · Nom · Fournisseur · Prix"),
    ],
)
def test_a_row_is_told_with_what_stands_above_its_columns(text: str, row: str, expected: str) -> None:
    assert heads(text, row) == expected


@pytest.mark.parametrize(
    ("text", "row"),
    [
        (PRICES, "Deux quarts, sur devis 3 260 €"),  # one amount: nothing to mix up
        (PRICES, "Pose comprise."),
        (PRICES, "Escaliers Modèle Hêtre Chêne\nDroit, 12 marches 2 150 € 2 990 €"),  # it shows them itself
        (PHONES, "Samu | 15"),
        (f"{STOCK}\nX-1 | Colle | 12", "X-1 | Colle | 12"),  # another number of columns
        ("12 | Vis | 9 | 4\n13 | Clou | 8 | 2", "13 | Clou | 8 | 2"),  # a table without heads
        (
            "Elle coûte moins cher.\nLe hêtre vaut 2 780 € et le chêne 3 940 €.",
            "Le hêtre vaut 2 780 € et le chêne 3 940 €.",
        ),
        ("Bois\nHêtre 2 780 € Chêne 3 940 €", "Hêtre 2 780 € Chêne 3 940 €"),  # fewer words than amounts
        ("2 780 € 3 940 €", "2 780 € 3 940 €"),
    ],
)
def test_what_is_no_row_of_a_table_with_heads_stands_alone(text: str, row: str) -> None:
    assert not heads(text, row)


def test_the_heads_of_the_table_around_a_place() -> None:
    text = "Tarif :\nModèle | Hêtre | Chêne\nDroit | 2 150 € | 3 080 €\nTournant | 2 780 € | 3 940 €\nHors taxes."
    heads = "Modèle | Hêtre | Chêne"
    assert table_heads(text, text.index("Tournant")) == heads
    assert table_heads(text, text.index(heads)) == heads
    assert table_heads(text, 0) == table_heads(text, text.index("Hors")) == ""
    assert table_heads("", 0) == table_heads("un | seul", 0) == ""
    assert table_heads("1 | 2\n3 | 4", 4) == "", "figures name no column"
