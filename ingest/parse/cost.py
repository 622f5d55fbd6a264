"""What reading a file takes: seconds and memory, measured by the worker itself and by who looks on."""

from __future__ import annotations

import contextlib
import re
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import psutil

MEGABYTE: Final = 1_000_000
KIBIBYTE: Final = 1024


@dataclass(frozen=True, slots=True)
class Cost:
    """Of one file."""

    seconds: float = 0.0
    peak_mb: int = 0  # most memory held at once, the libraries' own included


def forget_peak() -> None:
    """Let the system measure this process's peak anew, where it can (Linux; else the peak is that of all files)."""
    with contextlib.suppress(OSError):
        Path("/proc/self/clear_refs").write_text("5", encoding="ascii")  # proc(5)


def own_peak_mb() -> int:
    """The most memory that this process held; 0 where the system does not say.

    Linux's `ru_maxrss` will not do: it begins with what the parent held.
    """
    if sys.platform == "linux":
        status = Path("/proc/self/status").read_text(encoding="ascii", errors="replace")
        found = re.search(r"^VmHWM:\s*(\d+) kB", status, re.MULTILINE)
        return int(found.group(1)) * KIBIBYTE // MEGABYTE if found else 0
    if sys.platform == "win32":
        return 0
    import resource

    return int(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // MEGABYTE)  # macOS counts bytes


def memory_mb(pid: int) -> int:
    """Memory that a process and everything it started hold now."""
    try:
        process = psutil.Process(pid)
        return int(sum(one.memory_info().rss for one in (process, *process.children(recursive=True))) // MEGABYTE)
    except psutil.Error:
        return 0
