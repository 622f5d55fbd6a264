"""E-mails saved by Outlook, written as its specification says, and one of the sample company."""

from __future__ import annotations

from pathlib import Path

from data.make.outlook import outlook_message
from ingest.parse.formats import Reading
from ingest.parse.outlook import parse_msg
from rag.records import Kind
from tests.ingest.parse import papers

SAMPLES = Path(__file__).resolve().parents[3] / "data" / "samples"


def test_who_when_what_and_the_attachments(tmp_path: Path, reading: Reading) -> None:
    pdf = papers.pdf(tmp_path / "devis.pdf", ["Le devis expire le 30 avril 2026."]).read_bytes()
    (tmp_path / "a.msg").write_bytes(outlook_message(papers.letter(("Devis été.pdf", pdf), ("rien.bin", bytes(9)))))
    parsed = parse_msg(tmp_path / "a.msg", reading)
    assert parsed.kind is Kind.MAIL
    assert parsed.sender == "Hélène Fravallon <helene@fravallon.example>"
    assert "Atelier Tourvelin <contact@tourvelin.example>" in parsed.recipients
    assert "compta@tourvelin.example" in parsed.recipients
    assert parsed.date.startswith("2026-03-23T0")
    assert parsed.subject == "Rayure sur le vitrage"
    assert any("douze centimètres" in block.text for block in parsed.blocks)
    (attached,) = [block for block in parsed.blocks if block.part == "Devis été.pdf"]
    assert (attached.page, attached.text) == (1, "Le devis expire le 30 avril 2026.")
    assert parsed.notes == ("attachment_failed",)


def test_the_letter_of_the_sample_company(reading: Reading) -> None:
    parsed = parse_msg(next(SAMPLES.rglob("*.msg")), reading)
    assert parsed.sender
    assert parsed.recipients
    assert parsed.date.startswith("2026-04-17")
    assert "vote" in parsed.subject.lower()
    assert len(parsed.blocks) > 3
