"""What kind of paper a document is: small cases, and all labelled documents."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from ingest.dates import document_date
from ingest.describe import describe
from ingest.genre import genre_of
from ingest.parse.formats import Reading, parse_file
from rag.options import Ingest
from rag.records import Block, Genre, Kind, Parsed

ROOT = Path(__file__).resolve().parents[2]
LABELS = [
    json.loads(line)
    for line in (ROOT / "data" / "questions" / "describe.jsonl").read_text(encoding="utf-8").splitlines()
]


def paper(*lines: str, kind: Kind = Kind.PDF, title: str = "") -> Parsed:
    return Parsed(tuple(Block(line) for line in lines), kind, title=title)


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (("Atelier", "Facture n° F-12", "Total TTC 12 €", "Échéance : 30/04/2026"), Genre.INVOICE),
        (("Credit note 12", "VAT 20 %", "Amount due 0"), Genre.INVOICE),
        (("Devis n° 12", "Validité : 60 jours", "Bon pour accord"), Genre.QUOTE),
        (("Bail commercial", "Article 1 – Parties", "Fait à Angers, en deux exemplaires"), Genre.CONTRACT),
        (("Compte rendu de chantier", "Présents : Loïc", "Prochaine réunion : jeudi"), Genre.MINUTES),
        (("Madame,", "Je vous prie d'agréer, Madame, mes salutations."), Genre.LETTER),
        (("Dear Ms Hart,", "Yours sincerely,"), Genre.LETTER),
        (
            ("Atelier – Charte informatique", "Chaque salarié en reçoit une copie.", "En vigueur au 1er mai"),
            Genre.POLICY,
        ),
        (("Notice du contrat", "Le contrat est décrit ici.", "Article 1"), Genre.OTHER),
        (("Catalogue", "Charnière HX-120 | 12 €"), Genre.OTHER),
        (("La facture est au bureau.",), Genre.OTHER),
    ],
)
def test_small_papers(lines: tuple[str, ...], expected: Genre) -> None:
    assert genre_of(paper(*lines), "scan 12") is expected


def test_the_file_name_helps_but_does_not_decide() -> None:
    assert genre_of(paper("12 rue du Port", "Total TTC 12 €", "TVA 20 %"), "Facture 12") is Genre.INVOICE
    assert genre_of(paper("Recette du clafoutis"), "Facture 12") is Genre.OTHER
    assert genre_of(paper("F-12 | 120 | TVA | échéance : mai", kind=Kind.TABLE), "Factures 2026") is Genre.OTHER


def test_an_email_is_one_whatever_it_says() -> None:
    assert genre_of(paper("Facture n° 12", "Total TTC", kind=Kind.MAIL), "facture") is Genre.EMAIL


def test_a_date_is_the_documents_own_or_none() -> None:
    assert describe(Parsed((Block("Catalogue"),), Kind.PDF), Path("catalogue.pdf")).date == ""
    dated = Parsed((Block("Version du 5 janvier 2026"),), Kind.PDF)
    assert describe(dated, Path("catalogue.pdf")).date == "2026-01-05"


def share_right(folder: Path, name: str, suffixes: tuple[str, ...]) -> tuple[float, float, int]:
    """Share of kinds and dates that are told right, and how many dates were told that no document has."""
    kinds, dates, invented = [], [], 0
    for label in (one for one in LABELS if one["set"] == name and one["file"].endswith(suffixes)):
        file = folder / label["file"]
        parsed = parse_file(file, Reading(Ingest()))
        date = parsed.date[:10] or document_date(parsed.blocks)
        kinds.append(genre_of(parsed, file.stem) == label["genre"])
        dates.append(date == label["date"])
        invented += bool(date and not label["date"])
    return sum(kinds) / len(kinds), sum(dates) / len(dates), invented


@pytest.mark.slow
def test_the_sample_company() -> None:
    fast = (".pdf", ".docx", ".odt", ".rtf", ".md", ".html", ".txt", ".xlsx", ".csv", ".pptx", ".eml")
    kinds, dates, invented = share_right(ROOT / "data" / "samples", "samples", fast)
    assert kinds >= 0.95
    assert dates >= 0.95
    assert invented == 0


@pytest.mark.slow
@pytest.mark.parametrize("name", ["letters-fr", "facturx", "mail-fr"])
def test_papers_by_others(shared: Path, name: str) -> None:
    kinds, dates, invented = share_right(shared / "fixtures" / name, name, (".docx", ".pdf", ".eml"))
    assert kinds >= 0.95
    assert dates >= 0.95
    assert invented == 0
