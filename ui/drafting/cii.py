"""The XML of an electronic invoice (CII, EN 16931), written by `factur-x` and held against its schema.

The schematron of the norm needs XSLT 2.0, which nothing here speaks: our tests hold what is written against it, at work
it is the sums that are looked at (`broken_rules`) and what the fatal rules ask for (`NEEDED`).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

from rag.errors import RecordIncomplete
from rag.office.drafts.einvoice import NEEDED, broken_rules

if TYPE_CHECKING:
    from rag.office.drafts.einvoice import EInvoice

_NIL: Final = "{http://www.w3.org/2001/XMLSchema-instance}nil"
_UNFIT: Final = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")  # XML 1.0, section 2.2


def as_cii(invoice: EInvoice) -> bytes:
    """The XML as it is put into a Factur-X PDF or sent to a platform.

    Raises:
        RecordIncomplete: something of `NEEDED` is missing.
        ValueError: the sums are wrong, or the schema is not kept: a defect of ours.
    """
    from facturx import generate_cii_xml, xml_check_xsd
    from lxml import etree

    lacking = [key for key in NEEDED if key in invoice.missing]
    if lacking:
        raise RecordIncomplete(", ".join(lacking))
    if broken := broken_rules(invoice.values):
        raise ValueError(", ".join(broken))
    made = generate_cii_xml(_fit(invoice.values), level="en16931", check_xsd=False, check_schematron=None)
    tree = etree.fromstring(made)
    for element in tree.iter():
        element.attrib.pop(_NIL, None)  # the library marks what is empty so, which the schema does not know
    etree.cleanup_namespaces(tree)
    xml_check_xsd(tree, flavor="factur-x", level="en16931")
    written: bytes = etree.tostring(tree, pretty_print=True, xml_declaration=True, encoding="UTF-8")
    return written


def _fit(value: Any) -> Any:
    """A copy, without the characters that no XML can hold."""
    if isinstance(value, str):
        return _UNFIT.sub("", value)
    if isinstance(value, dict):
        return {key: _fit(one) for key, one in value.items()}
    return [_fit(one) for one in value] if isinstance(value, list) else value
