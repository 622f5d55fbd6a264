"""A small firm's documents, written for the journeys."""

from __future__ import annotations

from email.message import EmailMessage
from pathlib import Path

import docx
from openpyxl import Workbook
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

LEASE = (
    "Bail commercial",
    "Le bail du hangar de Trélazé prend fin le 31 mars 2027.",
    "Le préavis est de six mois, par lettre recommandée.",
)
LEASE_QUESTION = "Quel est le préavis du bail du hangar ?"
NOWHERE = "Qui a gagné la coupe du monde de rugby ?"
DAY_OFF = "La fermeture annuelle de l'atelier a lieu du 3 au 21 août."
FIRM = """
[firm]
name = "Atelier Tourvelin"
street = "12 rue du Copeau-Doré"
postcode = "49000"
city = "Angers"
siret = "00491273900010"
vat = "FR49004912739"
iban = "FR14 2004 1010 0505 0001 3M02 606"

[drafts]
quote_number = "D-{year}-{n:03}"
terms = "30 jours"
"""
CURTAIN = "Article « store occultant » : n'est pas dans la liste de prix"


def write_documents(folder: Path) -> Path:
    """A lease as PDF with the words on its second page, a note, and two files that cannot be read."""
    canvas = Canvas(str(folder / "Bail du hangar.pdf"), pagesize=A4)
    canvas.drawString(72, 760, "Page de garde du dossier immobilier")
    canvas.showPage()
    for number, line in enumerate(LEASE):
        canvas.drawString(72, 760 - 24 * number, line)
    canvas.save()
    (folder / "Congés été.txt").write_text(f"{DAY_OFF} Prévenir les clients.", encoding="utf-8")
    (folder / "Devis vide.pdf").touch()
    (folder / "plan.dwg").write_bytes(bytes(range(256)))
    return folder


# A file that is shown in its own way: its name, what it says, what is asked for it.
KINDS = {
    "mail": ("Clé du portillon.eml", "La clé du portillon est chez la voisine.", "Où est la clé du portillon ?"),
    "sheet": ("Stock.xlsx", "Placage de noyer", "Où est rangé le placage de noyer ?"),
    "docx": (
        "Frais.docx",
        "Les notes de frais se remettent avant le 5 du mois.",
        "Quand remettre les notes de frais ?",
    ),
}


def write_kinds(folder: Path) -> Path:
    """An e-mail, a sheet and a text of a word processor, each long enough to be scrolled on a telephone."""
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = "odile@voisin.example", "loic@atelier.example", "Portillon"
    mail["Date"] = "Mon, 23 Mar 2026 17:42:00 +0100"
    mail.set_content("\n\n".join(["Bonjour Loïc,", *["Le chantier avance bien."] * 20, KINDS["mail"][1]]))
    (folder / KINDS["mail"][0]).write_bytes(mail.as_bytes())
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["Référence", "Désignation", "Stock", "Seuil d'alerte", "Emplacement"])
    for number in range(15):
        sheet.append([f"CP{number}", f"Contreplaqué {number} mm", 3 + number, 2, f"Rack A{number}"])
    sheet.append(["PLN", KINDS["sheet"][1], 6, 8, "Rack B3"])
    book.save(folder / KINDS["sheet"][0])
    text = docx.Document()
    for line in (*["Chaque dépense est justifiée par un reçu de caisse."] * 12, KINDS["docx"][1]):
        text.add_paragraph(line)
    text.save(str(folder / KINDS["docx"][0]))
    return folder


def write_note(path: Path, sentence: str) -> Path:
    """A document of one sentence."""
    path.write_text(sentence, encoding="utf-8")
    return path
