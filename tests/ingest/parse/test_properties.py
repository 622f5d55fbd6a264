"""Dates that programs write into office files, and the silence of those that write none."""

from __future__ import annotations

import zipfile
from datetime import UTC, datetime
from pathlib import Path

import openpyxl
from docx import Document

from ingest.parse.formats import Reading, parse_file
from ingest.parse.properties import office_date
from rag.options import Ingest


def test_a_word_file_says_when_it_was_saved(tmp_path: Path) -> None:
    file = tmp_path / "lettre.docx"
    document = Document()
    document.add_paragraph("Le portail est bleu.")
    document.save(str(file))
    assert office_date(file) == ""  # the template's own date
    document.core_properties.modified = datetime(2026, 3, 31, tzinfo=UTC)
    document.save(str(file))
    assert parse_file(file, Reading(Ingest())).made == "2026-03-31"


def test_a_file_without_properties_was_not_made_today(tmp_path: Path) -> None:
    whole, bare = tmp_path / "whole.xlsx", tmp_path / "bare.xlsx"
    book = openpyxl.Workbook()
    book.active.append(["Article", "Prix"])
    book.active.append(["Portail", 1200])
    book.save(whole)
    with zipfile.ZipFile(whole) as source, zipfile.ZipFile(bare, "w") as target:
        for name in source.namelist():
            if name != "docProps/core.xml":
                target.writestr(name, source.read(name))
    assert parse_file(bare, Reading(Ingest())).made == ""
    assert parse_file(whole, Reading(Ingest())).made == datetime.now(UTC).date().isoformat()


def test_what_is_no_package_has_no_date(tmp_path: Path) -> None:
    file = tmp_path / "x.docx"
    file.write_bytes(b"PK\x03\x04 broken")
    assert office_date(file) == ""


def test_letters_behind_unicode_signs_are_kept(tmp_path: Path) -> None:
    file = tmp_path / "lettre.rtf"
    file.write_bytes(rb"{\rtf1\ansi\uc1 R\u233?ponse \u224? votre lettre \u8211? C:\\u233?x\par}")
    assert parse_file(file, Reading(Ingest())).blocks[0].text == r"Réponse à votre lettre – C:\u233?x"
