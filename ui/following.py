"""Every followed folder has its follower, while this process owns the library; what they want goes to the queue."""

from __future__ import annotations

import threading
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Final

from ingest.watch import Follower

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rag.options import Watch
    from rag.records import Watched
    from ui.desk import LocalDesk
    from ui.jobs import Jobs

LOOK_SECONDS: Final = 0.5  # how often the list is read: a row was added on the page, or by another command


@contextmanager
def following(desk: LocalDesk, jobs: Jobs, options: Watch) -> Iterator[None]:
    """Follow the folders of the library's list, whatever is added to it or taken away meanwhile."""
    stop = threading.Event()
    thread = threading.Thread(
        target=_keep_up, args=(desk, jobs, options, stop), name="souffleur-following", daemon=True
    )
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join()


def _keep_up(desk: LocalDesk, jobs: Jobs, options: Watch, stop: threading.Event) -> None:
    def ask(follower: Follower) -> None:
        jobs.follow(Path(follower.folder.root), follower.folder.collection, follower.is_moving)

    followers: dict[tuple[str, str], Follower] = {}
    while not stop.is_set():
        wanted = {_key(folder): folder for folder in desk.watched()}
        for key in followers.keys() - wanted.keys():
            followers.pop(key).close()
        for key in wanted.keys() - followers.keys():
            followers[key] = Follower(wanted[key], options, ask)
            followers[key].start()
        stop.wait(LOOK_SECONDS)
    for follower in followers.values():
        follower.close()


def _key(folder: Watched) -> tuple[str, str]:
    return folder.root, folder.collection
