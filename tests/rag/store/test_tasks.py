"""Tasks in a real library: kept, found, removed, and what forgetting a document takes out of them."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest

from ingest.pipeline import forget, ingest
from rag.engine import Engine
from rag.errors import TaskUnknown
from rag.records import Collection, DocumentId
from rag.store.library import Library
from rag.tasks import Ending, KeptTask, TaskId
from tests.ui.api.parts import open_engine, write_documents


def task(name: str, started: str = "2026-03-12T10:00:00+00:00", **parts: object) -> KeptTask:
    made = KeptTask(TaskId(name), "minutes", "", started, 1.5, Ending.DONE)
    return dataclasses.replace(made, **parts)  # type: ignore[arg-type]  # names of the fields


def keep(library: Library, *tasks: KeptTask) -> None:
    with library.changing() as changes:
        for one in tasks:
            changes.tasks.keep(one)


def documents(engine: Engine, folder: Path) -> dict[str, DocumentId]:
    list(ingest(engine, [folder], "Bureau"))
    return {Path(file.path).name: file.document for file in engine.library.located().values() if file.document}


def test_tasks_are_kept_whole_the_latest_first(library: Library) -> None:
    failed = task(
        "bb1", "2026-03-13T10:00:00+00:00", kind="mail", title="Tri", ending=Ending.FAILED,
        trouble={"code": "no_minutes", "facts": {"path": "/x"}},
    )  # fmt: skip
    keep(library, task("aa1", result={"rows": ["é"]}), failed)
    assert library.tasks.find("", 10) == [failed, task("aa1")]
    assert library.tasks.find("", 1) == [failed]
    assert library.tasks.find("minutes", 10) == [task("aa1")]
    assert library.tasks.named("a") == task("aa1", result={"rows": ["é"]})
    with library.changing() as changes:
        assert changes.tasks.remove([TaskId("aa1"), TaskId("nobody")]) == 1
    for name in ("aa1", "", "%"):
        with pytest.raises(TaskUnknown):
            library.tasks.named(name)


def test_a_forgotten_document_leaves_and_the_rest_stays(tmp_path: Path) -> None:
    with open_engine(tmp_path / "home") as engine:
        folder = write_documents(tmp_path / "Dossier")
        known = documents(engine, folder)
        lease, prices = known["bail.txt"], known["tarifs été.txt"]
        rows = [{"document": lease, "text": "six mois"}, {"document": prices, "text": "1 250 €"}]
        keep(engine.library, task("a", title="Bail", documents=(lease,), result={"rows": rows}))
        kept = engine.library.tasks.named("a")
        assert (kept.names, set(kept.documents)) == (("bail.txt", "tarifs été.txt"), {lease, prices})
        assert engine.library.tasks.resting_on([lease, prices]) == 1
        assert engine.library.tasks.resting_on([DocumentId("none")]) == 0
        forget(engine, [lease])
        rest = engine.library.tasks.named("a")
        assert rest.result == {"rows": [{"document": prices, "text": "1 250 €"}]}
        assert (rest.title, rest.names, rest.shortened) == ("", ("tarifs été.txt",), True)
        assert engine.library.read("SELECT * FROM task_documents WHERE document = ?", (lease,)) == []


def test_a_document_that_only_changed_stays_in_what_was_done(tmp_path: Path) -> None:
    with open_engine(tmp_path / "home") as engine:
        folder = write_documents(tmp_path / "Dossier")
        lease = documents(engine, folder)["bail.txt"]
        keep(engine.library, task("a", documents=(lease,), result={"rows": [{"document": lease}]}))
        (folder / "bail.txt").write_text("Le préavis est de trois mois.", encoding="utf-8")
        newer = documents(engine, folder)["bail.txt"]
        assert engine.library.tasks.named("a").result == {"rows": [{"document": lease}]}
        forget(engine, [newer])
        assert engine.library.tasks.named("a").result == {"rows": []}


def test_who_may_not_see_a_collection_sees_no_task_about_it(tmp_path: Path) -> None:
    with open_engine(tmp_path / "home") as engine:
        lease = documents(engine, write_documents(tmp_path / "Dossier"))["bail.txt"]
        keep(engine.library, task("a", documents=(lease,)), task("b"))
        unseen = [Collection("Bureau")]
        assert [one.id for one in engine.library.tasks.find("", 10, unseen)] == ["b"]
        with pytest.raises(TaskUnknown):
            engine.library.tasks.named("a", unseen)
