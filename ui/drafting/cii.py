"""The XML of an electronic invoice (CII, EN 16931), written by `factur-x` and held against its schema."""

from __future__ import annotations

import copy
from typing import TYPE_CHECKING, Final

from rag.errors import RecordIncomplete
from rag.office.drafts.einvoice import broken_rules

if TYPE_CHECKING:
    from rag.office.drafts.einvoice import EInvoice

NEEDED: Final = ("invoice.number", "invoice.date", "exemption")  # without them there is no such invoice
_NIL: Final = "{http://www.w3.org/2001/XMLSchema-instance}nil"


def as_cii(invoice: EInvoice) -> bytes:
    """The XML as it is put into a Factur-X PDF or sent to a platform.

    Raises:
        RecordIncomplete: the invoice has no number or no day yet, or is without VAT for no reason that is said.
        ValueError: the sums are wrong, or the schema is not kept: a defect of ours.
    """
    from facturx import generate_cii_xml, xml_check_xsd
    from lxml import etree

    lacking = [key for key in NEEDED if key in invoice.missing]
    if lacking:
        raise RecordIncomplete(", ".join(lacking))
    if broken := broken_rules(invoice.values):
        raise ValueError(", ".join(broken))
    # The rules of its schematron need a server of their own; the sums are held against them above.
    made = generate_cii_xml(copy.deepcopy(invoice.values), level="en16931", check_xsd=False, check_schematron=None)
    tree = etree.fromstring(made)
    for element in tree.iter():
        element.attrib.pop(_NIL, None)  # the library marks what is empty so, which the schema does not know
    etree.cleanup_namespaces(tree)
    xml_check_xsd(tree, flavor="factur-x", level="en16931")
    written: bytes = etree.tostring(tree, pretty_print=True, xml_declaration=True, encoding="UTF-8")
    return written
