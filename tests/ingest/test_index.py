"""From a parser's result to what is stored: described, cut within the embedder's room, embedded once."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
import pytest

from ingest.index import SPECIAL_TOKENS, draft, embed
from ingest.plan import document_id
from ingest.scan import Seen
from rag.engine import Engine
from rag.models.fakes import HashEmbedder
from rag.options import Settings
from rag.records import Block, Collection, Kind, Parsed
from rag.settings import Home

DOCS = Collection("documents")
TEXT = "Le bail du hangar prend fin le 31 mars 2027."


class CountingEmbedder(HashEmbedder):
    """Remembers what it was asked to embed."""

    def __init__(self) -> None:
        super().__init__()
        self.asked: list[str] = []

    def embed_passages(self, texts: Sequence[str]) -> np.ndarray:
        self.asked += texts
        return super().embed_passages(texts)


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[Engine]:
    (tmp_path / "home").mkdir()
    with Engine.open(Home(tmp_path / "home"), Settings(), embedder=CountingEmbedder()) as opened:
        yield opened


def seen(name: str = "bail.txt") -> Seen:
    return Seen(f"/docs/{name}", "/docs", 44, 1)


def test_a_draft_carries_what_the_parser_knows() -> None:
    parsed = Parsed(
        (Block(TEXT, page=2),),
        Kind.MAIL,
        pages=3,
        sender="Hélène",
        recipients="Atelier",
        date="2026-03-23",
        subject="Votre bail",
        notes=("truncated",),
    )
    one = draft(parsed, seen(), "ab" * 32, DOCS, HashEmbedder(), 200)
    about = one.document
    assert about.id == document_id(DOCS, "ab" * 32)
    assert (about.title, about.language, about.kind, about.pages) == ("Votre bail", "fr", Kind.MAIL, 3)
    assert (about.sender, about.recipients, about.date, about.notes) == (
        "Hélène",
        "Atelier",
        "2026-03-23",
        ("truncated",),
    )
    assert (about.paths, about.size, about.passages) == (("/docs/bail.txt",), 44, 1)
    assert (one.passages[0].text, one.passages[0].first_page) == (TEXT, 2)
    assert "Votre bail" in one.texts[0]
    assert TEXT in one.texts[0]


def test_no_passage_exceeds_what_the_embedder_reads() -> None:
    embedder = HashEmbedder()
    long = " ".join(f"Phrase numéro {place} du règlement." for place in range(600))
    one = draft(Parsed((Block(long),), Kind.TEXT), seen(), "cd" * 32, DOCS, embedder, 2000)
    assert len(one.passages) > 1
    assert max(embedder.count_tokens(one.texts)) <= embedder.card.max_tokens - SPECIAL_TOKENS


def test_a_text_is_embedded_once_whoever_holds_it(engine: Engine) -> None:
    embedder = engine.embedder
    assert isinstance(embedder, CountingEmbedder)
    parsed = Parsed((Block(TEXT),), Kind.TEXT, title="Bail commercial")
    drafts = [draft(parsed, seen(name), name * 8, DOCS, embedder, 200) for name in ("aaaaaaaa", "bbbbbbbb")]
    arrivals = embed(drafts, embedder, engine.library)
    assert len(embedder.asked) == 1
    assert [arrival.document.id for arrival in arrivals] == [one.document.id for one in drafts]
    assert arrivals[0].vectors.shape[0] == 1
    assert np.array_equal(arrivals[0].vectors, arrivals[1].vectors)


def test_a_document_without_passages_has_no_vectors(engine: Engine) -> None:
    one = draft(Parsed((), Kind.TEXT), seen(), "ef" * 32, DOCS, engine.embedder, 200)
    (arrival,) = embed([one], engine.embedder, engine.library)
    assert arrival.passages == ()
    assert arrival.vectors.size == 0
