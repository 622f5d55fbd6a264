"""One folder followed for real: the system tells, the follower asks. Nothing is timed; what must come is waited for."""

from __future__ import annotations

import shutil
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from ingest.watch import Follower
from rag.options import Watch
from rag.records import Collection, Watched

LONG = 60.0  # seconds; a busy machine is no failure


class Asked:
    """Counts what a follower wants, and lets a test wait for the next time."""

    def __init__(self) -> None:
        self.times = 0
        self._more = threading.Condition()

    def __call__(self, _follower: Follower) -> None:
        with self._more:
            self.times += 1
            self._more.notify_all()

    def wait_for(self, times: int) -> None:
        with self._more:
            assert self._more.wait_for(lambda: self.times >= times, LONG), self.times


@pytest.fixture
def asked() -> Asked:
    return Asked()


@pytest.fixture(params=["never", "always"], ids=["told", "polling"])
def follower(request: pytest.FixtureRequest, tmp_path: Path, asked: Asked) -> Iterator[Follower]:
    root = tmp_path / "Dossiers suivis"
    root.mkdir()
    made = Follower(
        Watched(str(root), Collection("documents"), "2026-01-01"), Watch(polling=request.param, poll_seconds=1), asked
    )
    made.start()
    asked.wait_for(1)
    yield made
    made.close()


@pytest.mark.slow
def test_a_new_file_is_asked_for_once_it_is_still(follower: Follower, asked: Asked) -> None:
    file = Path(follower.folder.root) / "devis.txt"
    file.write_text("Un devis.")
    asked.wait_for(2)
    assert not follower.is_moving(str(file), file.stat().st_mtime_ns)


@pytest.mark.slow
def test_temporary_files_are_not_asked_for(follower: Follower, asked: Asked) -> None:
    root = Path(follower.folder.root)
    for name in ("~$devis.docx", "x.tmp", "film.part", ".caché"):
        (root / name).write_text("x")
    (root / ".git").mkdir()
    (root / ".git" / "config").write_text("x")
    assert not any(follower._is_of_interest(None, str(path)) for path in root.rglob("*"))  # type: ignore[arg-type]
    assert follower._still._changes == {}
    (root / "devis.docx").write_text("x")
    asked.wait_for(2)
    assert asked.times == 2


@pytest.mark.slow
def test_a_folder_that_goes_is_said_once_and_comes_back(follower: Follower, asked: Asked) -> None:
    root = Path(follower.folder.root)
    away = root.with_name("débranché")
    root.rename(away)
    asked.wait_for(2)
    away.rename(root)
    asked.wait_for(3)
    (root / "après.txt").write_text("Écrit après le retour.")
    asked.wait_for(4)
    shutil.rmtree(root)
    asked.wait_for(5)


@pytest.mark.slow
def test_a_folder_inside_that_was_made_later_is_followed(follower: Follower, asked: Asked) -> None:
    inside = Path(follower.folder.root) / "Clients" / "Été"
    inside.mkdir(parents=True)
    asked.wait_for(2)
    (inside / "a.txt").write_text("a")
    asked.wait_for(3)
