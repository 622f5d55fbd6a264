"""How many threads to compute with: the physical cores that this process may really use.

A thread for every logical core makes llama.cpp slower, and so does one more than a container or a pinned process is
given: all wait for the last.
"""

from __future__ import annotations

import math
import os
from pathlib import Path
from typing import TYPE_CHECKING, Final

import psutil

if TYPE_CHECKING:
    from collections.abc import Collection

CGROUP: Final = Path("/sys/fs/cgroup")  # Linux
CPUS: Final = Path("/sys/devices/system/cpu")
FEW_CORES: Final = 4
BATCH: Final = 512  # tokens; more is slower and takes memory (LIMITS.md, section 4)
SMALL_BATCH: Final = 256  # on few cores: one step of the computation is short enough to be given up within a second


def threads_for_here(wanted: int = 0) -> int:
    """Threads to compute with; `wanted` is what the settings say, 0 for what suits the machine."""
    return wanted or usable_cores(allowed_cpus(), siblings(), quota(), psutil.cpu_count(logical=False))


def step_tokens(threads: int) -> int:
    """How many tokens of a prompt are read in one step."""
    return BATCH if threads >= FEW_CORES else SMALL_BATCH


def usable_cores(allowed: Collection[int], cores: Collection[frozenset[int]], quota: float, counted: int | None) -> int:
    """Pure: physical cores with a logical one that is allowed, within the quota; at least one.

    Args:
        allowed: numbers of the logical cores that the process may run on; empty where nobody says.
        cores: the logical cores of each physical one; empty where nobody says.
        quota: of computing time, in cores; infinite without one.
        counted: physical cores of the machine.
    """
    if allowed and cores:
        count = sum(1 for core in cores if not core.isdisjoint(allowed))
    elif allowed:
        count = min(len(allowed), counted or len(allowed))
    else:
        count = counted or 1
    return max(1, min(count, math.floor(quota) if quota >= 1 else 1) if math.isfinite(quota) else count)


def allowed_cpus() -> frozenset[int]:
    """Logical cores that this process may run on."""
    return frozenset(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else frozenset()


def siblings(folder: Path = CPUS) -> frozenset[frozenset[int]]:
    """Logical cores that share a physical one, as Linux lists them."""
    found = set()
    for file in folder.glob("cpu[0-9]*/topology/thread_siblings_list"):
        try:
            found.add(numbers(file.read_text(encoding="ascii")))
        except (OSError, ValueError):
            return frozenset()
    return frozenset(found)


def numbers(listed: str) -> frozenset[int]:
    """`0-2,5` as numbers; raises ValueError."""
    found: set[int] = set()
    for part in listed.strip().split(","):
        first, _, last = part.partition("-")
        found |= set(range(int(first), int(last or first) + 1))
    return frozenset(found)


def quota(folder: Path = CGROUP) -> float:
    """Computing time that the control group allows, in cores; infinite without a limit or outside Linux.

    The limits of the groups around it count too: the smallest holds.
    """
    least = math.inf
    for group in _own_groups(folder):
        try:
            most, period = (group / "cpu.max").read_text(encoding="ascii").split()
            least = min(least, int(most) / int(period))
        except (OSError, ValueError, ZeroDivisionError):
            continue  # `max`, or a group without the file
    for share in (folder / "cpu", folder):  # version 1
        try:
            most_us = int((share / "cpu.cfs_quota_us").read_text(encoding="ascii"))
            period_us = int((share / "cpu.cfs_period_us").read_text(encoding="ascii"))
        except (OSError, ValueError):
            continue
        if most_us > 0 and period_us > 0:
            least = min(least, most_us / period_us)
    return least


def _own_groups(folder: Path) -> list[Path]:
    try:
        line = Path("/proc/self/cgroup").read_text(encoding="utf-8").splitlines()[-1]
    except (OSError, IndexError):
        return [folder]
    inner = line.rpartition(":")[2].strip("/")
    own = folder / inner if inner and ".." not in inner else folder
    return [own, *(one for one in own.parents if one.is_relative_to(folder))]
