from __future__ import annotations

import json
from pathlib import Path

import pytest

from ingest.pipeline import ingest
from rag.engine import Engine
from rag.models.fakes import HashEmbedder, ScriptedChat
from rag.options import Chat, Retrieval, Settings
from rag.records import Thought, Waiting
from rag.settings import Home
from tests.ui.api.parts import LEASE, NOWHERE, QUESTION, served
from tests.ui.cli.parts import souffleur
from ui.cli.asking import MOST_HITS
from ui.desk import LocalDesk

ESCAPE = "\x1b]0;owned\x07\x1b[2J"


def test_an_answer_with_its_sources(home: Home) -> None:
    said = souffleur("ask", QUESTION, home=home)
    assert (said.exit_code, said.stderr) == (0, "")
    answer, sources = said.stdout.split("\nSources\n")
    assert "six mois" in answer
    assert sources.startswith("[1] bail.txt")
    assert "    « " in sources
    assert "six mois" in sources


def test_the_same_in_english(home: Home) -> None:
    said = souffleur("--language", "en", "ask", QUESTION, home=home)
    assert "    “" in said.stdout
    found = souffleur("search", "quelque chose", "--language=en", home=home)
    assert (found.exit_code, found.stderr) == (0, "")


def test_what_is_not_there_is_said_and_no_source_is_named(home: Home) -> None:
    said = souffleur("ask", NOWHERE, home=home)
    assert said.exit_code == 0
    assert "Sources" not in said.stdout
    assert "[1]" not in said.stdout


def test_for_programs(home: Home) -> None:
    said = souffleur("ask", QUESTION, "--json", "--collection", "Atelier", home=home)
    answer = json.loads(said.stdout)
    assert said.stdout.count("\n") == 1
    assert answer["manner"] == "extractive"
    assert answer["citations"][0]["hit"]["document"]["paths"][0].endswith("bail.txt")
    assert answer["citations"][0]["quote"] in LEASE
    assert answer["hits"]
    assert "event" not in answer
    refused = json.loads(souffleur("ask", NOWHERE, "--json", home=home).stdout)
    assert (refused["manner"], refused["citations"]) == ("refused", [])


def test_narrowed_to_a_document_a_kind_and_dates(home: Home) -> None:
    found = souffleur("search", "hangar chêne", "--document", "TARIFS ete", home=home)
    assert "tarifs été.txt" in found.stdout
    assert "bail.txt" not in found.stdout
    unknown = souffleur("ask", QUESTION, "--document", "bial.txt", home=home)
    assert (unknown.exit_code, unknown.stdout) == (3, "")
    assert "bail.txt" in unknown.stderr
    refused = souffleur("--language=en", "search", "hangar", "--kind", "invoice", home=home)
    assert refused.exit_code == 3
    assert "Choose one of:" in refused.stderr
    undated = souffleur("ask", QUESTION, "--since", "bientôt", home=home)
    assert undated.exit_code == 2
    assert "mars 2026" in undated.stderr
    assert souffleur("ask", QUESTION, "--since", "2030", "--until", "2031", home=home).exit_code == 3


def test_passages_without_an_answer(home: Home) -> None:
    said = souffleur("search", "hangar chêne", "--limit", "1", home=home)
    assert said.exit_code == 0
    assert said.stdout.startswith("1. ")
    assert "2. " not in said.stdout
    found = json.loads(souffleur("search", "hangar chêne", "--limit", "2", "--json", home=home).stdout)
    assert {Path(hit["document"]["paths"][0]).name for hit in found["hits"]} == {"bail.txt", "tarifs été.txt"}


@pytest.mark.parametrize("command", ["ask", "search"])
def test_errors_have_their_exit_code_their_sentence_and_a_next_step(home: Home, bare: Home, command: str) -> None:
    empty = souffleur(command, "  ", home=home)
    assert (empty.exit_code, empty.stdout) == (2, "")
    assert empty.stderr.startswith("La question est vide.\n→ ")
    unknown = souffleur(command, "x", "--collection", "Nulle part", "--language", "en", home=home)
    assert unknown.exit_code == 3
    assert "→ Choose one of: Atelier." in unknown.stderr
    nothing = souffleur(command, "x", home=bare)
    assert nothing.exit_code == 3
    assert nothing.stderr.startswith("La bibliothèque est encore vide.\n→ ")


@pytest.mark.parametrize("limit", ["0", str(MOST_HITS + 1), "x"])
def test_a_limit_out_of_bounds(home: Home, limit: str) -> None:
    assert souffleur("search", "x", "--limit", limit, home=home).exit_code == 2


def test_a_document_cannot_command_the_terminal(bare: Home, tmp_path: Path) -> None:
    hostile = tmp_path / f"bail {ESCAPE}.txt"
    hostile.write_text(f"{LEASE} {ESCAPE} fin du préavis du hangar.", encoding="utf-8")
    assert souffleur("ingest", hostile, home=bare).exit_code == 0
    for command in (("ask", QUESTION), ("search", "hangar"), ("documents",)):
        said = souffleur(*command, home=bare)
        assert said.exit_code == 0
        assert "bail" in said.stdout
        assert "\x1b" not in said.stdout
        assert "\x07" not in said.stdout


def test_copies_and_older_versions_are_said(bare: Home, tmp_path: Path) -> None:
    rule = "Règlement des congés\n\nChaque salarié a droit à {} jours de congés payés par an, sur demande écrite."
    for name, days in (("RH/Panneau/affiche.txt", 28), ("RH/Congés 2025.txt", 25), ("RH/Congés 2026.txt", 28)):
        file = tmp_path / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(rule.format(days) + "\n" * ("affiche" in name), encoding="utf-8")
    assert souffleur("ingest", tmp_path / "RH", home=bare).exit_code == 0
    also = "Aussi dans\u00a0: affiche.txt"
    older = "Une version plus ancienne dit autrement\u00a0: « Chaque salarié a droit à 25 jours"
    question = "Combien de jours de congés payés par an ?"
    for command in ("ask", "search"):
        said = souffleur(command, question, home=bare)
        assert (said.exit_code, said.stderr) == (0, "")
        assert also in said.stdout
        assert older in said.stdout
        assert "(Congés 2025.txt, Règlement des congés" in said.stdout
    found = json.loads(souffleur("search", question, "--json", home=bare).stdout)["hits"][0]
    assert [Path(copy["document"]["paths"][0]).name for copy in found["copies"]] == ["affiche.txt"]
    assert [Path(one["document"]["paths"][0]).name for one in found["older"]] == ["Congés 2025.txt"]


def test_a_ranking_model_that_is_not_there_is_said(tmp_path: Path, documents: Path) -> None:
    settings = Settings(retrieval=Retrieval(reranker="none"))
    own = Home(tmp_path / "home")
    own.folder.mkdir()
    with LocalDesk(Engine.open(own, settings, embedder=HashEmbedder())) as desk, served(desk, own):
        list(ingest(desk._engine, [documents]))
        for command in ("ask", "search"):
            said = souffleur(command, QUESTION, home=own)
            assert (said.exit_code, said.stderr) == (0, "")
            assert "(Le modèle de classement n'a pas pu servir" in said.stdout
            assert "six mois" in said.stdout
            told = json.loads(souffleur(command, QUESTION, "--json", home=own).stdout)
            assert told["unranked"] == "reranker_unusable"


def test_a_written_answer_is_checked_in_the_terminal_and_for_programs(tmp_path: Path, documents: Path) -> None:
    own = Home(tmp_path / "home")
    own.folder.mkdir()
    with Engine.open(own, Settings(), embedder=HashEmbedder()) as engine, served(LocalDesk(engine), own):
        list(ingest(engine, [documents]))
        engine._chat, engine._chat_opened = (
            ScriptedChat(["Le préavis du bail est de six mois [1]. Il coûte 95 € [1]."]),
            True,
        )
        said = souffleur("ask", QUESTION, home=own)
        told = json.loads(souffleur("ask", QUESTION, "--json", home=own).stdout)
    assert said.stdout.startswith("À vérifier : vos documents ne confirment pas «\u00a095 €\u00a0».\n")
    assert "95 €. (pas dans les sources : La source ne donne pas «\u00a095 €\u00a0».)" in said.stdout.replace(
        " [1]", ""
    )
    assert "(1 phrase confirmée par la source, 1 pas dans les sources)" in said.stdout
    assert [check["support"] for check in told["checks"]] == ["supported", "absent"]
    assert told["checks"][1]["figures"] == ["95 €"]
    assert told["text"][: told["checks"][0]["end"]] == "Le préavis du bail est de six mois. [1]"
    assert told["warning"].startswith("À vérifier")


def test_what_the_model_thought_is_shown_to_who_wants_it(tmp_path: Path, documents: Path) -> None:
    own = Home(tmp_path / "home")
    own.folder.mkdir()
    pieces = [Waiting(1), Waiting(0), Thought("Voyons \x1b[2J le bail."), "Le préavis du bail est de six mois [1]."]
    with Engine.open(own, Settings(), embedder=HashEmbedder()) as engine, served(LocalDesk(engine), own):
        list(ingest(engine, [documents]))
        engine._chat, engine._chat_opened = ScriptedChat(pieces), True
        plain = souffleur("ask", QUESTION, home=own)
        said = souffleur("ask", QUESTION, "--thinking", home=own)
        told = json.loads(souffleur("ask", QUESTION, "--thinking", "--json", home=own).stdout)
        without = json.loads(souffleur("ask", QUESTION, "--json", home=own).stdout)
    assert "Voyons" not in plain.stdout
    assert "Réflexion du modèle, non vérifiée" in said.stdout.partition("six mois")[0]
    assert "\x1b" not in said.stdout
    assert told["thought"] == pieces[2].text
    assert "thought" not in without


@pytest.mark.slow
def test_a_chat_model_that_is_not_there_leaves_the_quotations(tmp_path: Path, documents: Path) -> None:
    settings = Settings(chat=Chat(model="none", address="http://127.0.0.1:9/v1"))
    own = Home(tmp_path / "home")
    own.folder.mkdir()
    with LocalDesk(Engine.open(own, settings, embedder=HashEmbedder())) as desk, served(desk, own):
        list(ingest(desk._engine, [documents]))
        said = souffleur("ask", QUESTION, home=own)
    assert said.exit_code == 0
    assert "(Le modèle de rédaction n'a pas répondu : voici des citations.)" in said.stdout
    assert "six mois" in said.stdout
