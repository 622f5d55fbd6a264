"""The long part of a run: what each file took is told, and one strange document does not end it."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from ingest import reading as module
from ingest.events import Change, Outcome
from ingest.pipeline import ingest
from rag.engine import Engine


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "docs"
    made.mkdir()
    (made / "bail.txt").write_text("Le bail prend fin en 2027.", encoding="utf-8")
    (made / "prix.txt").write_text("Le chêne coûte 1 250 €.", encoding="utf-8")
    (made / "vide.txt").touch()
    return made


def outcomes(engine: Engine, folder: Path) -> dict[str, Outcome]:
    return {Path(one.path).name: one for one in ingest(engine, [folder]) if isinstance(one, Outcome)}


def test_what_each_file_took_goes_with_its_outcome(engine: Engine, folder: Path) -> None:
    found = outcomes(engine, folder)
    assert found["vide.txt"].reason == "empty"
    assert found["bail.txt"].passages == 1
    assert all(one.peak_mb > 20 for one in found.values())
    assert sum(one.seconds for one in found.values()) > 0


def test_one_strange_document_does_not_end_the_run(
    engine: Engine, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    draft = module.draft

    def strange(parsed, seen, *rest):  # type: ignore[no-untyped-def] # noqa: ANN001, ANN002, ANN202
        if seen.path.endswith("prix.txt"):
            raise ZeroDivisionError("strange")
        return draft(parsed, seen, *rest)

    monkeypatch.setattr(module, "draft", strange)
    found = outcomes(engine, folder)
    assert (found["prix.txt"].change, found["prix.txt"].reason) == (Change.FAILED, "crashed")
    assert "ZeroDivisionError" in found["prix.txt"].detail
    assert found["bail.txt"].change is Change.ADDED


def test_a_file_written_to_while_it_was_read_is_left_for_the_next_run(engine: Engine, folder: Path) -> None:
    run = ingest(engine, [folder])
    next(run)  # the plan is made
    (folder / "bail.txt").write_text("Le bail prend fin en 2028, tout compte fait.", encoding="utf-8")
    found = {Path(one.path).name: one for one in run if isinstance(one, Outcome)}
    assert found["bail.txt"].reason == "changing"
    assert found["prix.txt"].change is Change.ADDED
    assert outcomes(engine, folder)["bail.txt"].change is Change.ADDED


def test_a_name_of_bytes_that_are_no_text_can_be_stored_and_told(engine: Engine, folder: Path) -> None:
    Path(os.fsdecode(os.path.join(os.fsencode(folder), b"caf\xe9.txt"))).write_text("x")  # noqa: PTH118 - bytes
    assert outcomes(engine, folder)["caf\ufffd.txt"].reason == "bad_name"
    assert engine.library.located()[str(folder / "caf\ufffd.txt")].failure == "bad_name"
