"""What the programs are given that we start to do a part of our own work."""

from __future__ import annotations

import os
import sys


def same_imports(**more: str) -> dict[str, str]:
    """This process's environment, in which a child finds the very modules that we import; `more` is added to it."""
    return {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path)), **more}
