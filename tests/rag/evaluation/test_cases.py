"""Question sets of every layout."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from rag.errors import SetUnreadable
from rag.evaluation.cases import (
    Case,
    QuestionSet,
    case_to_json,
    missing_files,
    names_lost,
    names_of,
    read_questions,
    read_set,
    short_names,
    spread,
)
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


def test_in_a_library_a_file_is_known_by_the_end_of_its_path(tmp_path: Path) -> None:
    found = hit(tmp_path / "Société" / "Baux" / "bail e\u0301té.pdf", 2)  # accents apart, as some systems write them
    names = names_of(found, None)
    assert {"bail été.pdf", "Baux/bail été.pdf#p2", f"{tmp_path}/Société/Baux/bail été.pdf"} <= set(names)
    assert "x/bail été.pdf" not in names
    cases = (Case("1", "?", frozenset({"Baux/bail été.pdf#p2"})), Case("2", "?", frozenset({"ail été.pdf"})))
    _, judged = judge(QuestionSet("s", cases, None), lambda _: Found((found,), relevant=True, seconds=0.0))
    assert [one.place for one in judged] == [1, 0]


def test_files_that_the_library_does_not_hold(tmp_path: Path) -> None:
    documents = [hit(tmp_path / "a" / "bail.pdf").document, hit(tmp_path / "b" / "note.txt").document]
    cases = [
        Case("1", "?", frozenset({"a/bail.pdf#p9", "parti.pdf#p1"})),
        Case("2", "?", frozenset({"note"})),
        Case("3", "?", frozenset()),
        Case("4", "?", frozenset({"c#p1.txt"})),
    ]
    assert missing_files(cases, documents) == ("c#p1.txt", "parti.pdf")


def test_a_name_is_as_short_as_can_be_told_apart(tmp_path: Path) -> None:
    first, second, third = (hit(tmp_path / path).document for path in ("2025/bail.pdf", "2026/bail.pdf", "note.pdf"))
    known = [first, second, third]
    assert list(short_names(known).values()) == ["2025/bail.pdf", "2026/bail.pdf", "note.pdf"]
    assert missing_files([Case("1", "?", frozenset({name})) for name in short_names(known).values()], known) == ()
    inside = hit(
        tmp_path / "copie" / f"{tmp_path}/note.pdf".lstrip("/")
    ).document  # its end is the other one's whole path
    assert short_names([third, inside])[third.id] == str(tmp_path / "note.pdf")


def test_a_spoilt_file_is_said(tmp_path: Path) -> None:
    for text in ("{", '{"id": "1"}', "[]", '{"id": 1, "question": "?", "relevant": 3}'):
        (tmp_path / "s.jsonl").write_text(text, encoding="utf-8")
        with pytest.raises(SetUnreadable):
            read_questions(tmp_path / "s.jsonl")
    with pytest.raises(SetUnreadable):
        read_questions(tmp_path / "parti.jsonl")


def test_what_is_written_is_read_again(tmp_path: Path) -> None:
    case = Case("q1", "Préavis ?", frozenset({"b.pdf#p2", "a.pdf"}), ("six mois",))
    write(tmp_path / "s.jsonl", case_to_json(case))
    assert read_questions(tmp_path / "s.jsonl").cases == (case,)


def test_a_few_questions_spread_over_the_set() -> None:
    cases = tuple(Case(str(number), "?", frozenset()) for number in range(10))
    some = spread(QuestionSet("s", cases, None), 3)
    assert [case.id for case in some.cases] == ["0", "3", "6"]
    assert spread(QuestionSet("s", cases, None), 0).cases == spread(QuestionSet("s", cases, None), 99).cases == cases


def test_names_that_go_with_a_file_are_those_that_no_other_one_bears() -> None:
    assert names_lost(["/a/bail.pdf"], ["/b/bail.pdf", "/b/note.pdf"]) == {
        "a/bail.pdf",
        "/a/bail.pdf",
        "a/bail",
        "/a/bail",
    }
    assert names_lost(["/a/x.pdf"], []) >= {"x.pdf", "x"}
    assert names_lost([], ["/a/x.pdf"]) == frozenset()
