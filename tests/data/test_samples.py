"""The sample company: enough of everything, and questions whose answers stand where they are said to stand."""

from __future__ import annotations

import json
import re
import shutil
import zipfile
from collections import Counter
from email import message_from_bytes, policy
from pathlib import Path
from typing import Any

import facturx
import oxmsg
import pytest

from data.make.collection import everything
from data.readers import READERS, needs_ocr, pages_of

DATA = Path(__file__).resolve().parents[2] / "data"
SAMPLES = DATA / "samples"
FILES = sorted(file for file in SAMPLES.rglob("*") if file.is_file())
LINES = (DATA / "questions" / "samples.jsonl").read_text(encoding="utf-8").splitlines()
QUESTIONS: list[dict[str, Any]] = [json.loads(line) for line in LINES]
HELD_BACK = [json.loads(line) for line in (DATA / "questions" / "unanswerable.jsonl").read_text("utf-8").splitlines()]
SECRETARY = [json.loads(line) for line in (DATA / "questions" / "secretary.jsonl").read_text("utf-8").splitlines()]
BLIND = [json.loads(line) for line in (DATA / "questions" / "office.jsonl").read_text("utf-8").splitlines()]
ANSWERED = [one for one in QUESTIONS if one["answerable"]]
MOST_BYTES = 6 * 2**20
PAGED = {".pdf", ".pptx"}
ENGLISH = {
    "Technique/Northgate Hinges trade catalogue 2026.pdf",
    "Technique/Fiches produits/Nordvind AquaTop 300 data sheet.pdf",
    "Courriels/2026-04-13 Northgate delivery delay.eml",
}
FIRST = [{**one, "relevant": one["relevant"][:1]} for one in BLIND]  # the others say it in their own words
OFFICE = ".doc"  # LibreOffice's writing is its own affair


def split(name: str) -> tuple[Path, int | None]:
    path, _, page = name.partition("#p")
    return SAMPLES / path, int(page) if page else None


def reads_scan(question: dict[str, Any]) -> bool:
    return any(needs_ocr(split(name)[0]) for name in question["relevant"])


def assert_words_stand(question: dict[str, Any]) -> None:
    for name in question["relevant"]:
        file, page = split(name)
        pages = pages_of(file)
        text = pages[page - 1] if page else " ".join(pages)
        for words in question["words"]:
            assert re.search(rf"(?<!\w){re.escape(words)}(?!\w)", text), (words, name)


def test_enough_documents_in_enough_formats() -> None:
    assert len(FILES) >= 45
    assert len({file.suffix for file in FILES}) >= 12
    assert {file.suffix for file in FILES} == set(READERS)
    assert sum(file.stat().st_size for file in FILES) < MOST_BYTES


def test_names_have_accents_and_spaces_and_lie_in_folders() -> None:
    names = [file.relative_to(SAMPLES).as_posix() for file in FILES]
    assert sum(not name.isascii() for name in names) >= 10
    assert sum(" " in name for name in names) >= 10
    assert all("/" in name for name in names)


def test_some_files_have_several_pages() -> None:
    assert sum(len(pages_of(file)) > 1 for file in FILES if file.suffix == ".pdf" and not needs_ocr(file)) >= 8


def test_enough_questions_of_every_kind() -> None:
    assert len(QUESTIONS) >= 80
    assert sum(not one["answerable"] for one in QUESTIONS) >= 15
    assert len({one["id"] for one in QUESTIONS}) == len(QUESTIONS)
    assert len({one["question"] for one in QUESTIONS}) == len(QUESTIONS)
    crossing = [
        one
        for one in ANSWERED
        if all(
            (split(name)[0].relative_to(SAMPLES).as_posix() in ENGLISH) == (one["language"] == "fr")
            for name in one["relevant"]
        )
    ]
    assert len(crossing) >= 10
    asked = Counter(split(name)[0] for one in ANSWERED for name in one["relevant"])
    assert len(asked) >= 45


def test_enough_unanswerable_questions_are_held_back() -> None:
    assert len(HELD_BACK) >= 40
    assert not any(one["answerable"] for one in HELD_BACK)
    assert len({one["question"] for one in (*QUESTIONS, *HELD_BACK)}) == len(QUESTIONS) + len(HELD_BACK)


@pytest.mark.parametrize("question", [*QUESTIONS, *HELD_BACK], ids=lambda one: one["id"])
def test_a_question_is_well_formed(question: dict[str, Any]) -> None:
    assert set(question) == {"id", "question", "language", "answerable", "relevant", "words"}
    assert question["language"] in {"fr", "en"}
    assert question["question"].endswith("?")
    assert bool(question["relevant"]) == bool(question["words"]) == question["answerable"]
    for name in question["relevant"]:
        file, page = split(name)
        assert file.is_file(), name
        assert (page is not None) == (file.suffix in PAGED), name
        if page is not None and not needs_ocr(file):
            assert 1 <= page <= len(pages_of(file)), name


@pytest.mark.parametrize("question", [x for x in ANSWERED if not reads_scan(x)], ids=lambda one: one["id"])
def test_the_words_stand_where_they_are_said_to_stand(question: dict[str, Any]) -> None:
    assert_words_stand(question)


def test_the_questions_of_a_secretary_are_halved_and_well_formed() -> None:
    assert len(SECRETARY) == len({one["question"] for one in SECRETARY}) == 80
    known = {one["question"] for one in QUESTIONS}
    assert sum(one["question"] in known for one in SECRETARY) <= 2, "both authors hit on them"
    kinds = [Counter(one["kind"] for one in SECRETARY if one["part"] == part) for part in ("dev", "held")]
    assert kinds[0] == kinds[1]
    for one in SECRETARY:
        assert bool(one["relevant"]) == one["answerable"] == (one["kind"] in {"text", "list"})
        assert bool(one["words"]) == (one["kind"] == "text")
        assert all(split(name)[0].is_file() for name in one["relevant"])


def test_the_questions_of_an_office_are_halved_and_well_formed() -> None:
    assert len(BLIND) == len({one["question"] for one in BLIND}) == 120
    known = {one["question"] for one in (*QUESTIONS, *SECRETARY)}
    assert known.isdisjoint(one["question"] for one in BLIND)
    for part in ("dev", "held"):
        assert Counter(one["answerable"] for one in BLIND if one["part"] == part) == {True: 36, False: 24}
    for one in BLIND:
        assert bool(one["relevant"]) == bool(one["words"]) == one["answerable"]
        assert one["form"] in {"sentence", "half", "keywords", "typos", "long"}
        assert all(split(name)[0].is_file() for name in one["relevant"])


@pytest.mark.parametrize(
    "question",
    [one for one in (*SECRETARY, *FIRST) if one["words"] and not reads_scan(one)],
    ids=lambda one: one["id"],
)
def test_the_words_of_a_secretary_stand_where_they_are_said_to_stand(question: dict[str, Any]) -> None:
    assert_words_stand(question)


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("tesseract") is None, reason="Tesseract is not installed")
@pytest.mark.parametrize("question", [x for x in ANSWERED if reads_scan(x)], ids=lambda one: one["id"])
def test_the_words_can_be_read_on_the_scans(question: dict[str, Any]) -> None:
    assert_words_stand(question)


def test_two_invoices_carry_valid_data() -> None:
    found = []
    for file in FILES:
        if file.suffix == ".pdf" and file.name.startswith("Facture"):
            name, xml = facturx.get_xml_from_pdf(file.read_bytes(), check_xsd=True)
            found += [file.name] if name and xml else []
    assert len(found) == 2


def test_attachments_are_the_documents_themselves() -> None:
    known = {file.name: file.read_bytes() for file in FILES}
    attached = []
    for file in FILES:
        if file.suffix == ".eml":
            message = message_from_bytes(file.read_bytes(), policy=policy.default)
            attached += [(part.get_filename(), part.get_payload(decode=True)) for part in message.iter_attachments()]
        if file.suffix == ".msg":
            attached += [(one.file_name, one.file_bytes) for one in oxmsg.Message.load(str(file)).attachments]
    assert len(attached) >= 5
    assert all(known[name or ""] == content for name, content in attached)


@pytest.mark.slow
def test_the_same_bytes_at_every_run() -> None:
    made = everything(with_office=False)
    kept = {file.relative_to(SAMPLES).as_posix(): file for file in FILES if file.suffix != OFFICE}
    assert set(made) == set(kept)
    assert [path for path, content in made.items() if kept[path].read_bytes() != content] == []


def test_packed_formats_bear_no_time_of_day() -> None:
    for file in FILES:
        if zipfile.is_zipfile(file) and file.suffix != ".eml":
            with zipfile.ZipFile(file) as archive:
                assert {info.date_time[:4] for info in archive.infolist()} == {(2026, 5, 4, 9)}, file.name
