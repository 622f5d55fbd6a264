"""Followers where the system tells nothing, without watches left or on a network share: polled, and the log says so."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from ingest.mounts import is_silent
from ingest.watch import Follower
from rag import journal
from rag.options import Watch
from rag.records import Collection, Watched
from rag.settings import Home
from tests.hostile.test_forbidden import ORDINARY
from tests.ingest.test_watch import LONG, Asked

pytestmark = [pytest.mark.slow, pytest.mark.skipif(sys.platform != "linux", reason="limits and mounts of Linux")]

ROOT = Path(__file__).resolve().parents[2]
FOLDERS = 5
# In a user namespace of its own a process may lower the number of watches for itself alone.
LIMIT = """
import sys
from pathlib import Path
try:
    Path("/proc/sys/user/max_inotify_watches").write_text("2")
except OSError:
    sys.exit(3)
"""
FOLLOW = """
import sys
from pathlib import Path
from ingest.watch import Follower
from rag import journal
from rag.options import Watch
from rag.records import Collection, Watched
from rag.settings import Home
from tests.ingest.test_watch import Asked
root, asked = Path(sys.argv[1]), Asked()
journal.start(Home(root.parent))
follower = Follower(Watched(str(root), Collection("documents"), "2026-01-01"), Watch(poll_seconds=1), asked)
follower.start()
asked.wait_for(1)
(root / sys.argv[2]).write_text("Un devis.")
asked.wait_for(2)
follower.close()
"""


def follow(root: Path, *before: str, first: str = "", file: str = "4/devis.txt") -> list[tuple[str, str | None]]:
    """Follow a folder in a process of its own until it has asked for a new file; what it noted."""
    if shutil.which(before[0]) is None:
        pytest.skip(f"{before[0]} is not installed")
    done = subprocess.run(
        [*before, sys.executable, "-c", first + FOLLOW, str(root), file],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        timeout=2 * LONG,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )
    if done.returncode == 3 or f"{before[0]}:" in done.stderr:
        pytest.skip("this system does not grant it")
    assert done.returncode == 0, done.stderr
    return notes(Home(root.parent))


@pytest.fixture
def root(tmp_path: Path) -> Path:
    made = tmp_path / "Dossier"
    for number in range(FOLDERS):
        (made / str(number)).mkdir(parents=True)
    return made


def test_without_watches_left_the_folder_is_polled_and_the_log_says_so(root: Path) -> None:
    noted = follow(root, "unshare", "--user", "--map-root-user", first=LIMIT)
    assert noted == [("watching_failed", None), ("folder_polled", "refused")]


def test_a_closed_folder_inside_does_not_stop_the_following(root: Path) -> None:
    (root / "4").rename(root / "fermé")
    (root / "fermé").chmod(0)
    (root / "4").mkdir()
    noted = follow(root, *(ORDINARY if os.geteuid() == 0 else ("env",)), file="devis.txt")
    (root / "fermé").chmod(0o700)
    assert noted == [("watching_failed", None)]


@pytest.fixture
def share(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A mounted disk that lies on the network, as the system's list of this test says: no such can be made here."""
    place, listed = tmp_path / "Partage", tmp_path / "proc"
    place.mkdir()
    (listed / "self").mkdir(parents=True)
    if subprocess.run(["mount", "-t", "tmpfs", "tmpfs", place], capture_output=True, check=False).returncode:
        pytest.skip("mounting takes the rights of root")
    lines = Path("/proc/self/mounts").read_text(encoding="utf-8").splitlines()
    told = [f"//nas/bureau {place} cifs rw,relatime 0 0" if f" {place} " in line else line for line in lines]
    (listed / "self" / "mounts").write_text("\n".join(told), encoding="utf-8")
    (listed / "filesystems").write_text("nodev\tcifs\n", encoding="utf-8")
    monkeypatch.setattr(psutil, "PROCFS_PATH", str(listed))
    yield place
    subprocess.run(["umount", "-l", place], check=True)


def test_a_share_is_polled_and_the_log_says_so(share: Path, tmp_path: Path) -> None:
    folder = share / "Clients"
    folder.mkdir()
    assert is_silent(str(folder))
    assert not is_silent(str(tmp_path))
    journal.start(Home(tmp_path))
    asked = Asked()
    follower = Follower(Watched(str(folder), Collection("documents"), "2026-01-01"), Watch(poll_seconds=1), asked)
    follower.start()
    asked.wait_for(1)
    (folder / "devis.txt").write_text("Un devis.")
    asked.wait_for(2)
    follower.close()
    journal.stop()
    assert notes(Home(tmp_path)) == [("folder_polled", "network")]


def notes(home: Home) -> list[tuple[str, str | None]]:
    lines = map(json.loads, home.log_file.read_text(encoding="utf-8").splitlines())
    return [(line["event"], line.get("why")) for line in lines]
