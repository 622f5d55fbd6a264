"""A site of models for the tests, on a real port: lists, redirects to a second place, ranges, marks, and misbehaviour.

Large files (as on the real one) are kept elsewhere: `/resolve/` answers with a redirect that carries the SHA-256, and
the second place has an ETag of its own. Small ones are served directly, under the name of their git object.
"""

from __future__ import annotations

import hashlib
import json
import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from rag.errors import Words
from rag.models.cards import OWN_FILE, ModelCard, Use, WantedFile

REVISION = "0123456789abcdef0123456789abcdef01234567"
BLOCK = 1 << 16
LARGE = (".safetensors", ".gguf")


class Site(ThreadingHTTPServer):
    """What it holds and how it behaves; changed by tests while it runs."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Answer)
        self.files: dict[str, bytes] = {}  # "owner/model/path" → content
        self.asked: list[tuple[str, str, str]] = []  # path, Range, If-Range
        self.sent = 0  # bytes of large files
        self.cuts: list[int] = []  # after how many bytes the next answers break off
        self.status = 200  # of /resolve/
        self.etag = "one"  # of the second place
        self.weak = False
        self.ranges = True
        self.lie = b""  # put in front of what the second place gives, without saying so
        self.commit = REVISION
        self.held = threading.Event()  # set: no answer waits
        self.held.set()

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"

    def keep(self, repository: str, folder: Path) -> None:
        """Hold the files of a folder."""
        for file in folder.rglob("*"):
            if file.is_file():
                self.files[f"{repository}/{file.relative_to(folder).as_posix()}"] = file.read_bytes()


class Answer(BaseHTTPRequestHandler):
    """One request."""

    protocol_version = "HTTP/1.1"
    server: Site

    def do_GET(self) -> None:
        path = self.path.partition("?")[0]
        self.server.asked.append((path, self.headers.get("Range", ""), self.headers.get("If-Range", "")))
        if found := re.fullmatch(r"/api/models/(.+)/tree/(.+)", path):
            self._list(found.group(1))
        elif found := re.fullmatch(r"/(.+?)/resolve/([^/]+)/(.+)", path):
            self._resolve(f"{found.group(1)}/{found.group(3)}", found.group(2))
        elif path.startswith("/elsewhere/"):
            self._give(self.server.lie + self.server.files[path.removeprefix("/elsewhere/")])
        else:
            self._end(404)

    def _list(self, repository: str) -> None:
        entries = [
            {"type": "directory", "oid": "0" * 40, "size": 0, "path": "1_Pooling"},
            *(
                _entry(name.removeprefix(f"{repository}/"), content)
                for name, content in self.server.files.items()
                if name.startswith(f"{repository}/")
            ),
        ]
        self._end(200 if len(entries) > 1 else 404, json.dumps(entries).encode())

    def _resolve(self, name: str, revision: str) -> None:
        content = self.server.files.get(name)
        if content is None or revision != REVISION or self.server.status != 200:
            self._end(404 if self.server.status == 200 else self.server.status)
        elif name.endswith(LARGE):
            self._end(
                302,
                Location=f"/elsewhere/{name}",
                X_Repo_Commit=self.server.commit,
                X_Linked_Etag=f'"{hashlib.sha256(content).hexdigest()}"',
                X_Linked_Size=str(len(content)),
            )
        else:
            self._end(200, content, X_Repo_Commit=self.server.commit, ETag=f'"{git_name(content)}"')

    def _give(self, content: bytes) -> None:
        etag = f'W/"{self.server.etag}"' if self.server.weak else f'"{self.server.etag}"'
        wanted = re.fullmatch(r"bytes=(\d+)-", self.headers.get("Range", ""))
        same = self.headers.get("If-Range", etag) == etag
        begin = int(wanted.group(1)) if wanted and same and self.server.ranges else 0
        if begin >= len(content):
            self._end(416)
            return
        self.send_response(206 if begin else 200)
        self.send_header("ETag", etag)
        self.send_header("Content-Length", str(len(content) - begin))
        if begin:
            self.send_header("Content-Range", f"bytes {begin}-{len(content) - 1}/{len(content)}")
        self.end_headers()
        end = begin + self.server.cuts.pop(0) if self.server.cuts else len(content)
        for start in range(begin, min(end, len(content)), BLOCK):
            self.server.held.wait(30)
            piece = content[start : min(start + BLOCK, end)]
            try:
                self.wfile.write(piece)
            except OSError:
                return
            self.server.sent += len(piece)
        self.close_connection = True  # before the end that was promised: a cut

    def _end(self, status: int, body: bytes = b"", **headers: str) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        pass


@contextmanager
def site() -> Iterator[Site]:
    """A running one."""
    running = Site()
    threading.Thread(target=running.serve_forever, args=(0.02,), daemon=True).start()
    try:
        yield running
    finally:
        running.held.set()
        running.shutdown()
        running.server_close()


def git_name(content: bytes) -> str:
    """What git calls a file."""
    return hashlib.sha1(b"blob %d\0" % len(content) + content).hexdigest()  # noqa: S324 - git's own way


def card(name: str, use: Use, *files: WantedFile, repository: str = "firm/model") -> ModelCard:
    """A card for a test."""
    return ModelCard(name, use, name, Words("", ""), repository=repository, revision=REVISION, files=files)


def wanted(path: str, content: bytes) -> WantedFile:
    """A file with everything that is known of it."""
    return WantedFile(path, len(content), hashlib.sha256(content).hexdigest())


def write_catalogue(home: Path, address: str, *cards: ModelCard) -> None:
    """A home whose own catalogue holds these cards, and whose settings name this site."""
    models = home / "models"
    models.mkdir(parents=True, exist_ok=True)
    tables = []
    for one in cards:
        files = ", ".join(
            f'{{ path = "{file.path}", bytes = {file.bytes}, sha256 = "{file.sha256}" }}' for file in one.files
        )
        tables.append(
            f'[{one.use}."{one.name}"]\ntitle = "{one.title}"\nrepository = "{one.repository}"\n'
            f'revision = "{one.revision}"\nfiles = [{files}]\nlicence = "Apache-2.0"\nlanguages = ["fr", "en"]\n'
            f'sources = "one"\nparameters = 22_000_000\nbody = 10_000_000\n'
            f'fr = "Pour les essais."\nen = "For trials."\n'
        )
    (models / OWN_FILE).write_text("\n".join(tables), encoding="utf-8")
    (home / "souffleur.toml").write_text(f'[models]\nhub = "{address}"  # ours\n', encoding="utf-8")


def _entry(path: str, content: bytes) -> dict[str, object]:
    entry: dict[str, object] = {"type": "file", "oid": git_name(content), "size": len(content), "path": path}
    if path.endswith(LARGE):
        entry["lfs"] = {"oid": hashlib.sha256(content).hexdigest(), "size": len(content), "pointerSize": 134}
    return entry
