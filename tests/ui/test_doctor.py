"""The same examination here and behind the server."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from rag.doctor import models
from rag.doctor.finding import Level
from rag.settings import Home
from tests.rag.doctor.parts import levels
from tests.rag.models.test_fitting import OFFICE
from tests.ui.api.parts import open_engine, served, write_documents
from ui.connections import Connections
from ui.desk import LocalDesk
from ui.remote import RemoteDesk


@pytest.fixture
def owner(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[LocalDesk]:
    monkeypatch.setattr("rag.doctor.examine.measure", lambda _: OFFICE)
    monkeypatch.setattr(models, "MEASURE_SECONDS", 0.02)
    with LocalDesk(open_engine(tmp_path / "home")) as desk:
        list(desk.ingest([write_documents(tmp_path / "documents")], "Atelier"))
        yield desk


def test_here_and_behind_the_server(owner: LocalDesk) -> None:
    owner.doctor.url, owner.doctor.connections = "http://127.0.0.1:1", Connections()
    owner.doctor.connections._outside.add("192.0.2.1:443")
    here = owner.doctor.examine()
    home = owner._engine.home
    with served(owner, Home(home.folder)) as server:
        client = RemoteDesk(server)
        there = client.doctor.examine(thorough=True)
        client.close()
    more = levels(there.findings).keys() - levels(here.findings).keys()
    assert more == {"ports_local", "file_open"}, "the port that listens, and how these tests announce it"
    assert levels(here.findings).items() <= levels(there.findings).items()
    told = {one.code: one for one in there.findings}
    assert told["connections"].facts["addresses"] == "192.0.2.1:443"
    assert told["ports_local"].level is Level.GOOD
    assert told["page_runs"].facts == {"url": "http://127.0.0.1:1"}
    assert told["index_same"].level is Level.GOOD
