"""A chat server at an address of this machine: it writes a known answer word by word, the same each time."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

SAID = "Le préavis du bail du hangar est de six mois, par lettre recommandée [1]. " * 4
BETWEEN_WORDS = 0.03  # seconds: what a small model does on an office machine


class _Writer(BaseHTTPRequestHandler):
    said = SAID

    def do_GET(self) -> None:
        self._send(json.dumps({"object": "list", "data": [{"id": "test", "object": "model"}]}).encode())

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers["Content-Length"]))
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream")
        self.end_headers()
        for word in self.said.split():
            event = {"id": "1", "object": "chat.completion.chunk", "created": 1, "model": "test"}
            choice = {"index": 0, "delta": {"content": f"{word} "}}
            self.wfile.write(f"data: {json.dumps({**event, 'choices': [choice]})}\n\n".encode())
            self.wfile.flush()
            time.sleep(BETWEEN_WORDS)
        self.wfile.write(b"data: [DONE]\n\n")

    def _send(self, body: bytes) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        pass


@contextmanager
def writing(said: str = SAID) -> Iterator[str]:
    """Gives the address of a server that writes these words."""
    running = ThreadingHTTPServer(("127.0.0.1", 0), type("_Writer", (_Writer,), {"said": said}))
    threading.Thread(target=running.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{running.server_port}/v1"
    running.shutdown()
    running.server_close()
