"""What is said beside a source."""

from __future__ import annotations

from dataclasses import replace

from rag.records import Genre
from tests.rag.retrieval.parts import document, hit
from ui.remarks import also_in, earlier, titled

NEW = "Chaque salarié a droit à 28 jours de congés payés par an."
OLD = "Chaque salarié a droit à\n25 jours de congés payés par an."
RULES = document("/a/Congés 2026.pdf", date="2026-01-10", genre=Genre.POLICY)


def test_every_other_place_is_named_once() -> None:
    mail = document("/a/envoi.eml")
    source = replace(
        hit(RULES, NEW),
        copies=(hit(mail, NEW, part="Congés.pdf"), hit(mail, NEW, part="Congés.pdf"), hit(RULES, NEW, page=3)),
    )
    assert also_in(source, "fr") == (
        "Aussi dans\u00a0: envoi.eml, pièce jointe Congés.pdf, p.\u00a01\u00a0; Congés 2026.pdf, p.\u00a03"
    )
    assert also_in(source, "en") == "Also in: envoi.eml, attachment Congés.pdf, p.\u00a01; Congés 2026.pdf, p.\u00a03"


def test_another_file_with_the_same_content_is_named_too() -> None:
    twice = replace(RULES, paths=("/a/Congés 2026.pdf", "/b/Congés 2026.pdf", "/b/copie.pdf"))
    assert also_in(hit(twice, NEW), "en") == "Also in: Congés 2026.pdf (b); copie.pdf"


def test_nothing_to_say_is_not_said() -> None:
    assert also_in(hit(RULES, NEW), "fr") == ""
    assert earlier(NEW, hit(RULES, NEW), "fr") is None
    assert titled(hit(RULES, NEW), "fr") == "Congés 2026.pdf, p.\u00a01"


def test_an_older_version_is_quoted_with_its_document_and_date() -> None:
    dated = document("/a/Congés 2025.pdf", date="2025-02-03", genre=Genre.POLICY)
    said = earlier(NEW, replace(hit(RULES, NEW), older=(hit(dated, OLD, page=2),)), "fr")
    assert said is not None
    assert said.title == "Une version plus ancienne dit autrement\u00a0:"
    assert said.quote == "Chaque salarié a droit à 25 jours de congés payés par an."
    assert said.source == "Congés 2025.pdf, p.\u00a02, règle du 3 févr. 2025"


def test_a_paper_of_no_kind_has_its_date_alone_and_one_without_a_date_none() -> None:
    for date, source in (("2025-02-03", "Congés 2025.pdf, p.\u00a01, 3 Feb 2025"), ("", "Congés 2025.pdf, p.\u00a01")):
        older = hit(document("/a/Congés 2025.pdf", date=date), OLD)
        said = earlier(NEW, replace(hit(RULES, NEW), older=(older,)), "en")
        assert said is not None
        assert (said.title, said.source) == ("An older version says otherwise:", source)
