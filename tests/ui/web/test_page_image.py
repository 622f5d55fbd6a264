from __future__ import annotations

import hashlib
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from rag.records import Collection, Document, DocumentId, Kind, Mark, Passage, PassageId
from ui.web import page_image
from ui.web.page_drawing import Box, Order

MARKS = (Mark(0, 10, 1, 0.1, 0.1, 0.9, 0.2), Mark(10, 20, 1, 0.1, 0.2, 0.9, 0.3), Mark(20, 30, 2, 0.1, 0.1, 0.9, 0.2))


def passage(**more: object) -> Passage:
    values = {"first_page": 1, "last_page": 2, "marks": MARKS} | more
    return Passage(PassageId("p"), DocumentId("d"), 0, "x" * 30, **values)  # type: ignore[arg-type]


def document(path: Path, kind: Kind = Kind.PDF) -> Document:
    content = path.read_bytes()
    return Document(
        DocumentId("d"), Collection("c"), hashlib.sha256(content).hexdigest(), (str(path),), "t", kind, 2, "fr",
        len(content), 1, "2026-01-01",
    )  # fmt: skip


@pytest.fixture
def pdf(tmp_path: Path) -> Path:
    path = tmp_path / "plan à voir.pdf"
    pages = [Image.new("RGB", (300, 400), "white") for _ in range(2)]
    pages[0].save(path, save_all=True, append_images=pages[1:])
    return path


def test_which_pages_have_a_picture(pdf: Path) -> None:
    assert list(page_image.pages_of(passage(), document(pdf))) == [1, 2]
    assert list(page_image.pages_of(passage(last_page=0), document(pdf))) == [1]
    assert not page_image.pages_of(passage(part="jointe.pdf"), document(pdf))
    assert not page_image.pages_of(passage(first_page=0), document(pdf))
    assert not page_image.pages_of(passage(), document(pdf, Kind.SLIDES))


def test_boxes_of_one_page_and_of_the_quotation() -> None:
    boxes = page_image.boxes_on(passage(), 1, (12, 15))
    assert [(box.top, box.strong) for box in boxes] == [(0.1, False), (0.2, False), (0.2, True)]
    assert [box.strong for box in page_image.boxes_on(passage(), 2, (12, 15))] == [False]
    assert page_image.boxes_on(passage(), 3, None) == ()


def test_a_box_around_everything_is_left_out() -> None:
    whole = passage(marks=(Mark(0, 30, 1, 0.0, 0.0, 1.0, 1.0),))
    assert page_image.boxes_on(whole, 1, None) == ()


@pytest.mark.slow
def test_the_passage_is_boxed_on_its_page(pdf: Path) -> None:
    boxes = page_image.boxes_on(passage(), 1, (12, 15))
    picture = Image.open(BytesIO(page_image.page_image(pdf, document(pdf), 1, boxes))).convert("RGB")
    width, height = picture.size
    assert width == page_image.WIDTH

    def colour(x: float, y: float) -> tuple[int, int, int]:
        seen = picture.getpixel((int(x * width), int(y * height)))
        assert isinstance(seen, tuple)
        return seen[0], seen[1], seen[2]

    assert colour(0.5, 0.6) == (255, 255, 255)
    assert colour(0.5, 0.15)[2] < 255  # the passage
    assert colour(0.5, 0.25)[2] < colour(0.5, 0.15)[2]  # the quotation, stronger


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["PNG", "JPEG", "TIFF"])
def test_a_picture_is_its_own_page(tmp_path: Path, kind: str) -> None:
    path = tmp_path / f"scan.{kind.lower()}"
    Image.new("L", (2000, 3000), 255).save(path, kind)
    drawn = page_image.page_image(path, document(path, Kind.SCAN), 1, (Box(0.1, 0.1, 0.2, 0.2, strong=False),))
    assert Image.open(BytesIO(drawn)).size[0] == page_image.WIDTH


@pytest.mark.slow
def test_what_cannot_be_drawn_is_nothing(tmp_path: Path, pdf: Path) -> None:
    broken = tmp_path / "cassé.pdf"
    broken.write_bytes(b"%PDF-1.7 not really")
    assert page_image.page_image(broken, document(broken), 1, ()) == b""
    assert page_image.page_image(pdf, document(pdf), 9, ()) == b""


def test_only_the_very_file_that_was_read_is_shown(pdf: Path) -> None:
    read = document(pdf)
    assert page_image.original(read) == pdf
    pdf.write_bytes(pdf.read_bytes()[:-1] + b"?")
    assert page_image.original(read) is None
    pdf.unlink()
    assert page_image.original(read) is None


def test_another_copy_will_do(pdf: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copie.pdf"
    copy.write_bytes(pdf.read_bytes())
    read = replace(document(pdf), paths=(str(pdf), str(copy)))
    pdf.unlink()
    assert page_image.original(read) == copy


def test_an_order_survives_the_journey() -> None:
    order = Order("/a/é.pdf", 2, 1100, (Box(0.1, 0.2, 0.3, 0.4, strong=True),))
    assert Order.from_json(order.to_json()) == order
