"""Question sets of every layout."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from rag.evaluation.cases import Case, QuestionSet, names_of, read_set
from rag.evaluation.judge import judge
from rag.records import Collection, Document, DocumentId, Hit, Kind, Passage, PassageId
from rag.retrieval.hybrid import Found


def write(path: Path, *entries: dict[str, object]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("\n".join(json.dumps(entry) for entry in entries) + "\n", encoding="utf-8")


def hit(path: Path, page: int = 0) -> Hit:
    document = Document(DocumentId(str(path)), Collection("c"), "", (str(path),), "", Kind.PDF, 2, "fr", 1, 1, "")
    return Hit(Passage(PassageId("p"), document.id, 0, "texte", page, page), document, 1.0)


def test_a_corpus_becomes_one_file_an_entry(tmp_path: Path) -> None:
    write(tmp_path / "set/corpus.jsonl", {"id": "d1", "title": "Titre", "text": "Texte"}, {"id": "d2", "text": "Autre"})
    write(
        tmp_path / "set/queries.jsonl",
        {"id": "q", "text": "Quoi ?", "relevant": ["d1"]},
        {"id": "r", "text": "Lequel ?", "relevant": ["d2"], "selfcontained": False},
    )
    (tmp_path / "scratch").mkdir()
    questions = read_set(tmp_path / "set", tmp_path / "scratch")
    assert [case.id for case in questions.cases] == ["q"]
    assert (tmp_path / "scratch/d1.txt").read_text(encoding="utf-8") == "Titre\n\nTexte"
    assert not questions.by_page
    assert "d1" in names_of(hit(questions.folder / "d1.txt"), questions.folder)


def test_files_and_our_own_layout(tmp_path: Path) -> None:
    write(tmp_path / "set/queries.jsonl", {"id": "q", "text": "?", "relevant": ["a/b.pdf#p2"]})
    (tmp_path / "set/files").mkdir()
    assert read_set(tmp_path / "set", tmp_path).by_page
    write(tmp_path / "data/questions/samples.jsonl", {"id": "1", "question": "?", "relevant": [], "words": []})
    assert read_set(tmp_path / "data/questions/samples.jsonl", tmp_path).folder == tmp_path / "data/samples"


def test_a_hit_on_the_wrong_page_does_not_count(tmp_path: Path) -> None:
    cases = (Case("1", "?", frozenset({"a/b.pdf#p2"})), Case("2", "?", frozenset()))
    right, wrong = hit(tmp_path / "a/b.pdf", 2), hit(tmp_path / "a/b.pdf", 1)
    found = Found((wrong, right), relevant=True, seconds=0.01)
    result, _ = judge(QuestionSet("s", cases, tmp_path), lambda _: found)
    assert (result.hit_at_1, result.hit_at_5, result.refused) == (0.0, 1.0, 0.0)
    assert result.p50_ms == pytest.approx(10)


def test_a_copy_that_is_named_beside_a_source_is_found(tmp_path: Path) -> None:
    wanted, other = hit(tmp_path / "c.pdf"), hit(tmp_path / "d.pdf")
    source = replace(hit(tmp_path / "a.pdf"), copies=(hit(tmp_path / "b.pdf"), wanted))
    found = Found((source, other), relevant=True, seconds=0.01)
    case = Case("1", "?", frozenset({"c.pdf", "d.pdf"}))
    result, judged = judge(QuestionSet("s", (case,), tmp_path), lambda _: found)
    assert judged[0].ranking == ("a", "c.pdf", "d.pdf")  # a copy that was not asked for takes no place
    assert result.recall_at_5 == 1.0
