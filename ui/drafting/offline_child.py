"""A program of somebody else in a network of its own that leads nowhere, where the system lets it."""

from __future__ import annotations

import os
import subprocess
import sys


def main(command: list[str]) -> int:
    """Become the program; on Windows, which cannot, run it."""
    import rag  # noqa: F401 - sets the switches
    from ingest.parse.confine import leave_network

    leave_network()
    if sys.platform != "win32":
        os.execv(command[0], command)  # noqa: S606 - a list, never through a shell
    return subprocess.run(command, check=False).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
