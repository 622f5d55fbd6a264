"""A real GGUF in its child process: written, waited for, cancelled, counted, crashed, put to rest, closed."""

from __future__ import annotations

import json
import os
import signal
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import psutil
import pytest

from rag.errors import ModelFailed
from rag.models import runner as runner_module
from rag.models.chat import Message, open_chat
from rag.models.local import LocalChat
from rag.models.template import arranged
from rag.options import Chat
from rag.records import Thought, Waiting
from tests.rag.models.small_model import small_model

HELLO = [Message("system", "You are brief."), Message("user", "Say hello.")]
COUNT = [Message("system", "You are brief."), Message("user", "Count from 1 to 900.")]
CLAUSES = " ".join(
    f"Clause {number}: the lessor may end the lease with {number} months' notice." for number in range(40)
)
LONG = [Message("system", CLAUSES), Message("user", "Which clause says twelve months?")]

pytestmark = pytest.mark.model


@pytest.fixture(scope="module")
def local(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LocalChat]:
    folder = tmp_path_factory.mktemp("chat")
    yield (opened := a_chat(folder))
    opened.close()


def a_chat(folder: Path, **options: float) -> LocalChat:
    chosen = Chat.model_validate({"model": str(small_model()), "context_tokens": 2048, "threads": 1, **options})
    opened = open_chat(chosen, folder, folder)
    assert isinstance(opened, LocalChat)
    return opened


def words(stream: Iterator[str | Thought | Waiting]) -> str:
    return "".join(piece for piece in stream if isinstance(piece, str))


def child(chat: LocalChat) -> int:
    pid = chat._runner.pid
    assert pid is not None
    return pid


def computed(chat: LocalChat) -> float:
    """Seconds that the child's processor worked so far: what a busy machine does not change."""
    return psutil.Process(child(chat)).cpu_times().user


def test_a_grammar_holds_an_answer_to_its_form(local: LocalChat) -> None:
    form = {"type": "object", "properties": {"line": {"enum": [7, 9]}}, "required": ["line"]}
    asked = [Message("user", "Tell me a story about the sea.")]
    written = words(local.stream(asked, max_tokens=40, temperature=0.0, schema=form))
    assert json.loads(written)["line"] in {7, 9}
    assert not words(local.stream(asked, max_tokens=8, temperature=0.0)).startswith("{"), "and only where it is asked"


def test_a_real_model_writes_in_pieces(local: LocalChat) -> None:
    pieces = list(local.stream(HELLO, max_tokens=12, temperature=0.0))
    assert len(pieces) > 3
    assert all(isinstance(piece, str) for piece in pieces)
    assert child(local) != os.getpid()


def test_tokens_are_counted_as_the_model_reads_them(local: LocalChat) -> None:
    local.prepare()
    running = local._runner._running
    assert running is not None
    turns = [{"role": one.role, "content": one.text} for one in arranged(HELLO)]
    read = httpx.post(
        f"{running.url}/chat/completions",
        json={"messages": turns, "max_tokens": 1},
        headers={"Authorization": f"Bearer {running.key}"},
        trust_env=False,
        timeout=120,
    ).json()
    assert local.count_messages(HELLO) == read["usage"]["prompt_tokens"]
    assert local.count_tokens("0123456789") == 10
    assert local.count_tokens("hello") == 1


def test_what_does_not_fit_is_said_and_never_cut(local: LocalChat) -> None:
    with pytest.raises(ModelFailed, match="context"):
        list(local.stream([Message("user", CLAUSES * 3)], max_tokens=20, temperature=0.0))


def test_questions_wait_in_line_and_are_told_so(local: LocalChat) -> None:
    first = local.stream(COUNT, max_tokens=800, temperature=0.0)
    next(first)
    second = local.stream(HELLO, max_tokens=3, temperature=0.0)
    assert next(second) == Waiting(1)
    first.close()  # type: ignore[attr-defined]
    assert next(second) == Waiting(0)
    assert words(second)


def test_leaving_the_line_needs_no_turn(local: LocalChat) -> None:
    first = local.stream(COUNT, max_tokens=800, temperature=0.0)
    next(first)
    cancel = threading.Event()
    second = local.stream(HELLO, max_tokens=3, temperature=0.0, cancel=cancel)
    assert next(second) == Waiting(1)
    cancel.set()
    assert list(second) == []
    first.close()  # type: ignore[attr-defined]


def test_cancelling_frees_the_model_for_the_next_question(local: LocalChat) -> None:
    stream = local.stream(COUNT, max_tokens=800, temperature=0.0)
    next(stream)
    stream.close()  # type: ignore[attr-defined]
    running = child(local)
    assert words(local.stream(HELLO, max_tokens=3, temperature=0.0))
    assert child(local) == running


def test_reading_a_long_prompt_is_given_up_and_what_comes_after_is_sound(local: LocalChat) -> None:
    other = [Message("system", "Rules. " + CLAUSES), LONG[1]]  # nothing read of one serves the other
    before = computed(local)
    wanted = words(local.stream(LONG, max_tokens=6, temperature=0.0))
    whole = computed(local) - before

    before = computed(local)
    cancel = threading.Event()

    def stop_in_the_middle() -> None:
        while computed(local) - before < whole / 4:
            time.sleep(0.01)
        cancel.set()

    stopping = threading.Thread(target=stop_in_the_middle)
    stopping.start()
    assert list(local.stream(other, max_tokens=6, temperature=0.0, cancel=cancel)) == []
    stopping.join()
    assert words(local.stream(HELLO, max_tokens=1, temperature=0.0))
    assert computed(local) - before < whole * 0.7, "the rest of the prompt was not read"

    assert words(local.stream(LONG, max_tokens=6, temperature=0.0)) == wanted


def test_a_crash_in_the_middle_is_said_and_the_next_question_starts_it_again(local: LocalChat) -> None:
    stream = local.stream(COUNT, max_tokens=800, temperature=0.0)
    next(stream)
    dead = child(local)
    os.kill(dead, signal.SIGKILL)
    with pytest.raises(ModelFailed):
        list(stream)
    assert words(local.stream(HELLO, max_tokens=3, temperature=0.0))
    assert child(local) != dead


def test_a_child_that_answers_no_more_is_replaced(local: LocalChat, monkeypatch: pytest.MonkeyPatch) -> None:
    local.prepare()
    stuck = child(local)
    monkeypatch.setattr(runner_module, "HEALTH_SECONDS", 0.5)
    monkeypatch.setattr(runner_module, "STOP_SECONDS", 0.5)
    os.kill(stuck, signal.SIGSTOP)
    local.prepare()
    assert child(local) != stuck


def test_strangers_on_this_machine_need_the_key(local: LocalChat) -> None:
    local.prepare()
    running = local._runner._running
    assert running is not None
    assert httpx.get(f"{running.url}/models", trust_env=False).status_code == 401
    counted = httpx.post(f"http://127.0.0.1:{running.port}/count", json={"texts": ["a"]}, trust_env=False)
    assert counted.status_code == 401


def test_memory_comes_back_when_nobody_asks(tmp_path: Path) -> None:
    chat = a_chat(tmp_path, idle_minutes=0.01)
    chat.prepare()
    resting = psutil.Process(child(chat))
    resting.wait(60)
    assert words(chat.stream(HELLO, max_tokens=2, temperature=0.0))
    assert child(chat) != resting.pid
    chat.close()


def test_a_start_is_not_waited_for_by_who_leaves(tmp_path: Path) -> None:
    chat = a_chat(tmp_path)
    cancel = threading.Event()
    cancel.set()
    chat.prepare(cancel)
    assert chat.count_tokens("hello") > 1, "it is only estimated while the model loads"
    chat.prepare()
    assert chat.count_tokens("hello") == 1
    chat.close()


def test_closing_ends_the_child(local: LocalChat) -> None:
    local.prepare()
    pid = child(local)
    local.close()
    assert not psutil.pid_exists(pid)


def test_a_file_that_is_no_model_is_said(tmp_path: Path) -> None:
    (tmp_path / "broken.gguf").write_bytes(b"GGUF" + b"\0" * 1000)
    chat = open_chat(Chat(model="broken.gguf"), tmp_path, tmp_path)
    assert chat is not None
    with pytest.raises(ModelFailed):
        list(chat.stream(HELLO, max_tokens=2, temperature=0))
