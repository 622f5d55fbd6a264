"""The page This machine as Streamlit runs it, over a real library."""

from __future__ import annotations

from collections.abc import Iterator
from html import unescape
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

import ui.server
from rag.doctor import models
from rag.engine import Engine
from rag.settings import read_settings
from tests.rag.doctor.parts import filled
from tests.rag.models.test_fitting import OFFICE
from tests.ui.web.houses import lived_in
from ui.connections import Connections
from ui.server import House

SECONDS = 20


@pytest.fixture
def house(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[House]:
    monkeypatch.setattr("rag.doctor.examine.measure", lambda _: OFFICE)
    monkeypatch.setattr(models, "MEASURE_SECONDS", 0.02)
    home = filled(tmp_path)
    with Engine.open(home, read_settings(home)) as engine, lived_in(engine) as ours:
        ours.desk.doctor.connections = Connections()
        yield ours


def machine() -> None:
    from ui.web import machine_page

    machine_page.show()


def html(at: AppTest) -> str:
    return unescape("\n".join(str(element.proto.body) for element in at.get("html"))).replace("\u00a0", " ")


def test_what_was_found_and_looking_again(house: House) -> None:
    at = AppTest.from_function(machine, default_timeout=SECONDS).run()
    assert not at.exception
    shown = html(at)
    assert "problème imprévu" not in shown
    assert "<dd>0</dd><dt>connexions vues hors de cette machine</dt>" in shown
    for words in ("Tout fonctionne.", "documents : 2, passages : 2.", "20 interrupteurs vérifiés", "fichiers déposés"):
        assert words in shown
    assert '<span class="sf-unseen">à regarder : </span><div><p>Fichiers non lus : 1.</p>' in shown

    house.engine.home.folder.chmod(0o755)
    assert "à corriger" not in html(at.run()), "it looks when it is asked to"
    at.button(key="examine").click().run()
    assert "1 point à corriger." in html(at)
    told = html(at).partition("Confidentialité")[0]
    assert f'chmod 700 "{house.engine.home.folder}"' in told, "what is amiss is said on top"
    assert f'chmod 700 "{house.engine.home.folder}"' in html(at)


def test_english(house: House) -> None:
    in_english = House(house.engine, house.desk, house.jobs, "en")
    ui.server._HOUSES.append(in_english)
    shown = html(AppTest.from_function(machine, default_timeout=SECONDS).run())
    ui.server._HOUSES.remove(in_english)
    for words in ("Privacy", "connections seen outside this machine", "The library is whole"):
        assert words in shown
    assert "Bibliothèque" not in shown
