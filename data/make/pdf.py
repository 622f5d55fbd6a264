"""Sets text blocks as a PDF that looks like a firm's paper: letterhead, running head, page numbers."""

from __future__ import annotations

import re
from io import BytesIO
from typing import TYPE_CHECKING, Any
from xml.sax.saxutils import escape

import reportlab
from reportlab import rl_config
from reportlab.lib.colors import HexColor
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.platypus import (
    BaseDocTemplate,
    Flowable,
    Frame,
    ListFlowable,
    ListItem,
    NextPageTemplate,
    PageTemplate,
    Spacer,
)
from reportlab.platypus import PageBreak as NewPage
from reportlab.platypus import Paragraph as Para
from reportlab.platypus import Table as Grid

from data.make.markup import BOLD, Block, Bullets, Heading, Lines, PageBreak, Paragraph, Table, Text
from data.make.paper import MARGIN, Numbered, foot, letterhead

if TYPE_CHECKING:
    from collections.abc import Sequence

    from data.make.firm import Party

FIRST_TOP = 48 * mm  # room for the letterhead
NEXT_TOP = 26 * mm  # room for the running head
BOTTOM = 24 * mm
WIDTH = A4[0] - 2 * MARGIN
CELL_PADDING = 4
EMBEDDED = ("Vera", "VeraBd", "VeraIt")  # ship with reportlab; for files that must carry their fonts
FIGURE = re.compile(r"–|[-+]?€?[\d\s\xa0.,]+([ \xa0]?(€|%|h|u|kg|m²|mm|km))?")

rl_config.invariant = 1


def fonts_ready() -> None:
    """Register the fonts that are embedded whole in the electronic invoices."""
    folder = f"{next(iter(reportlab.__path__))}/fonts"
    for name in EMBEDDED:
        pdfmetrics.registerFont(TTFont(name, f"{folder}/{name}.ttf"))
    pdfmetrics.registerFontFamily("Vera", normal="Vera", bold="VeraBd", italic="VeraIt", boldItalic="VeraBd")


class Styles:
    """The paragraph styles of one document."""

    def __init__(self, colour: str, *, embed: bool = False) -> None:
        face, bold, italic = EMBEDDED if embed else ("Helvetica", "Helvetica-Bold", "Helvetica-Oblique")
        size = 8.6 if embed else 10.5
        self.colour = HexColor(colour)
        self.face, self.bold, self.italic = face, bold, italic
        self.body = ParagraphStyle("body", fontName=face, fontSize=size, leading=size * 1.45, spaceAfter=8)
        self.lines = ParagraphStyle("lines", self.body, spaceAfter=8)
        self.title = ParagraphStyle(
            "title", fontName=bold, fontSize=17, leading=21, textColor=self.colour, spaceAfter=3
        )
        self.note = ParagraphStyle(
            "note", fontName=italic, fontSize=size - 1, leading=size * 1.3, textColor=HexColor("#555555"), spaceAfter=10
        )
        self.h1 = ParagraphStyle(
            "h1",
            fontName=bold,
            fontSize=12.5,
            leading=16,
            textColor=self.colour,
            spaceBefore=14,
            spaceAfter=5,
            keepWithNext=1,
        )
        self.h2 = ParagraphStyle("h2", self.h1, fontSize=10.5, leading=14, textColor=HexColor("#222222"), spaceBefore=6)
        self.cell = ParagraphStyle("cell", fontName=face, fontSize=size - 1.2, leading=(size - 1.2) * 1.28)
        self.head = ParagraphStyle("head", self.cell, fontName=bold, textColor=HexColor("#ffffff"))
        self.right = ParagraphStyle("right", self.cell, alignment=2)
        self.right_head = ParagraphStyle("right_head", self.head, alignment=2)


def inline(text: str) -> str:
    """Bold marks as reportlab's own mark-up."""
    return BOLD.sub(r"<b>\1</b>", escape(text))


def is_figure(cell: str) -> bool:
    """Whether a cell is a number or stands for none, to be set flush right."""
    return bool(FIGURE.fullmatch(cell)) and not cell.isspace()


def grid(rows: Sequence[Sequence[str]], styles: Styles, widths: Sequence[float] | None = None) -> Grid:
    """A table whose head is repeated after a page break."""
    figures = [all(map(is_figure, column[1:])) for column in zip(*rows, strict=True)]
    body = [
        [
            Para(inline(text), _cell_style(styles, first=place == 0, figure=figure))
            for text, figure in zip(row, figures, strict=True)
        ]
        for place, row in enumerate(rows)
    ]
    columns = widths or _widths(rows)
    table = Grid(body, colWidths=[WIDTH * share for share in columns], repeatRows=1, spaceBefore=3, spaceAfter=9)
    table.setStyle(
        [
            ("BACKGROUND", (0, 0), (-1, 0), styles.colour),
            ("LINEBELOW", (0, 1), (-1, -1), 0.4, HexColor("#bbbbbb")),
            ("BOX", (0, 0), (-1, -1), 0.5, HexColor("#888888")),
            ("VALIGN", (0, 0), (-1, -1), "TOP"),
            ("TOPPADDING", (0, 0), (-1, -1), CELL_PADDING),
            ("BOTTOMPADDING", (0, 0), (-1, -1), CELL_PADDING),
        ]
    )
    return table


def _cell_style(styles: Styles, *, first: bool, figure: bool) -> ParagraphStyle:
    if first:
        return styles.right_head if figure else styles.head
    return styles.right if figure else styles.cell


def _widths(rows: Sequence[Sequence[str]]) -> list[float]:
    """Shares of the width: a column gets room by its longest word and its mean length."""
    weights = []
    for column in zip(*rows, strict=True):
        longest_word = max(len(word) for text in column for word in (text.split(" ") or [""]))
        mean = sum(len(text) for text in column) / len(column)
        weights.append(max(longest_word * 1.25 + 2, min(mean * 1.1, 60)))
    return [weight / sum(weights) for weight in weights]


def flow(blocks: Sequence[Block], styles: Styles) -> list[Flowable]:
    """The blocks as reportlab flowables."""
    out: list[Flowable] = []
    for block in blocks:
        match block:
            case Heading(level, text):
                out.append(Para(inline(text), styles.h1 if level == 1 else styles.h2))
            case Paragraph(text):
                out.append(Para(inline(text), styles.body))
            case Lines(lines):
                out.append(Para("<br/>".join(inline(line) for line in lines), styles.lines))
            case Bullets(items):
                points = [ListItem(Para(inline(item), styles.body), leftIndent=14) for item in items]
                out.append(
                    ListFlowable(
                        points, bulletType="bullet", start="•", bulletFontSize=9, leftIndent=14, bulletOffsetY=0
                    )
                )
                out.append(Spacer(1, 4))
            case Table(rows):
                out.append(grid(rows, styles))
            case PageBreak():
                out.append(NewPage())
    return out


def write_pdf(
    title: str, story: list[Flowable], issuer: Party, styles: Styles, *, running: str = "", page_word: str = "Page"
) -> bytes:
    """Set a story between letterhead and foot; returns the bytes of the PDF."""

    def first(canvas: Any, _doc: Any) -> None:
        letterhead(canvas, issuer, styles)
        foot(canvas, issuer, styles)

    def later(canvas: Any, _doc: Any) -> None:
        canvas.setFont(styles.italic, 8.5)
        canvas.setFillColor(HexColor("#555555"))
        canvas.drawString(MARGIN, A4[1] - 15 * mm, issuer.name)
        canvas.drawRightString(A4[0] - MARGIN, A4[1] - 15 * mm, running or title)
        canvas.setStrokeColor(styles.colour)
        canvas.line(MARGIN, A4[1] - 17 * mm, A4[0] - MARGIN, A4[1] - 17 * mm)
        foot(canvas, issuer, styles)

    target = BytesIO()
    doc = BaseDocTemplate(target, pagesize=A4, title=title, author=issuer.name, invariant=1)
    frame = {"leftPadding": 0, "rightPadding": 0, "topPadding": 0, "bottomPadding": 0}
    doc.addPageTemplates(
        [
            PageTemplate("first", [Frame(MARGIN, BOTTOM, WIDTH, A4[1] - FIRST_TOP - BOTTOM + 6 * mm, **frame)], first),
            PageTemplate("later", [Frame(MARGIN, BOTTOM, WIDTH, A4[1] - NEXT_TOP - BOTTOM, **frame)], later),
        ]
    )

    def canvas_maker(*args: Any, **kwargs: Any) -> Numbered:
        return Numbered(*args, page_word=page_word, face=styles.face, **kwargs)

    doc.build([NextPageTemplate("later"), *story], canvasmaker=canvas_maker)
    return target.getvalue()


def text_to_pdf(text: Text, issuer: Party) -> bytes:
    """Set one prose source."""
    styles = Styles(issuer.colour)
    story: list[Flowable] = [Para(inline(text.title), styles.title)]
    if "reference" in text.head:
        story.append(Para(inline(text.head["reference"]), styles.note))
    story += flow(text.blocks, styles)
    return write_pdf(text.title, story, issuer, styles, running=text.head.get("running", ""))
