"""Sets a source as PowerPoint slides: one slide for each outermost heading."""

from __future__ import annotations

from datetime import datetime
from io import BytesIO
from typing import TYPE_CHECKING, Any

from pptx import Presentation
from pptx.dml.color import RGBColor
from pptx.util import Cm, Pt

from data.make.markup import Block, Bullets, Heading, Lines, Paragraph, Table, Text, plain
from data.make.zips import frozen

if TYPE_CHECKING:
    from data.make.firm import Party

MOMENT = datetime(2026, 5, 4, 9, 0)  # noqa: DTZ001  # python-pptx wants a naive UTC moment
NOTE_MARK = "Note : "  # a paragraph that starts so goes to the speaker's notes


def text_to_pptx(text: Text, issuer: Party) -> bytes:
    """Set one prose source; the first slide is the title."""
    show = Presentation()
    properties = show.core_properties
    properties.title, properties.author, properties.last_modified_by = text.title, issuer.name, issuer.name
    properties.created = properties.modified = MOMENT
    opening = show.slides.add_slide(show.slide_layouts[0])
    opening.shapes.title.text = text.title
    opening.placeholders[1].text = f"{issuer.name}\n{text.head.get('reference', '')}"
    slide: Any = opening
    colour = RGBColor(*bytes.fromhex(issuer.colour.lstrip("#")))  # type: ignore[no-untyped-call]  # python-pptx has no types
    for block in text.blocks:
        if isinstance(block, Heading) and block.level == 1:
            slide = show.slides.add_slide(show.slide_layouts[1])
            slide.shapes.title.text = block.text
            slide.shapes.title.text_frame.paragraphs[0].runs[0].font.color.rgb = colour
        else:
            _fill(slide, block)
    target = BytesIO()
    show.save(target)
    return frozen(target.getvalue())


def _fill(slide: Any, block: Block) -> None:
    match block:
        case Paragraph(words) if words.startswith(NOTE_MARK):
            slide.notes_slide.notes_text_frame.text = plain(words.removeprefix(NOTE_MARK))
        case Paragraph(words):
            _points(slide, (words,))
        case Bullets(items):
            _points(slide, items)
        case Lines(lines):
            _points(slide, lines)
        case Table(rows):
            _grid(slide, rows)
        case _:
            msg = f"A slide cannot hold {block!r}."
            raise ValueError(msg)


def _points(slide: Any, items: tuple[str, ...]) -> None:
    frame = slide.placeholders[1].text_frame
    for item in items:
        paragraph = frame.paragraphs[0] if not frame.text else frame.add_paragraph()
        paragraph.text = plain(item)
        paragraph.font.size = Pt(20)


def _grid(slide: Any, rows: tuple[tuple[str, ...], ...]) -> None:
    body = slide.placeholders[1]
    if body.text_frame.text:
        top = Cm(11)
    else:
        top = Cm(4.5)
        body.element.getparent().remove(body.element)
    table = slide.shapes.add_table(len(rows), len(rows[0]), Cm(1.5), top, Cm(22), Cm(len(rows))).table
    for y, row in enumerate(rows):
        for x, words in enumerate(row):
            table.cell(y, x).text = plain(words)
            for paragraph in table.cell(y, x).text_frame.paragraphs:
                paragraph.font.size = Pt(14)
