"""ZUGFeRD 1.x, the invoice XML of 2014 to 2017, by the business terms of its successor EN 16931.

`factur-x` checks these files against their schema but does not read them; the paths are those of that schema
(`ZUGFeRD1p0.xsd`). What comes out has the form of `factur-x`'s own, so one code goes on from there.
"""

from __future__ import annotations

from typing import Any, Final

ROOT: Final = "{urn:ferd:CrossIndustryDocument:invoice:1p0}CrossIndustryDocument"
_NAMES: Final = {
    "rsm": "urn:ferd:CrossIndustryDocument:invoice:1p0",
    "ram": "urn:un:unece:uncefact:data:standard:ReusableAggregateBusinessInformationEntity:12",
    "udt": "urn:un:unece:uncefact:data:standard:UnqualifiedDataType:15",
}
_TRADE: Final = "rsm:SpecifiedSupplyChainTradeTransaction"
_AGREED: Final = f"{_TRADE}/ram:ApplicableSupplyChainTradeAgreement"
_SETTLED: Final = f"{_TRADE}/ram:ApplicableSupplyChainTradeSettlement"
_SUM: Final = "ram:SpecifiedTradeSettlementMonetarySummation"
_SUMS: Final = f"{_SETTLED}/{_SUM}"
_HEAD: Final = "rsm:HeaderExchangedDocument"
_DAY: Final = "udt:DateTimeString"
TERMS: Final = {
    "BT-1": f"{_HEAD}/ram:ID",
    "BT-3": f"{_HEAD}/ram:TypeCode",
    "BT-5": f"{_SETTLED}/ram:InvoiceCurrencyCode",
    "BT-13": f"{_AGREED}/ram:BuyerOrderReferencedDocument/ram:ID",
    "BT-109": f"{_SUMS}/ram:TaxBasisTotalAmount",
    "BT-110": f"{_SUMS}/ram:TaxTotalAmount",
    "BT-112": f"{_SUMS}/ram:GrandTotalAmount",
    "BT-113": f"{_SUMS}/ram:TotalPrepaidAmount",
    "BT-115": f"{_SUMS}/ram:DuePayableAmount",
}
DATES: Final = {
    "BT-2": f"{_HEAD}/ram:IssueDateTime/{_DAY}",
    "BT-9": f"{_SETTLED}/ram:SpecifiedTradePaymentTerms/ram:DueDateDateTime/{_DAY}",
}
PARTIES: Final = {"BG-4": f"{_AGREED}/ram:SellerTradeParty", "BG-7": f"{_AGREED}/ram:BuyerTradeParty"}
PARTY: Final = {
    "name": "ram:Name",
    "legal_identifier": "ram:GlobalID",
    "vat_identifier": "ram:SpecifiedTaxRegistration/ram:ID[@schemeID='VA']",
}
LINE: Final = {
    "BT-129": "ram:SpecifiedSupplyChainTradeDelivery/ram:BilledQuantity",
    "BT-131": f"ram:SpecifiedSupplyChainTradeSettlement/{_SUM}/ram:LineTotalAmount",
    "BT-146": "ram:SpecifiedSupplyChainTradeAgreement/ram:NetPriceProductTradePrice/ram:ChargeAmount",
    "BT-152": "ram:SpecifiedSupplyChainTradeSettlement/ram:ApplicableTradeTax/ram:ApplicablePercent",
    "BT-153": "ram:SpecifiedTradeProduct/ram:Name",
}
DAY_DIGITS: Final = 8  # format 102 of UN/EDIFACT 2379, the only one of this standard


def zugferd_terms(root: Any) -> dict[str, Any]:  # noqa: ANN401 - the library has no types
    """Business term → value, as `facturx.parse_ubl_cii_xml` gives them; what is not said is the empty string.

    Args:
        root: an lxml element whose tag is `ROOT`.
    """
    terms: dict[str, Any] = {term: _text(root, path) for term, path in TERMS.items()}
    terms |= {term: _day(_text(root, path)) for term, path in DATES.items()}
    for group, path in PARTIES.items():
        party = root.find(path, _NAMES)
        terms[group] = {} if party is None else {key: _text(party, inside) for key, inside in PARTY.items()}
    lines = (
        {term: _text(line, path) for term, path in LINE.items()}
        for line in root.iterfind(f"{_TRADE}/ram:IncludedSupplyChainTradeLineItem", _NAMES)
    )
    terms["BG-25"] = [line for line in lines if line["BT-153"] or line["BT-131"]]  # the others are remarks
    return terms


def _text(parent: Any, path: str) -> str:  # noqa: ANN401
    return str(parent.findtext(path, "", _NAMES) or "").strip()


def _day(written: str) -> str:
    """`20261231` as `2026-12-31`."""
    if len(written) != DAY_DIGITS or not written.isdecimal():
        return written
    return f"{written[:4]}-{written[4:6]}-{written[6:]}"
