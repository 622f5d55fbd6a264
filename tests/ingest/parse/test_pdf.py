"""PDF: text with pages and boxes, running heads left out, pictures read, damaged pages told and survived."""

from __future__ import annotations

from pathlib import Path

import pypdfium2
import pytest
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen.canvas import Canvas

from ingest.parse.formats import Reading
from ingest.parse.ocr import MOST_PIXELS
from ingest.parse.pdf import MOST_PAGES, _picture, parse_pdf
from ingest.parse.trouble import CannotRead
from rag.options import Ingest
from rag.records import Kind, Parsed
from tests.ingest.parse import papers

LEASE = ("Le bail du hangar prend fin le 31 mars 2027.", "Le préavis est de six mois.")
PRICE = ("Le chêne massif coûte 1 250,00 € le mètre cube.",)


def pages_of(parsed: Parsed) -> dict[int, str]:
    return {page: " ".join(b.text for b in parsed.blocks if b.page == page) for page in range(1, parsed.pages + 1)}


def test_text_keeps_its_page_and_the_document_its_title(tmp_path: Path, reading: Reading) -> None:
    parsed = parse_pdf(papers.pdf(tmp_path / "bail.pdf", LEASE, PRICE, title="Bail commercial"), reading)
    assert (parsed.kind, parsed.pages, parsed.title, parsed.notes) == (Kind.PDF, 2, "Bail commercial", ())
    found = pages_of(parsed)
    assert "31 mars 2027" in found[1]
    assert "1 250,00 €" in found[2]


def test_every_line_has_its_box_on_the_page(tmp_path: Path, reading: Reading) -> None:
    parsed = parse_pdf(papers.pdf(tmp_path / "bail.pdf", LEASE), reading)
    (block,) = parsed.blocks
    first, second = block.marks
    assert block.text[first.start : first.end] == LEASE[0]
    assert block.text[second.start : second.end] == LEASE[1]
    assert first.left == pytest.approx(papers.LEFT / papers.A4[0], abs=0.01)
    assert first.bottom == pytest.approx(1 - papers.TOP / papers.A4[1], abs=0.01)
    assert first.top < first.bottom <= second.top + 0.01
    assert first.left < first.right < 1


def test_running_heads_and_page_numbers_are_left_out(tmp_path: Path, reading: Reading) -> None:
    bodies = [(f"Le lot {name} est livré.",) for name in ("un", "deux", "trois", "quatre")]
    parsed = parse_pdf(papers.pdf(tmp_path / "cctp.pdf", *bodies, head="CCTP menuiseries bois"), reading)
    assert [block.text for block in parsed.blocks] == [body[0] for body in bodies]


def test_a_damaged_page_is_noted_and_the_others_are_kept(tmp_path: Path, reading: Reading) -> None:
    path = papers.without_page(papers.pdf(tmp_path / "abîmé.pdf", LEASE, ("perdu",), PRICE), 2)
    parsed = parse_pdf(path, reading)
    assert parsed.notes == ("pages_failed",)
    assert parsed.pages == 3
    found = pages_of(parsed)
    assert "préavis" in found[1]
    assert found[2] == ""
    assert "mètre cube" in found[3]


def test_a_file_of_damaged_pages_alone_is_damaged(tmp_path: Path, reading: Reading) -> None:
    path = papers.without_page(papers.pdf(tmp_path / "abîmé.pdf", LEASE), 1)
    with pytest.raises(CannotRead) as caught:
        parse_pdf(path, reading)
    assert caught.value.code == "damaged"


def test_what_is_no_pdf_inside_is_damaged(tmp_path: Path, reading: Reading) -> None:
    (tmp_path / "faux.pdf").write_bytes(b"%PDF-1.7\n" + b"rien du tout " * 50)
    with pytest.raises(CannotRead) as caught:
        parse_pdf(tmp_path / "faux.pdf", reading)
    assert caught.value.code == "damaged"


def test_a_password_is_told(tmp_path: Path, reading: Reading) -> None:
    canvas = Canvas(str(tmp_path / "secret.pdf"), encrypt=StandardEncryption("ouvre-toi", strength=128))
    canvas.drawString(72, 700, "secret")
    canvas.save()
    with pytest.raises(CannotRead) as caught:
        parse_pdf(tmp_path / "secret.pdf", reading)
    assert caught.value.code == "encrypted"


def test_too_many_pages_are_refused_before_the_first_is_read(tmp_path: Path, reading: Reading) -> None:
    path = tmp_path / "sans fin.pdf"
    with pypdfium2.PdfDocument.new() as document:
        for _ in range(MOST_PAGES + 1):
            document.new_page(100, 100)
        document.save(path)
    with pytest.raises(CannotRead) as caught:
        parse_pdf(path, reading)
    assert (caught.value.code, caught.value.detail) == ("too_large", f"{MOST_PAGES + 1} pages")


@pytest.mark.slow
@pytest.mark.usefixtures("tesseract")
def test_one_scanned_page_among_others_is_read_in_its_place(tmp_path: Path, reading: Reading) -> None:
    parsed = parse_pdf(
        papers.pdf(tmp_path / "mixte.pdf", LEASE, papers.scan("Le hangar mesure 640 m2."), PRICE), reading
    )
    assert (parsed.kind, parsed.notes) == (Kind.PDF, ())
    assert [block.page for block in parsed.blocks] == [1, 2, 3]
    (block,) = [block for block in parsed.blocks if block.page == 2]
    assert "hangar mesure 640" in block.text
    (mark,) = block.marks
    assert (mark.page, block.text[mark.start : mark.end]) == (2, block.text)
    assert 0.05 < mark.left < 0.15
    assert 0.07 < mark.top < mark.bottom < 0.13


@pytest.mark.slow
@pytest.mark.usefixtures("tesseract")
def test_a_pdf_of_pictures_alone_is_a_scan(tmp_path: Path, reading: Reading) -> None:
    parsed = parse_pdf(papers.pdf(tmp_path / "scan.pdf", papers.scan("Bon de livraison 88213")), reading)
    assert (parsed.kind, parsed.pages) == (Kind.SCAN, 1)
    assert "88213" in parsed.blocks[0].text


@pytest.mark.slow
@pytest.mark.usefixtures("tesseract")
def test_a_damaged_page_beside_a_scanned_one(tmp_path: Path, reading: Reading) -> None:
    path = papers.pdf(tmp_path / "x.pdf", LEASE, papers.scan("Le hangar mesure 640 m2."), PRICE)
    parsed = parse_pdf(papers.without_page(path, 1), reading)
    assert parsed.notes == ("pages_failed",)
    assert {block.page for block in parsed.blocks} == {2, 3}


@pytest.mark.usefixtures("no_programs")
def test_without_tesseract_the_pages_of_text_are_kept_and_it_is_said(tmp_path: Path, reading: Reading) -> None:
    parsed = parse_pdf(papers.pdf(tmp_path / "mixte.pdf", LEASE, papers.scan("Le hangar mesure 640 m2.")), reading)
    assert parsed.notes == ("scan_without_ocr",)
    assert {block.page for block in parsed.blocks} == {1}


@pytest.mark.usefixtures("no_programs")
def test_without_tesseract_a_scan_says_what_is_missing(tmp_path: Path, reading: Reading) -> None:
    with pytest.raises(CannotRead) as caught:
        parse_pdf(papers.pdf(tmp_path / "scan.pdf", papers.scan("Bon de livraison 88213")), reading)
    assert caught.value.code == "ocr_missing"


def test_reading_pictures_can_be_switched_off(tmp_path: Path) -> None:
    with pytest.raises(CannotRead) as caught:
        parse_pdf(papers.pdf(tmp_path / "scan.pdf", papers.scan("Bon")), Reading(Ingest(ocr=False)))
    assert caught.value.code == "ocr_missing"


@pytest.mark.usefixtures("no_programs")
def test_a_blank_page_is_no_picture(tmp_path: Path, reading: Reading) -> None:
    parsed = parse_pdf(papers.pdf(tmp_path / "x.pdf", LEASE, (), PRICE), reading)
    assert (parsed.pages, parsed.notes) == (3, ())


@pytest.mark.slow
@pytest.mark.usefixtures("tesseract")
def test_time_over_before_the_scanned_page_keeps_the_text(tmp_path: Path) -> None:
    path = papers.pdf(tmp_path / "mixte.pdf", LEASE, papers.scan("Le hangar"))
    late = Reading(Ingest(), start=0.0)  # the clock's beginning: long ago
    parsed = parse_pdf(path, late)
    assert {block.page for block in parsed.blocks} == {1}
    assert parsed.notes == ("truncated",)


@pytest.mark.parametrize("size", [(14_400.0, 14_400.0), (200_000.0, 40.0), (300.0, 300.0)])
def test_a_huge_page_is_drawn_within_bounds(tmp_path: Path, size: tuple[float, float]) -> None:
    path = papers.pdf(tmp_path / "mur.pdf", papers.scan("x", size=(100, 100)), size=size)
    with pypdfium2.PdfDocument(path) as document:
        drawn = _picture(document, 1)
    assert drawn.width * drawn.height <= MOST_PIXELS * 1.01
    assert drawn.mode == "L"  # one byte a point, not four
    assert drawn.width / drawn.height == pytest.approx(size[0] / size[1], rel=0.05)
