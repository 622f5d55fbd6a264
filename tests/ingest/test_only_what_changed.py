"""Moved, renamed, copied and touched files are never parsed or embedded again; real workers and embedder count."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from rag.errors import NothingThere
from rag.records import Cause
from tests.ingest.parts import Bench

COUNT = 8


@pytest.fixture
def folder(tmp_path: Path, bench: Bench) -> Path:
    made = tmp_path / "Dossiers"
    (made / "Clients" / "Été").mkdir(parents=True)
    for number in range(COUNT):
        place = made / "Clients" / "Été" if number % 2 else made
        (place / f"note {number}.txt").write_text(f"Note {number}\n\nLe chantier {'x' * number} est ouvert.")
    assert bench.run(made).added == COUNT
    return made


def test_a_renamed_folder_is_not_read_again(bench: Bench, folder: Path) -> None:
    (folder / "Clients").rename(folder / "Anciens clients")
    summary = bench.quiet(folder)
    assert (summary.moved, summary.forgotten, summary.withheld) == (4, 0, ())
    assert sum("Anciens clients" in path for path in bench.engine.library.located()) == 4


def test_two_files_that_swap_their_names_are_not_read_again(bench: Bench, folder: Path) -> None:
    one, two, spare = folder / "note 0.txt", folder / "note 2.txt", folder / "x"
    before = {row.document for row in bench.engine.library.located().values()}
    one.rename(spare)
    two.rename(one)
    spare.rename(two)
    summary = bench.quiet(folder)
    assert (summary.moved, summary.failed, summary.unchanged) == (2, 0, COUNT - 2)
    located = bench.engine.library.located()
    assert {row.document for row in located.values()} == before
    assert "Le chantier xx" in bench.engine.library.passages_of(located[str(one)].document or "")[-1].text  # type: ignore[arg-type]


def test_a_file_that_makes_room_for_a_new_one_is_not_read_again(bench: Bench, folder: Path) -> None:
    (folder / "note 0.txt").rename(folder / "archive.txt")
    (folder / "note 0.txt").write_text("Tout à fait autre chose.")
    bench.pool.files.clear()
    summary = bench.run(folder)
    assert (summary.moved, summary.replaced) == (1, 1)
    assert bench.pool.files == ["note 0.txt"]
    assert bench.engine.library.counts().documents == COUNT + 1


def test_another_case_is_another_name(bench: Bench, folder: Path) -> None:
    (folder / "note 0.txt").rename(folder / "Note 0.TXT")
    assert bench.quiet(folder).moved == 1
    assert "Note 0.TXT" in bench.paths()
    assert "note 0.txt" not in bench.paths()


def test_a_copy_is_shown_with_both_places_and_found_by_both_names(bench: Bench, folder: Path) -> None:
    shutil.copy(folder / "note 0.txt", folder / "zzz.txt")
    assert bench.quiet(folder).added == 1
    (document,) = (one for one in bench.engine.library.documents(bench.engine.scope()) if len(one.paths) == 2)
    assert [Path(path).name for path in document.paths] == ["note 0.txt", "zzz.txt"]
    zzz = "SELECT count(*) FROM passage_terms WHERE passage_terms MATCH 'name : zzz'"
    assert bench.engine.library.read(zzz)[0][0] == 1
    (folder / "note 0.txt").unlink()
    bench.quiet(folder)
    assert bench.engine.library.documents_by_id([document.id])[document.id].paths == (str(folder / "zzz.txt"),)
    assert bench.engine.library.read(zzz)[0][0] == 1


def test_a_changed_file_keeps_the_vectors_of_what_did_not_change(bench: Bench, folder: Path) -> None:
    long = ["Rapport annuel", *(" ".join([f"mot{part}"] * 150) + "." for part in range(4))]
    file = folder / "rapport.txt"
    file.write_text("\n\n".join(long))
    bench.run(folder)
    texts = len(bench.embedder.texts)
    assert texts > COUNT + 3
    file.write_text("\n\n".join([*long[:3], " ".join(["nouveau"] * 150) + ".", long[4]]))
    assert bench.run(folder).replaced == 1
    fresh = bench.embedder.texts[texts:]
    assert 0 < len(fresh) < 4
    assert all("nouveau" in text for text in fresh)


def test_touched_files_are_not_read(bench: Bench, folder: Path) -> None:
    for file in folder.rglob("*.txt"):
        os.utime(file, (1, 1))
    assert bench.quiet(folder).unchanged == COUNT


def test_a_file_gives_way_to_a_folder(bench: Bench, folder: Path) -> None:
    old = folder / "note 0.txt"
    old.rename(folder / "x")
    old.mkdir()
    (folder / "x").rename(old / "note.txt")
    assert bench.quiet(folder).moved == 1
    shutil.rmtree(old)
    old.write_text("Encore un fichier.")
    assert bench.run(folder).added == 1


def test_a_missing_folder_forgets_nothing_until_one_says_so(bench: Bench, folder: Path) -> None:
    away = folder.with_name("débranché")
    folder.rename(away)
    summary = bench.quiet(folder)
    assert summary.forgotten == 0
    assert [(one.root, one.files, one.cause) for one in summary.withheld] == [(str(folder), COUNT, Cause.MISSING)]
    assert bench.engine.library.withheld() == summary.withheld
    away.rename(folder)
    assert bench.quiet(folder).unchanged == COUNT
    assert bench.engine.library.withheld() == ()
    shutil.rmtree(folder)
    assert bench.quiet(folder, forget_missing=True).forgotten == COUNT
    assert bench.engine.library.counts().documents == 0
    with pytest.raises(NothingThere):
        bench.run(folder)


def test_an_unmounted_folder_stops_no_other(bench: Bench, folder: Path, tmp_path: Path) -> None:
    other = tmp_path / "autre"
    other.mkdir()
    (other / "neuf.txt").write_text("Un texte tout neuf.")
    shutil.rmtree(folder)
    folder.mkdir()  # what is left of a share: its empty place
    summary = bench.run(folder, other)
    assert summary.added == 1
    assert [(one.root, one.files, one.cause) for one in summary.withheld] == [(str(folder), COUNT, Cause.EMPTY)]


def test_more_than_half_is_withheld_and_the_rest_goes_on(bench: Bench, folder: Path) -> None:
    shutil.rmtree(folder / "Clients")
    (folder / "note 0.txt").unlink()
    (folder / "neuf.txt").write_text("Un texte tout neuf.")
    summary = bench.run(folder)
    assert (summary.added, summary.forgotten, summary.unchanged) == (1, 0, COUNT - 5)
    assert [(one.files, one.cause) for one in summary.withheld] == [(5, Cause.HALF)]
    assert bench.run(folder, forget_missing=True).forgotten == 5


def test_a_single_file_that_is_gone_is_forgotten(bench: Bench, folder: Path) -> None:
    (folder / "note 0.txt").unlink()
    assert bench.quiet(folder / "note 0.txt").forgotten == 1


def test_a_file_read_by_itself_stays_with_its_folder(bench: Bench, folder: Path) -> None:
    file = folder / "Clients" / "Été" / "note 1.txt"
    file.write_text("Changé depuis.")
    bench.run(file)
    assert bench.engine.library.located()[str(file)].root == str(folder)


def test_a_file_still_being_written_waits_and_so_does_what_is_gone(bench: Bench, folder: Path) -> None:
    (folder / "note 0.txt").rename(folder / "ailleurs.txt")
    summary = bench.quiet(folder, is_moving=lambda path, _time: path.endswith("ailleurs.txt"))
    assert (summary.moved, summary.forgotten, summary.added) == (0, 0, 0)
    assert bench.quiet(folder).moved == 1


def test_what_went_away_only_now_is_not_forgotten_yet(bench: Bench, folder: Path, tmp_path: Path) -> None:
    other = tmp_path / "Archives"
    other.mkdir()
    (folder / "note 0.txt").rename(other / "note 0.txt")
    assert bench.quiet(folder, is_moving=lambda _path, time: time is None).forgotten == 0
    assert bench.quiet(other).added == 1
    assert bench.quiet(folder).forgotten == 1
    assert bench.engine.library.counts().documents == COUNT


def test_an_answer_is_not_lost_while_a_file_is_being_written(bench: Bench, folder: Path) -> None:
    shutil.rmtree(folder / "Clients")
    (folder / "note 0.txt").unlink()
    bench.run(folder)
    with bench.engine.library.changing() as changes:
        changes.folders.keep(str(folder), kept=True)
    (folder / "neuf.txt").write_text("Un texte tout neuf.")
    assert bench.quiet(folder, is_moving=lambda *_: True).withheld == ()
    assert [one.kept for one in bench.engine.library.withheld()] == [True]


def test_what_cannot_be_opened_now_is_kept(bench: Bench, folder: Path) -> None:
    file = folder / "note 0.txt"
    file.write_text("En cours d'écriture, encore")
    summary = bench.run(folder, is_moving=lambda *_: bool(file.write_text("Tout autre chose")) and False)
    assert [one.reason for one in summary.failures] == ["changing"]
    assert bench.engine.library.counts().documents == COUNT
    assert bench.run(folder).replaced == 1
