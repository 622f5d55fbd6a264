"""Minutes of the sample company through the desk: here, and behind the running server."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from ingest.pipeline import ingest
from rag.engine import Engine
from rag.errors import NoMinutes, NothingThere, NotReadYet
from rag.models.fakes import HashEmbedder
from rag.narrowing import EVERYTHING, Narrowing
from rag.office.record import Sort, State, Summary
from rag.options import Settings
from rag.settings import Home
from rag.tasks import Ending, TaskEnded, TaskStep
from tests.ui.api.parts import PLACES, seen_from
from ui.desk import Desk, LocalDesk
from ui.office import asked_of, finished

SAMPLES = Path(__file__).resolve().parents[2] / "data" / "samples"
MEETINGS = SAMPLES / "Réunions"
TEAM = MEETINGS / "2026-01-12 Réunion d'équipe.docx"
SITE = SAMPLES / "Chantiers" / "École des Tilleuls" / "CR de chantier n°4 2026-03-25.docx"
DAY = "2026-05-01"


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    folder = tmp_path_factory.mktemp("home")
    (folder / "Divers").mkdir()
    (folder / "Divers" / "note.txt").write_text(
        "Paul se charge de commander le bois pour le 12 mars.", encoding="utf-8"
    )
    with Engine.open(Home(folder), Settings(), embedder=HashEmbedder()) as opened:
        list(ingest(opened, [MEETINGS, SITE, folder / "Divers"]))
        yield opened


@pytest.fixture(params=PLACES)
def desk(request: pytest.FixtureRequest, engine: Engine) -> Iterator[Desk]:
    local = LocalDesk(engine)
    with seen_from(request.param, local) as seen:
        yield seen


def read(desk: Desk, *paths: Path, narrowing: Narrowing = EVERYTHING) -> Summary:
    found = finished(desk.office.summarise(replace(asked_of(paths, DAY), narrowing=narrowing)))
    assert found is not None
    return found


def test_one_file(desk: Desk) -> None:
    (meeting,) = read(desk, TEAM).meetings
    assert (meeting.date, meeting.name) == ("2026-01-12", TEAM.name)
    assert [(row.text, row.who, row.due) for row in meeting.of(Sort.ACTION)] == [
        ("Remplacer le groupe d'aspiration, budget de 14 900 € HT", "Hélène Tourvelin", "2026-07-31"),
        ("Demander une subvention à la caisse de prévention", "Solange Abribat", "2026-02-15"),
        ("Passer toutes les finitions intérieures à l'eau", "Yannick Derouault", "2026-06-30"),
        ("Essayer le scanner de cotes pendant un mois", "Inès Barrouillet", "2026-03"),
        ("Ouvrir la journée portes ouvertes aux écoles", "Clarisse Bonnefoux", "2026-09-26"),
    ]
    assert len(meeting.of(Sort.DECISION)) == 5
    assert [(one.name, one.state) for one in meeting.attendees] == [
        ("toute l'équipe", State.PRESENT),
        ("Karim Oussedik", State.EXCUSED),
    ]


def test_a_folder_with_what_is_overdue(desk: Desk) -> None:
    found = read(desk, MEETINGS, SITE)
    assert [meeting.date for meeting in found.meetings] == ["2026-01-12", "2026-03-18", "2026-03-25", "2026-04-20"]
    assert [row.due for row in found.overdue] == ["2026-02-15", "2026-03", "2026-04-01", "2026-04-10", "2026-04-15"]
    weekly = found.meetings[-1]
    assert "Hélène" in [one.name for one in weekly.attendees]
    assert [row.who for row in weekly.of(Sort.ACTION) if row.who] == ["Loïc"]


def test_a_file_that_is_named_is_read_and_one_of_a_folder_only_when_it_is_minutes(desk: Desk, engine: Engine) -> None:
    note = engine.home.folder / "Divers" / "note.txt"
    (meeting,) = read(desk, note).meetings
    assert [row.who for row in meeting.rows] == ["Paul"]
    with pytest.raises(NoMinutes):
        read(desk, note.parent)
    assert read(desk, note.parent, TEAM).passed_over == ("note.txt",)


def test_what_is_not_there_or_not_read(desk: Desk, tmp_path: Path) -> None:
    with pytest.raises(NothingThere):
        read(desk, tmp_path / "absent.docx")
    (tmp_path / "new.txt").write_text("Bonjour.", encoding="utf-8")
    with pytest.raises(NotReadYet):
        read(desk, tmp_path / "new.txt")


def test_what_may_not_be_seen_is_not_read(desk: Desk) -> None:
    with pytest.raises(NotReadYet):
        read(desk, TEAM, narrowing=Narrowing(since="2026-02"))
    found = read(desk, MEETINGS, narrowing=Narrowing(since="2026-02"))
    assert [meeting.date for meeting in found.meetings] == ["2026-03-18", "2026-04-20"]


def test_it_is_kept_with_its_documents(desk: Desk, engine: Engine) -> None:
    events = list(desk.office.summarise(asked_of([MEETINGS], DAY)))
    steps = [event for event in events if isinstance(event, TaskStep)]
    assert [(step.done, step.total) for step in steps] == [(0, 3), (1, 3), (2, 3)]
    ended = events[-1]
    assert isinstance(ended, TaskEnded)
    assert desk.tasks.find("minutes")[0].names == ended.task.names
    assert len(ended.task.documents) == 3
    with pytest.raises(NoMinutes):
        read(desk, engine.home.folder / "Divers")
    assert desk.tasks.find("minutes")[0].ending is Ending.FAILED


def test_it_can_be_stopped(desk: Desk) -> None:
    stop = threading.Event()
    stop.set()
    assert finished(desk.office.summarise(asked_of([MEETINGS], DAY), stop)) is None
