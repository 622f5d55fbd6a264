"""What a document is called, and its language."""

from __future__ import annotations

from pathlib import Path

import pytest

from ingest.describe import describe
from rag.records import Block, Kind, Parsed

FRENCH = "Le bail du hangar prend fin le 31 mars 2027 et le préavis est de six mois."
ENGLISH = "The delivery of the hinges is delayed until the end of the month, we are sorry for this."
FILE = Path("/docs/bail_hangar 2026.pdf")


def parsed(*blocks: Block, title: str = "", subject: str = "") -> Parsed:
    return Parsed(blocks or (Block(FRENCH),), Kind.TEXT, title=title, subject=subject)


def test_the_subject_before_the_title_before_a_heading_before_the_name() -> None:
    heading = Block("Durée du bail", heading=1)
    assert describe(parsed(heading, title="Bail commercial", subject="Votre bail"), FILE).title == "Votre bail"
    assert describe(parsed(heading, title="Bail commercial"), FILE).title == "Bail commercial"
    assert describe(parsed(Block(FRENCH), heading), FILE).title == "Durée du bail"
    assert describe(parsed(), FILE).title == "bail hangar 2026"


@pytest.mark.parametrize(
    "title",
    [
        "Microsoft Word - bail.doc",
        "Sans titre 2",
        "Présentation PowerPoint",
        "Document1",
        "scan_0012",
        "bail v3.docx",
        "(anonymous)",
        "12/2026",
        "ab",
        "x" * 121,
        " \u200b ",
    ],
)
def test_what_programs_write_by_themselves_is_no_title(title: str) -> None:
    assert describe(parsed(title=title), FILE).title == "bail hangar 2026"


def test_the_largest_heading_names_and_those_of_attachments_do_not() -> None:
    blocks = (Block("Chapitre", heading=2), Block("Le bail", heading=1), Block("Joint", heading=1, part="a.pdf"))
    assert describe(parsed(*blocks), FILE).title == "Le bail"
    assert describe(parsed(Block("Joint", heading=1, part="a.pdf")), FILE).title == "bail hangar 2026"
    assert describe(parsed(Block("Trop profond", heading=3)), FILE).title == "bail hangar 2026"


def test_a_letterhead_on_a_scan_is_no_title() -> None:
    scan = Parsed((Block("AT Atelier Tourvelin 49000", heading=1), Block(FRENCH)), Kind.SCAN)
    assert describe(scan, FILE).title == "bail hangar 2026"


@pytest.mark.parametrize(("text", "language"), [(FRENCH, "fr"), (ENGLISH, "en"), ("12,50 € 2026", ""), ("Oui", "")])
def test_the_language_is_told_from_the_text(text: str, language: str) -> None:
    assert describe(parsed(Block(text)), FILE).language == language
