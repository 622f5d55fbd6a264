"""Sets text blocks as an OpenDocument text (ODT)."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING, Any

from odf import dc, meta, text
from odf.opendocument import OpenDocumentText
from odf.style import ParagraphProperties, Style, TableCellProperties, TextProperties
from odf.table import Table as Grid
from odf.table import TableCell, TableColumn, TableRow

from data.make.markup import Block, Bullets, Heading, Lines, PageBreak, Paragraph, Table, Text, runs
from data.make.zips import frozen

if TYPE_CHECKING:
    from data.make.firm import Party

MOMENT = "2026-05-04T09:00:00"


class _Writer:
    """One document being written, with its styles."""

    def __init__(self, title: str, issuer: Party) -> None:
        self.document = OpenDocumentText()
        for child in list(self.document.meta.childNodes):
            self.document.meta.removeChild(child)
        self.document.meta.addElement(dc.Title(text=title))
        self.document.meta.addElement(meta.InitialCreator(text=issuer.name))
        self.document.meta.addElement(meta.CreationDate(text=MOMENT))
        self.bold = self._style("Bold", "text", TextProperties(fontweight="bold"))
        self.cell = self._style("Cell", "table-cell", TableCellProperties(border="0.5pt solid #888888", padding="1mm"))
        self.body = self._style("Body", "paragraph", ParagraphProperties(marginbottom="2mm"))
        self.broken = self._style("Broken", "paragraph", ParagraphProperties(breakbefore="page"))
        self.headings = [
            self._style(
                f"Head{level}",
                "paragraph",
                ParagraphProperties(margintop="5mm", marginbottom="2mm"),
                TextProperties(fontweight="bold", fontsize=f"{size}pt", color=issuer.colour),
            )
            for level, size in ((1, 18), (2, 13), (3, 11))
        ]

    def _style(self, name: str, family: str, *properties: Any) -> Any:
        style = Style(name=name, family=family)
        for one in properties:
            style.addElement(one)
        self.document.automaticstyles.addElement(style)
        return style

    def words(self, element: Any, source: str) -> Any:
        """Fill an element with runs, bold ones in a span."""
        for part, bold in runs(source):
            if bold:
                element.addElement(text.Span(stylename=self.bold, text=part))
            else:
                element.addText(part)
        return element

    def add(self, block: Block) -> None:
        """Append one block."""
        body = self.document.text
        match block:
            case Heading(level, source):
                heading = text.H(outlinelevel=level + 1, stylename=self.headings[min(level, 2)])
                body.addElement(self.words(heading, source))
            case Paragraph(source):
                body.addElement(self.words(text.P(stylename=self.body), source))
            case Lines(lines):
                paragraph = text.P(stylename=self.body)
                for place, source in enumerate(lines):
                    if place:
                        paragraph.addElement(text.LineBreak())
                    self.words(paragraph, source)
                body.addElement(paragraph)
            case Bullets(items):
                points = text.List()
                for item in items:
                    point = text.ListItem()
                    point.addElement(self.words(text.P(), item))
                    points.addElement(point)
                body.addElement(points)
            case Table(rows):
                body.addElement(self.table(rows))
                body.addElement(text.P())
            case PageBreak():
                body.addElement(text.P(stylename=self.broken))

    def table(self, rows: tuple[tuple[str, ...], ...]) -> Any:
        """A bordered table whose first row is bold."""
        grid = Grid(name=f"T{len(self.document.text.childNodes)}")
        grid.addElement(TableColumn(numbercolumnsrepeated=len(rows[0])))
        for y, row in enumerate(rows):
            line = TableRow()
            for source in row:
                cell = TableCell(stylename=self.cell, valuetype="string")
                cell.addElement(self.words(text.P(), f"**{source}**" if y == 0 and source else source))
                line.addElement(cell)
            grid.addElement(line)
        return grid


def text_to_odt(source: Text, issuer: Party) -> bytes:
    """Set one prose source."""
    writer = _Writer(source.title, issuer)
    writer.document.text.addElement(text.P(text=f"{issuer.name} – {' – '.join(issuer.address)}"))
    writer.add(Heading(0, source.title))
    if "reference" in source.head:
        writer.add(Paragraph(source.head["reference"]))
    for block in source.blocks:
        writer.add(block)
    target = BytesIO()
    writer.document.write(target)
    return frozen(target.getvalue())
