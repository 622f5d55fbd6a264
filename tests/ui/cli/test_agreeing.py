from __future__ import annotations

import io

import pytest

from ui.cli.agreeing import is_sure


@pytest.mark.parametrize(
    ("typed", "sure"), [("o\n", True), (" OUI \n", True), ("yes\n", True), ("n\n", False), ("\n", False), ("", False)]
)
def test_only_a_yes_is_a_yes_and_what_would_go_is_named_first(
    typed: str, sure: bool, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO(typed))
    assert is_sure(["bail.pdf", "devis.pdf"], "Supprimer ?") is sure
    assert capsys.readouterr().out == "bail.pdf\ndevis.pdf\nSupprimer ?\n"
