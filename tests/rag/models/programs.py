"""A real HTTP server that speaks as Ollama, LM Studio, llama-server and vLLM do; its words are in `programs_said`."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from rag.models.dialects import Program
from tests.rag.models.programs_said import CLOSED, COMPLAINTS, LISTS, MODEL, OPEN, unknown

PIECES = ("Bon", "jour", " !")
THOUGHTS = "Hm, que dire"
LONG = 300  # pieces of an answer that somebody may hang up on


@dataclass
class Running:
    """One such program; its fields may be changed while it runs."""

    kind: Program
    address: str = ""
    key: str = ""  # wanted with every request but those that the program leaves open
    length: int = 8192  # of the context that it runs with
    thinks: bool = False
    says: tuple[str, ...] = PIECES
    trouble: str = ""  # memory, context or loading: what a question comes to
    new_lists: bool = True  # LM Studio: from 0.4 on
    seen: list[tuple[str, dict[str, Any], dict[str, str]]] = field(default_factory=list)  # path, body, headers
    hung_up: threading.Event = field(default_factory=threading.Event)

    def questions(self) -> list[dict[str, Any]]:
        """What was asked of a model, and nothing of the lists."""
        return [body for path, body, _ in self.seen if "chat" in path]


@contextmanager
def program(kind: Program, port: int = 0) -> Iterator[Running]:
    """Run one on loopback."""
    state = Running(kind)
    handler = type("Answering", (_Answering,), {"state": state})
    server = ThreadingHTTPServer(("127.0.0.1", port), handler)
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
    state.address = f"http://127.0.0.1:{server.server_port}/v1"
    try:
        yield state
    finally:
        server.shutdown()
        server.server_close()


class _Answering(BaseHTTPRequestHandler):
    state: Running

    def do_GET(self) -> None:
        self._answer({})

    def do_POST(self) -> None:
        self._answer(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))

    def log_message(self, *_: object) -> None:
        pass

    def _answer(self, body: dict[str, Any]) -> None:
        state = self.state
        state.seen.append((self.path, body, dict(self.headers)))
        if (
            state.key
            and self.headers.get("Authorization") != f"Bearer {state.key}"
            and self.path not in OPEN[state.kind]
        ):
            self._say(*CLOSED[state.kind])
            return
        if "chat" in self.path and body:
            self._chat(body)
            return
        said = LISTS[state.kind](self.path, body, state)
        if said is not None:
            self._say(200, said)
        elif state.kind is Program.LM_STUDIO:
            self._say(200, {"error": f"Unexpected endpoint or method. ({self.command} {self.path})"})
        else:
            self._say(404, {"detail": "Not Found"})

    def _chat(self, body: dict[str, Any]) -> None:
        state = self.state
        name, ours = str(body["model"]), MODEL[state.kind]
        native = self.path == "/api/chat"
        if state.kind is not Program.LLAMA_SERVER and name not in {ours, ours.removesuffix(":latest")}:
            self._say(*unknown(state.kind, name))
        elif state.trouble == "context" and state.kind is Program.LM_STUDIO:
            self._begin("text/event-stream")
            self._write(f"event: error\ndata: {json.dumps(COMPLAINTS[state.kind, 'context'][1])}\n\n")
        elif state.trouble:
            self._say(*COMPLAINTS[state.kind, state.trouble])
        else:
            self._begin("application/x-ndjson" if native else "text/event-stream")
            long = "longuement" in json.dumps(body)
            pieces = (*state.says, *[" encore"] * (LONG if long else 0))
            try:
                for line in _ndjson(body, pieces, state) if native else _sse(body, pieces, state):
                    self._write(line)
                    if long:
                        time.sleep(0.01)
            except OSError:
                state.hung_up.set()

    def _begin(self, kind: str) -> None:
        self.send_response(200)
        self.send_header("Content-Type", kind)
        self.end_headers()

    def _write(self, line: str) -> None:
        self.wfile.write(line.encode())
        self.wfile.flush()

    def _say(self, status: int, said: object) -> None:
        body = json.dumps(said).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


def _ndjson(body: dict[str, Any], pieces: tuple[str, ...], state: Running) -> Iterator[str]:
    head = {"model": body["model"], "created_at": "2025-11-01T10:00:00Z"}
    if state.thinks and body.get("think") is not False:
        message = {"role": "assistant", "content": "", "thinking": THOUGHTS}
        yield json.dumps({**head, "message": message, "done": False}) + "\n"
    for piece in pieces:
        yield json.dumps({**head, "message": {"role": "assistant", "content": piece}, "done": False}) + "\n"
    last = {"message": {"role": "assistant", "content": ""}, "done": True, "done_reason": "stop"}
    yield json.dumps({**head, **last, "prompt_eval_count": 26, "eval_count": len(pieces)}) + "\n"


def _sse(body: dict[str, Any], pieces: tuple[str, ...], state: Running) -> Iterator[str]:
    head = {"id": "chatcmpl-1", "object": "chat.completion.chunk", "created": 1761998400, "model": body["model"]}
    told_not_to = (body.get("chat_template_kwargs") or {}).get("enable_thinking") is False
    deltas: list[dict[str, Any]] = [{"role": "assistant", "content": None}]
    deltas += [{"reasoning_content": THOUGHTS}] * (state.thinks and not told_not_to)
    deltas += [{"content": piece} for piece in pieces]
    for delta in deltas:
        choice = {"index": 0, "delta": delta, "logprobs": None, "finish_reason": None}
        yield f"data: {json.dumps({**head, 'choices': [choice]})}\n\n"
    yield f"data: {json.dumps({**head, 'choices': [{'index': 0, 'delta': {}, 'finish_reason': 'stop'}]})}\n\n"
    yield "data: [DONE]\n\n"
