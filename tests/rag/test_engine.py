"""The parts put together: one owner, refusals in words, and an answer as a stream."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from ingest.pipeline import ingest
from rag.engine import QUESTION_CHARACTERS, Engine
from rag.errors import LibraryBusy, LibraryEmpty, QuestionEmpty, QuestionTooLong
from rag.models.fakes import HashEmbedder
from rag.options import Chat, Embedding, Retrieval, Settings
from rag.records import Finished, Manner, Retrieved
from rag.settings import Home, fingerprint

BAIL = "Le bail du hangar de Trélazé prend fin le 31 mars 2027. Le préavis est de six mois."


@pytest.fixture
def home(tmp_path: Path) -> Home:
    folder = tmp_path / "home"
    folder.mkdir()
    return Home(folder)


@pytest.fixture
def engine(home: Home, tmp_path: Path) -> Iterator[Engine]:
    documents = tmp_path / "documents"
    documents.mkdir()
    (documents / "bail.txt").write_text(BAIL, encoding="utf-8")
    (documents / "prix.txt").write_text("Le chêne massif coûte 1 250 € le mètre cube.", encoding="utf-8")
    with Engine.open(home, Settings(), embedder=HashEmbedder()) as opened:
        list(ingest(opened, [documents]))
        yield opened


def test_a_library_has_one_owner(engine: Engine, home: Home) -> None:
    with pytest.raises(LibraryBusy):
        Engine.open(home, Settings(), embedder=HashEmbedder())


def test_an_empty_library_says_so(home: Home) -> None:
    with Engine.open(home, Settings(), embedder=HashEmbedder()) as empty, pytest.raises(LibraryEmpty):
        empty.scope()


@pytest.mark.parametrize("question", ["", "  \n "])
def test_an_empty_question_is_refused(engine: Engine, question: str) -> None:
    with pytest.raises(QuestionEmpty):
        next(engine.ask(question, engine.scope()))


def test_an_endless_question_is_refused(engine: Engine) -> None:
    with pytest.raises(QuestionTooLong):
        engine.search("a" * (QUESTION_CHARACTERS + 1), engine.scope())


def test_an_answer_begins_with_its_evidence_and_ends_with_its_citations(engine: Engine) -> None:
    events = list(engine.ask("Quel est le préavis du bail du hangar ?", engine.scope()))
    first, last = events[0], events[-1]
    assert isinstance(first, Retrieved)
    assert not first.refused
    assert isinstance(last, Finished)
    assert last.manner is Manner.EXTRACTIVE
    assert "six mois" in last.text
    assert last.citations[0].hit.document.name == "bail.txt"
    quote = last.citations[0]
    assert quote.hit.passage.text[quote.start : quote.end] == quote.quote
    assert last.embedder == engine.embedder.fingerprint
    assert last.settings == fingerprint(engine.settings)


def test_an_unanswerable_question_is_refused_in_words(engine: Engine) -> None:
    events = list(engine.ask("Qui a gagné la coupe du monde de rugby ?", engine.scope()))
    assert isinstance(events[0], Retrieved)
    assert events[0].refused
    assert isinstance(events[-1], Finished)
    assert events[-1].manner is Manner.REFUSED
    assert not events[-1].citations


def test_a_lost_vector_folder_is_made_again(engine: Engine, home: Home) -> None:
    engine.close()
    shutil.rmtree(home.vectors_folder)
    with Engine.open(home, Settings(), embedder=HashEmbedder()) as again:
        assert again.vectors.count(again.scope()) == again.library.counts().passages
        assert again.search("préavis du bail", again.scope()).hits[0].document.name == "bail.txt"


def test_another_search_model_is_taken_while_the_former_one_answers(engine: Engine) -> None:
    question, scope = "Quel est le préavis du bail ?", engine.scope()
    before = engine.search(question, scope).hits
    for name in ("absent", "hash/32"):  # a first choice that is taken back before any repair
        engine.adopt(engine.settings.model_copy(update={"embedding": Embedding(model=name)}))
        assert engine.search(question, scope).hits == before
        assert engine.search(question, scope).words_only == ""
    list(engine.repair())
    assert engine.embedder.card.name == "hash/32"
    assert engine.search(question, scope).hits[0].document.name == "bail.txt"
    assert engine.search(question, scope).words_only == ""


def test_another_chat_model_is_taken_at_once(engine: Engine, home: Home) -> None:
    home.models_folder.mkdir(exist_ok=True)
    for name in ("un.gguf", "deux.gguf"):
        (home.models_folder / name).write_bytes(b"GGUF")
        engine.adopt(engine.settings.model_copy(update={"chat": Chat(model=name)}))
        assert engine.chat is not None
        assert engine.chat.name == name.removesuffix(".gguf")
    engine.adopt(engine.settings.model_copy(update={"chat": Chat()}))
    assert engine.chat is None


def test_another_reranker_is_taken_at_once(engine: Engine) -> None:
    question, scope = "Quel est le préavis du bail ?", engine.scope()
    for name, trouble in (("nowhere", "reranker_unusable"), ("", "")):
        engine.adopt(engine.settings.model_copy(update={"retrieval": Retrieval(reranker=name)}))
        assert engine.search(question, scope).unranked == trouble
