"""Image files: every page of a TIFF, photographs turned upright, damage told and survived."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image

from ingest.parse.formats import Reading
from ingest.parse.picture import parse_picture
from ingest.parse.trouble import CannotRead
from rag.records import Kind
from tests.ingest.parse import papers

SHEET = (1654, 700)
ORIENTATION = 0x0112  # of EXIF
UPSIDE_DOWN = 3


def sheets(*lines: str) -> list[Image.Image]:
    return [papers.scan(line, size=SHEET) for line in lines]


def tiff(path: Path, pages: list[Image.Image]) -> Path:
    pages[0].save(path, save_all=True, append_images=pages[1:], compression="tiff_lzw")
    return path


@pytest.mark.usefixtures("no_programs")
def test_without_tesseract_the_reason_is_told(tmp_path: Path, reading: Reading) -> None:
    papers.scan("Porte", size=SHEET).save(tmp_path / "scan.png")
    with pytest.raises(CannotRead) as caught:
        parse_picture(tmp_path / "scan.png", reading)
    assert caught.value.code == "ocr_missing"


@pytest.mark.slow
@pytest.mark.usefixtures("tesseract")
@pytest.mark.parametrize("suffix", [".png", ".jpg", ".bmp", ".webp", ".gif"])
def test_a_picture_of_text_is_read(tmp_path: Path, reading: Reading, suffix: str) -> None:
    papers.scan("Bon de livraison 88213", size=SHEET).save(tmp_path / f"scan{suffix}")
    parsed = parse_picture(tmp_path / f"scan{suffix}", reading)
    assert (parsed.kind, parsed.pages, parsed.notes) == (Kind.SCAN, 1, ())
    assert [(block.page, block.text) for block in parsed.blocks] == [(1, "Bon de livraison 88213")]


@pytest.mark.slow
@pytest.mark.usefixtures("tesseract")
def test_every_page_of_a_tiff_has_its_number(tmp_path: Path, reading: Reading) -> None:
    parsed = parse_picture(tiff(tmp_path / "fax.tif", sheets("Page premiere", "Page seconde")), reading)
    assert parsed.pages == 2
    assert [(block.page, block.text) for block in parsed.blocks] == [(1, "Page premiere"), (2, "Page seconde")]


@pytest.mark.slow
@pytest.mark.usefixtures("tesseract")
def test_a_damaged_page_of_a_tiff_is_noted_and_the_first_is_kept(tmp_path: Path, reading: Reading) -> None:
    path = tmp_path / "fax.tif"
    pages = sheets("Page premiere", "Page seconde")
    pages[0].save(path, save_all=True, append_images=pages[1:], compression="tiff_adobe_deflate")
    with Image.open(path) as image:
        image.seek(1)
        start = image.tag_v2[273][0]  # where the second page's picture begins
    raw = bytearray(path.read_bytes())
    raw[start : start + 40] = b"\xff" * 40
    path.write_bytes(raw)
    parsed = parse_picture(path, reading)
    assert parsed.notes == ("pages_failed",)
    assert [(block.page, block.text) for block in parsed.blocks] == [(1, "Page premiere")]


@pytest.mark.slow
@pytest.mark.usefixtures("tesseract")
def test_a_photograph_is_turned_as_its_camera_says(tmp_path: Path, reading: Reading) -> None:
    exif = Image.Exif()
    exif[ORIENTATION] = UPSIDE_DOWN
    papers.scan("Bon de livraison 88213", size=SHEET).rotate(180).save(tmp_path / "photo.jpg", exif=exif)
    assert parse_picture(tmp_path / "photo.jpg", reading).blocks[0].text == "Bon de livraison 88213"


@pytest.mark.slow
@pytest.mark.usefixtures("tesseract")
@pytest.mark.parametrize("kept", [0.1, 0.6])
def test_a_picture_that_was_cut_off_is_damaged(tmp_path: Path, reading: Reading, kept: float) -> None:
    whole = papers.image_bytes(papers.scan("Porte", size=SHEET), "PNG")
    (tmp_path / "x.png").write_bytes(whole[: int(len(whole) * kept)])
    with pytest.raises(CannotRead) as caught:
        parse_picture(tmp_path / "x.png", reading)
    assert caught.value.code == "damaged"


@pytest.mark.usefixtures("tesseract")
def test_a_bomb_of_pixels_is_refused_before_it_is_unpacked(tmp_path: Path, reading: Reading) -> None:
    Image.new("1", (30_000, 30_000)).save(tmp_path / "bombe.png")
    with pytest.raises(CannotRead) as caught:
        parse_picture(tmp_path / "bombe.png", reading)
    assert caught.value.code == "too_large"
