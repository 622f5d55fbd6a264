"""The invoices and the credit note of the firm, and one invoice that it received."""

from __future__ import annotations

from datetime import date

from data.make import firm
from data.make.trade import Trade, line

SENT = "Comptabilité/Factures clients"
RECEIVED = "Comptabilité/Factures fournisseurs"

INVOICES = (
    Trade(
        "Facture",
        "F-2025-0397",
        date(2025, 12, 4),
        firm.CHALAND,
        "agencement du bar, solde",
        (
            line("Comptoir chêne massif huilé, longueur 4 200 mm, selon devis D-2025-094", "1", "u", "7350"),
            line("Étagères arrière-bar, verre et chêne", "3", "u", "640"),
            line("Pose", "38", "h", "56"),
            line("Acompte versé le 6 octobre 2025 (facture F-2025-0351)", "1", "forfait", "-4200"),
        ),
        f"{SENT}/Facture F-2025-0397 Le Chaland Bleu.pdf",
        due=date(2026, 1, 3),
        reference="devis D-2025-094",
    ),
    Trade(
        "Facture",
        "F-2026-0124",
        date(2026, 2, 27),
        firm.PERRIERES,
        "cloisons vitrées et portes de bureaux, 2e étage",
        (
            line("Cloison vitrée toute hauteur, cadre chêne", "22.5", "m²", "285"),
            line("Porte de bureau isophonique 38 dB, 830 × 2040 mm", "4", "u", "745"),
            line("Pose", "52", "h", "58"),
            line("Forfait déplacement", "4", "forfait", "45"),
        ),
        f"{SENT}/Facture F-2026-0124 SCI Les Trois Perrières.pdf",
        due=date(2026, 3, 29),
        reference="commande du 14 janvier 2026",
    ),
    Trade(
        "Facture",
        "F-2026-0138",
        date(2026, 3, 20),
        firm.FRAVALLON,
        "fenêtres chêne, solde du chantier",
        (
            line(
                "Fenêtre chêne 2 vantaux 1250 × 1150 mm, double vitrage 4/20/4 argon, Uw 1,3", "4", "u", "1180", "5.5"
            ),
            line("Dépose totale, évacuation en déchèterie", "4", "u", "95", "5.5"),
            line("Pose et étanchéité", "18", "h", "58", "5.5"),
            line("Forfait déplacement hors agglomération", "2", "forfait", "75", "5.5"),
            line("Acompte versé le 10 février 2026 (facture F-2026-0097)", "1", "forfait", "-1888.20", "5.5"),
        ),
        f"{SENT}/Facture F-2026-0138 Mme Fravallon.pdf",
        due=date(2026, 4, 19),
        reference="devis D-2026-022",
    ),
    Trade(
        "Facture",
        "F-2026-0142",
        date(2026, 3, 31),
        firm.ECOUVRELLES,
        "école des Tilleuls, situation n° 1 (mars 2026)",
        (
            line("Dépose et évacuation des menuiseries existantes, tri des vitrages", "9", "u", "95"),
            line("Fenêtre chêne 2 vantaux 1250 × 1450 mm, double vitrage 4/20/4 argon", "6", "u", "1340"),
            line("Porte d'entrée chêne 900 × 2150 mm, serrure 3 points, barre antipanique", "1", "u", "2640"),
            line("Pose, calfeutrement et réglages", "40", "h", "58"),
            line("Forfait déplacement", "3", "forfait", "45"),
        ),
        f"{SENT}/Facture F-2026-0142 Mairie d'Écouvrelles.pdf",
        due=date(2026, 4, 30),
        reference="devis D-2026-011, engagement 2026-TIL-04",
        facturx="en16931",
    ),
    Trade(
        "Facture",
        "F-2026-0143",
        date(2026, 3, 31),
        firm.ECOUVRELLES,
        "salle des fêtes, réparation de la porte de secours",
        (
            line("Remplacement du ferme-porte et de la crémone antipanique", "1", "u", "486"),
            line("Main-d'œuvre de dépannage", "3.5", "h", "58"),
            line("Forfait déplacement", "1", "forfait", "45"),
        ),
        f"{SENT}/Facture F-2026-0143 Mairie d'Écouvrelles.pdf",
        due=date(2026, 4, 30),
        reference="bon de commande 2026-0218",
    ),
    Trade(
        "Facture",
        "F-2026-0151",
        date(2026, 4, 10),
        firm.BRISSARD,
        "banque d'accueil et rangements, pose du samedi 28 mars 2026",
        (
            line("Banque d'accueil stratifié compact et plan chêne", "1", "u", "5480"),
            line("Meuble de rangement bas à serrure, 1 800 mm", "2", "u", "890"),
            line("Pose un samedi, cabinet fermé", "16", "h", "72.50"),
            line("Forfait déplacement", "1", "forfait", "45"),
        ),
        f"{SENT}/Facture F-2026-0151 Cabinet Brissard-Nouet.pdf",
        due=date(2026, 5, 10),
        reference="devis D-2026-026",
        facturx="basic",
    ),
    Trade(
        "Facture",
        "F-2026-0155",
        date(2026, 4, 14),
        firm.DELAUNOY,
        "dressing et bibliothèque, acompte de 30 %",
        (
            line(
                "Acompte de 30 % sur ouvrages sur mesure et pose (devis D-2026-017-B)", "1", "forfait", "2458.20", "10"
            ),
            line("Ruban lumineux à LED et alimentation, fourniture seule", "1", "forfait", "236", "20"),
        ),
        f"{SENT}/Facture F-2026-0155 Delaunoy-Pasquet acompte.pdf",
        due=date(2026, 4, 28),
        reference="devis D-2026-017-B",
    ),
    Trade(
        "Facture",
        "F-2026-0160",
        date(2026, 4, 22),
        firm.MAIL_VERT,
        "portes palières coupe-feu, acompte de 40 %",
        (line("Acompte de 40 % selon vote de l'assemblée générale du 16 avril 2026", "1", "forfait", "4856", "10"),),
        f"{SENT}/Facture F-2026-0160 Résidence du Mail-Vert.pdf",
        due=date(2026, 5, 22),
        reference="devis D-2026-034",
    ),
    Trade(
        "Facture",
        "F-2026-0163",
        date(2026, 4, 30),
        firm.GLYCINES,
        "mains courantes du couloir B et protections murales",
        (
            line("Main courante hêtre Ø 45 mm vernie, supports inox", "64", "ml", "72"),
            line("Plinthe de protection hêtre 200 × 18 mm", "58", "ml", "31.50"),
            line("Pose en site occupé, de 9 h 30 à 16 h", "46", "h", "56"),
            line("Forfait déplacement hors agglomération", "4", "forfait", "68"),
        ),
        f"{SENT}/Facture F-2026-0163 EHPAD Les Glycines.pdf",
        due=date(2026, 5, 31),
        reference="devis D-2025-118",
    ),
    Trade(
        "Avoir",
        "A-2026-0007",
        date(2026, 4, 15),
        firm.FRAVALLON,
        "geste commercial pour le vitrage rayé de la fenêtre de la chambre",
        (
            line("Remise sur une fenêtre chêne 1250 × 1150 mm (10 %)", "1", "u", "118", "5.5"),
            line("Forfait déplacement remboursé", "1", "forfait", "75", "5.5"),
        ),
        f"{SENT}/Avoir A-2026-0007 Mme Fravallon.pdf",
        ("Avoir à déduire de la facture F-2026-0138 ou remboursé par virement, au choix de la cliente.",),
        reference="facture F-2026-0138",
    ),
    Trade(
        "Facture",
        "SAR-26-20877",
        date(2026, 3, 18),
        firm.TOURVELIN,
        "livraison BL-88213 du 17 mars 2026",
        (
            line("Avivé chêne premier choix 54 mm, séché 10-12 %", "2.4", "m³", "1290"),
            line("Panneau contreplaqué okoumé 15 mm, 2500 × 1220", "20", "u", "58.40"),
            line("Panneau MDF hydrofuge 19 mm, 2800 × 2070", "14", "u", "47.90"),
            line("Participation au transport", "1", "forfait", "65"),
        ),
        f"{RECEIVED}/Facture SAR-26-20877 Bois Sartheval.pdf",
        (
            "Prix selon contrat-cadre CC-2026-03. Paiement à 45 jours fin de mois par prélèvement.",
            "Réserve de propriété jusqu'au paiement complet (article 9 du contrat-cadre).",
        ),
        due=date(2026, 5, 15),
        issuer=firm.SARTHEVAL,
        reference="commande ATV-2026-051",
    ),
)
