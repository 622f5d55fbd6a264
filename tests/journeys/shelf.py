"""A small firm's documents, written for the journeys."""

from __future__ import annotations

from pathlib import Path

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


def write_note(path: Path, sentence: str) -> Path:
    """A document of one sentence."""
    path.write_text(sentence, encoding="utf-8")
    return path
