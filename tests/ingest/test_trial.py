"""A set that brings its documents is asked in a library of its own, which is gone afterwards."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from ingest.trial import indexed
from rag.errors import SetUnreadable
from rag.evaluation.judge import judge
from rag.models.fakes import HashEmbedder
from rag.options import Settings

ENTRIES = (
    {"id": "d1", "title": "Bail", "text": "Le préavis du bail du hangar est de six mois."},
    {"id": "d2", "title": "Prix", "text": "Le chêne massif coûte 1 250 € le mètre cube."},
)
QUESTIONS = (
    {"id": "q1", "text": "Quel est le préavis du bail ?", "relevant": ["d1"]},
    {"id": "q2", "text": "Combien coûte le chêne massif ?", "relevant": ["d2"]},
)


def lines(entries: tuple[dict[str, object], ...]) -> str:
    return "\n".join(json.dumps(entry) for entry in entries)


def test_a_set_is_asked_and_nothing_is_left(tmp_path: Path) -> None:
    (tmp_path / "corpus.jsonl").write_text(lines(ENTRIES), encoding="utf-8")
    (tmp_path / "queries.jsonl").write_text(lines(QUESTIONS), encoding="utf-8")
    with indexed(tmp_path, Settings(), tmp_path / "models", embedder=HashEmbedder()) as ready:
        scope = ready.engine.scope()
        quality, _ = judge(ready.questions, lambda question: ready.engine.search(question, scope))
        home = ready.engine.home.folder
        assert home.is_dir()
    assert (quality.queries, quality.hit_at_1) == (2, 1.0)
    assert not home.exists()
    with indexed(tmp_path, Settings(), tmp_path / "models", limit=1, embedder=HashEmbedder()) as ready:
        assert [case.id for case in ready.questions.cases] == ["q1"]


def test_what_is_no_set_is_said(tmp_path: Path) -> None:
    with (
        pytest.raises(SetUnreadable),
        indexed(tmp_path, Settings(), tmp_path / "models", embedder=HashEmbedder()),
    ):
        pass
