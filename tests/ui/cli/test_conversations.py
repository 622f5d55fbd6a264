"""`souffleur conversations`, and `souffleur ask --keep`."""

from __future__ import annotations

import json
import re
from pathlib import Path

import docx
import pytest

from rag.errors import Kind
from rag.settings import Home
from tests.ui.api.parts import NOWHERE, QUESTION
from tests.ui.cli.parts import souffleur


def ask(home: Home, *more: str, question: str = QUESTION) -> str:
    """Ask and keep; gives the conversation's number."""
    said = souffleur("ask", question, *(more or ("--keep",)), home=home)
    assert said.exit_code == 0, said.stderr
    found = re.search(r"Gardé dans la conversation (\w+)", said.stdout)
    assert found, said.stdout
    return found.group(1)


def numbers(said: str) -> list[str]:
    return [line.split()[0] for line in said.splitlines() if not line.startswith(" ")]


def test_a_conversation_from_its_first_question_to_its_end(home: Home, tmp_path: Path) -> None:
    number = ask(home)
    assert ask(home, "--conversation", number[:5], question=NOWHERE) == number
    other = ask(home, question="Combien coûte le chêne ?")
    assert numbers(souffleur("conversations", "list", home=home).stdout) == [other, number]
    assert souffleur("conversations", "list", "--limit", "1", home=home).stdout.endswith("--limit en montre plus.\n")
    assert numbers(souffleur("conversations", "search", "RUGBY preavis", home=home).stdout) == [number]
    assert "ne contient ces mots" in souffleur("conversations", "search", "baleine", home=home).stdout

    follow = souffleur("ask", "Quand finit-il ?", "--conversation", other, home=home)
    assert follow.stdout.startswith("Compris comme : Combien coûte le chêne ? Quand finit-il ?")
    assert "Compris comme : Combien coûte" in souffleur("conversations", "show", other, home=home).stdout
    shown = souffleur("conversations", "show", number, home=home).stdout
    assert shown.index(QUESTION) < shown.index("est de six mois.\u00a0» [1]") < shown.index(NOWHERE)
    assert "[1] bail.txt · Atelier" in shown
    assert "Je ne trouve pas cela dans vos documents." in shown
    written = json.loads(souffleur("conversations", "show", number, "--json", home=home).stdout)
    assert [one["question"] for one in written["turns"]] == [QUESTION, NOWHERE]
    assert json.loads(souffleur("conversations", "list", "--json", home=home).stdout)[1]["turns"] == 2

    assert "Bail du hangar" in souffleur("conversations", "rename", number, " Bail du hangar", home=home).stdout
    word, text = tmp_path / "bail.docx", tmp_path / "bail.md"
    assert souffleur("conversations", "export", number, "--to", word, home=home).exit_code == 0
    assert docx.Document(str(word)).paragraphs[0].text == "Bail du hangar"
    assert souffleur("conversations", "export", number, "--to", text, home=home).exit_code == 0
    assert text.read_text(encoding="utf-8").startswith("# Bail du hangar\n")
    nowhere = souffleur("conversations", "export", number, "--to", "/proc/nowhere/x.md", home=home)
    assert (nowhere.exit_code, "ne peut pas être écrit" in nowhere.stderr) == (Kind.UNAVAILABLE, True)
    again = souffleur("conversations", "export", number, "--to", text, home=home)
    assert (again.exit_code, "existe déjà" in again.stderr) == (2, True)

    refused = souffleur("conversations", "delete", number, home=home, typed="n\n")
    assert (refused.exit_code, "Rien n'a été supprimé." in refused.stdout) == (1, True)
    assert "1 conversation(s) supprimée(s)." in souffleur("conversations", "delete", "--yes", number, home=home).stdout
    assert souffleur("conversations", "show", number, home=home).exit_code == 3
    assert souffleur("conversations", "delete", "--all", home=home, typed="o\n").exit_code == 0
    assert souffleur("conversations", "list", home=home).stdout == "Aucune conversation n'est gardée.\n"


def test_without_a_word_about_it_nothing_is_kept(home: Home) -> None:
    assert souffleur("ask", QUESTION, home=home).exit_code == 0
    assert souffleur("conversations", "list", "--json", home=home).stdout == "[]\n"


def test_a_program_learns_where_it_was_kept(home: Home) -> None:
    said = json.loads(souffleur("ask", QUESTION, "--keep", "--json", home=home).stdout)
    assert souffleur("conversations", "delete", "--yes", said["conversation"], home=home).exit_code == 0


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("conversations", "show", "nobody"), 3),
        (("conversations", "rename", "nobody", "x"), 3),
        (("conversations", "delete"), 2),
        (("conversations", "delete", "x", "--all"), 2),
        (("conversations", "export", "nobody"), 3),
        (("ask", QUESTION, "--conversation", "nobody"), 3),
    ],
)
def test_what_is_wrong_is_said_in_a_sentence(home: Home, arguments: tuple[str, ...], code: int) -> None:
    said = souffleur(*arguments, home=home)
    assert said.exit_code == code
    assert said.stderr.strip()
    assert "Traceback" not in said.stderr


def test_the_settings_can_forbid_it(tmp_path: Path) -> None:
    home = Home(tmp_path)
    home.settings_file.write_text("[page]\nkeep_conversations = false\n", encoding="utf-8")
    said = souffleur("ask", QUESTION, "--keep", home=home)
    assert said.exit_code == 2
    assert "« page.keep_conversations »" in said.stderr
