"""Threads as this process may really use them."""

from __future__ import annotations

import math
from pathlib import Path

import pytest

from rag.models.cores import numbers, quota, siblings, step_tokens, threads_for_here, usable_cores

FOUR_CORES = frozenset({frozenset({0, 4}), frozenset({1, 5}), frozenset({2, 6}), frozenset({3, 7})})


@pytest.mark.parametrize(
    ("allowed", "cores", "allowance", "counted", "wanted"),
    [
        (range(8), FOUR_CORES, math.inf, 4, 4),  # hyperthreads count once
        ({0, 4}, FOUR_CORES, math.inf, 4, 1),  # pinned to the two halves of one core
        ({0, 1, 5}, FOUR_CORES, math.inf, 4, 2),
        (range(8), FOUR_CORES, 2.0, 4, 2),  # a container with two cores' time
        (range(8), FOUR_CORES, 2.9, 4, 2),
        (range(8), FOUR_CORES, 0.5, 4, 1),
        (range(8), frozenset(), math.inf, 4, 4),  # the topology is unknown
        ({3}, frozenset(), math.inf, 4, 1),
        (frozenset(), frozenset(), math.inf, 6, 6),  # Windows, macOS
        (frozenset(), frozenset(), math.inf, None, 1),
    ],
)
def test_usable_cores(
    allowed: set[int], cores: frozenset[frozenset[int]], allowance: float, counted: int | None, wanted: int
) -> None:
    assert usable_cores(frozenset(allowed), cores, allowance, counted) == wanted


def test_the_settings_have_the_last_word() -> None:
    assert threads_for_here(3) == 3
    assert threads_for_here() >= 1


def test_steps_are_shorter_on_few_cores() -> None:
    assert step_tokens(2) < step_tokens(8)


def test_lists_of_cores_are_read(tmp_path: Path) -> None:
    assert numbers("0-2,5\n") == {0, 1, 2, 5}
    for number, listed in enumerate(("0,2", "1,3", "0,2", "1,3")):
        folder = tmp_path / f"cpu{number}" / "topology"
        folder.mkdir(parents=True)
        (folder / "thread_siblings_list").write_text(listed)
    assert siblings(tmp_path) == {frozenset({0, 2}), frozenset({1, 3})}
    (tmp_path / "cpu0" / "topology" / "thread_siblings_list").write_text("?")
    assert siblings(tmp_path) == frozenset()


@pytest.mark.parametrize(
    ("files", "wanted"),
    [
        ({"cpu.max": "150000 100000\n"}, 1.5),
        ({"cpu.max": "max 100000\n"}, math.inf),
        ({"cpu.max": "nonsense"}, math.inf),
        ({}, math.inf),
        ({"cpu/cpu.cfs_quota_us": "200000\n", "cpu/cpu.cfs_period_us": "100000\n"}, 2.0),
        ({"cpu/cpu.cfs_quota_us": "-1\n", "cpu/cpu.cfs_period_us": "100000\n"}, math.inf),
    ],
)
def test_quotas_of_containers(tmp_path: Path, files: dict[str, str], wanted: float) -> None:
    for name, text in files.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text)
    assert quota(tmp_path) == wanted
