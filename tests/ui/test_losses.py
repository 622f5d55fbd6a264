"""What forgetting takes away is counted before, and is what goes."""

from __future__ import annotations

from pathlib import Path

from rag.records import Feedback, Manner, Retrieved
from rag.store.access import whole_library
from rag.threads import KeptTurn, Thread, ThreadId
from tests.ui.api.parts import open_engine
from ui.desk import LocalDesk
from ui.losses import Losses, losses
from ui.office import asked_of


def test_what_is_counted_is_what_goes(tmp_path: Path) -> None:
    files = tmp_path / "files"
    (files / "copie").mkdir(parents=True)
    for place in (files / "bail.txt", files / "copie" / "bail.txt"):
        place.write_text("Le bail du hangar prend fin le 31 mars 2027. Le préavis est de six mois.", encoding="utf-8")
    (files / "toit.txt").write_text("La toiture est garantie dix ans.", encoding="utf-8")
    with open_engine(tmp_path / "home") as engine:
        desk = LocalDesk(engine)
        list(desk.ingest([files], "Contrats"))
        said = Feedback("1", "2026-11-01T08:00:00", "Préavis ?", Manner.EXTRACTIVE, ("bail.txt",), helpful=True)
        with engine.library.changing() as changes:
            changes.feedback.give(said)
        hits = desk.search("Quel est le préavis du bail ?").hits
        asked = KeptTurn("t", "Préavis ?", "2026-11-01T08:00:00+00:00", Retrieved(hits[:1], refused=False, seconds=0.1))
        with engine.library.changing() as changes:
            changes.threads.keep(Thread(ThreadId("aaa1"), "Bail", "2026-11-01", "2026-11-01"), asked)
        gone = [one for one in desk.documents() if one.name == "bail.txt"]
        list(desk.office.summarise(asked_of([files / "bail.txt"], "2026-11-01")))
        before = desk.counts()
        lost = losses(engine, gone)
        assert (lost.documents, lost.passages, lost.places, lost.opinions, lost.questions) == (1, 1, 2, 1, 0)
        assert (lost.answers, lost.tasks, lost.size > 70) == (1, 1, True)
        desk.forget([one.id for one in gone])
        after = desk.counts()
        assert before.documents - after.documents == lost.documents
        assert before.passages - after.passages == lost.passages
        assert [one.name for one in engine.library.documents(whole_library(engine.library))] == ["toit.txt"]
        assert losses(engine, gone) == Losses(0, 0, 0, 0, 0, 0, 0, 0)
