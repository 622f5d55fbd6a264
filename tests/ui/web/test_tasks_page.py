"""The page Tasks as Streamlit runs it, over a real library with minutes of the sample company."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from rag.models.fakes import ScriptedChat
from rag.models.message import Message
from rag.office.asked import MinutesAsked
from rag.tasks import Ending
from tests.ui.api.parts import LEASE, open_engine
from tests.ui.test_office import MEETINGS, SITE, TEAM
from tests.ui.web.houses import lived_in
from tests.ui.web.test_pages import SECONDS, html, until
from tests.ui.web.test_search_page import press
from ui.office import asked_of
from ui.server import House


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    with open_engine(tmp_path_factory.mktemp("home")) as engine, lived_in(engine) as ours:
        other = tmp_path_factory.mktemp("Divers")
        (other / "bail <b>.txt").write_text(LEASE, encoding="utf-8")
        list(ours.desk.ingest([MEETINGS, SITE, other], "Bureau"))
        yield ours
        ours.desk.tasks.close()


@pytest.fixture(autouse=True)
def nothing_done(house: House) -> None:
    house.desk.tasks.remove([one.id for one in house.desk.tasks.find()])


def tasks() -> None:
    from ui.web import tasks_page

    tasks_page.show()


def opened() -> AppTest:
    at = AppTest.from_function(tasks, default_timeout=SECONDS).run()
    assert not at.exception
    return at


def shown(at: AppTest) -> str:
    assert not at.exception
    words = unescape(html(at)).replace("\u00a0", " ")
    assert "problème imprévu" not in words
    return words


def read(at: AppTest, *paths: Path) -> str:
    at.multiselect(key="minutes chosen").set_value([str(path) for path in paths]).run()
    at.date_input(key="minutes day").set_value("2026-05-01").run()
    press(at, "Lire les comptes rendus")
    until(at, lambda: "Résultat" in html(at))
    return shown(at)


def test_minutes_come_first_and_others_when_they_are_asked_for(house: House) -> None:
    at = opened()
    names = at.multiselect(key="minutes chosen").options
    assert len(names) == 4
    assert names[0].startswith("2026-04-20"), "the newest first"
    at.checkbox(key="minutes among all").check().run()
    assert [name for name in at.multiselect(key="minutes chosen").options if name.startswith("bail <b>")]
    assert at.button(key="read minutes").disabled


def test_minutes_are_read_and_a_row_opens_its_document(house: House) -> None:
    at = opened()
    words = read(at, TEAM)
    assert "<dd>5</dd><dt>décisions</dt>" in words
    assert "Hélène Tourvelin" in words
    assert "Karim Oussedik" in words
    assert f'<p class="sf-place">{TEAM.name}</p>' in words
    next(button for button in at.button if str(button.key).startswith("show-")).click().run()
    beside = shown(at)
    assert "sf-chosen" in beside
    assert "<mark>" in beside
    press(at, "Fermer")
    assert "sf-chosen" not in shown(at)


def test_several_meetings_say_what_is_late_and_are_opened_again(house: House) -> None:
    at = opened()
    at.segmented_control(key="minutes by").set_value("folders").run()
    choices = at.multiselect(key="minutes of folders").options
    assert any("3 comptes rendus" in one.replace("\u00a0", " ") for one in choices), choices
    at.multiselect(key="minutes of folders").set_value([str(MEETINGS), str(SITE.parent)]).run()
    press(at, "Lire les comptes rendus")
    until(at, lambda: "Résultat" in html(at))
    words = shown(at)
    assert "<dd>4</dd><dt>comptes rendus</dt>" in words
    assert "En retard au" in words
    (kept,) = house.desk.tasks.find()
    again = opened()
    assert "et 2 autres" in shown(again)
    assert "Résultat" not in shown(again)
    again.button(key=f"reopen-{kept.id}").click().run()
    assert "<dd>4</dd><dt>comptes rendus</dt>" in shown(again)
    again.button(key=f"ask-delete-{kept.id}").click().run()
    assert len(house.desk.tasks.find()) == 1, "asked before it is done"
    again.button(key=f"delete-{kept.id}").click().run()
    assert house.desk.tasks.find() == []
    assert "Résultat" not in shown(again)


def test_a_task_has_an_address(house: House) -> None:
    list(house.desk.office.summarise(_asked(TEAM)))
    (kept,) = house.desk.tasks.find()
    at = AppTest.from_function(tasks, default_timeout=SECONDS)
    at.query_params["tache"] = kept.id
    assert "<dd>5</dd><dt>décisions</dt>" in shown(at.run())
    lost = AppTest.from_function(tasks, default_timeout=SECONDS)
    lost.query_params["tache"] = "nobody"
    assert "Cette tâche n'est plus gardée." in shown(lost.run())


def test_a_failure_is_told_and_kept(house: House) -> None:
    at = opened()
    at.checkbox(key="minutes among all").check().run()
    gone = next(one.path for one in house.desk.located() if "bail" in one.path)
    at.multiselect(key="minutes chosen").set_value([gone]).run()
    house.desk.forget([one.id for one in house.desk.documents() if "bail" in one.name])
    press(at, "Lire les comptes rendus")
    assert at.button(key="read minutes").disabled, "what is no longer there is no longer chosen"
    with pytest.raises(Exception, match="bail"):
        list(house.desk.office.summarise(_asked(Path(gone))))
    (kept,) = house.desk.tasks.find()
    assert kept.ending is Ending.FAILED
    again = opened()
    assert "échouée" in shown(again)
    again.button(key=f"reopen-{kept.id}").click().run()
    assert "bail <b>.txt" in shown(again)


class Reader(ScriptedChat):
    """Points at the first line as something open, and sums up in words that no document holds."""

    def stream(self, messages: Sequence[Message], **options: Any) -> Iterator[str]:
        if "schema" not in options:
            yield "Le loyer du hangar passe à 9 999 € par mois."
            return
        first = options["schema"]["properties"]["rows"]["items"]["properties"]["line"]["enum"][0]
        yield json.dumps({"rows": [{"line": first, "kind": "open", "what": "", "who": "", "due": ""}]})


def test_a_chat_model_adds_what_the_minutes_say_and_no_more(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    chat = house.engine.settings.chat.model_copy(update={"model": "petit.gguf"})
    monkeypatch.setattr(house.engine, "settings", house.engine.settings.model_copy(update={"chat": chat}))
    monkeypatch.setattr(house.engine, "_chat", Reader(()))
    monkeypatch.setattr(house.engine, "_chat_opened", True)
    at = opened()
    assert at.checkbox(key="minutes model").value
    words = read(at, TEAM)
    assert "1 ligne ajoutée" in words
    assert "1 ligne écartée" in words
    assert "trouvé par le modèle" in words
    assert "9 999" not in words
    at.checkbox(key="minutes model").uncheck().run()
    assert "Lu aussi par le modèle" not in read(at, TEAM)


def _asked(path: Path) -> MinutesAsked:
    return asked_of([path], "2026-05-01")
