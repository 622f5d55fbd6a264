"""Shuts the worker off from the network, where the system lets it. Best effort, and never more than a second wall.

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


NOT_CONFINED: Final = 77  # exit status
