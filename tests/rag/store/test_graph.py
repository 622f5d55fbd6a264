"""The upper layers of a graph that Chroma wrote: whole, and spoiled in one bit at a time."""

from __future__ import annotations

import random
import shutil
from pathlib import Path

import pytest

from rag.store.graph import COUNT, HEADER, LINK_BYTES, SIZE, graph_is_whole
from tests.rag.store import damage

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("whole")
    damage.build(home)
    return home / "chroma" / "0"


@pytest.fixture
def folder(whole: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(whole, tmp_path / "0"))


def links_of(folder: Path) -> Path:
    (found,) = (file for file in folder.rglob("link_lists.bin") if file.stat().st_size)
    return found


def used(file: Path) -> list[int]:
    """The places of all bytes that say something: sizes, counts, and the links that are counted."""
    content = file.read_bytes()
    most = HEADER.unpack_from(file.with_name("header.bin").read_bytes())[9]
    found, at = [], 0
    while at < len(content):
        (size,) = SIZE.unpack_from(content, at)
        found += range(at, at + SIZE.size)
        at += SIZE.size
        for place in range(at, at + size, LINK_BYTES * (most + 1)):
            (count,) = COUNT.unpack_from(content, place)
            found += [*range(place, place + COUNT.size), *range(place + 4, place + 4 + LINK_BYTES * count)]
        at += size
    return found


def test_what_chroma_wrote_is_whole(folder: Path) -> None:
    assert len(used(links_of(folder))) > 4_000
    assert graph_is_whole(folder)


@pytest.mark.parametrize("how", sorted(damage.DAMAGES))
@pytest.mark.parametrize("name", ["header.bin", "link_lists.bin"])
def test_a_spoiled_file_is_found(folder: Path, name: str, how: str) -> None:
    file = links_of(folder).with_name(name)
    damage.DAMAGES[how](file)
    assert not graph_is_whole(folder)


def test_nearly_every_bit_that_says_something_is_watched(folder: Path) -> None:
    file, chance = links_of(folder), random.Random(4)
    content, found, places = file.read_bytes(), 0, used(links_of(folder))
    for _ in range(300):
        spoiled = bytearray(content)
        spoiled[chance.choice(places)] ^= 1 << chance.randrange(8)
        file.write_bytes(bytes(spoiled))
        found += not graph_is_whole(folder)
    # A link may turn to another element of the same layer, or a list become shorter: both still lead where links may.
    assert found >= 280
