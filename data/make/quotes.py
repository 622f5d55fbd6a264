"""The quotes (devis) of the firm, prices taken from the price list of their year."""

from __future__ import annotations

from datetime import date

from data.make import firm
from data.make.trade import Trade, line

FOLDER = "Clients et devis"
CLARISSE = "Clarisse Bonnefoux, commerciale"
REDUCED = (
    (
        "TVA à taux réduit : le client atteste que le logement est achevé depuis plus de deux ans et remet "
        "l'attestation simplifiée avant le début des travaux."
    ),
)
DEPOSIT = "**Conditions :** acompte de 30 % à la commande, solde à la réception des travaux."

DRESSING_SHARED = (
    line("Bibliothèque murale sur mesure, 2 400 × 2 600 mm, 12 tablettes réglables", "1", "u", "2190", "10"),
    line("Pose et ajustage (2 poseurs, 2 jours)", "28", "h", "58", "10"),
    line("Forfait déplacement Angers et première couronne", "2", "forfait", "45", "10"),
)

QUOTES = (
    Trade(
        "Devis",
        "D-2025-118",
        date(2025, 9, 22),
        firm.GLYCINES,
        "mains courantes du couloir B et protections murales, rez-de-jardin",
        (
            line("Main courante hêtre Ø 45 mm vernie, supports inox", "64", "ml", "72"),
            line("Plinthe de protection hêtre 200 × 18 mm", "58", "ml", "31.50"),
            line("Pose en site occupé, de 9 h 30 à 16 h", "46", "h", "56"),
            line("Forfait déplacement hors agglomération", "4", "forfait", "68"),
        ),
        f"{FOLDER}/EHPAD Les Glycines/Devis D-2025-118 mains courantes.pdf",
        (
            "Travaux bruyants interdits entre 13 h et 15 h (sieste des résidents).",
            "**Conditions :** paiement à 30 jours fin de mois. Délai : 5 semaines après commande.",
        ),
        author=CLARISSE,
    ),
    Trade(
        "Devis",
        "D-2026-011",
        date(2026, 1, 19),
        firm.ECOUVRELLES,
        "remplacement des menuiseries extérieures de l'école des Tilleuls (façade sur cour)",
        (
            line("Dépose et évacuation des menuiseries existantes, tri des vitrages", "15", "u", "95"),
            line("Fenêtre chêne 2 vantaux 1250 × 1450 mm, double vitrage 4/20/4 argon, Uw 1,3", "12", "u", "1340"),
            line("Porte d'entrée chêne 900 × 2150 mm, serrure 3 points, barre antipanique", "3", "u", "2640"),
            line("Pose, calfeutrement et réglages", "96", "h", "58"),
            line("Forfait déplacement", "6", "forfait", "45"),
        ),
        f"{FOLDER}/Mairie d'Écouvrelles/Devis D-2026-011 école des Tilleuls.pdf",
        (
            (
                "**Délai d'exécution :** 9 semaines après notification, pose pendant les vacances de Pâques "
                "(du 13 au 24 avril 2026)."
            ),
            "**Conditions :** situations mensuelles, paiement à 30 jours. Retenue de garantie de 5 %.",
        ),
        author=CLARISSE,
    ),
    Trade(
        "Devis",
        "D-2026-017-A",
        date(2026, 1, 27),
        firm.DELAUNOY,
        "dressing d'angle et bibliothèque, finition placage chêne verni",
        (
            line(
                "Dressing d'angle placage chêne verni, 6 colonnes, 8 tiroirs à fermeture amortie",
                "1",
                "u",
                "4860",
                "10",
            ),
            *DRESSING_SHARED,
        ),
        f"{FOLDER}/Delaunoy-Pasquet/Devis D-2026-017-A dressing.pdf",
        (*REDUCED, DEPOSIT),
        author=CLARISSE,
    ),
    Trade(
        "Devis",
        "D-2026-017-B",
        date(2026, 2, 10),
        firm.DELAUNOY,
        "dressing d'angle et bibliothèque, finition MDF laqué blanc cassé – annule et remplace D-2026-017-A",
        (
            line(
                "Dressing d'angle MDF laqué blanc cassé, 6 colonnes, 8 tiroirs à fermeture amortie",
                "1",
                "u",
                "4290",
                "10",
            ),
            *DRESSING_SHARED,
            line("Ruban lumineux à LED et alimentation, fourniture seule", "1", "forfait", "236", "20"),
        ),
        f"{FOLDER}/Delaunoy-Pasquet/Devis D-2026-017-B dressing (annule et remplace).pdf",
        (*REDUCED, DEPOSIT),
        author=CLARISSE,
    ),
    Trade(
        "Devis",
        "D-2026-022",
        date(2026, 2, 3),
        firm.FRAVALLON,
        "remplacement de quatre fenêtres, rénovation énergétique",
        (
            line(
                "Fenêtre chêne 2 vantaux 1250 × 1150 mm, double vitrage 4/20/4 argon, Uw 1,3", "4", "u", "1180", "5.5"
            ),
            line("Dépose totale, évacuation en déchèterie", "4", "u", "95", "5.5"),
            line("Pose et étanchéité", "18", "h", "58", "5.5"),
            line("Forfait déplacement hors agglomération", "2", "forfait", "75", "5.5"),
        ),
        f"{FOLDER}/Fravallon/Devis D-2026-022 fenêtres.pdf",
        (*REDUCED, DEPOSIT),
        author=CLARISSE,
    ),
    Trade(
        "Devis",
        "D-2026-026",
        date(2026, 2, 12),
        firm.BRISSARD,
        "banque d'accueil et rangements de la salle d'attente",
        (
            line(
                "Banque d'accueil stratifié compact et plan chêne, partie abaissée à 760 mm pour l'accessibilité",
                "1",
                "u",
                "5480",
            ),
            line("Meuble de rangement bas à serrure, 1 800 mm", "2", "u", "890"),
            line("Pose un samedi, cabinet fermé", "16", "h", "72.50"),
            line("Forfait déplacement", "1", "forfait", "45"),
        ),
        f"{FOLDER}/Cabinet Brissard-Nouet/Devis D-2026-026 banque d'accueil.pdf",
        ("La pose du samedi est majorée de 25 % sur le taux horaire de 58 €.", DEPOSIT),
        author=CLARISSE,
    ),
    Trade(
        "Devis",
        "D-2026-031",
        date(2026, 2, 24),
        firm.CHALAND,
        "terrasse bois et claustras côté quai",
        (
            line("Lames de terrasse robinier 145 × 21 mm, fixations inox", "38", "m²", "96"),
            line("Lambourdes et plots réglables", "38", "m²", "27.50"),
            line("Claustra mélèze 1 800 × 1 800 mm", "5", "u", "318"),
            line("Pose", "44", "h", "58"),
            line("Forfait déplacement", "3", "forfait", "45"),
        ),
        f"{FOLDER}/Le Chaland Bleu/Devis D-2026-031 terrasse.pdf",
        (
            "Sous réserve du règlement de la facture F-2025-0397.",
            "**Conditions :** acompte de 50 % à la commande, solde à la réception des travaux.",
        ),
        author=CLARISSE,
    ),
    Trade(
        "Devis",
        "D-2026-034",
        date(2026, 3, 9),
        firm.MAIL_VERT,
        "remplacement de huit portes palières coupe-feu, bâtiments A et B",
        (
            line("Bloc-porte palier EI30 900 × 2040 mm, âme pleine, serrure 3 points A2P*", "8", "u", "1065", "10"),
            line("Dépose de l'existant et raccords de plâtre", "8", "u", "140", "10"),
            line("Pose, ferme-porte et essais", "40", "h", "58", "10"),
            line("Procès-verbal de classement et dossier au syndic", "1", "forfait", "180", "10"),
        ),
        f"{FOLDER}/Résidence du Mail-Vert/Devis D-2026-034 portes palières.pdf",
        (*REDUCED, "**Conditions :** acompte de 40 % après le vote de l'assemblée générale, solde à réception."),
        author="Loïc Ferrandeau, conducteur de travaux",
    ),
)
