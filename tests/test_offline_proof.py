"""The proof sees every way out, and takes nothing of ours for the browser's own look for IPv6."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.offline_proof import read_trace

SIX = '{sa_family=AF_INET6, sin6_port=htons(443), inet_pton(AF_INET6, "2001:4860:4860::8888", &sin6_addr)}, 28) = -1'
FOUR = '{sa_family=AF_INET, sin_port=htons(53), sin_addr=inet_addr("10.255.255.53")}, 16) = -1 ENETUNREACH'
LOCAL = '{sa_family=AF_INET, sin_port=htons(8911), sin_addr=inet_addr("127.0.0.1")}, 16) = 0'


@pytest.mark.parametrize(
    ("line", "attempts", "probes"),
    [
        (f"12<python> connect(3, {LOCAL}", {}, 0),
        (f"12 connect(3, {LOCAL}", {}, 0),
        ('12<python> connect(3, {sa_family=AF_UNIX, sun_path="/run/x"}, 110) = 0', {}, 0),
        (f"12<python> connect(3, {FOUR}", {("connect", "10.255.255.53:53"): 1}, 0),
        (f'12<python> sendto(3, "x", 1, 0, {FOUR}', {("sendto", "10.255.255.53:53"): 1}, 0),
        (f"12<python> connect(3, {SIX}", {("connect", "2001:4860:4860::8888:443"): 1}, 0),
        (f"12 connect(3, {SIX}", {("connect", "2001:4860:4860::8888:443"): 1}, 0),
        (f"12<Chrome_ChildIOT> connect(3, {SIX}", {}, 1),
        (f'12<Chrome_ChildIOT> sendto(3, "x", 1, 0, {SIX}', {("sendto", "2001:4860:4860::8888:443"): 1}, 0),
        (f"12<Chrome_ChildIOT> connect(3, {FOUR}", {("connect", "10.255.255.53:53"): 1}, 0),
    ],
)
def test_what_counts(tmp_path: Path, line: str, attempts: dict[tuple[str, str], int], probes: int) -> None:
    (tmp_path / "trace").write_text(f"{line}\n12<python> +++ exited with 0 +++\n", encoding="utf-8")
    assert read_trace(tmp_path / "trace") == (attempts, probes, 1)
