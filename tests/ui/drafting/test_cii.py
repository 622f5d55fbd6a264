from __future__ import annotations

import importlib.util
from collections.abc import Iterator
from decimal import Decimal
from io import BytesIO

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree

from rag.errors import RecordIncomplete
from rag.office.drafts.amounts import Discount, Item
from rag.office.drafts.einvoice import EInvoice, einvoice_of
from rag.office.drafts.french import WANTED_IN_FRANCE, Mentions, for_platforms
from rag.office.drafts.record import Draft
from tests.rag.office.drafts.parts import quotes
from tests.rag.office.drafts.test_einvoice import ITEMS, draft
from tests.ui.drafting.schematron import BORNE, WHY_NOT, Schematron
from ui.drafting.cii import as_cii

D = Decimal
RAM = "{urn:un:unece:uncefact:data:standard:ReusableAggregateBusinessInformationEntity:100}"
PAID = ("Trois fois le taux d'intérêt légal", "Pas d'escompte pour paiement anticipé")
PRIVATE = {"client__siret": "", "client__contact": ""}
EXEMPT = {"exemption": "TVA non applicable, art. 293 B du CGI"}
GIFT = Item("Don", D(1), D(10), D(0))
# What our quotes can become, each with what is special about it.
INVOICES = {
    "two rates, one line with a discount": draft(ITEMS),
    "a share off the whole": draft(ITEMS, Discount(percent=D(10))),
    "everything off": draft(ITEMS, Discount(percent=D(100))),
    "an amount off, divided among rates": draft([*ITEMS, GIFT], Discount(amount=D("12.34")), **EXEMPT),
    "four rates": draft([Item(rate, D(1), D("9.99"), D(rate)) for rate in ("20", "10", "5.5", "2.1")]),
    "without VAT": draft([GIFT], **EXEMPT),
    "without VAT nor a number for it": draft([GIFT], firm__vat="", **EXEMPT),
    "partly exempt": draft([*ITEMS, GIFT], **EXEMPT),
    "a private client": draft(ITEMS, **PRIVATE),
    "a client with a VAT number that is none": draft(ITEMS, client__vat="à venir"),
    "a client of Belgium": draft(ITEMS, client__siret="", client__vat="BE 0403 019 261"),
    "without an IBAN": draft(ITEMS, firm__iban=""),
    "a true IBAN": draft(ITEMS, firm__iban="FR14\u00a02004 1010 0505 0001 3M02 606"),
    "cents that are rounded": draft([Item(str(place), D("0.333"), D("0.015"), D("5.5")) for place in range(1, 8)]),
    "for nothing": draft([Item("Visite", D(1), D(0), D(20))], client__terms=""),
    "words with signs": draft([Item("Bois <chêne>\n& hêtre \x07", D(2), D("1.5"), D("8.5"), "m2", "R&D", D(100))]),
    "an unknown unit": draft([Item("Sable", D(2), D(30), D(20), "brouette")]),
    "all of its parties": draft(
        ITEMS, client__vat="FR05005188461", client__email="nouet@cabinet.example", client__phone="02 41 00 00 00",
        firm__legal="SARL au capital de 10 000 €", firm__email="contact@atelier.example",
    ),
}  # fmt: skip


@pytest.fixture(scope="module")
def schematron() -> Iterator[Schematron]:
    if importlib.util.find_spec("saxonche") is None:
        pytest.skip(WHY_NOT)
    ours = Schematron()
    yield ours
    ours.close()


def written(made: Draft) -> bytes:
    return as_cii(einvoice_of(made, "F-2026-001", "2026-06-01"))


@pytest.mark.parametrize("name", INVOICES)
def test_the_official_rules_are_kept(name: str, schematron: Schematron) -> None:
    found = schematron.of(written(INVOICES[name]))
    assert found.looked_at > 50
    assert found.fatal == ()
    assert set(found.warned) <= BORNE


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(quotes(), st.sets(st.sampled_from(["client.siret", "client.contact", "firm.iban", "client.vat"])))
def test_the_official_rules_are_kept_by_random_quotes(
    schematron: Schematron, drawn: tuple[list[Item], Discount], without: set[str]
) -> None:
    said = {"client.vat": "FR05005188461", "exemption": "Exonéré"} | dict.fromkeys(without, "")
    made = draft(*drawn, **{key.replace(".", "__"): value for key, value in said.items()})
    assert schematron.of(written(made)).fatal == ()


@pytest.mark.parametrize("name", [name for name, one in INVOICES.items() if one.value("client.siret")])
@pytest.mark.parametrize("activity", ["goods", "services", "both"])
def test_the_rules_of_france_are_kept_between_firms(name: str, activity: str, schematron: Schematron) -> None:
    made = for_platforms(einvoice_of(INVOICES[name], "F-2026/001", "2026-06-01"), Mentions(activity, *PAID), "fr")
    assert not set(WANTED_IN_FRANCE) & set(made.missing)
    xml = as_cii(made)
    found = schematron.of(xml, "france")
    assert found.looked_at > 50
    assert (found.fatal, found.warned) == ((), ())
    assert schematron.of(xml).fatal == ()


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(quotes())
def test_the_rules_of_france_are_kept_or_what_breaks_them_is_told(
    schematron: Schematron, drawn: tuple[list[Item], Discount]
) -> None:
    invoice = einvoice_of(draft(*drawn, exemption="Exonéré"), "F-1", "2026-06-01")
    made = for_platforms(invoice, Mentions("both", *PAID), "fr")
    fatal = schematron.of(as_cii(made), "france").fatal
    assert set(made.missing) <= {"quantity.places"}
    assert set(fatal) == ({"BR-FR-DEC-02_BT-129"} if made.missing else set())


@pytest.mark.parametrize(
    ("mentions", "number", "item", "key", "rule"),
    [
        (Mentions("", *PAID), "F-1", ITEMS[0], "activity", "BR-FR-08_BT-23"),
        (Mentions("both", "", "Pas d'escompte"), "F-1", ITEMS[0], "late", "BR-FR-05_BT-22_PMD"),
        (Mentions("both", "10 %", ""), "F-1", ITEMS[0], "early", "BR-FR-05_BT-22_AAB"),
        (Mentions("both", *PAID), "F 1", ITEMS[0], "number.form", "BR-FR-02_BT-1"),
        (Mentions("both", *PAID), "F-1", Item("a", D(1), D(1), D(12)), "rate.france", "BR-FR-16_BT-152"),
        (
            Mentions("both", *PAID),
            "F-1",
            Item("a", D("0.00001"), D(1), D(20)),
            "quantity.places",
            "BR-FR-DEC-02_BT-129",
        ),
    ],
)
def test_what_france_calls_fatal_is_told(
    mentions: Mentions, number: str, item: Item, key: str, rule: str, schematron: Schematron
) -> None:
    made = for_platforms(einvoice_of(draft([item]), number, "2026-06-01"), mentions, "fr")
    assert made.missing == (key,)
    xml = as_cii(made)  # an invoice after EN 16931 all the same
    assert rule in schematron.of(xml, "france").fatal
    assert schematron.of(xml).fatal == ()


def test_what_is_wrong_is_found_by_them(schematron: Schematron) -> None:
    right = written(INVOICES["two rates, one line with a discount"]).decode()
    gross, country = ">3439.63<", ">FR49004912739<"
    assert right.count(gross) == 2
    assert "BR-CO-15" in schematron.of(right.replace(gross, ">3439.64<").encode()).fatal
    assert "BR-CO-09" in schematron.of(right.replace(country, ">49004912739<").encode()).fatal


@pytest.mark.parametrize(
    ("made", "lacking"),
    [
        (draft(ITEMS, firm__vat=""), "firm.vat"),
        (draft(ITEMS, firm__vat="en cours"), "firm.vat"),
        (draft(ITEMS, client__terms=""), "terms"),
        (draft([GIFT]), "exemption"),
        (draft([GIFT], firm__vat="", firm__siret="", **EXEMPT), "firm.vat"),
    ],
)
def test_what_they_call_fatal_is_asked_for_instead(made: Draft, lacking: str) -> None:
    with pytest.raises(RecordIncomplete, match=rf"lacks: {lacking}\. "):
        written(made)


@settings(max_examples=15, deadline=None)
@given(quotes())
def test_the_xml_keeps_its_schema_and_says_the_totals(drawn: tuple[list[Item], Discount]) -> None:
    made = draft(*drawn, exemption="Exonéré")
    tree = etree.parse(BytesIO(written(made)))
    found = {
        one.tag.removeprefix(RAM): one.text for one in tree.iter(f"{RAM}GrandTotalAmount", f"{RAM}DuePayableAmount")
    }
    assert {Decimal(value or "") for value in found.values()} == {made.totals.gross}


def test_without_number_and_day_there_is_no_invoice() -> None:
    with pytest.raises(RecordIncomplete, match=r"invoice\.number, invoice\.date"):
        as_cii(einvoice_of(draft(ITEMS)))


def test_wrong_sums_are_never_written() -> None:
    right = einvoice_of(draft(ITEMS), "F-1", "2026-06-01")
    with pytest.raises(ValueError, match="BR-CO-15"):
        as_cii(EInvoice({**right.values, "BT-112": "1.00"}))
