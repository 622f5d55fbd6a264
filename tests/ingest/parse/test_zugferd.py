"""ZUGFeRD 1.x: a whole invoice inside a PDF, checked against the standard's schema before it is read."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from facturx import xml_check_xsd
from pypdf import PdfWriter
from reportlab.pdfgen.canvas import Canvas

from ingest.parse.formats import Reading, parse_file
from ingest.parse.invoice import InvoiceUnreadable, read_invoice
from rag.options import Ingest
from rag.records import Invoice, InvoiceLine, Party

NAME = "ZUGFeRD-invoice.xml"


def line(number: int, name: str, quantity: str, price: str, rate: str, net: str) -> str:
    return f"""
    <ram:IncludedSupplyChainTradeLineItem>
      <ram:AssociatedDocumentLineDocument><ram:LineID>{number}</ram:LineID></ram:AssociatedDocumentLineDocument>
      <ram:SpecifiedSupplyChainTradeAgreement><ram:NetPriceProductTradePrice>
        <ram:ChargeAmount currencyID="EUR">{price}</ram:ChargeAmount>
      </ram:NetPriceProductTradePrice></ram:SpecifiedSupplyChainTradeAgreement>
      <ram:SpecifiedSupplyChainTradeDelivery>
        <ram:BilledQuantity unitCode="C62">{quantity}</ram:BilledQuantity>
      </ram:SpecifiedSupplyChainTradeDelivery>
      <ram:SpecifiedSupplyChainTradeSettlement>
        <ram:ApplicableTradeTax><ram:TypeCode>VAT</ram:TypeCode><ram:CategoryCode>S</ram:CategoryCode>
          <ram:ApplicablePercent>{rate}</ram:ApplicablePercent></ram:ApplicableTradeTax>
        <ram:SpecifiedTradeSettlementMonetarySummation>
          <ram:LineTotalAmount currencyID="EUR">{net}</ram:LineTotalAmount>
        </ram:SpecifiedTradeSettlementMonetarySummation>
      </ram:SpecifiedSupplyChainTradeSettlement>
      <ram:SpecifiedTradeProduct><ram:Name>{name}</ram:Name></ram:SpecifiedTradeProduct>
    </ram:IncludedSupplyChainTradeLineItem>"""


REMARK = """
    <ram:IncludedSupplyChainTradeLineItem>
      <ram:AssociatedDocumentLineDocument><ram:IncludedNote><ram:Content>Selon notre offre</ram:Content>
      </ram:IncludedNote></ram:AssociatedDocumentLineDocument>
    </ram:IncludedSupplyChainTradeLineItem>"""


def party(role: str, name: str, siret: str, vat: str) -> str:
    return f"""<ram:{role}TradeParty><ram:GlobalID schemeID="0009">{siret}</ram:GlobalID><ram:Name>{name}</ram:Name>
      <ram:SpecifiedTaxRegistration><ram:ID schemeID="FC">201/123/40077</ram:ID></ram:SpecifiedTaxRegistration>
      <ram:SpecifiedTaxRegistration><ram:ID schemeID="VA">{vat}</ram:ID></ram:SpecifiedTaxRegistration>
    </ram:{role}TradeParty>"""


def xml(number: str = "RE-2016-118") -> bytes:
    lines = REMARK + line(1, "Charnière laiton", "12.0000", "7.5000", "20.00", "90.00")
    lines += line(2, "Notice imprimée", "4.0000", "2.5000", "5.50", "10.00")
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<rsm:CrossIndustryDocument xmlns:rsm="urn:ferd:CrossIndustryDocument:invoice:1p0"
  xmlns:ram="urn:un:unece:uncefact:data:standard:ReusableAggregateBusinessInformationEntity:12"
  xmlns:udt="urn:un:unece:uncefact:data:standard:UnqualifiedDataType:15">
  <rsm:SpecifiedExchangedDocumentContext><ram:GuidelineSpecifiedDocumentContextParameter>
    <ram:ID>urn:ferd:CrossIndustryDocument:invoice:1p0:comfort</ram:ID>
  </ram:GuidelineSpecifiedDocumentContextParameter></rsm:SpecifiedExchangedDocumentContext>
  <rsm:HeaderExchangedDocument>
    <ram:ID>{number}</ram:ID><ram:Name>RECHNUNG</ram:Name><ram:TypeCode>380</ram:TypeCode>
    <ram:IssueDateTime><udt:DateTimeString format="102">20160914</udt:DateTimeString></ram:IssueDateTime>
  </rsm:HeaderExchangedDocument>
  <rsm:SpecifiedSupplyChainTradeTransaction>
    <ram:ApplicableSupplyChainTradeAgreement>
    {party("Seller", "Beschläge Ostermann GmbH", "49100020000017", "DE123456789")}
    {party("Buyer", "Atelier Tourvelin", "00491273900011", "FR49004912739")}
    <ram:BuyerOrderReferencedDocument><ram:ID>BC-77</ram:ID></ram:BuyerOrderReferencedDocument>
    </ram:ApplicableSupplyChainTradeAgreement>
    <ram:ApplicableSupplyChainTradeDelivery/>
    <ram:ApplicableSupplyChainTradeSettlement>
      <ram:InvoiceCurrencyCode>EUR</ram:InvoiceCurrencyCode>
      <ram:SpecifiedTradePaymentTerms>
        <ram:DueDateDateTime><udt:DateTimeString format="102">20161014</udt:DateTimeString></ram:DueDateDateTime>
      </ram:SpecifiedTradePaymentTerms>
      <ram:SpecifiedTradeSettlementMonetarySummation>
        <ram:LineTotalAmount currencyID="EUR">100.00</ram:LineTotalAmount>
        <ram:ChargeTotalAmount currencyID="EUR">0.00</ram:ChargeTotalAmount>
        <ram:AllowanceTotalAmount currencyID="EUR">0.00</ram:AllowanceTotalAmount>
        <ram:TaxBasisTotalAmount currencyID="EUR">100.00</ram:TaxBasisTotalAmount>
        <ram:TaxTotalAmount currencyID="EUR">18.55</ram:TaxTotalAmount>
        <ram:GrandTotalAmount currencyID="EUR">118.55</ram:GrandTotalAmount>
        <ram:TotalPrepaidAmount currencyID="EUR">18.55</ram:TotalPrepaidAmount>
        <ram:DuePayableAmount currencyID="EUR">100.00</ram:DuePayableAmount>
      </ram:SpecifiedTradeSettlementMonetarySummation>
    </ram:ApplicableSupplyChainTradeSettlement>{lines}
  </rsm:SpecifiedSupplyChainTradeTransaction>
</rsm:CrossIndustryDocument>""".encode()


EXPECTED = Invoice(
    number="RE-2016-118",
    is_credit=False,
    issued="2016-09-14",
    due="2016-10-14",
    currency="EUR",
    seller=Party("Beschläge Ostermann GmbH", "49100020000017", "DE123456789"),
    buyer=Party("Atelier Tourvelin", "00491273900011", "FR49004912739"),
    order="BC-77",
    net="100.00",
    vat="18.55",
    gross="118.55",
    paid="18.55",
    payable="100.00",
    lines=(
        InvoiceLine("Charnière laiton", "12.0000", "7.5000", "20.00", "90.00"),
        InvoiceLine("Notice imprimée", "4.0000", "2.5000", "5.50", "10.00"),
    ),
)


def test_the_invoice_of_these_tests_follows_the_schema() -> None:
    assert xml_check_xsd(xml(), flavor="zugferd")


def test_every_value_is_read_and_remarks_are_no_lines() -> None:
    assert read_invoice([(NAME, xml())]) == EXPECTED


def test_inside_a_pdf_it_gives_date_and_sentences(tmp_path: Path) -> None:
    drawn = io.BytesIO()
    canvas = Canvas(drawn)
    canvas.drawString(60, 740, "Rechnung RE-2016-118")
    canvas.save()
    writer = PdfWriter(clone_from=drawn)
    writer.add_attachment(NAME, xml())
    writer.write(tmp_path / "rechnung.pdf")
    parsed = parse_file(tmp_path / "rechnung.pdf", Reading(Ingest()))
    assert (parsed.invoice, parsed.date, parsed.notes) == (EXPECTED, "2016-09-14", ())
    assert "Facture RE-2016-118 du 14/09/2016, échéance le 14/10/2016." in parsed.blocks[0].text


def test_one_without_a_number_is_said_unreadable() -> None:
    with pytest.raises(InvoiceUnreadable, match="no number"):
        read_invoice([(NAME, xml(number=""))])
