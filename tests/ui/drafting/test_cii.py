from __future__ import annotations

from decimal import Decimal
from io import BytesIO

import pytest
from hypothesis import given, settings
from lxml import etree

from rag.errors import RecordIncomplete
from rag.office.drafts.amounts import Discount, Item
from rag.office.drafts.einvoice import EInvoice, einvoice_of
from tests.rag.office.drafts.parts import quotes
from tests.rag.office.drafts.test_einvoice import ITEMS, draft
from ui.drafting.cii import as_cii

RAM = "{urn:un:unece:uncefact:data:standard:ReusableAggregateBusinessInformationEntity:100}"


@settings(max_examples=15, deadline=None)
@given(quotes())
def test_the_xml_keeps_its_schema_and_says_the_totals(drawn: tuple[list[Item], Discount]) -> None:
    made = draft(*drawn, exemption="Exonéré")
    tree = etree.parse(BytesIO(as_cii(einvoice_of(made, "F-1", "2026-06-01"))))
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
