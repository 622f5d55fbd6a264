"""The manual is whole, the same in both languages, and written for people who do not program."""

from __future__ import annotations

import re
from collections.abc import Iterator

import click
import pytest
import typer

from ingest.reasons import REASONS
from rag.errors import Kind, Language
from rag.options import Settings
from ui.cli.main import app
from ui.cli.rim import INTERRUPTED
from ui.manual import FOLDER, TOPICS, page, title
from ui.wire import every_error

LANGUAGES: tuple[Language, ...] = ("fr", "en")
JARGON = re.compile(r"\b(chunk|embedding(?!\.)|vecteur|vector|token|prompt|rag|llm|index)s?\b", re.IGNORECASE)


def commands(group: click.Group, before: str = "souffleur") -> Iterator[tuple[str, click.Command]]:
    for name, command in group.commands.items():
        if isinstance(command, click.Group) or hasattr(command, "commands"):
            yield from commands(command, f"{before} {name}")  # type: ignore[arg-type]  # Typer's own class of group
        else:
            yield f"{before} {name}", command


ROOT = typer.main.get_command(app)
COMMANDS = dict(commands(ROOT))  # type: ignore[arg-type]


def test_the_same_topics_in_both_languages() -> None:
    for language in LANGUAGES:
        assert {file.stem for file in (FOLDER / language).glob("*.md")} == set(TOPICS)


@pytest.mark.parametrize("topic", TOPICS)
def test_a_topic_is_the_same_in_both_languages(topic: str) -> None:
    french, english = page(topic, "fr"), page(topic, "en")
    assert title(topic, "fr") in french.splitlines()[0]
    assert french != english
    for mark in (r"^\*\*", r"^\|", r"^- ", r"^\d\. ", r"^## "):
        assert len(re.findall(mark, french, re.MULTILINE)) == len(re.findall(mark, english, re.MULTILINE)), mark
    quoted = re.compile(r"`(souffleur \w+|[a-z]+\.[a-z_]+|[a-z]+(?:_[a-z]+)+|logs/[^`]*)`")
    assert sorted(quoted.findall(french.replace("« ", "`").replace(" »", "`"))) == sorted(quoted.findall(english))


@pytest.mark.parametrize("topic", [topic for topic in TOPICS if topic != "settings"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_plain_words(topic: str, language: Language) -> None:
    code = re.compile(r"`[^`]*`")
    assert not JARGON.search(code.sub("", page(topic, language)))


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_setting_is_explained(language: Language) -> None:
    told = page("settings", language)
    for section, values in Settings():
        for key in type(values).model_fields:
            assert re.search(rf"`{section}\.{key}` — \S.*\.$", told, re.MULTILINE), key


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_message_is_there_with_what_to_do(language: Language) -> None:
    told = page("trouble", language)
    assert len(list(every_error())) > 15
    for code in (*(error.code for error in every_error()), *REASONS):
        assert re.search(rf"^- \*\*.+\*\* .+ \(`{code}`\)$", told, re.MULTILINE), code
    assert "{" not in told


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_command_with_every_option(language: Language) -> None:
    told = page("commands", language)
    assert len(COMMANDS) > 8
    for name, command in COMMANDS.items():
        row = next(line for line in told.splitlines() if line.startswith(f"| `{name}"))
        for option in (option for one in command.params for option in (*one.opts, *one.secondary_opts)):
            assert not option.startswith("--") or option in row or option == "--json", f"{name} {option}"
            assert option != "--json" or name.split()[-1] in told.split("`--json`")[1].split(")")[0], name
    for option in ROOT.params:
        assert any(f"`souffleur {name}" in told or f"`{name} " in told for name in option.opts), option.opts


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_exit_code(language: Language) -> None:
    last = page("commands", language).strip().rpartition("\n\n")[2]
    assert {int(number) for number in re.findall(r"\b\d+\b", last)} == {0, INTERRUPTED, *(kind.value for kind in Kind)}
