"""The child process that holds a chat model: `llama_cpp.server` on a loopback port, for its parent alone.

Reads one line of JSON, loads the model, writes one line of JSON: its port, and what its template wants. Ends when its
standard input ends.
"""

from __future__ import annotations

import contextlib
import json
import os
import socket
import sys
import threading
from typing import TYPE_CHECKING, Any

import llama_cpp
import uvicorn
from fastapi import Depends
from llama_cpp.server import app as server_app
from llama_cpp.server.settings import ModelSettings, ServerSettings

from rag.models.runner_prompt import Prompt
from rag.models.runner_stop import StopsWithClient

if TYPE_CHECKING:
    from fastapi import FastAPI

ALL_LAYERS = -1


def main() -> None:
    """Serve until the parent is gone."""
    task = json.loads(sys.stdin.readline())
    threading.Thread(target=_end_with_parent, daemon=True).start()
    app = _loaded(task)
    llama = server_app._llama_proxy()  # type: ignore[misc]  # noqa: SLF001 - it was made with the application
    prompt = Prompt(llama)
    llama.chat_handler = prompt.to_chat_handler()
    _add_count(app, prompt)
    listening = socket.create_server(("127.0.0.1", 0))
    server = uvicorn.Server(uvicorn.Config(StopsWithClient(app, llama), log_level="warning", access_log=False))
    facts = {
        "port": listening.getsockname()[1],
        "context_tokens": min(task["context_tokens"], llama.n_ctx(), llama_cpp.llama_model_n_ctx_train(llama.model)),
        "system_turn": prompt.knows_system_turn(),
        "opens_thought": prompt.opens_thought(),
    }
    sys.stdout.write(json.dumps(facts) + "\n")
    sys.stdout.flush()
    server.run(sockets=[listening])


def _loaded(task: dict[str, Any]) -> FastAPI:
    """The application with its model; on the graphics card where there is one that can hold it."""
    if llama_cpp.llama_supports_gpu_offload():
        with contextlib.suppress(ValueError, RuntimeError):
            return _app(task, ALL_LAYERS)
    return _app(task, 0)


def _app(task: dict[str, Any], layers: int) -> FastAPI:
    app: FastAPI = server_app.create_app(
        server_settings=ServerSettings(
            host="127.0.0.1",
            api_key=task["key"],
            interrupt_requests=False,  # a second question waits, it does not cut the first one off
        ),
        model_settings=[_model(task, layers)],
    )
    return app


def _model(task: dict[str, Any], layers: int) -> ModelSettings:
    return ModelSettings(
        model=task["model"],
        model_alias=task["alias"],
        n_ctx=task["context_tokens"],
        n_batch=task["step_tokens"],
        n_ubatch=task["step_tokens"],
        n_threads=task["threads"],
        n_threads_batch=task["threads"],
        n_gpu_layers=layers,
        use_mmap=False,  # the weights are repacked: mapped, they would be in memory twice
        use_mlock=False,
        flash_attn=True,
        verbose=False,
    )


def _add_count(app: FastAPI, prompt: Prompt) -> None:
    """Counting waits for no answer: a tokenizer only reads."""

    def count(asked: dict[str, Any]) -> dict[str, Any]:
        if "messages" in asked:
            return {"counts": [prompt.tokens(prompt(messages=asked["messages"]).prompt)]}
        return {"counts": [prompt.tokens(text) for text in asked["texts"]]}

    app.add_api_route("/count", count, methods=["POST"], dependencies=[Depends(server_app.authenticate)])


def _end_with_parent() -> None:
    while sys.stdin.buffer.read(4096):
        pass
    os._exit(0)  # a computation in C cannot be asked politely


if __name__ == "__main__":
    main()
