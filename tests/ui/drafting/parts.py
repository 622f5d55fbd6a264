"""A quote to be written, and templates in memory."""

from __future__ import annotations

import zipfile
from collections.abc import Sequence
from decimal import Decimal
from io import BytesIO
from xml.sax.saxutils import escape

from docx import Document

from rag.office.drafts.amounts import NO_DISCOUNT, Discount, Item
from rag.office.drafts.record import Draft, DraftLine, Field, Origin, Source

GIVEN = Source(Origin.GIVEN)
FIELDS = {
    "client.name": "Cabinet <Brissard> & Nouet", "client.street": "45 boulevard du Grand-Mail",
    "client.postcode": "49000", "client.city": "Angers", "client.siret": "00518846100015",
    "firm.name": "Atelier Tourvelin", "firm.street": "12 rue du Copeau-Doré", "firm.postcode": "49000",
    "firm.city": "Angers", "firm.siret": "00491273900010", "valid_until": "2026-06-30", "subject": "Portes",
    "deposit": "30",
}  # fmt: skip
ITEMS = (
    Item("Porte de bureau\n38 dB", Decimal(3), Decimal(745), Decimal(20), "u", "POR-ISO"),
    Item("Pose {{ danger }} <b>", Decimal("12.5"), Decimal(58), Decimal(10), "h", discount=Decimal(5)),
)


def quote(
    items: Sequence[Item] = ITEMS, discount: Discount = NO_DISCOUNT, *, language: str = "fr", **fields: str
) -> Draft:
    lines = tuple(DraftLine(item, GIVEN, GIVEN) for item in items)
    values = FIELDS | {key.replace("__", "."): value for key, value in fields.items()}
    return Draft(
        "quote", language, "2026-05-01", tuple(Field(key, value, GIVEN) for key, value in values.items()), lines,
        discount, number="D-2026-035",
    )  # fmt: skip


def docx(*paragraphs: str, foot: str = "") -> bytes:
    """A Word template of these paragraphs."""
    paper = Document()
    for text in paragraphs:
        paper.add_paragraph(text)
    if foot:
        paper.sections[0].footer.paragraphs[0].text = foot
    out = BytesIO()
    paper.save(out)
    return out.getvalue()


def words_of(content: bytes) -> str:
    """Everything that a Word file says: paragraphs, tables, foot."""
    paper = Document(BytesIO(content))
    cells = [cell.text for table in paper.tables for row in table.rows for cell in row.cells]
    foot = [paragraph.text for paragraph in paper.sections[0].footer.paragraphs]
    return "\n".join([*(paragraph.text for paragraph in paper.paragraphs), *cells, *foot])


_OFFICE = "urn:oasis:names:tc:opendocument:xmlns:"
_HEAD = (
    f'<office:document-content xmlns:office="{_OFFICE}office:1.0" xmlns:text="{_OFFICE}text:1.0" '
    f'xmlns:table="{_OFFICE}table:1.0" office:version="1.3"><office:body><office:text>'
)


def odt(body: str, foot: str = "") -> bytes:
    """An OpenDocument template whose text is this XML."""
    styles = (
        f'<office:document-styles xmlns:office="{_OFFICE}office:1.0" xmlns:style="{_OFFICE}style:1.0" '
        f'xmlns:text="{_OFFICE}text:1.0" office:version="1.3"><office:master-styles><style:master-page style:name="S">'
        f"<style:footer><text:p>{escape(foot)}</text:p></style:footer></style:master-page></office:master-styles>"
        "</office:document-styles>"
    )
    manifest = (
        f'<manifest:manifest xmlns:manifest="{_OFFICE}manifest:1.0"><manifest:file-entry manifest:full-path="/" '
        'manifest:media-type="application/vnd.oasis.opendocument.text"/><manifest:file-entry '
        'manifest:full-path="content.xml" manifest:media-type="text/xml"/><manifest:file-entry '
        'manifest:full-path="styles.xml" manifest:media-type="text/xml"/></manifest:manifest>'
    )
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as file:
        file.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        file.writestr("content.xml", f"{_HEAD}{body}</office:text></office:body></office:document-content>")
        file.writestr("styles.xml", styles)
        file.writestr("META-INF/manifest.xml", manifest)
    return out.getvalue()
