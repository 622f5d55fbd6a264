"""Followed and withheld folders through every face of the library: here, behind the server, and on the command line."""

from __future__ import annotations

import json
import shutil
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from typer.testing import CliRunner

from ingest.events import Summary
from rag.errors import FolderFollowed, NothingThere
from rag.options import Watch
from rag.records import Cause
from tests.ui.api.parts import PLACES, SOON, open_engine, seen_from, until
from ui.cli.main import app
from ui.desk import Desk, LocalDesk
from ui.following import following
from ui.jobs import Jobs

COUNT = 6


@pytest.fixture
def local(tmp_path: Path) -> Iterator[LocalDesk]:
    with LocalDesk(open_engine(tmp_path / "home")) as desk:
        yield desk


@pytest.fixture(params=PLACES)
def desk(request: pytest.FixtureRequest, local: LocalDesk) -> Iterator[Desk]:
    with seen_from(request.param, local) as seen:
        yield seen


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "Dossiers d'été"
    made.mkdir()
    for number in range(COUNT):
        (made / f"note {number}.txt").write_text(f"Note numéro {number} du chantier d'Angers.", encoding="utf-8")
    return made


def summary_of(desk: Desk, folder: Path, *, forget_missing: bool = False) -> Summary:
    events = desk.ingest([folder], "Chantiers", forget_missing=forget_missing)
    return next(event for event in events if isinstance(event, Summary))


def test_following_is_remembered(desk: Desk, folder: Path) -> None:
    assert desk.watched() == ()
    made = desk.watch(folder, "Chantiers")
    assert (made.root, made.collection, made.looked_at) == (str(folder), "Chantiers", "")
    assert desk.watched() == (made,)
    summary_of(desk, folder)
    assert desk.watched()[0].looked_at
    assert desk.unwatch(folder)
    assert not desk.unwatch(folder)
    assert desk.watched() == ()
    assert desk.counts().documents == COUNT


def test_two_collections_do_not_share_a_folder(desk: Desk, folder: Path) -> None:
    desk.watch(folder, "Chantiers")
    (folder / "Clients").mkdir()
    desk.watch(folder / "Clients", "Chantiers")
    desk.unwatch(folder / "Clients")
    with pytest.raises(FolderFollowed) as caught:
        desk.watch(folder / "Clients", "Clients")
    assert "« Chantiers »" in caught.value.next_step("fr")
    with pytest.raises(NothingThere):
        desk.watch(folder / "note 0.txt", "Chantiers")


def test_a_missing_folder_is_asked_about_until_somebody_answers(desk: Desk, folder: Path) -> None:
    summary_of(desk, folder)
    shutil.rmtree(folder)
    summary = summary_of(desk, folder)
    (held,) = summary.withheld
    assert (held.root, held.collection, held.files, held.cause) == (str(folder), "Chantiers", COUNT, Cause.MISSING)
    assert desk.withheld() == (held,)
    desk.keep(str(folder))
    assert desk.withheld()[0].kept
    summary_of(desk, folder)
    assert desk.withheld()[0].kept
    desk.keep(str(folder), kept=False)
    assert desk.withheld() == (held,)
    assert summary_of(desk, folder, forget_missing=True).forgotten == COUNT
    assert desk.withheld() == ()
    assert desk.counts().documents == 0


def test_who_lost_still_more_is_asked_again(local: LocalDesk, folder: Path) -> None:
    summary_of(local, folder)
    for number in range(1, COUNT):
        (folder / f"note {number}.txt").unlink()
    summary_of(local, folder)
    local.keep(str(folder))
    (folder / "note 0.txt").unlink()
    summary_of(local, folder)
    assert [(one.files, one.kept) for one in local.withheld()] == [(COUNT, False)]


def test_the_queue_holds_one_look_a_folder(local: LocalDesk, folder: Path) -> None:
    jobs = Jobs(local)
    with local._turn():  # nobody may change the library meanwhile
        jobs.start([folder], "Chantiers")
        for _ in range(3):
            jobs.follow(folder, "Chantiers", lambda *_: False)
        until(jobs.current)
        assert len(jobs.waiting()) == 1
    until(lambda: not jobs.busy())
    (told,) = jobs.finished()  # the look that found nothing new is kept quiet
    assert told.summary is not None
    assert told.summary.added == COUNT
    jobs.close()


@pytest.mark.slow
def test_what_is_on_the_list_is_followed_and_what_leaves_it_is_not(local: LocalDesk, folder: Path) -> None:
    jobs = Jobs(local)
    with following(local, jobs, Watch()):
        local.watch(folder, "Chantiers")
        until(lambda: local.counts().documents == COUNT, 3 * SOON)
        (folder / "neuf.txt").write_text("Une note de plus.")
        until(lambda: local.counts().documents == COUNT + 1, 3 * SOON)
        until(lambda: not jobs.busy())
        local.unwatch(folder)
        names = {one.name for one in threading.enumerate()}
        until(lambda: "souffleur-watch" not in {one.name for one in threading.enumerate()})
        assert "souffleur-watch" in names
    jobs.close()


@pytest.mark.slow
def test_a_file_that_goes_from_one_followed_folder_to_another_is_not_read_again(
    local: LocalDesk, folder: Path, tmp_path: Path
) -> None:
    archives = tmp_path / "Archives"
    archives.mkdir()
    jobs = Jobs(local)
    with following(local, jobs, Watch()):
        local.watch(archives, "Chantiers")  # before the other one, so that its look does not come first by luck
        local.watch(folder, "Chantiers")
        until(lambda: local.counts().documents == COUNT, 3 * SOON)
        before = {one.id: one.indexed_at for one in local.documents()}
        (folder / "note 0.txt").rename(archives / "note zéro.txt")
        until(lambda: {Path(one.path).name for one in local.located()} >= {"note zéro.txt"}, 3 * SOON)
        until(lambda: len(local.located()) == COUNT, 3 * SOON)
        assert {one.id: one.indexed_at for one in local.documents()} == before
    jobs.close()


@pytest.mark.slow
def test_what_changes_during_a_run_is_not_missed(local: LocalDesk, folder: Path) -> None:
    for number in range(200):
        (folder / f"autre {number}.txt").write_text(f"Une autre note, la {number}e.", encoding="utf-8")
    jobs = Jobs(local)
    with following(local, jobs, Watch()):
        local.watch(folder, "Chantiers")
        until(lambda: (now := jobs.current()) and now.progress, 3 * SOON)
        (folder / "pendant.txt").write_text("Écrit pendant la lecture.", encoding="utf-8")
        (folder / "note 5.txt").write_text("Changé pendant la lecture.", encoding="utf-8")
        (folder / "autre 0.txt").unlink()

        def texts() -> set[str]:
            return {str(row["text"]) for row in local._engine.library.read("SELECT text FROM passages")}

        wanted = {"Écrit pendant la lecture.", "Changé pendant la lecture."}
        until(lambda: wanted <= texts() and "Une autre note, la 0e." not in texts(), 6 * SOON)
        assert local.counts().failures == 0
    jobs.close()


def test_the_command_says_what_is_kept_and_how_to_forget_it(tmp_path: Path, folder: Path) -> None:
    open_engine(tmp_path / "home").close()
    with LocalDesk(open_engine(tmp_path / "home")) as desk:
        summary_of(desk, folder)
    shutil.rmtree(folder)
    home = ["--home", str(tmp_path / "home")]
    told = CliRunner().invoke(app, [*home, "ingest", str(folder), "--collection", "Chantiers"])
    assert told.exit_code == 0, told.output
    assert "n'est pas accessible : 6 fichiers" in told.output.replace("\u00a0", " ")
    command = told.output.strip().splitlines()[-1].strip()
    assert command.startswith("souffleur ingest '")
    assert command.endswith(" --collection Chantiers --forget-missing")
    again = CliRunner().invoke(app, [*home, "ingest", str(folder), "--collection", "Chantiers", "--forget-missing"])
    assert again.exit_code == 0, again.output
    assert "--forget-missing" not in again.output


def test_the_list_on_the_command_line(tmp_path: Path, folder: Path) -> None:
    home = ["--home", str(tmp_path / "home")]
    with LocalDesk(open_engine(tmp_path / "home")) as desk:
        desk.watch(folder, "Chantiers")
    listed = CliRunner().invoke(app, [*home, "watch", "--list"])
    assert str(folder) in listed.output
    assert "pas encore" in listed.output
    as_json = CliRunner().invoke(app, [*home, "watch", "--list", "--json"])
    assert [one["collection"] for one in json.loads(as_json.output)] == ["Chantiers"]
    stopped = CliRunner().invoke(app, [*home, "watch", "--stop", str(folder)])
    assert "n'est plus suivi" in stopped.output
    nothing = CliRunner().invoke(app, [*home, "watch"])
    assert "Aucun dossier n'est suivi." in nothing.output
    assert CliRunner().invoke(app, [*home, "watch", "--stop", str(folder)]).exit_code == 3
