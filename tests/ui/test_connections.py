"""What is looked at every few seconds, as long as the block runs."""

from __future__ import annotations

from datetime import datetime

import pytest

from tests.ui.api.parts import until
from ui.connections import Connections, looking


def test_what_was_seen_once_is_remembered(monkeypatch: pytest.MonkeyPatch) -> None:
    seen = [{"192.0.2.1:443"}, set(), {"192.0.2.2:443"}]
    monkeypatch.setattr("ui.connections.own_sockets", lambda: (set(), seen.pop(0) if seen else set()))
    connections = Connections()
    with looking(connections, seconds=0.01):
        until(lambda: not seen and len(connections.outside) == 2)
    assert connections.outside == {"192.0.2.1:443", "192.0.2.2:443"}
    assert datetime.fromisoformat(connections.since).tzinfo is not None


def test_this_very_process_speaks_to_nobody() -> None:
    connections = Connections()
    connections.look()
    assert connections.outside == frozenset()
