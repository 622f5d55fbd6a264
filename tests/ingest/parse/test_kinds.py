"""What a file is, told from what it holds: a wrong name deceives nobody, and a wrong content is named."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
import xlwt
from PIL import Image

from data.make.compound import compound_file
from data.make.outlook import outlook_message
from ingest.parse.kinds import Format, format_of
from ingest.parse.trouble import CannotRead
from tests.ingest.parse import papers

SAMPLES = Path(__file__).resolve().parents[3] / "data" / "samples"


def code_of(path: Path) -> str:
    with pytest.raises(CannotRead) as caught:
        format_of(path)
    return caught.value.code


def _spreadsheet(path: Path) -> None:
    openpyxl.Workbook().save(path)


def _old_spreadsheet(path: Path) -> None:
    book = xlwt.Workbook()
    book.add_sheet("Stock").write(0, 0, "Chêne")
    book.save(str(path))


PAGE = b"<!DOCTYPE html><html><body><p>Bonjour</p></body></html>"
MAKERS: dict[str, Callable[[Path], object]] = {
    ".pdf": lambda path: papers.pdf(path, ["Bail"]),
    ".docx": papers.docx,
    ".odt": papers.odt,
    ".epub": papers.epub,
    ".pptx": papers.pptx,
    ".xls": _old_spreadsheet,
    ".xlsx": _spreadsheet,
    ".msg": lambda path: path.write_bytes(outlook_message(papers.letter())),
    ".eml": lambda path: path.write_bytes(papers.letter().as_bytes()),
    ".png": lambda path: Image.new("L", (9, 9)).save(path),
    ".rtf": lambda path: path.write_bytes(rb"{\rtf1\ansi Bonjour}"),
    ".doc": lambda path: path.write_bytes(next(SAMPLES.rglob("*.doc")).read_bytes()),
    ".html": lambda path: path.write_bytes(PAGE),
}


def make(path: Path) -> Path:
    """A real file of the format that its suffix names."""
    MAKERS.get(path.suffix, lambda plain: plain.write_text("Bonjour ; à tous", encoding="utf-8"))(path)
    return path


BINARY = {
    ".pdf": Format.PDF,
    ".docx": Format.DOCX,
    ".odt": Format.ODT,
    ".epub": Format.EPUB,
    ".pptx": Format.PPTX,
    ".xls": Format.XLS,
    ".xlsx": Format.XLSX,
    ".msg": Format.MSG,
    ".png": Format.IMAGE,
    ".rtf": Format.RTF,
    ".doc": Format.DOC,
}
TEXTUAL = {
    ".eml": Format.EML,
    ".html": Format.HTML,
    ".csv": Format.CSV,
    ".tsv": Format.CSV,
    ".md": Format.MARKDOWN,
    ".txt": Format.TEXT,
    ".log": Format.TEXT,
    "": Format.TEXT,
}


@pytest.mark.parametrize(("suffix", "found"), [*BINARY.items(), *TEXTUAL.items()])
def test_each_format_is_known(tmp_path: Path, suffix: str, found: Format) -> None:
    assert format_of(make(tmp_path / f"fichier{suffix}")) is found


@pytest.mark.parametrize(("suffix", "found"), BINARY.items())
@pytest.mark.parametrize("wrong", [".txt", ".docx", ".pdf", ".xyz", ""])
def test_a_wrong_name_deceives_nobody(tmp_path: Path, suffix: str, found: Format, wrong: str) -> None:
    assert format_of(make(tmp_path / f"fichier{suffix}").rename(tmp_path / f"autre{wrong}")) is found


@pytest.mark.parametrize(("suffix", "found"), [(".eml", Format.EML), (".html", Format.HTML)])
def test_text_whose_content_speaks_needs_no_name(tmp_path: Path, suffix: str, found: Format) -> None:
    assert format_of(make(tmp_path / f"fichier{suffix}").rename(tmp_path / "fichier")) is found


def test_nothing_is_empty(tmp_path: Path) -> None:
    (tmp_path / "vide.pdf").touch()
    assert code_of(tmp_path / "vide.pdf") == "empty"


@pytest.mark.parametrize("name", ["outil.txt", "outil.exe", "outil"])
def test_a_program_is_not_read_whatever_its_name(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(b"MZ\x90\x00\x03\x00\x00\x00\x04\x00\x00\x00\xff\xff" + bytes(200))
    assert code_of(tmp_path / name) == "unsupported"


@pytest.mark.parametrize("suffix", [".pdf", ".docx", ".xlsx", ".msg", ".png"])
def test_noise_with_the_name_of_a_document_is_damaged(tmp_path: Path, suffix: str) -> None:
    (tmp_path / f"bruit{suffix}").write_bytes(bytes(range(256)) * 9)
    assert code_of(tmp_path / f"bruit{suffix}") == "damaged"


def test_words_with_the_name_of_a_document_are_damaged(tmp_path: Path) -> None:
    (tmp_path / "note.pdf").write_text("Ceci n'est pas un PDF.", encoding="utf-8")
    assert code_of(tmp_path / "note.pdf") == "damaged"


def test_a_table_named_xls_by_an_accounting_program_is_read(tmp_path: Path) -> None:
    (tmp_path / "export.xls").write_text("compte\tsolde\n411000\t120,50\n", encoding="cp1252")
    assert format_of(tmp_path / "export.xls") is Format.CSV


@pytest.mark.parametrize(
    "head",
    [
        b"L\0\0\0\x01\x14\x02\0\0\0\0\0\xc0\0\0\0\0\0\0F" + bytes(60),
        b"[InternetShortcut]\r\nURL=https://example.org/\r\n",
        b"[{000214A0-0000-0000-C000-000000000046}]\r\nProp3=19,2\r\n[InternetShortcut]\r\nURL=https://example.org/\r\n",
    ],
)
def test_a_shortcut_of_windows_is_told_as_a_link(tmp_path: Path, head: bytes) -> None:
    for name in ("Contrats.lnk", "site.url", "note.txt"):
        (tmp_path / name).write_bytes(head)
        assert code_of(tmp_path / name) == "linked"


def test_a_zip_of_other_things_is_not_read(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "photos.zip", "w") as package:
        package.writestr("a.txt", "a")
    assert code_of(tmp_path / "photos.zip") == "unsupported"


def test_a_zip_cut_off_is_damaged(tmp_path: Path) -> None:
    whole = make(tmp_path / "a.docx").read_bytes()
    (tmp_path / "b.docx").write_bytes(whole[: len(whole) // 2])
    assert code_of(tmp_path / "b.docx") == "damaged"


def test_an_office_file_that_unpacks_without_end_is_too_large(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "bombe.docx", "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("word/document.xml", "<w:document/>")
        for place in range(6):
            with package.open(f"word/{place}.xml", "w") as part:
                for _ in range(100):
                    part.write(bytes(1_000_000))
    assert code_of(tmp_path / "bombe.docx") == "too_large"


def test_an_encrypted_office_file_is_told(tmp_path: Path) -> None:
    (tmp_path / "a.docx").write_bytes(compound_file({"EncryptedPackage": bytes(5000), "EncryptionInfo": bytes(5000)}))
    assert code_of(tmp_path / "a.docx") == "encrypted"


def test_an_encrypted_opendocument_is_told(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.odt", "w") as package:
        package.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        package.writestr("META-INF/manifest.xml", "<manifest:encryption-data/>")
    assert code_of(tmp_path / "a.odt") == "encrypted"


def test_a_presentation_before_2007_is_not_read(tmp_path: Path) -> None:
    (tmp_path / "a.ppt").write_bytes(compound_file({"PowerPoint Document": bytes(5000)}))
    assert code_of(tmp_path / "a.ppt") == "unsupported"


def test_text_of_two_bytes_is_text(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes("Bonjour à tous, voici la note.".encode("utf-16-le"))
    assert format_of(tmp_path / "a.txt") is Format.TEXT


def test_an_absent_file_is_the_system_s_error(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        format_of(tmp_path / "absent.txt")
