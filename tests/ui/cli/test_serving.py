from __future__ import annotations

import json

import pytest

from rag.settings import Home
from tests.ui.cli.parts import souffleur


def test_a_server_that_runs_already_is_shown(home: Home) -> None:
    url = json.loads(home.server_file.read_text(encoding="utf-8"))["url"]
    said = souffleur("serve", "--no-browser", home=home)
    assert (said.exit_code, said.stdout) == (0, f"Souffleur est déjà ouvert : {url}\n")
    english = souffleur("serve", "--no-browser", "--language", "en", home=home)
    assert english.stdout == f"Souffleur is already open: {url}\n"


@pytest.mark.parametrize("port", ["-1", "65536", "x"])
def test_a_port_that_does_not_exist(port: str) -> None:
    assert souffleur("serve", "--port", port).exit_code == 2


def test_an_address_that_this_machine_does_not_have(tmp_path_factory: pytest.TempPathFactory) -> None:
    said = souffleur("serve", "--no-browser", "--host", "192.0.2.1", home=Home(tmp_path_factory.mktemp("home")))
    assert said.exit_code == 5
    assert "page.host 192.0.2.1" in said.stderr
