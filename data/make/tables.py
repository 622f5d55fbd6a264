"""The firm's spreadsheets as values: sheets with a head and rows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

Cell = str | int | float | date


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet; the first row is the head."""

    name: str
    rows: tuple[tuple[Cell, ...], ...]


STOCK = (
    Sheet(
        "Bois massifs",
        (
            ("Référence", "Essence", "Épaisseur (mm)", "Stock (m³)", "Seuil d'alerte (m³)", "Emplacement"),
            ("CH54", "Chêne", 54, 3.15, 2.0, "Rack A1"),
            ("CH27", "Chêne", 27, 1.4, 1.0, "Rack A2"),
            ("HE45", "Hêtre", 45, 0.65, 0.8, "Rack A3"),
            ("ME40", "Mélèze", 40, 1.9, 1.0, "Cour, travée 2"),
            ("RO21", "Robinier", 21, 0.9, 0.5, "Cour, travée 3"),
        ),
    ),
    Sheet(
        "Panneaux",
        (
            ("Référence", "Désignation", "Format (mm)", "Stock (pièces)", "Seuil d'alerte", "Emplacement"),
            ("CP15", "Contreplaqué okoumé 15 mm", "2500 × 1220", 23, 10, "Rack B1"),
            ("MDH19", "MDF hydrofuge 19 mm", "2800 × 2070", 18, 12, "Rack B2"),
            ("STR13", "Stratifié compact 13 mm gris perle", "3050 × 1300", 4, 2, "Rack B4"),
            ("PLC19", "Placage chêne 19 mm", "2800 × 2070", 6, 8, "Rack B3"),
        ),
    ),
    Sheet(
        "Quincaillerie",
        (
            ("Référence", "Désignation", "Fournisseur", "Stock", "Seuil d'alerte", "Prix d'achat HT (€)"),
            ("HX-120", "Paumelle inox 120 mm, la paire", "Northgate", 34, 40, 24.9),
            ("LK3-45", "Serrure trois points, axe 45", "Northgate", 12, 6, 96.0),
            ("FP-210", "Ferme-porte à glissière EN 2-4", "Quincaillerie Vaucelle", 9, 5, 118.4),
            ("VI-550", "Vis inox A2 5 × 50, la boîte de 200", "Quincaillerie Vaucelle", 27, 15, 21.3),
        ),
    ),
)

SITES = (
    Sheet(
        "Chantiers 2026",
        (
            (
                "Dossier",
                "Client",
                "Devis",
                "Montant HT (€)",
                "Chef d'équipe",
                "Début",
                "Fin prévue",
                "État",
                "Heures prévues",
                "Heures passées",
            ),
            (
                "26-004",
                "Mairie d'Écouvrelles – école des Tilleuls",
                "D-2026-011",
                31263.0,
                "Tomasz Wilkowiak",
                date(2026, 3, 4),
                date(2026, 4, 24),
                "en cours",
                96,
                58,
            ),
            (
                "26-006",
                "SCI Les Trois Perrières",
                "–",
                12588.5,
                "Gwenaëlle Piriou",
                date(2026, 2, 9),
                date(2026, 2, 20),
                "soldé",
                52,
                57,
            ),
            (
                "26-007",
                "Mme Fravallon",
                "D-2026-022",
                6294.0,
                "Karim Oussedik",
                date(2026, 3, 16),
                date(2026, 3, 17),
                "soldé",
                18,
                19,
            ),
            (
                "26-009",
                "Cabinet Brissard-Nouet",
                "D-2026-026",
                8465.0,
                "Tomasz Wilkowiak",
                date(2026, 3, 28),
                date(2026, 3, 28),
                "soldé",
                16,
                16,
            ),
            (
                "26-011",
                "EHPAD Les Glycines",
                "D-2025-118",
                9283.0,
                "Gwenaëlle Piriou",
                date(2026, 4, 7),
                date(2026, 4, 17),
                "réserves à lever",
                46,
                44,
            ),
            (
                "26-013",
                "Delaunoy-Pasquet",
                "D-2026-017-B",
                8430.0,
                "Gwenaëlle Piriou",
                date(2026, 6, 8),
                date(2026, 6, 9),
                "en fabrication",
                28,
                0,
            ),
            (
                "26-015",
                "Résidence du Mail-Vert",
                "D-2026-034",
                12140.0,
                "Karim Oussedik",
                date(2026, 6, 15),
                date(2026, 6, 19),
                "commandé",
                40,
                0,
            ),
        ),
    ),
    Sheet(
        "Véhicules",
        (
            (
                "Véhicule",
                "Immatriculation",
                "Conducteur habituel",
                "Kilométrage",
                "Contrôle technique",
                "Carte de carburant",
            ),
            ("Fourgon long", "ZZ-041-TV", "Tomasz Wilkowiak", 148200, date(2026, 4, 28), "n° 2207"),
            ("Fourgon court", "ZZ-112-TV", "Gwenaëlle Piriou", 87650, date(2026, 11, 16), "n° 2208"),
            ("Fourgonnette", "ZZ-305-TV", "Loïc Ferrandeau", 61400, date(2027, 2, 9), "n° 2211"),
            ("Plateau benne", "ZZ-268-TV", "Karim Oussedik", 103900, date(2026, 9, 3), "n° 2209"),
        ),
    ),
)

LEAVE = (
    Sheet(
        "Compteurs",
        (
            ("Salarié", "Acquis", "Ancienneté", "Pris", "Solde au 30 avril 2026"),
            ("Solange Abribat", 25, 2, 19, 8),
            ("Inès Barrouillet", 25, 0, 14, 11),
            ("Aïcha Benhammou", 25, 1, 20, 6),
            ("Clarisse Bonnefoux", 25, 2, 22, 5),
            ("Bastien Coulombeau", 25, 2, 21, 6),
            ("Yannick Derouault", 25, 3, 17, 11),
            ("Loïc Ferrandeau", 25, 1, 12, 14),
            ("Rémi Gautrelet", 25, 3, 24, 4),
            ("Florian Maisonneux", 25, 1, 18, 8),
            ("Karim Oussedik", 25, 0, 20, 5),
            ("Gwenaëlle Piriou", 25, 1, 16, 10),
            ("Mathis Quérouil", 25, 0, 9, 16),
            ("Noé Tessandier", 20, 0, 10, 10),
            ("Tomasz Wilkowiak", 25, 2, 18, 9),
        ),
    ),
    Sheet(
        "Été 2026",
        (
            ("Salarié", "Du", "Au", "Jours ouvrés", "Accordé par"),
            ("Mathis Quérouil", date(2026, 7, 20), date(2026, 7, 31), 10, "Hélène Tourvelin"),
            ("Gwenaëlle Piriou", date(2026, 7, 6), date(2026, 7, 10), 5, "Loïc Ferrandeau"),
            ("Clarisse Bonnefoux", date(2026, 8, 24), date(2026, 8, 28), 5, "Hélène Tourvelin"),
            ("Florian Maisonneux", date(2026, 7, 27), date(2026, 7, 31), 5, "Yannick Derouault"),
        ),
    ),
)

MACHINES = (
    Sheet(
        "Parc machines",
        (
            ("Machine", "Modèle", "N° de série", "Achat", "Prix d'achat HT (€)", "Puissance (kW)", "Observations"),
            ("Scie à format", "Kervanec SF 320", "KV-2018-0734", 2018, 21400, 5.5, "lame de 315 mm"),
            ("Toupie", "Lombrac T110", "LB-11-40982", 2011, 12900, 5.5, "arbre de 50 mm"),
            ("Raboteuse-dégauchisseuse", "Lombrac RD 410", "LB-15-77120", 2015, 9800, 4.0, "largeur 410 mm"),
            ("Plaqueuse de chants", "Bordex 240", "BX240-1963", 2020, 17600, 3.0, "chants de 0,4 à 3 mm"),
            ("Commande numérique", "Fraxis C3", "FX-C3-22-0418", 2022, 86400, 11.0, "table 3 100 × 1 500 mm"),
            ("Aspiration centrale", "Ventor 7500", "VT-07-3315", 2007, 8200, 7.5, "à remplacer en 2026"),
            ("Compresseur", "Soufflard 300", "SF300-5521", 2019, 3150, 4.0, "vidange chaque mois de juin"),
        ),
    ),
)

HOURS = (
    ("Semaine", "Salarié", "Chantier", "Heures", "Dont supplémentaires", "Paniers"),
    ("2026-S10", "Tomasz Wilkowiak", "26-004 Tilleuls", 14, 0, 2),
    ("2026-S10", "Karim Oussedik", "26-004 Tilleuls", 14, 0, 2),
    ("2026-S11", "Tomasz Wilkowiak", "26-004 Tilleuls", 15, 1, 2),
    ("2026-S11", "Gwenaëlle Piriou", "Atelier", 35, 0, 0),
    ("2026-S12", "Karim Oussedik", "26-007 Fravallon", 19, 1, 2),
    ("2026-S12", "Gwenaëlle Piriou", "Dépannage salle des fêtes", 3.5, 0, 1),
    ("2026-S13", "Tomasz Wilkowiak", "26-009 Brissard-Nouet (samedi)", 8, 8, 0),
    ("2026-S13", "Gwenaëlle Piriou", "26-009 Brissard-Nouet (samedi)", 8, 8, 0),
    ("2026-S13", "Tomasz Wilkowiak", "26-004 Tilleuls", 15, 0, 2),
)

CONTACTS = (
    ("Client", "Interlocuteur", "Fonction", "Téléphone", "Courriel", "Conditions de paiement"),
    (
        "Mairie d'Écouvrelles",
        "Bertrand Guihéneuc",
        "directeur des services techniques",
        "02 61 91 30 12",
        "b.guiheneuc@mairie-ecouvrelles.example",
        "30 jours",
    ),
    (
        "Le Chaland Bleu",
        "Damien Rocquefeuil",
        "gérant",
        "02 61 91 47 73",
        "bonjour@lechalandbleu.example",
        "comptant, acompte de 50 %",
    ),
    (
        "Cabinet dentaire Brissard-Nouet",
        "Dr Capucine Nouet",
        "associée",
        "02 61 91 62 07",
        "accueil@brissard-nouet.example",
        "30 jours",
    ),
    (
        "Résidence du Mail-Vert",
        "Régine Hautrive",
        "syndic",
        "02 61 91 70 41",
        "copros@hautrive-gestion.example",
        "30 jours",
    ),
    (
        "SCI Les Trois Perrières",
        "Philémon Astruc-Vernay",
        "gérant",
        "02 61 91 28 16",
        "gerance@troisperrieres.example",
        "30 jours",
    ),
    (
        "EHPAD Les Glycines d'Ardenay",
        "Josiane Pelhâtre",
        "responsable de l'intendance",
        "02 61 91 83 90",
        "intendance@glycines-ardenay.example",
        "30 jours fin de mois",
    ),
    ("M. et Mme Delaunoy-Pasquet", "Bérénice Delaunoy", "particulier", "06 39 98 21 54", "–", "acompte de 30 %"),
    ("Mme Fravallon", "Odile Fravallon", "particulier", "02 61 91 55 18", "–", "acompte de 30 %"),
)

NEW_PRICES = (
    ("Référence", "Produit", "Prix actuel HT", "Prix au 1er juin HT", "Évolution"),
    ("CH54", "Avivé chêne premier choix 54 mm, le m³", 1290.0, 1386.75, "+7,5 %"),
    ("CH27", "Avivé chêne premier choix 27 mm, le m³", 1240.0, 1302.0, "+5 %"),
    ("HE45", "Avivé hêtre étuvé 45 mm, le m³", 780.0, 764.4, "-2 %"),
    ("ME40", "Avivé mélèze 40 mm, le m³", 865.0, 865.0, "0 %"),
    ("CP15", "Contreplaqué okoumé 15 mm, la pièce", 58.4, 60.15, "+3 %"),
    ("MDH19", "MDF hydrofuge 19 mm, la pièce", 47.9, 47.9, "0 %"),
)
