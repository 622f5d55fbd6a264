"""Shuts the worker off from the network and sets it limits, where the system lets it: a second wall behind the first.

A document may name things on the web, and a program that opens it may fetch them (LibreOffice does). In a network
namespace of its own, the worker and everything it starts has no network at all, not even loopback.
"""

from __future__ import annotations

import ctypes
import os
import sys
from pathlib import Path
from typing import Final

CLONE_NEWUSER: Final = 0x10000000  # linux/sched.h
CLONE_NEWNET: Final = 0x40000000
MEGABYTE: Final = 1_000_000
WRITTEN_MB: Final = 500  # of one file: what an office file may unpack to


def leave_network() -> bool:
    """Move this process, which must have one thread, into an empty network; whether that was granted."""
    if sys.platform != "linux":
        return False
    library = ctypes.CDLL(None, use_errno=True)
    user, group = os.geteuid(), os.getegid()
    if library.unshare(CLONE_NEWNET) == 0:
        return True
    if library.unshare(CLONE_NEWUSER | CLONE_NEWNET) != 0:
        return False
    try:  # keep our own name in the new namespace, else no file could be made
        Path("/proc/self/setgroups").write_text("deny", encoding="ascii")
        Path("/proc/self/uid_map").write_text(f"{user} {user} 1", encoding="ascii")
        Path("/proc/self/gid_map").write_text(f"{group} {group} 1", encoding="ascii")
    except OSError:
        os._exit(NOT_CONFINED)  # half way in is worse than not at all: the parent starts it again without
    return True


def limit(memory_mb: int) -> None:
    """Limits that hold between two looks of the parent, and for the programs that are started, too.

    Memory that may be written to (RLIMIT_DATA) and not addresses (RLIMIT_AS): libraries reserve far more of these than
    they use. Twice what the parent allows, for not all of it is used either.
    """
    if sys.platform == "win32":
        return
    import resource

    wanted = {resource.RLIMIT_CORE: 0, resource.RLIMIT_FSIZE: WRITTEN_MB * MEGABYTE}
    if sys.platform == "linux":
        wanted[resource.RLIMIT_DATA] = 2 * memory_mb * MEGABYTE
    for kind, value in wanted.items():
        most = resource.getrlimit(kind)[1]
        lowest = value if most == resource.RLIM_INFINITY else min(value, most)
        resource.setrlimit(kind, (lowest, lowest))


NOT_CONFINED: Final = 77  # exit status
