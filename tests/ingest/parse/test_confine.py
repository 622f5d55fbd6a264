"""The worker's network is gone where the system grants it, and its files are still its own."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]
LEAVE = """
import os, socket, sys
from ingest.parse.confine import leave_network
if not leave_network():
    sys.exit(3)
open(sys.argv[1], "w").write("made inside")
for address in (("127.0.0.1", int(sys.argv[2])), ("192.0.2.1", 80)):
    try:
        socket.create_connection(address, timeout=2)
    except OSError:
        continue
    sys.exit(4)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux can do this")
def test_no_connection_leaves_even_to_this_machine(tmp_path: Path) -> None:
    import socket

    with socket.create_server(("127.0.0.1", 0)) as server:
        made = tmp_path / "made"
        port = str(server.getsockname()[1])
        done = subprocess.run(
            [sys.executable, "-c", LEAVE, str(made), port], cwd=ROOT, check=False, capture_output=True, timeout=60
        )
    if done.returncode in {3, 77}:
        pytest.skip("this system does not let a process leave the network")
    assert done.returncode == 0, done.stderr
    assert made.read_text() == "made inside"


LIMIT = """
import resource, sys
from ingest.parse.confine import limit
limit(512)
assert resource.getrlimit(resource.RLIMIT_CORE)[0] == 0
try:
    held = bytearray(1_500_000_000)
except MemoryError:
    held = bytearray(100_000_000)  # less is still granted
else:
    sys.exit(4)
try:
    with open(sys.argv[1], "wb") as file:
        for _ in range(600):
            file.write(bytes(1_000_000))
except OSError:
    sys.exit(0)
sys.exit(5)
"""


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="other systems have other limits")
def test_memory_and_what_is_written_have_an_end(tmp_path: Path) -> None:
    command = [sys.executable, "-c", LIMIT, str(tmp_path / "made")]
    done = subprocess.run(command, cwd=ROOT, check=False, capture_output=True, timeout=120)
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "made").stat().st_size <= 500_000_000
    (tmp_path / "made").unlink()
