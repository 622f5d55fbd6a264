"""Which papers replace one another. The pairs that must not are as many as those that must."""

from __future__ import annotations

import pytest

from rag.records import Document, Genre
from rag.retrieval.versions import are_versions, asks_for, edition, is_newer
from tests.rag.retrieval.parts import document

POLICY, CONTRACT, QUOTE, OTHER = Genre.POLICY, Genre.CONTRACT, Genre.QUOTE, Genre.OTHER


@pytest.mark.parametrize(
    ("older", "newer", "genre"),
    [
        ("/a/Congés – règles 2025.pdf", "/a/Congés – règles 2026.pdf", POLICY),
        ("/a/Archives/Congés règles 2025.pdf", "/a/RH/Congés_règles_2026.pdf", OTHER),
        ("/a/2025/Tarif public.pdf", "/a/2026/Tarif public.pdf", OTHER),
        ("/a/Tarif public 2025-01.xlsx", "/a/Tarif public 2025-06.xlsx", OTHER),
        ("/a/Tarif public 2024-2025.pdf", "/a/Tarif public 2025-2026.pdf", OTHER),
        ("/a/tarifs du 01.02.2025.pdf", "/a/Tarifs du 15-11-2025.pdf", OTHER),
        ("/a/Règlement v1.docx", "/a/Règlement v2.docx", POLICY),
        ("/a/Règlement v2.9.docx", "/a/Règlement V2.10.docx", POLICY),
        ("/a/Règlement.docx", "/a/Règlement (2).docx", POLICY),
        ("/a/Plan rev A.pdf", "/a/Plan rev C.pdf", OTHER),
        ("/a/Bail brouillon.docx", "/a/Bail.docx", CONTRACT),
        ("/a/Bail.docx", "/a/Bail (final).docx", CONTRACT),
        ("/a/Devis D-2026-017-A dressing.pdf", "/a/Devis D-2026-017-B dressing (annule et remplace).pdf", QUOTE),
        ("/a/CR de chantier n°4 v1.docx", "/a/CR de chantier n°4 v2.docx", Genre.MINUTES),
        ("/here/Charte.pdf", "/there/Charte.pdf", POLICY),
    ],
)
def test_versions(older: str, newer: str, genre: Genre) -> None:
    one, other = document(older, genre=genre), document(newer, genre=genre)
    assert are_versions(one, other)
    assert are_versions(other, one)
    if edition(one.name, genre) != edition(other.name, genre) and "/here/" not in older and "/2025/" not in older:
        assert is_newer(other, one, {})
        assert not is_newer(one, other, {})


@pytest.mark.parametrize(
    ("one", "other", "genre"),
    [
        ("/a/Dupont/contrat.docx", "/a/Martin/contrat.docx", CONTRACT),
        ("/a/Contrat Dupont 2025.docx", "/a/Contrat Martin 2026.docx", CONTRACT),
        ("/a/Facture F-2025-0142.pdf", "/a/Facture F-2026-0142.pdf", Genre.INVOICE),
        ("/a/Devis D-2025-118 cuisine.pdf", "/a/Devis D-2026-118 cuisine.pdf", QUOTE),
        ("/a/2026-01-12 Réunion d'équipe.docx", "/a/2026-04-20 Réunion d'équipe.docx", Genre.MINUTES),
        ("/a/Relevé 2026-03-31.pdf", "/a/Relevé 2026-04-30.pdf", OTHER),
        ("/a/relevé d'heures mars 2026.csv", "/a/relevé d'heures avril 2026.csv", OTHER),
        ("/a/Scan_20260312.pdf", "/a/Scan_20260313.pdf", OTHER),
        ("/a/2025.pdf", "/a/2026.pdf", OTHER),
        ("/a/Tarif public 2025.pdf", "/a/Tarif interne 2026.pdf", OTHER),
        ("/a/RE devis v1.eml", "/a/RE devis v2.eml", Genre.EMAIL),
    ],
)
def test_no_versions(one: str, other: str, genre: Genre) -> None:
    assert not are_versions(document(one, genre=genre), document(other, genre=genre))


def test_a_title_tells_only_where_it_names_the_paper() -> None:
    def pair(genre: Genre, titles: tuple[str, str]) -> bool:
        names = ("/a/doc1.pdf", "/a/doc2.pdf")
        one, other = (document(name, title=title, genre=genre) for name, title in zip(names, titles, strict=True))
        return are_versions(one, other)

    assert pair(POLICY, ("Congés payés et absences", "Congés payés et absences"))
    assert pair(OTHER, ("Tarif public 2025", "Tarif public 2026"))
    assert not pair(OTHER, ("Atelier Tourvelin", "Atelier Tourvelin"))
    assert not pair(POLICY, ("Procédure", "Procédure"))
    assert not pair(CONTRACT, ("Contrat de travail 2025", "Contrat de travail 2026"))


def test_a_document_is_no_version_of_itself_or_of_another_kind_of_paper() -> None:
    one = document("/a/Charte 2025.pdf", genre=POLICY)
    assert not are_versions(one, one)
    assert not are_versions(one, document("/a/Charte 2026.pdf", genre=Genre.LETTER))


def of(name: str, date: str = "") -> Document:
    return document(f"/a/{name}", date=date, genre=POLICY)


def test_the_newer_is_told_by_date_then_by_name_then_by_file() -> None:
    assert is_newer(of("Charte 2025.pdf", "2026-03-01"), of("Charte 2026.pdf", "2026-02-01"), {})
    assert is_newer(of("Charte 2026.pdf", "2026-02-01"), of("Charte 2025.pdf", "2026-02-01"), {})
    assert is_newer(of("Charte 2026.pdf"), of("Charte 2025.pdf", "2026-02-01"), {})
    first, second = of("Charte.pdf"), document("/b/Charte.pdf", genre=POLICY)
    assert is_newer(first, second, {first.id: 2, second.id: 1})
    assert not is_newer(first, second, {first.id: 1, second.id: 2})
    assert not is_newer(first, second, {})


@pytest.mark.parametrize(
    ("question", "asked"),
    [
        ("Combien de jours de congés ?", False),
        ("Combien de jours de congés en 2026 ?", False),
        ("Combien de jours de congés en 2025 ?", True),
        ("Que disaient les anciennes règles ?", True),
        ("What did the previous rules say?", True),
    ],
)
def test_a_question_may_ask_for_the_older_one(question: str, asked: bool) -> None:
    assert asks_for(question, of("Congés 2025.pdf"), of("Congés 2026.pdf")) is asked


@pytest.mark.parametrize("question", ["prix du devis D-2026-017-A", "prix du devis 017-a", "prix du 2026-017-A"])
def test_a_number_names_its_version(question: str) -> None:
    older, newer = (document(f"/a/Devis D-2026-017-{letter}.pdf", genre=QUOTE) for letter in "AB")
    assert asks_for(question, older, newer)
    assert not asks_for(question, newer, older)
    assert not asks_for("prix du devis D-2026-017", older, newer)
