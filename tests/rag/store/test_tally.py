"""What is known of the words, and when it is forgotten."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from rag.records import Collection, DocumentId
from rag.store import tally
from rag.store.access import Scope
from rag.store.library import Library
from rag.store.tally import COLUMNS
from tests.rag.store.test_fts import OFFICE, SITE, put

WEIGHTS = dict.fromkeys(COLUMNS, 1.0)


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    opened = Library.open(tmp_path / "library.sqlite")
    put(opened, "bail", "rivet rivet boulon", "Bail")
    put(opened, "devis", "boulon F-2026-0142 rivet", "Devis", SITE)
    yield opened
    opened.close()


def test_an_empty_library_has_nothing(tmp_path: Path) -> None:
    empty = Library.open(tmp_path / "empty.sqlite")
    assert empty.tally.totals().passages == 0
    assert empty.tally.collections() == ()
    assert empty.tally.frequencies(["loi"]) == {"loi": 0}
    assert len(empty.tally.places("loi", WEIGHTS).rows) == 0
    empty.close()


def test_totals_are_those_of_the_stored_words(library: Library) -> None:
    kept = library.read("SELECT body || ' ' || title || ' ' || section || ' ' || name AS words FROM passage_terms")
    lengths = [len(str(row["words"]).replace("_", " ").split()) for row in kept]
    assert library.tally.totals().passages == 2
    assert library.tally.totals().mean_length == pytest.approx(sum(lengths) / 2)
    assert library.tally.lengths(np.array([1, 2], dtype=np.int32)).tolist() == lengths


def test_lengths_of_long_passages_and_of_none(library: Library) -> None:
    put(library, "long", "mot " * 700, "Long")
    lengths = library.tally.lengths(np.array([3, 99], dtype=np.int32))
    assert 700 < lengths[0] < 720
    assert lengths[1] == 0


def test_places_count_by_the_weight_of_their_column(library: Library) -> None:
    places = library.tally.places("bail", {**WEIGHTS, "title": 0.5, "section": 0.25})
    assert places.rows.tolist() == [1]
    assert places.times.tolist() == [0.5 + 0.25 + 1.0]  # title, section, and the file's name
    assert library.tally.places("rivet", WEIGHTS).times.tolist() == [2.0, 1.0]


def test_a_code_is_found_as_its_pieces_in_a_row(library: Library) -> None:
    assert library.tally.frequencies(["f_2026_0142", "f_2026_9999"]) == {"f_2026_0142": 1, "f_2026_9999": 0}
    assert library.tally.places("f_2026_0142", WEIGHTS).rows.tolist() == [2]


def test_rows_of_a_collection(library: Library) -> None:
    assert library.tally.rows(Scope((OFFICE,)).condition()).tolist() == [1]
    assert library.tally.rows(Scope((SITE,)).condition()).tolist() == [2]
    assert library.tally.rows(Scope((Collection("empty"),)).condition()).tolist() == []


def test_rows_are_remembered_for_a_few_conditions_only(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tally, "MOST_CONDITIONS", 2)
    for name, rows in ((OFFICE, [1]), (SITE, [2]), (Collection("empty"), []), (OFFICE, [1])):
        assert library.tally.rows(Scope((name,)).condition()).tolist() == rows


def test_a_change_is_known_at_once(library: Library) -> None:
    assert library.tally.frequencies(["rivet"]) == {"rivet": 2}
    assert library.tally.collections() == (OFFICE, SITE)
    with library.changing() as changes:
        changes.forget_document(DocumentId("devis"))
    assert library.tally.frequencies(["rivet"]) == {"rivet": 1}
    assert library.tally.totals().passages == 1
    assert library.tally.collections() == (OFFICE,)
    assert library.tally.rows(Scope((SITE,)).condition()).tolist() == []
    assert library.tally.places("rivet", WEIGHTS).rows.tolist() == [1]


def test_a_change_that_fails_changes_nothing(library: Library) -> None:
    with pytest.raises(RuntimeError), library.changing() as changes:
        changes.forget_document(DocumentId("devis"))
        raise RuntimeError
    assert library.tally.frequencies(["rivet"]) == {"rivet": 2}


def test_nothing_is_read_twice_between_two_changes(library: Library) -> None:
    first = library.tally.places("rivet", WEIGHTS)
    assert library.tally.places("rivet", WEIGHTS) is first
    assert library.tally.places("rivet", {**WEIGHTS, "body": 2.0}) is not first
    library.tally.forget()
    assert library.tally.places("rivet", WEIGHTS) is not first


def test_only_what_changes_the_words_is_a_reason_to_read_them_again(library: Library) -> None:
    first = library.tally.places("rivet", WEIGHTS)
    with library.changing() as changes:
        changes.set_fact("word", "1")
        changes.told(0)
    assert library.tally.places("rivet", WEIGHTS) is first
    with library.changing() as changes:
        changes.drop_stray_terms()
    assert library.tally.places("rivet", WEIGHTS) is not first


def test_what_is_remembered_has_a_limit(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tally, "MOST_BYTES", 20)  # one term in two rows takes 16
    first = library.tally.places("rivet", WEIGHTS)
    library.tally.places("boulon", WEIGHTS)
    assert library.tally.places("rivet", WEIGHTS) is not first
    monkeypatch.setattr(tally, "MOST_TERMS", 1)
    library.tally.frequencies(["rivet", "boulon"])
    assert library.tally.frequencies(["bail", "rivet"]) == {"bail": 1, "rivet": 2}


def test_many_may_ask_while_one_changes(library: Library) -> None:
    done, wrong = threading.Event(), []

    def ask() -> None:
        while not done.is_set():
            if not 2 <= len(library.tally.places("rivet", WEIGHTS).rows) <= 22:
                wrong.append(True)

    askers = [threading.Thread(target=ask) for _ in range(3)]
    for one in askers:
        one.start()
    for number in range(20):
        put(library, f"n{number}", "rivet")
    done.set()
    for one in askers:
        one.join()
    assert not wrong
    assert library.tally.frequencies(["rivet"]) == {"rivet": 22}
    assert len(library.tally.places("rivet", WEIGHTS).rows) == 22
