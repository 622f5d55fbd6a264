"""The child process that holds a chat model: `llama_cpp.server` on a loopback port, for its parent alone.

Reads one line of JSON, loads the model, writes its port. Ends when its standard input ends.
"""

from __future__ import annotations

import json
import os
import socket
import sys
import threading
from typing import Any

import uvicorn
from llama_cpp.server.app import create_app
from llama_cpp.server.settings import ModelSettings, ServerSettings

BATCH_TOKENS = 512


def main() -> None:
    """Serve until the parent is gone."""
    task = json.loads(sys.stdin.readline())
    threading.Thread(target=_end_with_parent, daemon=True).start()
    app = create_app(
        server_settings=ServerSettings(
            host="127.0.0.1",
            api_key=task["key"],
            interrupt_requests=False,  # a second question waits, it does not cut the first one off
        ),
        model_settings=[_model(task)],
    )
    listening = socket.create_server(("127.0.0.1", 0))
    server = uvicorn.Server(uvicorn.Config(app, log_level="warning", access_log=False))
    sys.stdout.write(f"{listening.getsockname()[1]}\n")
    sys.stdout.flush()
    server.run(sockets=[listening])


def _model(task: dict[str, Any]) -> ModelSettings:
    return ModelSettings(
        model=task["model"],
        model_alias=task["alias"],
        n_ctx=task["context_tokens"],
        n_batch=BATCH_TOKENS,
        n_threads=task["threads"],
        n_threads_batch=task["threads"],
        use_mlock=False,
        flash_attn=True,
        verbose=False,
    )


def _end_with_parent() -> None:
    while sys.stdin.buffer.read(4096):
        pass
    os._exit(0)  # a computation in C cannot be asked politely


if __name__ == "__main__":
    main()
