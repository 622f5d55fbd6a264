"""PDFs in columns are read one column after the other, however they were written; tables keep their rows."""

from __future__ import annotations

import textwrap
from pathlib import Path

import pytest
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from ingest.parse.formats import Reading, parse_file
from ingest.passages import cut
from rag.options import Ingest
from rag.records import Block, DocumentId

LEFT = (
    "Le bailleur donne à bail au preneur, qui accepte, les locaux désignés ci-dessous pour une durée de neuf années "
    "entières commençant le premier jour du mois qui suit la signature de l'acte par les deux parties, sans que le "
    "preneur puisse réclamer une durée plus courte que celle qui est prévue par la loi."
)
RIGHT = (
    "Le preneur entretient les lieux et les rend en bon état de réparations à la fin du bail, sans pouvoir réclamer "
    "une indemnité pour les travaux qu'il aurait faits avec l'accord du bailleur, ni retarder pour ce motif le jour "
    "de son départ au-delà de ce que les deux parties ont écrit."
)
TITLE = "Conditions du bail de la rue des Cordiers à Angers"
FOOT = "Fait à Angers, en deux exemplaires, un pour chacune des deux parties au contrat."
WIDTH = 44  # characters of a column's line
THIRD = (
    "Les charges sont réparties entre les locataires selon la surface de chacun, et payées par trimestre avec le "
    "loyer, sur un compte que le bailleur indique au preneur dans le mois qui suit la signature, sans autre demande."
)


def page(file: Path, *, across: bool) -> Path:
    """A title over both columns, the columns, and a line under both."""
    left, right = textwrap.wrap(LEFT, WIDTH), textwrap.wrap(RIGHT, WIDTH)
    canvas = Canvas(str(file), pagesize=A4)
    canvas.setFont("Helvetica-Bold", 18)
    canvas.drawString(60, 780, TITLE)
    canvas.setFont("Helvetica", 10)
    cells = [(x, row, line) for x, lines in ((60, left), (320, right)) for row, line in enumerate(lines)]
    for x, row, line in sorted(cells, key=lambda cell: (cell[1], cell[0])) if across else cells:
        canvas.drawString(x, 740 - 13 * row, line)
    canvas.drawString(60, 740 - 13 * (max(len(left), len(right)) + 2), FOOT)
    canvas.save()
    return file


def read(file: Path) -> list[Block]:
    return list(parse_file(file, Reading(Ingest())).blocks)


@pytest.mark.parametrize("across", [False, True])
def test_one_column_after_the_other_below_a_title_that_spans_both(tmp_path: Path, across: bool) -> None:
    blocks = read(page(tmp_path / "bail.pdf", across=across))
    assert [block.text for block in blocks] == [TITLE, LEFT, RIGHT, FOOT]
    assert blocks[0].heading == 1


@pytest.mark.parametrize("margin", [40, 60])
@pytest.mark.parametrize("across", [False, True])
def test_three_columns_one_after_the_other(tmp_path: Path, across: bool, margin: int) -> None:
    file = tmp_path / "bulletin.pdf"
    canvas = Canvas(str(file), pagesize=A4)
    canvas.setFont("Helvetica-Bold", 18)
    canvas.drawString(margin, 780, TITLE)
    canvas.setFont("Helvetica", 9)
    wide = (A4[0] - 2 * margin) / 3
    columns = [textwrap.wrap(text, int(wide / 5.2), break_on_hyphens=False) for text in (LEFT, RIGHT, THIRD)]
    cells = [(margin + wide * place, row, line) for place, one in enumerate(columns) for row, line in enumerate(one)]
    for x, row, line in sorted(cells, key=lambda cell: (cell[1], cell[0])) if across else cells:
        canvas.drawString(x, 740 - 12 * row, line)
    canvas.save()
    assert [block.text for block in read(file)] == [TITLE, LEFT, RIGHT, THIRD]


def test_the_rows_of_a_table_of_three_stay_together(tmp_path: Path) -> None:
    file = tmp_path / "planning.pdf"
    canvas = Canvas(str(file), pagesize=A4)
    canvas.setFont("Helvetica", 9)
    for row in range(12):
        for x, cell in (
            (50, "Pose de la porte du hall"),
            (230, "équipe de Karim Benali"),
            (400, f"semaine {row} de mai"),
        ):
            canvas.drawString(x, 740 - 14 * row, f"{cell} {row}")
    canvas.save()
    text = "\n".join(block.text for block in read(file)).replace(" | ", " ")
    for row in range(12):
        assert f"hall {row} équipe de Karim Benali {row} semaine {row} de mai {row}" in text


def test_the_boxes_are_those_of_the_columns(tmp_path: Path) -> None:
    blocks = read(page(tmp_path / "bail.pdf", across=True))
    assert all(mark.right < 0.5 for mark in blocks[1].marks)
    assert all(mark.left > 0.5 for mark in blocks[2].marks)
    first = blocks[2].marks[0]
    assert blocks[2].text[first.start : first.end] == textwrap.wrap(RIGHT, WIDTH)[0]


def test_the_rows_of_a_table_stay_together(tmp_path: Path) -> None:
    file = tmp_path / "tarif.pdf"
    canvas = Canvas(str(file), pagesize=A4)
    for row in range(12):
        canvas.drawString(60, 740 - 14 * row, f"Charnière à ressort, modèle {row}, laiton poli et verni")
        canvas.drawString(380, 740 - 14 * row, f"prix de la paire hors taxes : {row},50 euros")
    canvas.save()
    text = "\n".join(block.text for block in read(file))
    for row in range(12):
        assert f"modèle {row}, laiton poli et verni prix de la paire hors taxes : {row},50" in text.replace(" | ", " ")


def test_real_pages_in_columns_are_left_in_their_order(shared: Path) -> None:
    text = " ".join(block.text for block in read(shared / "fixtures" / "office" / "pdf" / "multi-column.pdf"))
    flat = " ".join(text.split())
    assert "candidate contexts, where traditional sparse vector space models" in flat
    assert "DPR applies a different encoder EQ(·) that maps the input question to a d-dimensional vector" in flat


def test_running_heads_and_page_numbers_are_dropped_and_cut_words_joined(tmp_path: Path) -> None:
    file = tmp_path / "reglement.pdf"
    canvas = Canvas(str(file), pagesize=A4)
    for number in range(1, 5):
        canvas.setFont("Helvetica", 9)
        canvas.drawString(60, 810, f"Atelier Tourvelin – règlement, édition {number}")
        canvas.setFont("Helvetica", 11)
        canvas.drawString(60, 740, f"Article {number}. Le congédie-")
        canvas.drawString(60, 726, "ment est notifié par lettre avec un sous-")
        canvas.drawString(60, 712, "Préfet pour témoin.")
        canvas.drawCentredString(297, 30, f"Page {number} sur 4")
        canvas.showPage()
    canvas.save()
    blocks = read(file)
    assert [block.text for block in blocks] == [
        f"Article {number}. Le congédiement est notifié par lettre avec un sous-Préfet pour témoin."
        for number in range(1, 5)
    ]
    assert [block.page for block in blocks] == [1, 2, 3, 4]


def count_words(texts: object) -> list[int]:
    return [len(str(text).split()) for text in texts]  # type: ignore[attr-defined]


def test_sections_of_a_pdf_follow_its_type(tmp_path: Path) -> None:
    file = tmp_path / "contrat.pdf"
    canvas = Canvas(str(file), pagesize=A4)
    top = 780
    for size, line in (
        (20, "Contrat de maintenance"),
        (14, "Article 1 – Objet"),
        (10, "Le prestataire contrôle les machines de l'atelier."),
        (10, "Il remplace les pièces qui sont usées."),
        (14, "Article 2 – Durée"),
        (10, "Le contrat court pendant trois ans."),
        (10, "Il se renouvelle d'année en année."),
    ):
        canvas.setFont("Helvetica", size)
        canvas.drawString(60, top, line)
        top -= 2 * size
    canvas.save()
    passages = cut(parse_file(file, Reading(Ingest())), DocumentId("d"), count_words, 24)
    assert [one.section for one in passages] == [
        ("Contrat de maintenance", "Article 1 – Objet"),
        ("Contrat de maintenance", "Article 2 – Durée"),
    ]


def test_each_line_of_a_cut_word_has_its_own_box(tmp_path: Path) -> None:
    file = tmp_path / "mot.pdf"
    canvas = Canvas(str(file), pagesize=A4)
    canvas.drawString(60, 740, "Le préavis du congédie-")
    canvas.drawString(60, 726, "ment est de trois mois.")
    canvas.save()
    block = read(file)[0]
    assert [block.text[mark.start : mark.end] for mark in block.marks] == [
        "Le préavis du congédie",
        "ment est de trois mois.",
    ]
    assert block.marks[0].bottom <= block.marks[1].top
