"""What the drafting of quotes is shown with, beside the sample library: a price list and a request.

They lie in `data/drafts` and not among the samples, so that no question of `data/questions` has a second answer.
"""

from __future__ import annotations

from pathlib import Path

from data.make.mails import mail
from data.make.sheets import xlsx
from data.make.tables import Sheet

PRICES = Sheet(
    "Tarif 2026",
    (
        ("Référence", "Désignation", "Unité", "Prix unitaire HT (€)", "TVA"),
        ("POSE", "Pose, par heure et par poseur", "h", 58, "20 %"),
        ("POSE-SAM", "Pose le samedi (majoration de 25 %)", "h", 72.5, "20 %"),
        ("ETU", "Étude et plans", "h", 65, "20 %"),
        ("DEP-ANG", "Forfait déplacement Angers et première couronne", "forfait", 45, "20 %"),
        ("DEP-40", "Forfait déplacement hors agglomération, jusqu'à 40 km", "forfait", 68, "20 %"),
        ("FEN-1250-1150", "Fenêtre chêne 2 vantaux 1250 × 1150 mm", "u", 1180, "20 %"),
        ("FEN-1250-1450", "Fenêtre chêne 2 vantaux 1250 × 1450 mm", "u", 1340, "20 %"),
        ("POR-ENT", "Porte d'entrée chêne 900 × 2150 mm, serrure 3 points", "u", 2390, "20 %"),
        ("POR-ISO", "Porte de bureau isophonique 38 dB, 830 × 2040 mm", "u", 745, "20 %"),
        ("POR-INT", "Porte intérieure placage chêne, huisserie comprise", "u", 410, "20 %"),
        ("DRE-LAQ", "Dressing MDF laqué", "ml", 890, "20 %"),
        ("BIB", "Bibliothèque sur mesure", "m²", 350, "20 %"),
        ("PLA-CH40", "Plan de travail chêne huilé 40 mm", "m²", 295, "20 %"),
        ("MEU-BAS", "Meuble de rangement bas à serrure, 1 800 mm", "u", 890, "20 %"),
        ("LAM-ROB", "Lames de terrasse robinier", "m²", 96, "20 %"),
        ("GUIDE", "Livre « Petit guide des bois »", "u", 18.95, "5,5 %"),
    ),
)
REQUESTS = Path(__file__).parent / "requests"
FOLDER = Path(__file__).parents[1] / "drafts"


def requests() -> dict[str, bytes]:
    """Path relative to data/drafts → bytes."""
    written = [source.read_text(encoding="utf-8") for source in sorted(REQUESTS.glob("*.txt"))]
    return {"Tarif 2026.xlsx": xlsx((PRICES,)), **dict(mail(one, {}) for one in written)}
