"""BM25 over the places of terms: FTS5's own scores, passage by passage, within the scope."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from rag.records import Collection, Document, DocumentId, Kind, Located, Passage, PassageId
from rag.store import fts
from rag.store.access import Scope
from rag.store.arrival import Arrival
from rag.store.fts import best_passages
from rag.store.library import Library
from rag.store.tally import COLUMNS

OFFICE, SITE = Collection("office"), Collection("site")
BOTH = Scope((OFFICE, SITE))
COLUMN_WEIGHTS = dict(zip(COLUMNS, (1.0, 0.6, 0.5, 0.4), strict=True))
WORDS = [f"mot{number}" for number in range(60)]


def put(library: Library, name: str, text: str, title: str = "Titre", collection: Collection = OFFICE) -> None:
    document = Document(DocumentId(name), collection, name, (), title, Kind.TEXT, 0, "fr", 1, 1, "2026-01-01")
    passage = Passage(PassageId(name), document.id, 0, text, section=("Rubrique", title))
    with library.changing() as changes:
        changes.add(
            Arrival(document, (passage,), (name,), np.ones((1, 2), dtype=np.float32)),
            Located(f"/r/{name}.txt", collection, 1, 1, name, document.id, root="/r"),
        )


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    opened = Library.open(tmp_path / "library.sqlite")
    chance = random.Random(5)
    for number in range(150):
        words = chance.choices(WORDS, weights=[1 / (9 + place) for place in range(len(WORDS))], k=chance.randint(3, 40))
        code = f" F-2026-{number % 7:04d}" if number % 3 == 0 else ""
        put(opened, f"d{number}", " ".join(words) + code, chance.choice(WORDS), OFFICE if number % 4 else SITE)
    yield opened
    opened.close()


def by_fts5(library: Library, sought: Counter[str], scope: Scope, limit: int) -> list[tuple[str, float]]:
    expression = " OR ".join(f'"{term}"' for term in sought.elements())
    blanks = ",".join("?" * len(scope.collections))
    weights = ", ".join(str(COLUMN_WEIGHTS[column]) for column in COLUMNS)
    found = library.read(
        f"""SELECT p.id, -bm25(passage_terms, {weights}) AS score FROM passage_terms
            JOIN passages p ON p.rowid = passage_terms.rowid JOIN documents d ON d.id = p.document
            WHERE passage_terms MATCH ? AND d.collection IN ({blanks}) ORDER BY score DESC, p.rowid LIMIT ?""",
        (expression, *scope.collections, limit),
    )
    return [(row["id"], row["score"]) for row in found]


@pytest.mark.parametrize("scope", [BOTH, Scope((SITE,))], ids=["whole", "part"])
@pytest.mark.parametrize(
    "terms",
    [["mot3"], ["mot9", "mot41", "mot50"], ["mot14", "mot14", "mot30"], ["f_2026_0003", "mot25"], ["mot7", "absent"]],
    ids=" ".join,
)
def test_scores_are_those_of_fts5(library: Library, terms: list[str], scope: Scope) -> None:
    found = best_passages(library, Counter(terms), COLUMN_WEIGHTS, scope, 200)
    expected = by_fts5(library, Counter(terms), scope, 200)
    assert len(found) > 1
    assert [name for name, _ in found] == [name for name, _ in expected]
    assert [score for _, score in found] == pytest.approx([score for _, score in expected], rel=1e-5)


def test_the_best_come_first_where_only_some_are_counted_exactly(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    sought = Counter(["mot1", "mot12", "mot33"])
    expected = by_fts5(library, sought, BOTH, 5)
    monkeypatch.setattr(fts, "CLOSELY", 40)
    found = best_passages(library, sought, COLUMN_WEIGHTS, BOTH, 5)
    assert [name for name, _ in found] == [name for name, _ in expected]


def test_a_weight_moves_its_term(library: Library) -> None:
    put(library, "one", "rivet")
    put(library, "two", "boulon")
    first = [best_passages(library, {"rivet": 1.0, "boulon": weight}, COLUMN_WEIGHTS, BOTH, 1) for weight in (0.5, 2.0)]
    assert [found[0][0] for found in first] == ["one", "two"]


def test_terms_of_more_than_half_of_the_passages_say_nothing_beside_others(library: Library) -> None:
    assert len(best_passages(library, {"rubriqu": 1.0}, COLUMN_WEIGHTS, BOTH, 500)) == 150
    put(library, "one", "rivet")
    assert [name for name, _ in best_passages(library, {"rubriqu": 1.0, "rivet": 1.0}, COLUMN_WEIGHTS, BOTH, 9)] == [
        "one"
    ]


def test_every_change_is_seen_at_once(library: Library) -> None:
    def found() -> list[str]:
        return [name for name, _ in best_passages(library, {"rivet": 1.0}, COLUMN_WEIGHTS, BOTH, 9)]

    assert found() == []
    put(library, "one", "rivet")
    put(library, "two", "rivet rivet", collection=SITE)
    assert found() == ["two", "one"]
    with library.changing() as changes:
        changes.forget_document(DocumentId("two"))
    assert found() == ["one"]


def test_nothing_sought_nothing_found(library: Library) -> None:
    assert best_passages(library, {}, COLUMN_WEIGHTS, BOTH, 5) == []
    assert best_passages(library, {"absent": 1.0}, COLUMN_WEIGHTS, BOTH, 5) == []
    assert best_passages(library, {"mot1": 1.0}, COLUMN_WEIGHTS, Scope((Collection("empty"),)), 5) == []


def test_naming_what_was_found_does_not_read_the_whole_collection(library: Library) -> None:
    steps: list[int] = []
    with library._database.reading() as connection:  # the pool gives the same one back
        connection.set_progress_handler(lambda: steps.append(1), 1)
    wanted = [PassageId(f"d{number}") for number in range(80) if number % 4 == 1]
    assert len(library.passages(wanted, Scope((OFFICE,)))) == len(wanted)
    assert len(steps) < 50 * len(wanted)
