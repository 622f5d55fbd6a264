from __future__ import annotations

import json
from pathlib import Path

import pytest

from ingest.pipeline import ingest
from rag.engine import Engine
from rag.models.fakes import HashEmbedder
from rag.options import Settings
from rag.settings import Home
from tests.ui.api.parts import NOWHERE, QUESTION
from tests.ui.cli.parts import souffleur


@pytest.fixture
def questions(tmp_path: Path) -> Path:
    entries = [
        {"id": "1", "question": QUESTION, "relevant": ["bail.txt"]},
        {"id": "2", "question": "Combien coûte le chêne massif ?", "relevant": ["tarifs été.txt"]},
        {"id": "3", "question": NOWHERE, "relevant": []},
        {"id": "4", "question": "Quel est le préavis du hangar de Trélazé ?", "relevant": ["parti.pdf#p1"]},
    ]
    file = tmp_path / "essai.jsonl"
    file.write_text("\n".join(json.dumps(entry) for entry in entries), encoding="utf-8")
    return file


def test_a_set_is_asked_in_the_library(home: Home, questions: Path) -> None:
    said = souffleur("evaluate", questions, home=home)
    assert (said.exit_code, said.stderr) == (0, "")
    assert said.stdout.startswith("essai : 4 questions, 2 documents, comptées par page\n")
    assert "Bonne source en tête" in said.stdout
    assert "66,7" in said.stdout
    assert "ne pas" not in said.stdout
    assert "parti.pdf" in said.stdout.split("la bibliothèque n'a pas :")[1]
    wrong = said.stdout.split("Questions mal servies :")[1]
    assert "4  Quel est le préavis du hangar de Trélazé ?\n      pas parmi les 10 premières · parti.pdf, p." in wrong
    assert QUESTION not in wrong
    english = souffleur("evaluate", "run", questions, "--all", "--language", "en", home=home).stdout
    assert "Right source on top" in english
    assert f"1  {QUESTION}\n      found, place 1 · bail.txt" in english


def test_for_programs(home: Home, questions: Path) -> None:
    said = souffleur("evaluate", questions, "--json", "--limit", "2", home=home)
    assert said.stdout.count("\n") == 1
    written = json.loads(said.stdout)
    assert [one["case"]["id"] for one in written["judged"]] == ["1", "3"]
    assert written["measures"]["hit_at_1"] == {"value": 1.0, "low": 1.0, "high": 1.0}
    assert written["comparison"] is None
    assert (written["documents"], written["set"], written["by_page"]) == (2, "essai", False)


def test_own_questions_beside_an_earlier_run(home: Home) -> None:
    souffleur("evaluate", "add", QUESTION, "--source", "bail.txt", home=home)
    souffleur("evaluate", "add", "Quel est le prix du chêne ?", "--unanswerable", home=home)
    before = souffleur("evaluate", "--save", "avant", home=home)
    assert "Mesure gardée sous le nom « avant »." in before.stdout
    souffleur("evaluate", "add", NOWHERE, "--unanswerable", home=home)
    after = souffleur("evaluate", "--against", "avant", home=home).stdout
    assert "meilleur sur 0, moins bon sur 0, égal sur 2." in after
    assert souffleur("evaluate", "runs", home=home).stdout.startswith("avant\n    questions · ")
    assert json.loads(souffleur("evaluate", "runs", "--json", home=home).stdout)[0]["set"] == "questions"
    told = json.loads(souffleur("evaluate", "--against", "avant", "--json", home=home).stdout)["comparison"]
    assert (told["same"], told["added"], told["dropped"]) == (2, 1, 0)
    souffleur("evaluate", "remove", "q001", "q002", "q003", home=home)


def test_what_got_better_and_worse_is_listed(home: Home, questions: Path) -> None:
    kept = home.evaluations_folder / "hier.json"
    souffleur("evaluate", questions, "--save", "hier", home=home)
    run = json.loads(kept.read_text(encoding="utf-8"))
    run["judged"][0]["ranking"] = ["x", *run["judged"][0]["ranking"]]  # yesterday in second place
    run["judged"][3]["ranking"] = ["parti.pdf#p1"]  # yesterday found
    kept.write_text(json.dumps(run), encoding="utf-8")
    said = souffleur("evaluate", questions, "--against", "hier", home=home).stdout
    assert "meilleur sur 1, moins bon sur 1, égal sur 2." in said
    assert f"Meilleur :\n  1  {QUESTION}\n      trouvé, place 2 → trouvé, place 1" in said
    assert "Moins bon :\n  4  " in said


def test_a_set_with_its_own_documents(home: Home, tmp_path: Path) -> None:
    folder = tmp_path / "jeu"
    (folder / "files").mkdir(parents=True)
    (folder / "files" / "toit.txt").write_text("La toiture est garantie dix ans par le couvreur.", encoding="utf-8")
    entry = {"id": "1", "text": "Combien d'années la toiture est-elle garantie ?", "relevant": ["toit.txt"]}
    (folder / "queries.jsonl").write_text(json.dumps(entry), encoding="utf-8")
    home.settings_file.write_text('[embedding]\nmodel = "hash/64"\n', encoding="utf-8")
    try:
        written = json.loads(souffleur("evaluate", folder, "--json", home=home).stdout)
    finally:
        home.settings_file.unlink()
    assert (written["documents"], written["judged"][0]["place"]) == (1, 1)


def test_without_a_server(tmp_path: Path, documents: Path, questions: Path) -> None:
    own = Home(tmp_path / "home")
    own.folder.mkdir()
    own.settings_file.write_text('[embedding]\nmodel = "hash/64"\n', encoding="utf-8")
    with Engine.open(own, Settings(), embedder=HashEmbedder(64)) as engine:
        list(ingest(engine, [documents]))
    written = json.loads(souffleur("evaluate", questions, "--json", home=own).stdout)
    assert [one["place"] for one in written["judged"]][:2] == [1, 1]


@pytest.mark.parametrize(
    ("arguments", "code"),
    [(("parti.jsonl",), 3), (("--against", "jamais"), 3), (("--save", "../x"), 3), (("--limit", "-1"), 2), ((), 3)],
)
def test_errors(home: Home, arguments: tuple[str, ...], code: int) -> None:
    said = souffleur("evaluate", *arguments, home=home)
    assert (said.exit_code, said.stdout) == (code, "")


def test_a_spoilt_set(home: Home, tmp_path: Path) -> None:
    (tmp_path / "x.jsonl").write_text("{", encoding="utf-8")
    said = souffleur("evaluate", tmp_path / "x.jsonl", home=home)
    assert said.exit_code == 5
    assert "ne sont pas lisibles" in said.stderr
    assert souffleur("evaluate", "--help").exit_code == 0
