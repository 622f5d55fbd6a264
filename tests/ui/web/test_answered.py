"""What is said above an answer."""

from __future__ import annotations

import pytest

from rag.records import Finished, Manner, Retrieved
from rag.retrieval.certainty import SURE
from ui.web import answered
from ui.web.conversation import Turn


@pytest.fixture(autouse=True)
def french(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(answered, "language", lambda: "fr")
    monkeypatch.setattr(answered, "t", lambda french: french)


@pytest.mark.parametrize(
    ("certainty", "said"), [(SURE, "Correspondance forte"), (SURE / 2, "Correspondance partielle"), (0.0, "")]
)
def test_how_sure_it_is_is_said_where_it_is_known(certainty: float, said: str) -> None:
    finished = Finished("Douze.", Manner.EXTRACTIVE, (), 0.4)
    shown = answered._badges(Turn("Prix ?", Retrieved((), False, 0.1, certainty=certainty)), finished)
    assert "Citations exactes" in shown
    assert said in shown
    assert 'title="Recopiées mot pour mot de vos documents."' in shown
    assert ("Correspondance" in shown) is bool(said), "an answer kept by an older version"
