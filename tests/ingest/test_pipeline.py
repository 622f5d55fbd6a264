"""Whole runs over real folders: what changed is read, what did not is left alone, and the library follows."""

from __future__ import annotations

import os
import threading
from dataclasses import replace
from pathlib import Path

import pytest

from ingest.events import Change, Outcome, Planned, Progress, Summary
from ingest.pipeline import forget, ingest
from rag.engine import Engine
from rag.errors import EmbedderChanged, NothingThere
from rag.models.fakes import HashEmbedder
from rag.options import Settings
from rag.records import Feedback, Manner
from rag.repair import Repaired

BAIL = "Le bail du hangar prend fin le 31 mars 2027. Le préavis est de six mois."
PRIX = "Le chêne massif coûte 1 250,00 € le mètre cube."


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "Documents à lire"
    made.mkdir()
    (made / "bail.txt").write_text(BAIL, encoding="utf-8")
    (made / "prix.txt").write_text(f"Tarif\n\n{PRIX}\n", encoding="utf-8")
    return made


def run(engine: Engine, *paths: Path, **options: bool) -> Summary:
    return next(event for event in ingest(engine, paths, **options) if isinstance(event, Summary))


def texts(engine: Engine) -> set[str]:
    if not engine.library.collections():
        return set()
    documents = engine.library.documents(engine.scope())
    return {passage.text for one in documents for passage in engine.library.passages_of(one.id)}


def in_step(engine: Engine) -> bool:
    """Whether passages, words and Chroma hold the same number of entries, and nothing waits."""
    passages = engine.library.counts().passages
    words = engine.library.read("SELECT count(*) FROM passage_terms")[0][0]
    vectors = engine.vectors.count(engine.scope()) if engine.library.collections() else 0
    waiting = engine.library.read("SELECT count(*) FROM vector_changes")[0][0]
    return bool(passages == words == vectors and not waiting)


def test_a_first_run_adds_everything_and_says_so_in_order(engine: Engine, folder: Path) -> None:
    events = list(ingest(engine, [folder]))
    assert isinstance(events[0], Planned)
    assert isinstance(events[-1], Summary)
    assert events[0].files == 2
    assert {Path(event.path).name for event in events if isinstance(event, Outcome)} == {"bail.txt", "prix.txt"}
    assert [event.files_done for event in events if isinstance(event, Progress)] == [1, 2]
    assert events[-1].added == 2
    assert in_step(engine)


def test_a_second_run_reads_nothing(engine: Engine, folder: Path) -> None:
    run(engine, folder)
    before = texts(engine)
    events = list(ingest(engine, [folder]))
    assert [type(event) for event in events] == [Planned, Summary]
    assert events[0] == Planned(0, 2, 0, 0, 0)
    assert texts(engine) == before


def test_a_changed_file_replaces_its_document(engine: Engine, folder: Path) -> None:
    run(engine, folder)
    (folder / "bail.txt").write_text("Le préavis est de trois mois.", encoding="utf-8")
    summary = run(engine, folder)
    assert (summary.replaced, summary.added, summary.unchanged) == (1, 0, 1)
    assert "Le préavis est de trois mois." in texts(engine)
    assert BAIL not in texts(engine)
    assert in_step(engine)


def test_a_moved_file_is_not_read_again(engine: Engine, folder: Path) -> None:
    run(engine, folder)
    (folder / "archives").mkdir()
    (folder / "bail.txt").rename(folder / "archives" / "bail 2026.txt")
    summary = run(engine, folder)
    assert (summary.moved, summary.added, summary.forgotten) == (1, 0, 0)
    assert str(folder / "archives" / "bail 2026.txt") in engine.library.located()
    assert in_step(engine)


def test_a_deleted_file_is_forgotten(engine: Engine, folder: Path) -> None:
    run(engine, folder)
    (folder / "bail.txt").unlink()
    assert run(engine, folder).forgotten == 1
    assert BAIL not in texts(engine)
    assert in_step(engine)


def test_a_touched_file_is_unchanged(engine: Engine, folder: Path) -> None:
    run(engine, folder)
    os.utime(folder / "bail.txt", (1, 1))
    summary = run(engine, folder)
    assert (summary.unchanged, summary.replaced) == (2, 0)
    assert next(iter(ingest(engine, [folder]))) == Planned(0, 2, 0, 0, 0)


def test_the_same_content_twice_is_stored_once(engine: Engine, folder: Path) -> None:
    (folder / "copie du bail.txt").write_text(BAIL, encoding="utf-8")
    assert run(engine, folder).added == 3
    assert engine.library.counts().documents == 2
    copies = [one for one in engine.library.documents(engine.scope()) if len(one.paths) == 2]
    assert [Path(path).name for path in copies[0].paths] == ["bail.txt", "copie du bail.txt"]


def test_a_copy_outlives_the_file_it_was_made_from(engine: Engine, folder: Path) -> None:
    run(engine, folder)
    (folder / "bail 2026.txt").write_text(BAIL, encoding="utf-8")
    (folder / "bail.txt").write_text("Le préavis est de trois mois.", encoding="utf-8")
    summary = run(engine, folder)
    assert (summary.moved, summary.replaced) == (1, 1)  # its old name was taken by another content
    assert set(engine.library.located()) == {str(file) for file in folder.iterdir()}
    assert BAIL in texts(engine)
    assert in_step(engine)


def test_a_file_that_becomes_a_copy_leaves_nothing_of_what_it_was(engine: Engine, folder: Path) -> None:
    run(engine, folder)
    for name in ("annexe.txt", "bail.txt"):  # the first is read for both
        (folder / name).write_text("Le préavis est de trois mois.", encoding="utf-8")
    run(engine, folder)
    assert BAIL not in texts(engine)
    assert in_step(engine)
    assert engine.library.read("SELECT count(*) FROM vector_changes")[0][0] == 0


def test_a_bad_file_is_a_line_in_the_report(engine: Engine, folder: Path) -> None:
    (folder / "vide.txt").touch()
    summary = run(engine, folder)
    assert summary.added == 2
    assert [(Path(one.path).name, one.reason) for one in summary.failures] == [("vide.txt", "empty")]
    assert run(engine, folder).unchanged == 3
    assert run(engine, folder, retry=True).failed == 1
    (folder / "vide.txt").write_text("Plus vide du tout, cette fois.", encoding="utf-8")
    assert run(engine, folder).added == 1
    assert engine.library.counts().failures == 0


def test_an_absent_folder_changes_nothing(engine: Engine, folder: Path) -> None:
    run(engine, folder)
    with pytest.raises(NothingThere):
        run(engine, folder / "absent")
    assert engine.library.counts().documents == 2


def test_one_folder_says_nothing_about_another(engine: Engine, folder: Path, tmp_path: Path) -> None:
    other = tmp_path / "autre"
    other.mkdir()
    (other / "note.txt").write_text("Une note sur le chantier.", encoding="utf-8")
    run(engine, folder)
    assert run(engine, other).forgotten == 0
    assert engine.library.counts().documents == 3


def test_a_file_goes_to_the_collection_that_is_named(engine: Engine, folder: Path) -> None:
    list(ingest(engine, [folder], "contrats"))
    assert engine.library.collections() == ("contrats",)
    list(ingest(engine, [folder], "ventes"))
    assert engine.library.collections() == ("ventes",)
    assert engine.library.counts().documents == 2
    assert in_step(engine)


def test_stopping_keeps_what_is_stored_and_the_next_run_goes_on(engine: Engine, folder: Path) -> None:
    stop = threading.Event()
    stop.set()
    summary = next(event for event in ingest(engine, [folder], cancel=stop) if isinstance(event, Summary))
    assert summary.added == 0
    assert run(engine, folder).added == 2


def test_forgetting_removes_documents_and_never_files(engine: Engine, folder: Path) -> None:
    run(engine, folder)
    document = next(one for one in engine.library.documents(engine.scope()) if one.name == "bail.txt")
    assert forget(engine, [document.id]) == 1
    assert forget(engine, [document.id]) == 0
    assert (folder / "bail.txt").exists()
    assert in_step(engine)


def test_a_forgotten_document_leaves_the_opinions_too(engine: Engine, folder: Path) -> None:
    run(engine, folder)
    (folder / "copie").mkdir()
    (folder / "copie" / "prix.txt").write_text("Un autre prix.", encoding="utf-8")
    run(engine, folder)
    named = Feedback("a", "", "Préavis ?", Manner.EXTRACTIVE, ("bail.txt#p1", "prix.txt"), helpful=True, reason="bien")
    other = Feedback("b", "", "Prix ?", Manner.EXTRACTIVE, ("copie/prix.txt",), helpful=False, right_source="bail.txt")
    with engine.library.changing() as changes:
        changes.feedback.give(named)
        changes.feedback.give(other)
    gone = [one for one in engine.library.documents(engine.scope()) if "bail" in one.name or "copie" in one.paths[0]]
    assert forget(engine, [one.id for one in gone]) == 2
    left = {said.id: said for said in engine.library.feedback()}
    assert left["a"] == replace(named, sources=("prix.txt",)), "another file bears that name still"
    assert left["b"] == replace(other, sources=(), right_source="")


def test_another_embedder_is_refused_before_a_file_is_opened(engine: Engine, folder: Path) -> None:
    run(engine, folder)
    home = engine.home
    engine.close()
    with Engine.open(home, Settings(), embedder=HashEmbedder(dimensions=32)) as other:
        (folder / "neuf.txt").write_text("Un document de plus.", encoding="utf-8")
        with pytest.raises(EmbedderChanged) as caught:
            run(other, folder)
        assert "souffleur repair" in caught.value.next_step("fr")
        assert list(other.repair())[-1] == Repaired(2, embedded=2)
        assert run(other, folder).added == 1
        assert in_step(other)


def test_changes_are_outcomes_of_one_kind_each(engine: Engine, folder: Path) -> None:
    changes = [event.change for event in ingest(engine, [folder]) if isinstance(event, Outcome)]
    assert changes == [Change.ADDED, Change.ADDED]
