"""`souffleur trial`, through the running server."""

from __future__ import annotations

import json
from pathlib import Path

from rag.settings import Home
from tests.ui.api.parts import QUESTION
from tests.ui.cli.parts import souffleur


def test_asked_shown_reported_and_cleared(home: Home, tmp_path: Path) -> None:
    assert souffleur("ask", QUESTION, home=home).exit_code == 0
    said = souffleur("trial", "show", "--days", "7", home=home)
    assert said.exit_code == 0, said.output
    assert "1  questions posées" in said.stdout
    assert "par an" in said.stdout
    assert QUESTION not in said.stdout
    [record] = json.loads(souffleur("trial", "show", "--json", home=home).stdout)
    assert record["manner"] == "extractive"
    assert "question" not in record
    file = tmp_path / "essai.html"
    assert str(file) in souffleur("trial", "report", file, home=home).stdout.replace("\n", "")
    assert "Souffleur à l'essai" in file.read_text(encoding="utf-8").replace("&#39;", "'")
    assert "Questions effacées du relevé : 1" in souffleur("trial", "clear", home=home).stdout
    assert "0  questions asked" in souffleur("trial", "show", "--language", "en", home=home).stdout
