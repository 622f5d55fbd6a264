"""Presentations: one page a slide, notes included."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ingest.parse.elements import blocks_of
from rag.records import Kind, Parsed

if TYPE_CHECKING:
    from pathlib import Path

    from ingest.parse.formats import Reading


def parse_pptx(path: Path, reading: Reading) -> Parsed:
    """PowerPoint since 2007."""
    del reading
    from pptx import Presentation

    show = Presentation(str(path))
    blocks = blocks_of("pptx", filename=str(path), include_slide_notes=True, infer_table_structure=True)
    title = show.core_properties.title or ""
    return Parsed(tuple(blocks), Kind.SLIDES, pages=len(show.slides), title=title)
