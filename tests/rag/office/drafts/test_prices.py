from __future__ import annotations

from decimal import Decimal

import pytest

from rag.office.drafts.prices import is_price_list, number_in, read_prices, same_unit
from rag.records import Kind
from tests.rag.office.drafts.papers import HEADER, document, passage

D = Decimal
ROWS = f"""{HEADER}
POSE | Pose, par heure | h | 58 | 20 %
GUIDE | Petit guide | u | 18,95 € | 5,5 %
MDF | Panneau MDF | m² | 1 250,50 | 0,2
VIDE | Sur demande | u | nous consulter | 20 %
| Livraison | forfait | 0 |"""


def test_rows_with_their_places() -> None:
    found = read_prices(document(), [passage(ROWS, sheet="Tarif", row=2)])
    assert [(row.reference, row.designation, row.unit, row.price, row.vat_rate) for row in found.prices] == [
        ("POSE", "Pose, par heure", "h", D(58), D(20)),
        ("GUIDE", "Petit guide", "u", D("18.95"), D("5.5")),
        ("MDF", "Panneau MDF", "m²", D("1250.50"), D(20)),
        ("", "Livraison", "forfait", D(0), None),
    ]
    second = found.prices[1].source
    assert (second.sheet, second.row) == ("Tarif", 3)
    assert second.place
    assert (
        ROWS[second.place.start : second.place.end] == second.place.quote == "GUIDE | Petit guide | u | 18,95 € | 5,5 %"
    )
    assert [one.row for one in found.unread] == [5]


@pytest.mark.parametrize(
    "header",
    [
        "Code | Libellé | PU HT | Taux de TVA",
        "Ref. | Description | Unit | Unit price | VAT rate",
        "Prestation | Prix HT",
        "Désignation | P.U. H.T.",
        "Article | Prix de vente HT",
    ],
)
def test_columns_by_many_names(header: str) -> None:
    assert is_price_list(document("Tarif.csv"), [passage(f"{header}\nA | B | 1")])


@pytest.mark.parametrize(
    ("name", "header"),
    [
        ("Tarif.csv", "Référence | Désignation | Fournisseur | Stock | Prix d'achat HT (€)"),
        ("Tarif.csv", "Désignation | Prix TTC"),
        ("Tarif.csv", "Client | Téléphone"),
        ("Stock.csv", "Désignation | Prix HT"),
    ],
)
def test_other_tables_are_no_price_lists(name: str, header: str) -> None:
    assert not is_price_list(document(name), [passage(f"{header}\nA | 1")])
    assert not is_price_list(document("Tarif.pdf", Kind.PDF), [passage("Désignation | Prix HT\nA | 1")])


@pytest.mark.parametrize(
    ("cell", "comma", "value"),
    [
        ("1 250,00 €", None, "1250.00"), ("1.250", None, None), ("1.250", True, "1250"), ("1.250", False, "1.250"),
        ("1,125", True, "1.125"), ("1,125", None, None), ("12", None, "12"), ("0,035", None, "0.035"),
        ("58 € HT", None, "58"), ("de 5 à 10", None, None), ("", None, None), ("-5", None, None), ("20 %", None, "20"),
    ],
)  # fmt: skip
def test_a_cell_is_one_number_or_none(cell: str, comma: bool | None, value: str | None) -> None:
    assert number_in(cell, comma=comma) == (None if value is None else D(value))


def test_the_sign_of_a_column_tells_what_one_cell_does_not() -> None:
    rows = "Désignation | Prix HT\nA | 12.50\nB | 1.250\nC | 1,250"
    assert [row.price for row in read_prices(document("tarif.csv"), [passage(rows)]).prices] == [
        D("12.50"), D("1.250"), D("1250"),
    ]  # fmt: skip
    unknown = read_prices(document("tarif.csv"), [passage("Désignation | Prix HT\nA | 12\nB | 1.250")])
    assert ([row.price for row in unknown.prices], len(unknown.unread)) == ([D(12)], 1)


def test_units_have_many_names() -> None:
    assert same_unit("heures", "h")
    assert same_unit("m²", "M2")
    assert same_unit("", "forfait")
    assert same_unit("Jours", "jour")
    assert not same_unit("jour", "h")
    assert not same_unit("m²", "ml")
