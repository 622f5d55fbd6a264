from __future__ import annotations

import shutil
import zipfile
from decimal import Decimal
from io import BytesIO
from pathlib import Path

import psutil
import pypdfium2
import pytest
from lxml import etree

from rag.errors import OfficeFailed, OfficeMissing
from rag.office.drafts.amounts import Discount
from tests.ui.drafting.parts import odt, quote, words_of
from ui.drafting.opendocument import filled_odt
from ui.drafting.pdf import as_odt, as_pdf, can_make_pdf
from ui.drafting.standard import standard_template
from ui.drafting.vocabulary import context
from ui.drafting.word import filled_docx


def without_office(monkeypatch: pytest.MonkeyPatch, program: str | None) -> None:
    monkeypatch.setattr("ui.drafting.pdf.shutil.which", lambda _name: program)


def test_without_libreoffice_it_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    without_office(monkeypatch, None)
    assert not can_make_pdf()
    with pytest.raises(OfficeMissing):
        as_pdf(b"", "docx")


def test_one_that_hangs_is_ended_with_what_it_started(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    mark = tmp_path / "soffice"
    mark.write_text("#!/bin/sh\nsleep 4321 &\nsleep 4321\n", encoding="utf-8")
    mark.chmod(0o755)
    without_office(monkeypatch, str(mark))
    with pytest.raises(OfficeFailed):
        as_pdf(b"x", "docx", seconds=3)
    ended = [one for one in psutil.process_iter(["cmdline"]) if "4321" in (one.info["cmdline"] or [])]
    _, left = psutil.wait_procs(ended, timeout=30)  # what is killed is gone a moment later
    assert left == []


def test_one_that_writes_nothing_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program = tmp_path / "soffice"
    program.write_text("#!/bin/sh\nexit 1\n", encoding="utf-8")
    program.chmod(0o755)
    without_office(monkeypatch, str(program))
    with pytest.raises(OfficeFailed):
        as_pdf(b"x", "docx")


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
@pytest.mark.parametrize("kind", ["docx", "odt"])
def test_the_pdf_of_a_paper(kind: str) -> None:
    content = filled_docx("", standard_template("quote", "fr"), context(quote()))
    if kind == "odt":
        content = odt("<text:p>Devis n° D-2026-035 – 2 923,75 €</text:p>")
    made = pypdfium2.PdfDocument(BytesIO(as_pdf(content, kind)))
    text = made[0].get_textpage().get_text_bounded()
    assert "Devis n° D-2026-035" in text
    made.close()


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("kind", ["quote", "invoice", "letter"])
def test_our_templates_as_those_of_libreoffice_say_the_same(kind: str, language: str) -> None:
    ours = standard_template(kind, language)  # type: ignore[arg-type]
    draft = quote(language=language, discount=Discount(Decimal(10)), greeting="Madame,", terms="30 jours", quote="D-1")
    values = context(draft)
    made = filled_odt("ours", as_odt(ours), values)
    with zipfile.ZipFile(BytesIO(made)) as file:
        words = "".join(etree.fromstring(file.read("content.xml")).itertext())
    assert "{%" not in words
    expected = words_of(filled_docx("", ours, values)).split("\n")
    assert len(expected) > 10
    body = expected[:-1]  # the last is the foot, which is in styles.xml
    assert [one for one in body if "".join(one.split()) not in "".join(words.split())] == []
