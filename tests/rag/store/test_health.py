"""Damage by accident: of every file and every table of the index, in every way, found and mended from the library."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from rag.store.comparison import compare, finds_itself
from rag.store.generations import Generations
from rag.store.health import examine
from rag.store.library import FACT, Library
from rag.store.seal import break_seal, check_seal
from tests.rag.store import damage

pytestmark = pytest.mark.slow

FILES = ("chroma.sqlite3", "data_level0.bin", "header.bin", "index_metadata.pickle", "length.bin", "link_lists.bin")
TABLES = (
    "acquire_write",
    "collections",
    "databases",
    "embedding_fulltext_search_config",
    "embedding_fulltext_search_data",
    "embedding_metadata",
    "embeddings",
    "embeddings_queue",
    "embeddings_queue_config",
    "max_seq_id",
    "migrations",
    "segments",
    "tenants",
)


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("whole")
    damage.build(home)
    return home


@pytest.fixture
def home(whole: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(whole, tmp_path / "home"))


def spoil(home: Path, name: str, how: Callable[[Path], None]) -> None:
    spoiled = [file for file in (home / "chroma" / "0").rglob(name) if file.stat().st_size]
    assert spoiled
    for file in spoiled:
        how(file)


def empty(home: Path, table: str) -> None:
    with closing(sqlite3.connect(home / "chroma" / "0" / "chroma.sqlite3")) as raw:
        raw.execute(f'DELETE FROM "{table}"')
        raw.commit()


def mended(home: Path) -> str:
    """Open as an engine does; gives the folder in force once everything in it was found to be right."""
    library = Library.open(home / "library.sqlite")
    generations = Generations(library, home / "library.sqlite", home / "chroma")
    index = generations.open()
    assert not compare(library, index)
    assert finds_itself(library, index)
    generations.close(index)
    number = library.fact(FACT.GENERATION) or "0"
    library.close()
    assert {item.name for item in (home / "chroma").iterdir()} >= {number, f"{number}.seal"}
    return number


def test_the_lists_are_complete(whole: Path) -> None:
    assert tuple(damage.files(whole / "chroma" / "0")) == FILES
    assert tuple(damage.tables(whole / "chroma" / "0")) == TABLES


def test_a_sound_index_is_kept(home: Path) -> None:
    assert mended(home) == "0"
    assert mended(home) == "0"


def test_an_index_that_was_not_closed_is_looked_at_and_kept(home: Path) -> None:
    break_seal(home / "chroma" / "0")
    assert examine(home / "library.sqlite", home / "chroma" / "0") == ""
    assert mended(home) == "0"
    assert check_seal(home / "chroma" / "0") is not None


@pytest.mark.parametrize("how", sorted(damage.DAMAGES))
@pytest.mark.parametrize("name", FILES)
def test_a_damaged_file_is_found_and_the_index_made_again(home: Path, name: str, how: str) -> None:
    spoil(home, name, damage.DAMAGES[how])
    assert mended(home) == "1"


@pytest.mark.parametrize("table", TABLES)
def test_an_emptied_table_is_found_and_the_index_made_again(home: Path, table: str) -> None:
    empty(home, table)
    assert mended(home) == "1"


def test_a_lost_folder_is_made_again(home: Path) -> None:
    shutil.rmtree(home / "chroma")
    assert mended(home) == "1"


@pytest.mark.parametrize("how", sorted(damage.DAMAGES))
@pytest.mark.parametrize("name", FILES)
def test_damage_after_a_crash_costs_at_most_another_process(home: Path, name: str, how: str) -> None:
    break_seal(home / "chroma" / "0")
    spoil(home, name, damage.DAMAGES[how])
    assert examine(home / "library.sqlite", home / "chroma" / "0")
    assert mended(home) == "1"
