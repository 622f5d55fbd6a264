"""Whatever happens to a folder, the library equals one that is built from nothing; a dictionary says what is right."""

from __future__ import annotations

import os
import shutil
import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ingest.pipeline import ingest
from rag.engine import Engine
from rag.models.fakes import HashEmbedder
from rag.options import Settings
from rag.settings import Home
from tests.ingest.parts import Bench, CountingPool, everything

NAMES = ("a.txt", "B.txt", "b.txt", "clients/a.txt", "clients/été.txt", "archives/a.txt")
FOLDERS = ("clients", "archives", "neuf")
# Each with a title of its own, so that nothing depends on the name; some share a paragraph. All of different length.
SHARED = "Ce paragraphe se trouve dans plusieurs documents. " * 12
CONTENTS = tuple(
    f"Titre numéro {number}\n\n{'Le chantier avance. ' * number}\n\n{SHARED if number % 2 else 'Fin.'}"
    for number in range(1, 7)
)

name = st.sampled_from(NAMES)
folder = st.sampled_from(FOLDERS)
OPERATIONS = st.one_of(
    st.tuples(st.just("write"), name, st.sampled_from(CONTENTS)),
    st.tuples(st.just("write"), name, st.sampled_from(CONTENTS)),
    st.tuples(st.just("delete"), name),
    st.tuples(st.just("rename"), name, name),
    st.tuples(st.just("swap"), name, name),
    st.tuples(st.just("copy"), name, name),
    st.tuples(st.just("touch"), name),
    st.tuples(st.just("rename folder"), folder, folder),
    st.tuples(st.just("to folder"), name),
)


class Disk:
    """A folder, and beside it a dictionary of what must be in it."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.model: dict[str, bytes] = {}
        self.clock = 10**18  # of the last change: two changes never share a time

    def apply(self, verb: str, *names: str) -> None:
        """One operation, left out where the disk does not allow it."""
        if verb == "write":
            self._put(names[0], names[1].encode())
        elif verb == "rename folder":
            self._rename_folder(*names)
        elif names[0] in self.model:
            {"delete": self._delete, "rename": self._rename, "swap": self._swap, "copy": self._copy,
             "touch": self._touch, "to folder": self._to_folder}[verb](*names)  # fmt: skip

    def _put(self, at: str, content: bytes) -> None:
        path = self.root / at
        if path.is_dir() or any((self.root / parent).is_file() for parent in Path(at).parents):
            return
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
        self._stamp(path)
        self.model[at] = content

    def _stamp(self, path: Path) -> None:
        self.clock += 1_000_000_000
        os.utime(path, ns=(self.clock, self.clock))

    def _delete(self, at: str) -> None:
        (self.root / at).unlink()
        del self.model[at]

    def _rename(self, old: str, new: str) -> None:
        target = self.root / new
        if old == new or target.is_dir() or any((self.root / parent).is_file() for parent in Path(new).parents):
            return
        target.parent.mkdir(parents=True, exist_ok=True)
        (self.root / old).replace(target)
        self.model[new] = self.model.pop(old)

    def _swap(self, one: str, two: str) -> None:
        if two in self.model and one != two:
            spare = self.root / "spare"
            (self.root / one).rename(spare)
            (self.root / two).rename(self.root / one)
            spare.rename(self.root / two)
            self.model[one], self.model[two] = self.model[two], self.model[one]

    def _copy(self, old: str, new: str) -> None:
        if old != new:
            self._put(new, self.model[old])

    def _touch(self, at: str) -> None:
        self._stamp(self.root / at)

    def _to_folder(self, at: str) -> None:
        content = self.model[at]
        self._delete(at)
        self._put(f"{at}/dedans.txt", content)

    def _rename_folder(self, old: str, new: str) -> None:
        if (self.root / old).is_dir() and not (self.root / new).exists():
            (self.root / old).rename(self.root / new)
            for at in [at for at in self.model if at.startswith(f"{old}/")]:
                self.model[new + at.removeprefix(old)] = self.model.pop(at)


def clean_build(root: Path, home: Path) -> dict[str, object]:
    with Engine.open(Home(home), Settings(), embedder=HashEmbedder()) as engine:
        list(ingest(engine, [root]))
        return everything(engine)


@pytest.mark.slow
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rounds=st.lists(st.lists(OPERATIONS, min_size=1, max_size=6), min_size=1, max_size=4))
def test_the_library_follows_the_disk(
    rounds: list[list[tuple[str, ...]]], pool: CountingPool, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch, tempfile.TemporaryDirectory() as made:
        patch.setattr("ingest.reading.ParserPool", lambda _options: pool)
        disk = Disk(Path(made) / "Dossiers")
        disk.root.mkdir()
        bench = Bench(Path(made) / "home", pool)
        try:
            for place, operations in enumerate(rounds):
                known = set(disk.model.values())
                for operation in operations:
                    disk.apply(*operation)
                pool.files.clear()
                if bench.run(disk.root).withheld:
                    bench.run(disk.root, forget_missing=True)
                fresh = set(disk.model.values()) - known
                assert len(pool.files) == len(fresh)  # each new content is parsed once, a known one never
                located = bench.engine.library.located()
                assert {path.removeprefix(f"{disk.root}/") for path in located} == disk.model.keys()
                home = Path(made) / f"clean {place}"
                home.mkdir()
                assert everything(bench.engine) == clean_build(disk.root, home)
                shutil.rmtree(home)
        finally:
            bench.engine.close()
