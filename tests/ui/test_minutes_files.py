"""Meetings as files: what a document says cannot become a formula, a heading or broken XML."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from docx import Document
from icalendar import Calendar

from rag.office.record import ModelPart, Short, Summary
from rag.office.several import compared
from tests.rag.office.parts import read
from ui.minutes_files import as_calendar, as_csv, as_docx
from ui.minutes_text import markdown, plain

TEXT = (
    "Présents : Paul (gérant) ; excusée : Inès\nActions\nAction | Responsable | Pour le\n"
    "=1+1 ; commander \x07le *bois* | Paul | 12 mars\n"
    "Relancer <b>le</b> client | Inès | mars\nNettoyer le local | Karim | fait\nIl est décidé de payer 1 250 €."
)
NOW = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)
FOUND = compared([read(TEXT)], "2026-05-01", ["autre.pdf"])


def with_model(**part: Any) -> Summary:
    """The same, read by a chat model too."""
    (meeting,) = FOUND.meetings
    first = replace(meeting.rows[0], by_model=True)
    short = (Short("Le local est <propre>.", first.place),)
    told = replace(meeting, rows=(first, *meeting.rows[1:]), short=short, model=ModelPart("petit", **part))
    return replace(FOUND, meetings=(told,))


def test_what_a_model_found_is_marked_everywhere() -> None:
    found = with_model(added=1, dropped=2)
    rows = list(csv.DictReader(io.StringIO(as_csv(found, "fr").decode("utf-8-sig")), delimiter=";"))
    assert [row["Lu par"] for row in rows][:2] == ["modèle", "règles"]
    paper = Document(io.BytesIO(as_docx(found, "fr")))
    text = "\n".join(paragraph.text for paragraph in paper.paragraphs)
    for whole in (plain(found, "fr"), text):
        assert "Le local est <propre>. « " in whole.replace("\u00a0", " ")
        assert "1 ligne ajoutée" in whole
        assert "2 lignes écartées parce que le texte ne les dit pas" in whole
    assert "Le local est \\<propre\\>." in markdown(found, "fr")
    assert "(trouvé par le modèle)" in plain(found, "fr")
    assert "(found by the model)" in markdown(found, "en")


def test_a_model_that_failed_is_told() -> None:
    found = with_model(trouble={"code": "answer_unreadable", "facts": {"model": "petit", "complaint": "x"}})
    assert "Lu par les règles seules : Le modèle « petit »" in plain(found, "fr").replace("\u00a0", " ")


def test_a_table_for_a_spreadsheet() -> None:
    written = as_csv(FOUND, "fr")
    assert written.startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(io.StringIO(written.decode("utf-8-sig")), delimiter=";"))
    first = rows[0]
    assert first["Quoi"].startswith("'=1+1")
    assert (first["Qui"], first["Échéance"], first["Sorte"], first["Fichier"]) == (
        "Paul", "2026-03-12", "Actions", "CR.docx",
    )  # fmt: skip
    assert [row["Fait"] for row in rows if row["Qui"] == "Karim"] == ["oui"]
    assert b"Meeting,Kind,What" in as_csv(FOUND, "en")


def test_a_document_that_opens() -> None:
    paper = Document(io.BytesIO(as_docx(FOUND, "fr")))
    text = "\n".join(paragraph.text for paragraph in paper.paragraphs)
    for words in (
        "Compte rendu – 2 mars 2026",
        "Présents : Paul (gérant)",
        "Excusés : Inès",
        "En retard au",
    ):
        assert words in text
    cells = [cell.text for table in paper.tables for row in table.rows for cell in row.cells]
    assert "Relancer <b>le</b> client" in cells
    assert any("« Il est décidé de payer 1 250 €. » (CR.docx)" in cell.replace("\u00a0", " ") for cell in cells)
    assert paper.core_properties.author == ""


def test_a_calendar_of_what_is_still_due() -> None:
    calendar = Calendar.from_ical(as_calendar(FOUND, "fr", NOW))
    events = {str(event["summary"]): event for event in calendar.walk("VEVENT")}
    assert len(events) == 2, "what is done is not due"
    assert events["Inès : Relancer <b>le</b> client"]["dtstart"].dt.isoformat() == "2026-03-31", (
        "a month ends with its last day"
    )
    event = next(one for name, one in events.items() if name.startswith("Paul"))
    assert (event["dtstart"].dt.isoformat(), event["dtend"].dt.isoformat()) == ("2026-03-12", "2026-03-13")
    assert "CR.docx" in event["description"]
    again = Calendar.from_ical(as_calendar(FOUND, "fr"))
    assert {str(one["uid"]) for one in again.walk("VEVENT")} == {str(one["uid"]) for one in events.values()}


def test_markdown_shows_the_words_of_a_document_as_they_are() -> None:
    text = markdown(FOUND, "fr")
    assert "| Relancer \\<b\\>le\\</b\\> client | Inès | mars 2026 |" in text
    assert "\\*bois\\*" in text
    assert "## En retard au" in text
    assert "autre.pdf" in text


def test_the_terminal() -> None:
    told = plain(FOUND, "en")
    for words in ("Actions", "Decisions", "Overdue on 1 May 2026", "Passed over (no minutes): autre.pdf."):
        assert words in told
    assert "Nothing of the kind" in plain(compared([read("Bonjour.")], "2026-03-03"), "en")
