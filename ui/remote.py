"""The library behind the running server, over loopback, with the key that only its owner can read."""

from __future__ import annotations

import hashlib
import hmac
import json
import secrets
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import httpx

from ingest.scan import absolute
from rag.errors import LibraryBusy
from rag.narrowing import EVERYTHING, Narrowing
from rag.records import (
    AnswerEvent,
    Collection,
    Document,
    DocumentId,
    Earlier,
    Finished,
    Located,
    Meanwhile,
    Passage,
    Retrieved,
    Thought,
    Token,
    Understood,
    Waiting,
    Watched,
    Withheld,
)
from rag.store.correspondence import Filed
from rag.store.library import Counts
from ui.choices import Choices, RemoteChoices
from ui.doctor import Doctor, RemoteDoctor
from ui.drafts_remote import RemoteDrafts
from ui.feedback import FeedbackBook, RemoteFeedback
from ui.mail_remote import RemoteMail
from ui.models import Models, RemoteModels
from ui.office import Office, RemoteOffice
from ui.settings import RemoteSettings, SettingsBook
from ui.tasks import RemoteTasks, TaskBook
from ui.threads import RemoteThreads, ThreadBook
from ui.trial import RemoteTrial, TrialBook
from ui.wire import error_from_json, event_from_json, found_from_json, record_from_json, record_to_json

if TYPE_CHECKING:
    import threading
    from collections.abc import Iterator, Sequence

    from ingest.events import IngestEvent
    from rag.repair import RepairEvent
    from rag.retrieval.hybrid import Found
    from rag.settings import Home
    from ui.drafts import DraftBook
    from ui.mail import MailRoom

KEY_HEADER: Final = "X-Souffleur-Key"
FIND_SECONDS: Final = 2.0  # a living server answers its health question in milliseconds, even while it reads files
CALL_SECONDS: Final = 120.0  # the first question loads the search model


@dataclass(frozen=True, slots=True)
class Server:
    """What the running server wrote about itself."""

    url: str
    pid: int
    key: str


def proof_of(key: str, nonce: str) -> str:
    """What only a holder of the key can answer to `nonce`; so the key is never sent to a stranger on that port."""
    return hmac.new(key.encode(), nonce.encode(), hashlib.sha256).hexdigest()


def find_server(home: Home) -> Server | None:
    """The living server of a home, None when there is none."""
    try:
        written = json.loads(home.server_file.read_text(encoding="utf-8"))
        server = Server(url=str(written["url"]), pid=int(written["pid"]), key=str(written["key"]))
    except (OSError, ValueError, KeyError, TypeError):
        return None
    nonce = secrets.token_hex(16)
    try:
        # Never through a proxy: the environment may name one, and this is our own machine.
        answer = httpx.get(f"{server.url}/api/health", params={"nonce": nonce}, timeout=FIND_SECONDS, trust_env=False)
        proof = str(answer.json().get("proof", ""))
    except (httpx.HTTPError, ValueError, AttributeError):
        return None
    return server if hmac.compare_digest(proof, proof_of(server.key, nonce)) else None


class RemoteDesk:
    """See `ui.desk.Desk`; errors of the server arrive as the same classes."""

    def __init__(self, server: Server, transport: httpx.BaseTransport | None = None) -> None:
        self._server = server
        self._client = httpx.Client(
            base_url=f"{server.url}/api",
            headers={KEY_HEADER: server.key},
            timeout=httpx.Timeout(CALL_SECONDS),
            trust_env=False,
            transport=transport,
        )
        self.doctor: Doctor = RemoteDoctor(self._call)
        self.choices: Choices = RemoteChoices(self._call)
        self.feedback: FeedbackBook = RemoteFeedback(self._call)
        self.mail: MailRoom = RemoteMail(self._call, self._stream)
        self.models: Models = RemoteModels(self._call, self._stream)
        self.settings: SettingsBook = RemoteSettings(self._call)
        self.threads: ThreadBook = RemoteThreads(self._call)
        self.tasks: TaskBook = RemoteTasks(self._call)
        self.office: Office = RemoteOffice(self._stream)
        self.drafts: DraftBook = RemoteDrafts(self._call, self._stream)
        self.trial: TrialBook = RemoteTrial(self._call)

    def search(self, question: str, narrowing: Narrowing = EVERYTHING, limit: int = 10) -> Found:
        """See `Desk`."""
        asked = {"question": question, **record_to_json(narrowing), "limit": limit}
        return found_from_json(self._call("POST", "/search", asked))

    def ask(
        self,
        question: str,
        narrowing: Narrowing = EVERYTHING,
        cancel: threading.Event | None = None,
        earlier: Sequence[Earlier] = (),
        *,
        plain: bool = False,
    ) -> Iterator[AnswerEvent]:
        """See `Desk`."""
        before = [record_to_json(one) for one in earlier]
        asked = {"question": question, **record_to_json(narrowing), "earlier": before, "plain": plain}
        for event in self._stream("/ask", asked, cancel):
            if isinstance(event, Understood | Retrieved | Meanwhile | Waiting | Thought | Token | Finished):
                yield event

    def ingest(
        self,
        paths: Sequence[Path],
        collection: str,
        *,
        retry: bool = False,
        forget_missing: bool = False,
        cancel: threading.Event | None = None,
    ) -> Iterator[IngestEvent]:
        """See `Desk`; the paths are read by the server, on this machine."""
        asked = {"paths": [str(Path(path).expanduser().absolute()) for path in paths], "collection": collection}
        yield from self._stream("/ingest", {**asked, "retry": retry, "forget_missing": forget_missing}, cancel)

    def repair(self) -> Iterator[RepairEvent]:
        """See `Desk`."""
        yield from self._stream("/repair", {}, None)

    def documents(self) -> list[Document]:
        """See `Desk`."""
        return [record_from_json(Document, one) for one in self._call("GET", "/documents")]

    def located(self) -> list[Located]:
        """See `Desk`."""
        return [record_from_json(Located, one) for one in self._call("GET", "/located")]

    def collections(self) -> tuple[Collection, ...]:
        """See `Desk`."""
        return tuple(Collection(str(name)) for name in self._call("GET", "/collections"))

    def passages_of(self, document: DocumentId) -> list[Passage]:
        """See `Desk`; raises DocumentUnknown."""
        return [record_from_json(Passage, one) for one in self._call("GET", f"/passages/{document}")]

    def correspondence(self, document: DocumentId) -> list[Filed]:
        """See `Desk`; raises DocumentUnknown."""
        return [record_from_json(Filed, one) for one in self._call("GET", f"/correspondence/{document}")]

    def forget(self, documents: Sequence[DocumentId]) -> int:
        """See `Desk`."""
        return int(self._call("POST", "/forget", {"documents": list(documents)})["forgotten"])

    def counts(self) -> Counts:
        """See `Desk`."""
        return record_from_json(Counts, self._call("GET", "/counts"))

    def watched(self) -> tuple[Watched, ...]:
        """See `Desk`."""
        return tuple(record_from_json(Watched, one) for one in self._call("GET", "/watched"))

    def watch(self, root: Path, collection: str) -> Watched:
        """See `Desk`; the folder is followed by the server."""
        asked = {"root": str(absolute(root)), "collection": collection}
        return record_from_json(Watched, self._call("POST", "/watch", asked))

    def unwatch(self, root: Path) -> bool:
        """See `Desk`."""
        return bool(self._call("POST", "/unwatch", {"root": str(absolute(root))})["followed"])

    def withheld(self) -> tuple[Withheld, ...]:
        """See `Desk`."""
        return tuple(record_from_json(Withheld, one) for one in self._call("GET", "/withheld"))

    def keep(self, root: str, *, kept: bool = True) -> None:
        """See `Desk`."""
        self._call("POST", "/keep", {"root": root, "kept": kept})

    def close(self) -> None:
        """See `Desk`."""
        self._client.close()

    def _call(self, method: str, path: str, asked: dict[str, Any] | None = None) -> Any:  # noqa: ANN401 - any JSON
        with self._in_our_words():
            answer = self._client.request(method, path, json=asked)
            if answer.is_error:
                raise error_from_json(answer.json())
            return answer.json()

    def _stream(self, path: str, asked: dict[str, Any], cancel: threading.Event | None) -> Iterator[Any]:
        # Closing the response is what tells the server to stop.
        with self._in_our_words(), self._client.stream("POST", path, json=asked, timeout=_patient()) as answer:
            if answer.is_error:
                raise error_from_json(json.loads(answer.read()))
            for line in answer.iter_lines():
                if cancel and cancel.is_set():
                    return
                if line:
                    yield event_from_json(json.loads(line))

    @contextmanager
    def _in_our_words(self) -> Iterator[None]:
        """A server that went away in the middle: the library is between two owners."""
        try:
            yield
        except (httpx.HTTPError, json.JSONDecodeError) as trouble:
            raise LibraryBusy(Path(self._server.url), str(self._server.pid)) from trouble


def _patient() -> httpx.Timeout:
    """Reading may be silent for as long as a large file takes; a dead server is noticed by its closed connection."""
    return httpx.Timeout(CALL_SECONDS, read=None)
