"""One process, one library."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from rag.errors import LibraryBusy
from rag.settings import Home
from rag.store.lock import LibraryLock, owner

HOLD = """
import sys, time, pathlib
from rag.settings import Home
from rag.store.lock import LibraryLock
lock = LibraryLock(Home(pathlib.Path(sys.argv[1])))
print("held", flush=True)
time.sleep(60)
"""


def test_a_second_owner_is_refused_and_told_who_holds_it(tmp_path: Path) -> None:
    home = Home(tmp_path)
    lock = LibraryLock(home)
    with pytest.raises(LibraryBusy) as caught:
        LibraryLock(home)
    assert str(os.getpid()) in caught.value.sentence("fr")
    lock.release()
    LibraryLock(home).release()


def test_a_killed_owner_leaves_the_library_free(tmp_path: Path) -> None:
    home = Home(tmp_path)
    child = subprocess.Popen([sys.executable, "-c", HOLD, str(tmp_path)], stdout=subprocess.PIPE, text=True)
    assert child.stdout is not None
    assert child.stdout.readline().strip() == "held"
    with pytest.raises(LibraryBusy):
        LibraryLock(home)
    assert owner(home) == str(child.pid)
    child.send_signal(signal.SIGKILL)
    child.wait()
    child.stdout.close()
    LibraryLock(home, wait_seconds=5).release()
