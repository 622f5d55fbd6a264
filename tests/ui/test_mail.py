"""Mail of the sample company through the desk: here, and behind the running server."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from data.make.incoming import incoming
from ingest.pipeline import ingest
from rag.engine import Engine
from rag.errors import CategoryUnknown, NoMail, NothingThere
from rag.models.fakes import HashEmbedder
from rag.office.mail.record import Category, MailsSorted, Priority, Sorted, SortedMail, Tie
from rag.options import Settings
from rag.settings import Home
from tests.ui.api.parts import PLACES, seen_from
from ui.desk import Desk, LocalDesk

DATA = Path(__file__).resolve().parents[2] / "data"
SOME = ("01 ", "02 ", "06 ", "09 ", "17 ")
DAY = "2026-05-06"


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    folder = tmp_path_factory.mktemp("home")
    papers = folder / "papiers"
    papers.mkdir()
    (papers / "Facture F-2026-0138 Mme Fravallon.txt").write_text(
        "Facture F-2026-0138\nClient : Mme Odile Fravallon\nTotal TTC 4 120,00 €", encoding="utf-8"
    )
    with Engine.open(Home(folder), Settings(), embedder=HashEmbedder()) as opened:
        list(ingest(opened, [papers]))
        yield opened


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("courrier")
    for name, content in incoming().items():
        if name.startswith(SOME):
            (made / name).write_bytes(content)
    return made


@pytest.fixture(params=PLACES)
def desk(request: pytest.FixtureRequest, engine: Engine) -> Iterator[Desk]:
    local = LocalDesk(engine)
    with seen_from(request.param, local) as seen:
        yield seen
        local.mail.restore()


def sorted_in(desk: Desk, folder: Path) -> tuple[dict[str, Sorted], MailsSorted]:
    *each, end = list(desk.mail.sort([folder], DAY))
    assert isinstance(end, MailsSorted)
    return {one.found.mail.name[:2]: one.found for one in each if isinstance(one, SortedMail)}, end


def test_the_sample_mails_are_those_of_the_folder() -> None:
    made = incoming()
    assert len(made) == 20
    assert {file.name: file.read_bytes() for file in (DATA / "incoming").iterdir()} == made


@pytest.mark.slow
def test_mail_is_sorted_linked_and_answered(desk: Desk, folder: Path) -> None:
    found, end = sorted_in(desk, folder)
    assert (end.count, end.failed, end.stopped) == (5, (), False)
    invoice = found["01"]
    assert (invoice.sorting.category, invoice.sorting.sure) == ("invoice", True)
    assert invoice.asked == ("Combien me reste-t-il à payer sur la facture F-2026-0138, et pour quelle date ?",)
    assert [(link.tie, link.words, link.client) for link in invoice.links] == [
        (Tie.NUMBER, "F-2026-0138", "Mme Odile Fravallon")
    ]
    assert "[" in invoice.reply
    urgent = found["02"]
    assert (urgent.sorting.category, urgent.priority, urgent.due) == ("complaint", Priority.HIGH, "2026-05-05")
    assert "dès que possible" in urgent.why
    assert found["06"].due == "2026-05-12"
    assert (found["09"].priority, found["09"].reply) == (Priority.LOW, "")
    assert not found["17"].sorting.sure


@pytest.mark.slow
def test_a_correction_is_kept_and_taught(desk: Desk, folder: Path) -> None:
    found, _ = sorted_in(desk, folder)
    desk.mail.correct(found["17"].mail, "Rendez-vous")
    again, _ = sorted_in(desk, folder)
    assert again["17"].sorting.corrected
    assert again["17"].sorting.category == "appointment"
    assert {one.id: one.learnt for one in desk.mail.categories()}["appointment"] == 1
    with pytest.raises(CategoryUnknown):
        desk.mail.correct(found["17"].mail, "Rien de tel")
    assert desk.mail.unlearn(found["17"].mail.id)
    assert not desk.mail.unlearn(found["17"].mail.id)


def test_categories_are_the_firms(desk: Desk) -> None:
    shipped = desk.mail.categories()
    made = desk.mail.define(Category("", "Candidatures", "Quelqu'un cherche un emploi.", 1, ("CV joint",)))
    assert made.own
    assert [one.name for one in desk.mail.categories()][-1] == "Candidatures"
    desk.mail.remove("Publicité")
    assert "advertising" not in [one.id for one in desk.mail.categories("en")]
    desk.mail.restore()
    assert desk.mail.categories() == shipped


def test_what_cannot_be_sorted(desk: Desk, tmp_path: Path) -> None:
    with pytest.raises(NothingThere):
        list(desk.mail.sort([tmp_path / "absent"], DAY))
    with pytest.raises(NoMail):
        list(desk.mail.sort([tmp_path], DAY))


@pytest.mark.slow
def test_sorting_can_be_stopped(engine: Engine, folder: Path) -> None:
    stop = threading.Event()
    events = LocalDesk(engine).mail.sort([folder], DAY, "fr", stop)
    next(events)
    stop.set()
    (end,) = list(events)
    assert isinstance(end, MailsSorted)
    assert (end.count, end.stopped) == (1, True)
