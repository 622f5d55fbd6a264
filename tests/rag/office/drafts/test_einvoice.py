from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given, settings

from rag.office.drafts.amounts import NO_DISCOUNT, Discount, Item
from rag.office.drafts.einvoice import broken_rules, einvoice_of
from rag.office.drafts.record import Draft, DraftLine, Field, Origin, Source
from tests.rag.office.drafts.parts import quotes

GIVEN = Source(Origin.GIVEN)
FIELDS = {
    "client.name": "Cabinet Brissard", "client.street": "45 boulevard du Grand-Mail", "client.postcode": "49000",
    "client.city": "Angers", "client.siret": "00518846100015", "client.contact": "Dr Nouet", "client.terms": "30 jours",
    "firm.name": "Atelier Tourvelin", "firm.street": "12 rue du Copeau-Doré", "firm.postcode": "49000",
    "firm.city": "Angers", "firm.siret": "004 912 739 00010", "firm.vat": "FR49004912739", "firm.iban": "FR76 3000",
}  # fmt: skip
ITEMS = [
    Item("Pose", Decimal("12.5"), Decimal(58), Decimal(10), "heures", discount=Decimal(5)),
    Item("Porte", Decimal(3), Decimal(745), Decimal(20), "u", "POR"),
]


def draft(items: list[Item], discount: Discount = NO_DISCOUNT, **fields: str) -> Draft:
    values = FIELDS | {key.replace("__", "."): value for key, value in fields.items()}
    lines = tuple(DraftLine(item, GIVEN, GIVEN) for item in items)
    said = tuple(Field(key, value, GIVEN) for key, value in values.items())
    return Draft("quote", "fr", "2026-05-06", said, lines, discount, number="D-2026-035")


@settings(max_examples=150, deadline=None)
@given(quotes())
def test_every_record_keeps_the_rules_of_the_norm(drawn: tuple[list[Item], Discount]) -> None:
    values = einvoice_of(draft(*drawn), "F-1", "2026-06-01").values
    assert broken_rules(values) == ()
    totals = draft(*drawn).totals
    assert (values["BT-109"], values["BT-112"]) == (str(totals.net), str(totals.gross))
    # And once more without looking at our own rules: what is due is the sum of what is printed.
    net = sum(Fraction(line["BT-131"]) for line in values["BG-25"]) - Fraction(values.get("BT-107", "0"))
    assert Fraction(values["BT-115"]) == net + sum(Fraction(rate["BT-117"]) for rate in values["BG-23"])


@pytest.mark.parametrize(
    ("term", "rule"),
    [("BT-106", "BR-CO-10"), ("BT-107", "BR-CO-11"), ("BT-109", "BR-CO-13"), ("BT-110", "BR-CO-14"),
     ("BT-112", "BR-CO-15"), ("BT-115", "BR-CO-16")],
)  # fmt: skip
def test_a_wrong_sum_is_noticed(term: str, rule: str) -> None:
    values = einvoice_of(draft(ITEMS, Discount(percent=Decimal(3)))).values
    values[term] = str(Decimal(values[term]) + Decimal("0.01"))
    assert rule in broken_rules(values)


def test_wrong_vat_and_a_wrong_base_are_noticed() -> None:
    for term, rule in (("BT-117", "BR-CO-17"), ("BT-116", "BR-S-8")):
        values = einvoice_of(draft(ITEMS)).values
        values["BG-23"][1][term] = str(Decimal(values["BG-23"][1][term]) + Decimal("0.01"))
        assert rule in broken_rules(values)
    values = einvoice_of(draft(ITEMS)).values
    values["BT-108"] = "1.00"
    assert "BR-CO-12" in broken_rules(values)


def test_the_values_by_their_terms() -> None:
    found = einvoice_of(draft(ITEMS, Discount(percent=Decimal(10))), "F-2026-001", "2026-06-01")
    assert found.missing == ()
    values = found.values
    assert (values["BT-1"], values["BT-2"], values["BT-3"], values["BT-20"]) == (
        "F-2026-001", "2026-06-01", "380", "30 jours",
    )  # fmt: skip
    first, second = values["BG-25"]
    assert (first["BT-130"], first["BT-131"], first["BG-27"][0]["amount"]) == ("HUR", "688.75", "36.25")
    assert (second["BT-155"], second["BT-146"], second["BT-152"]) == ("POR", "745", "20")
    assert [one["amount"] for one in values["BG-20"]] == ["68.88", "223.50"]
    assert values["BG-4"]["identifiers"] == {"0009": "00491273900010"}
    assert (values["BG-7"]["legal_identifier"], values["BG-7"]["country_code"]) == ("005188461", "FR")
    assert values["BT-84"] == "FR763000"


def test_what_is_missing_is_told_and_not_made_up() -> None:
    items = [Item("Don", Decimal(1), Decimal(10), Decimal(0), "brouette")]
    bare = dict.fromkeys(["client.siret", "client.terms", "firm.siret", "firm.vat", "firm.iban"], "")
    found = einvoice_of(draft(items, **{key.replace(".", "__"): value for key, value in bare.items()}))
    assert found.missing == (
        "invoice.number", "invoice.date", "firm.vat", "client.siret", "terms", "firm.iban", "exemption",
        "unit:brouette",
    )  # fmt: skip
    for term in ("BT-1", "BT-2", "BT-20", "BT-81", "BT-84"):
        assert term not in found.values
    assert "identifiers" not in found.values["BG-7"]
    assert found.values["BG-23"][0]["BT-118"] == "E"


def test_a_firm_that_is_exempt_is_known_by_its_siren() -> None:
    exempt = draft([Item("Don", Decimal(1), Decimal(10), Decimal(0))], firm__vat="", exemption="art. 293 B du CGI")
    found = einvoice_of(exempt)
    assert found.values["BG-4"]["tax_identifier"] == "004912739"
    assert "firm.vat" not in found.missing
    taxed = einvoice_of(draft(ITEMS, firm__vat="12345"))
    assert "tax_identifier" not in taxed.values["BG-4"]
    assert "vat_identifier" not in taxed.values["BG-4"]
    assert "firm.vat" in taxed.missing
