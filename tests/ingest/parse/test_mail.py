"""E-mails: who, when, about what; the text and every attachment, and what the sender may not do to us."""

from __future__ import annotations

from email.message import EmailMessage
from pathlib import Path

import pytest

from ingest.parse import mail
from ingest.parse.formats import Reading
from ingest.parse.mail import DEEPEST, attachment_name, parse_eml
from ingest.parse.trouble import CannotRead
from rag.records import Kind, Parsed
from tests.ingest.parse import papers


def read(path: Path, message: EmailMessage, reading: Reading) -> Parsed:
    path.write_bytes(message.as_bytes())
    return parse_eml(path, reading)


def text_of(parsed: Parsed, part: str | None = None) -> str:
    return "\n".join(block.text for block in parsed.blocks if part is None or block.part == part)


def test_sender_recipients_date_and_subject(tmp_path: Path, reading: Reading) -> None:
    parsed = read(tmp_path / "a.eml", papers.letter(), reading)
    assert parsed.kind is Kind.MAIL
    assert parsed.sender == "Hélène Fravallon <helene@fravallon.example>"
    assert parsed.recipients == "Atelier Tourvelin <contact@tourvelin.example>, compta@tourvelin.example"
    assert parsed.date == "2026-03-23T09:15:00+01:00"
    assert parsed.subject == "Rayure sur le vitrage"
    assert parsed.blocks[0].text.splitlines()[2:] == ["Date : 2026-03-23 09:15", "Objet : Rayure sur le vitrage"]
    assert "rayé sur douze centimètres" in text_of(parsed)


def test_attachments_are_read_like_any_file(tmp_path: Path, reading: Reading) -> None:
    pdf = papers.pdf(tmp_path / "devis.pdf", ["Le devis s'élève à 8 637,60 €."]).read_bytes()
    csv = "Bois;Prix\nChêne;12\n".encode("cp1252")
    parsed = read(tmp_path / "a.eml", papers.letter(("Devis n° 17.pdf", pdf), ("prix.csv", csv)), reading)
    assert parsed.notes == ()
    assert "8 637,60 €" in text_of(parsed, "Devis n° 17.pdf")
    assert [block.page for block in parsed.blocks if block.part == "Devis n° 17.pdf"] == [1]
    assert text_of(parsed, "prix.csv") == "Chêne | 12"


def test_an_attachment_that_cannot_be_read_is_noted_and_the_letter_kept(tmp_path: Path, reading: Reading) -> None:
    parsed = read(tmp_path / "a.eml", papers.letter(("abîmé.pdf", b"%PDF-1.7 rien"), ("x.mp3", bytes(50))), reading)
    assert parsed.notes == ("attachment_failed",)
    assert "rayé" in text_of(parsed)


def test_signatures_and_empty_attachments_are_not_missed(tmp_path: Path, reading: Reading) -> None:
    assert read(tmp_path / "a.eml", papers.letter(("smime.p7s", bytes(range(256)))), reading).notes == ()


@pytest.mark.usefixtures("no_programs")
def test_a_scan_attached_without_tesseract_is_noted(tmp_path: Path, reading: Reading) -> None:
    picture = papers.image_bytes(papers.scan("Bon 88213"))
    assert read(tmp_path / "a.eml", papers.letter(("bon.png", picture)), reading).notes == ("attachment_failed",)


def test_a_letter_inside_a_letter(tmp_path: Path, reading: Reading) -> None:
    outer = papers.letter()
    outer.add_attachment(papers.letter(("note.txt", "Le seuil est à 12 mm.".encode())))
    parsed = read(tmp_path / "a.eml", outer, reading)
    assert text_of(parsed).count("rayé sur douze") == 2
    assert "12 mm" in text_of(parsed)


def test_letters_inside_letters_end_at_some_depth(tmp_path: Path, reading: Reading) -> None:
    message = papers.letter(("fond.txt", b"le fond"))
    for _ in range(DEEPEST + 3):
        outer = papers.letter()
        outer.add_attachment(message)
        message = outer
    parsed = read(tmp_path / "a.eml", message, reading)
    assert "attachment_failed" in parsed.notes
    assert "le fond" not in text_of(parsed)
    assert text_of(parsed).count("rayé") == DEEPEST + 1


def test_more_attachments_than_anybody_reads(tmp_path: Path, reading: Reading, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(mail, "MOST_ATTACHMENTS", 2)
    files = [(f"{place}.txt", f"Texte {place}".encode()) for place in range(4)]
    parsed = read(tmp_path / "a.eml", papers.letter(*files), reading)
    assert parsed.notes == ("truncated",)
    assert {block.part for block in parsed.blocks} == {"", "0.txt", "1.txt"}


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("../../../etc/passwd", "passwd"),
        ("..\\..\\Windows\\system.ini", "system.ini"),
        ("C:\\Users\\x\\devis.pdf", "devis.pdf"),
        ("/absolu.txt", "absolu.txt"),
        ("deux\nlignes\x00.txt", "deux lignes.txt"),
        ("gnp.\u202etxt.exe", "gnp.txt.exe"),
        ("", "pièce jointe 3"),
        ("..", "pièce jointe 3"),
        (".", "pièce jointe 3"),
        ("é" * 300 + ".pdf", "é" * 96 + ".pdf"),
    ],
)
def test_a_name_is_never_a_path(name: str, kept: str) -> None:
    assert attachment_name(name, 2) == kept


def test_a_name_that_climbs_writes_nothing_outside(tmp_path: Path, reading: Reading) -> None:
    folder = tmp_path / "a" / "b"
    folder.mkdir(parents=True)
    parsed = read(folder / "a.eml", papers.letter(("../../../../pwn.txt", b"Texte joint.")), reading)
    assert text_of(parsed, "pwn.txt") == "Texte joint."
    assert sorted(file.name for file in tmp_path.rglob("*")) == ["a", "a.eml", "b"]


def test_html_where_there_is_no_plain_text(tmp_path: Path, reading: Reading) -> None:
    message = EmailMessage()
    message["From"] = "a@example.org"
    message.set_content("<p>Le <b>chantier</b> reprend lundi.</p>", subtype="html")
    assert "Le chantier reprend lundi." in text_of(read(tmp_path / "a.eml", message, reading))


def test_plain_text_wins_over_html(tmp_path: Path, reading: Reading) -> None:
    message = papers.letter()
    message.add_alternative("<p>en couleurs</p>", subtype="html")
    found = text_of(read(tmp_path / "a.eml", message, reading))
    assert "rayé" in found
    assert "couleurs" not in found


@pytest.mark.parametrize("date", ["", "pas une date", "Mon, 99 Foo 2026"])
def test_a_date_that_is_none_is_left_out(tmp_path: Path, reading: Reading, date: str) -> None:
    (tmp_path / "a.eml").write_bytes(b"From: a@example.org\nDate: " + date.encode() + b"\n\nBonjour\n")
    parsed = parse_eml(tmp_path / "a.eml", reading)
    assert (parsed.date, text_of(parsed, "")) == ("", "De : a@example.org\nBonjour")


def test_headers_in_codes_and_bodies_in_unknown_ones(tmp_path: Path, reading: Reading) -> None:
    raw = (
        b"From: =?iso-8859-1?Q?Andr=E9?= <a@example.org>\nSubject: =?utf-8?B?RMOpbGFp?=\n"
        b"Content-Type: text/plain; charset=martien\nContent-Transfer-Encoding: 8bit\n\nRetard du ch\xeane\n"
    )
    (tmp_path / "a.eml").write_bytes(raw)
    parsed = parse_eml(tmp_path / "a.eml", reading)
    assert (parsed.sender, parsed.subject) == ("André <a@example.org>", "Délai")
    assert "Retard du chêne" in text_of(parsed)


def test_text_without_one_header_is_no_letter(tmp_path: Path, reading: Reading) -> None:
    (tmp_path / "a.eml").write_text("Bonjour à tous", encoding="utf-8")
    with pytest.raises(CannotRead) as caught:
        parse_eml(tmp_path / "a.eml", reading)
    assert caught.value.code == "damaged"
