"""Writes the Cross Industry Invoice XML of an invoice, at the levels BASIC and EN 16931 of Factur-X."""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

from data.make.firm import IBAN, Party

if TYPE_CHECKING:
    from datetime import date
    from decimal import Decimal

    from data.make.trade import Line, Trade

GUIDELINES = {
    "basic": "urn:cen.eu:en16931:2017#compliant#urn:factur-x.eu:1p0:basic",
    "en16931": "urn:cen.eu:en16931:2017",
}
UNITS = {"u": "C62", "h": "HUR", "m²": "MTK", "ml": "MTR", "forfait": "LS"}  # UN/ECE recommendation 20
FRENCH_COMPANY_SCHEME = "0002"  # ISO 6523: SIRENE
NAMESPACES = (
    'xmlns:rsm="urn:un:unece:uncefact:data:standard:CrossIndustryInvoice:100" '
    'xmlns:ram="urn:un:unece:uncefact:data:standard:ReusableAggregateBusinessInformationEntity:100" '
    'xmlns:udt="urn:un:unece:uncefact:data:standard:UnqualifiedDataType:100"'
)


def facturx_xml(trade: Trade) -> bytes:
    """The XML of one invoice; totals are those that the PDF prints."""
    lines = "".join(_line(number, line) for number, line in enumerate(trade.lines, start=1))
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<rsm:CrossIndustryInvoice {NAMESPACES}>
<rsm:ExchangedDocumentContext><ram:GuidelineSpecifiedDocumentContextParameter><ram:ID>{GUIDELINES[trade.facturx]}\
</ram:ID></ram:GuidelineSpecifiedDocumentContextParameter></rsm:ExchangedDocumentContext>
<rsm:ExchangedDocument><ram:ID>{trade.number}</ram:ID><ram:TypeCode>380</ram:TypeCode>
<ram:IssueDateTime>{_day(trade.day)}</ram:IssueDateTime>
<ram:IncludedNote><ram:Content>{escape(trade.subject)}</ram:Content></ram:IncludedNote></rsm:ExchangedDocument>
<rsm:SupplyChainTradeTransaction>{lines}
<ram:ApplicableHeaderTradeAgreement>
<ram:SellerTradeParty>{_party(trade.issuer)}</ram:SellerTradeParty>
<ram:BuyerTradeParty>{_party(trade.client)}</ram:BuyerTradeParty>
</ram:ApplicableHeaderTradeAgreement>
<ram:ApplicableHeaderTradeDelivery><ram:ActualDeliverySupplyChainEvent><ram:OccurrenceDateTime>{_day(trade.day)}\
</ram:OccurrenceDateTime></ram:ActualDeliverySupplyChainEvent></ram:ApplicableHeaderTradeDelivery>
<ram:ApplicableHeaderTradeSettlement>{_settlement(trade)}</ram:ApplicableHeaderTradeSettlement>
</rsm:SupplyChainTradeTransaction>
</rsm:CrossIndustryInvoice>
""".encode()


def _day(day: date) -> str:
    return f'<udt:DateTimeString format="102">{day:%Y%m%d}</udt:DateTimeString>'


def _party(party: Party) -> str:
    company = (
        (
            f'<ram:SpecifiedLegalOrganization><ram:ID schemeID="{FRENCH_COMPANY_SCHEME}">{party.siren}</ram:ID>'
            "</ram:SpecifiedLegalOrganization>"
        )
        if party.siren_stem
        else ""
    )
    vat = (
        (
            f'<ram:SpecifiedTaxRegistration><ram:ID schemeID="VA">{party.vat_number}</ram:ID>'
            "</ram:SpecifiedTaxRegistration>"
        )
        if party.siren_stem
        else ""
    )
    return (
        f"<ram:Name>{escape(party.name)}</ram:Name>{company}"
        f"<ram:PostalTradeAddress><ram:PostcodeCode>{party.post_code}</ram:PostcodeCode>"
        f"<ram:LineOne>{escape(party.street)}</ram:LineOne><ram:CityName>{escape(party.city)}</ram:CityName>"
        f"<ram:CountryID>{party.country}</ram:CountryID></ram:PostalTradeAddress>{vat}"
    )


def _line(number: int, line: Line) -> str:
    return f"""
<ram:IncludedSupplyChainTradeLineItem>
<ram:AssociatedDocumentLineDocument><ram:LineID>{number}</ram:LineID></ram:AssociatedDocumentLineDocument>
<ram:SpecifiedTradeProduct><ram:Name>{escape(line.label)}</ram:Name></ram:SpecifiedTradeProduct>
<ram:SpecifiedLineTradeAgreement><ram:NetPriceProductTradePrice><ram:ChargeAmount>{line.price}</ram:ChargeAmount>\
</ram:NetPriceProductTradePrice></ram:SpecifiedLineTradeAgreement>
<ram:SpecifiedLineTradeDelivery><ram:BilledQuantity unitCode="{UNITS[line.unit]}">{line.quantity}</ram:BilledQuantity>\
</ram:SpecifiedLineTradeDelivery>
<ram:SpecifiedLineTradeSettlement><ram:ApplicableTradeTax><ram:TypeCode>VAT</ram:TypeCode>\
<ram:CategoryCode>S</ram:CategoryCode><ram:RateApplicablePercent>{line.vat}</ram:RateApplicablePercent>\
</ram:ApplicableTradeTax><ram:SpecifiedTradeSettlementLineMonetarySummation><ram:LineTotalAmount>{line.amount}\
</ram:LineTotalAmount></ram:SpecifiedTradeSettlementLineMonetarySummation></ram:SpecifiedLineTradeSettlement>
</ram:IncludedSupplyChainTradeLineItem>"""


def _tax(rate: Decimal, base: Decimal, vat: Decimal) -> str:
    return (
        f"<ram:ApplicableTradeTax><ram:CalculatedAmount>{vat}</ram:CalculatedAmount>"
        f"<ram:TypeCode>VAT</ram:TypeCode><ram:BasisAmount>{base}</ram:BasisAmount><ram:CategoryCode>S</ram:CategoryCode>"
        f"<ram:RateApplicablePercent>{rate}</ram:RateApplicablePercent></ram:ApplicableTradeTax>"
    )


def _settlement(trade: Trade) -> str:
    taxes = "".join(_tax(rate, base, vat) for rate, (base, vat) in trade.vat_by_rate.items())
    due = (
        (
            f"<ram:SpecifiedTradePaymentTerms><ram:DueDateDateTime>{_day(trade.due)}</ram:DueDateDateTime>"
            "</ram:SpecifiedTradePaymentTerms>"
        )
        if trade.due
        else ""
    )
    return f"""<ram:InvoiceCurrencyCode>EUR</ram:InvoiceCurrencyCode>
<ram:SpecifiedTradeSettlementPaymentMeans><ram:TypeCode>30</ram:TypeCode><ram:PayeePartyCreditorFinancialAccount>\
<ram:IBANID>{IBAN.replace(" ", "")}</ram:IBANID></ram:PayeePartyCreditorFinancialAccount>\
</ram:SpecifiedTradeSettlementPaymentMeans>{taxes}{due}
<ram:SpecifiedTradeSettlementHeaderMonetarySummation><ram:LineTotalAmount>{trade.net}</ram:LineTotalAmount>\
<ram:TaxBasisTotalAmount>{trade.net}</ram:TaxBasisTotalAmount>\
<ram:TaxTotalAmount currencyID="EUR">{trade.vat}</ram:TaxTotalAmount>\
<ram:GrandTotalAmount>{trade.total}</ram:GrandTotalAmount><ram:DuePayableAmount>{trade.total}</ram:DuePayableAmount>\
</ram:SpecifiedTradeSettlementHeaderMonetarySummation>"""
