"""Pictures of text read by Tesseract: several pages, bad ones among them, and none of it installed."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from PIL import Image, ImageFilter

from ingest.legibility import badly_read
from ingest.parse import ocr
from ingest.parse.formats import Reading
from ingest.parse.ocr import can_read, read_image, read_pages
from ingest.parse.trouble import CannotRead
from rag.options import Ingest
from tests.ingest.parse import papers

SHEET = (1654, 700)


def page(*lines: str) -> Callable[[], Any]:
    return lambda: papers.scan(*lines, size=SHEET)


def damaged() -> Any:
    raise CannotRead("damaged", "on purpose")


@pytest.mark.usefixtures("no_programs")
def test_without_tesseract_the_reason_is_told_and_no_page_is_made(reading: Reading) -> None:
    assert not can_read(reading.options)
    with pytest.raises(CannotRead) as caught:
        read_pages([(1, pytest.fail)], reading)
    assert caught.value.code == "ocr_missing"


def test_switched_off_is_the_same_as_missing() -> None:
    assert not can_read(Ingest(ocr=False))


@pytest.mark.slow
@pytest.mark.usefixtures("tesseract")
def test_french_words_with_their_boxes(reading: Reading) -> None:
    blocks = read_image(papers.scan("Réception des travaux", "Tout a été vérifié.", size=SHEET), 3, reading)
    text = "\n".join(block.text for block in blocks)
    assert "Réception des travaux" in text
    assert "vérifié" in text
    marks = [mark for block in blocks for mark in block.marks]
    assert len(marks) == 2
    assert all(mark.page == 3 and 0.08 < mark.left < 0.12 for mark in marks)
    assert 200 / 700 - 0.02 < marks[0].top < marks[0].bottom < marks[1].top < marks[1].bottom < 0.55


@pytest.mark.slow
@pytest.mark.usefixtures("tesseract")
def test_a_bad_page_is_noted_and_the_others_are_read(reading: Reading) -> None:
    blocks, notes = read_pages([(1, page("Porte un")), (2, damaged), (3, page("Porte trois"))], reading)
    assert notes == ["pages_failed"]
    assert [(block.page, block.text) for block in blocks] == [(1, "Porte un"), (3, "Porte trois")]


@pytest.mark.slow
@pytest.mark.usefixtures("tesseract")
def test_bad_pages_alone_are_a_failure(reading: Reading) -> None:
    with pytest.raises(CannotRead) as caught:
        read_pages([(1, damaged), (2, damaged)], reading)
    assert caught.value.code == "damaged"


@pytest.mark.slow
@pytest.mark.usefixtures("tesseract")
def test_when_the_time_is_over_what_was_read_is_kept(reading: Reading) -> None:
    def long_after() -> Any:
        object.__setattr__(reading, "start", 0.0)  # the clock's beginning
        return papers.scan("Porte deux", size=SHEET)

    def pages() -> Iterator[tuple[int, Callable[[], Any]]]:
        yield 1, page("Porte un")
        yield 2, long_after
        pytest.fail("a page was asked for after the end")

    blocks, notes = read_pages(pages(), reading)
    assert notes == ["truncated"]
    assert [block.text for block in blocks] == ["Porte un"]


@pytest.mark.usefixtures("tesseract")
def test_no_time_at_all_is_told() -> None:
    with pytest.raises(CannotRead) as caught:
        read_image(papers.scan("Porte", size=SHEET), 1, Reading(Ingest(), start=0.0))
    assert caught.value.code == "timeout"


@pytest.mark.slow
@pytest.mark.usefixtures("tesseract")
def test_black_letters_on_nothing_are_read(reading: Reading) -> None:
    sheet = papers.scan("Plan du couloir B", size=SHEET, mode="RGBA")
    clear = Image.new("RGBA", sheet.size, (0, 0, 0, 0))
    ink = sheet.convert("L").point(lambda value: 255 - value)
    clear.putalpha(ink)
    (block,) = read_image(clear, 1, reading)
    assert block.text == "Plan du couloir B"


@pytest.mark.slow
@pytest.mark.usefixtures("tesseract")
def test_a_language_that_is_not_installed_does_not_stop_the_reading() -> None:
    odd = Reading(Ingest(ocr_languages="fra+zzz"))
    assert "Porte" in read_image(papers.scan("Porte un", size=SHEET), 1, odd)[0].text
    assert ocr._languages("zzz") == "eng"


def test_a_picture_larger_than_a_wall_is_made_smaller(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ocr, "MOST_PIXELS", 10_000)
    ready = ocr._prepared(Image.new("RGB", (400, 100), "white"))
    assert (ready.mode, ready.size) == ("L", (200, 50))


def test_dirt_is_left_out_and_words_of_a_line_are_joined() -> None:
    found = {
        "text": ["Le", "chêne", "~;", "", "suite"],
        "conf": [96, 91.5, 3, -1, 80],
        "block_num": [1, 1, 1, 1, 1],
        "par_num": [1, 1, 1, 1, 1],
        "line_num": [1, 1, 1, 1, 2],
        "left": [100, 150, 900, 0, 100],
        "top": [200, 198, 200, 0, 260],
        "width": [40, 90, 10, 0, 80],
        "height": [40, 44, 40, 0, 40],
    }
    first, second = ocr._lines(found, 2, 1000, 1000)
    assert (first.text, first.page, first.left, first.right) == ("Le chêne", 2, 0.1, 0.24)
    assert (first.top, first.bottom) == (0.198, 0.242)
    assert second.text == "suite"


@pytest.mark.slow
@pytest.mark.usefixtures("tesseract")
def test_a_page_on_which_nothing_is_recognised_is_read_badly_and_an_empty_one_is_not(reading: Reading) -> None:
    lines = ("Le loyer de la rue des Cordiers", "est de 640 euros par mois,", "le bail prend fin en 2027.")
    sheet = papers.scan(*lines, size=SHEET)
    blurred = sheet.filter(ImageFilter.GaussianBlur(30))
    empty = Image.effect_noise(SHEET, 8).point(lambda value: 110 + value)
    photograph = Image.linear_gradient("L").resize(SHEET)
    pages = [sheet, blurred, empty, photograph]
    blocks, notes = read_pages([(place, lambda one=one: one) for place, one in enumerate(pages, 1)], reading)
    assert {block.page for block in blocks} == {1}
    assert [one.page for one in reading.scanned] == [1, 2]
    assert badly_read(reading.scanned) == (2,)
    assert notes == ["read_badly"]
