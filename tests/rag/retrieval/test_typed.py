"""The word that is not finished yet, and where the found words stand."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from rag.engine import Engine
from rag.retrieval.typed import completed, found_in, wanted
from rag.store.library import Library
from tests.ui.api.parts import fill, open_engine, write_documents


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    engine: Engine = open_engine(tmp_path_factory.mktemp("home"))
    fill(engine, write_documents(Path(tmp_path_factory.mktemp("documents"))))
    yield engine.library
    engine.close()


@pytest.mark.parametrize(
    ("typed", "searched"),
    [
        ("trél", "trelaz"),
        ("bail du HANG", "bail du hangar"),
        ("bail", "bail"),  # is a word of the library
        ("bail du hang ", "bail du hang "),  # said to be finished
        ("hangar tr", "hangar"),  # two letters begin too much
        ("tr", "tr"),
        ("1250", "1250"),
        ("zorglub", "zorglub"),
        ("", ""),
    ],
)
def test_the_last_word_is_finished(library: Library, typed: str, searched: str) -> None:
    assert completed(library, typed) == searched


def test_found_words_are_marked_in_whatever_form(library: Library) -> None:
    text = "Les PRÉAVIS du bail : l'accord, puis six mois."
    spans = found_in(text, "fr", wanted(library, "préavis de bail"))
    assert [text[start:end] for start, end in spans] == ["PRÉAVIS", "bail"]


def test_a_word_of_the_other_language_counts(library: Library) -> None:
    text = "The rent is due."
    assert [text[start:end] for start, end in found_in(text, "en", wanted(library, "loyer"))] == ["rent"]
