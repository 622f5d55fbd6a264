"""The interface for programs, over HTTP: the key, the routes, and every error as a sentence and a code."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from rag.settings import Home
from tests.ui.api.parts import KEY, NOWHERE, QUESTION, open_engine, served, write_documents
from ui.api.app import MOST_HITS, MOST_PATHS
from ui.desk import LocalDesk
from ui.remote import KEY_HEADER, proof_of

ROUTES = [
    ("GET", "/documents"), ("GET", "/located"), ("GET", "/collections"), ("GET", "/counts"), ("GET", "/passages/x"),
    ("POST", "/search"), ("POST", "/ask"), ("POST", "/ingest"), ("POST", "/repair"), ("POST", "/forget"),
    ("GET", "/feedback"), ("POST", "/feedback"), ("POST", "/feedback/take"), ("POST", "/feedback/remove"),
    ("POST", "/contents"), ("POST", "/contents/documents"), ("POST", "/contents/there"),
]  # fmt: skip


@pytest.fixture(scope="module")
def documents(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_documents(tmp_path_factory.mktemp("documents"))


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LocalDesk]:
    with LocalDesk(open_engine(tmp_path_factory.mktemp("home"))) as owner:
        yield owner


@pytest.fixture(scope="module")
def client(desk: LocalDesk, documents: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[httpx.Client]:
    list(desk.ingest([documents], "Atelier"))
    with (
        served(desk, Home(tmp_path_factory.mktemp("announced"))) as server,
        httpx.Client(base_url=f"{server.url}/api", headers={KEY_HEADER: KEY}, trust_env=False) as speaking,
    ):
        yield speaking


def lines(answer: httpx.Response) -> list[dict[str, object]]:
    assert answer.headers["content-type"].startswith("application/x-ndjson")
    return [json.loads(line) for line in answer.text.splitlines()]


def test_health_needs_no_key_and_proves_the_server(client: httpx.Client) -> None:
    answer = client.get("/health", params={"nonce": "abc"}, headers={KEY_HEADER: ""})
    assert answer.json()["status"] == "ok"
    assert answer.json()["proof"] == proof_of(KEY, "abc")
    assert KEY not in answer.text
    assert client.get("/health").json()["proof"] == ""


@pytest.mark.parametrize(("method", "path"), ROUTES)
@pytest.mark.parametrize("key", ["", "wrong", "é".encode()])
def test_everything_else_needs_the_key(client: httpx.Client, method: str, path: str, key: str | bytes) -> None:
    answer = client.request(method, path, json={"question": "x"}, headers={KEY_HEADER: key})
    assert answer.status_code == 403
    assert answer.json()["code"] == "access_denied"


def test_every_route_is_in_the_list_above(client: httpx.Client) -> None:
    for path in ("/", "/docs", "/redoc", "/openapi.json", "/nothing"):
        assert client.get(path).status_code == 404


def test_search(client: httpx.Client) -> None:
    found = client.post("/search", json={"question": QUESTION, "limit": 1}).json()
    assert found["relevant"] is True
    assert [hit["document"]["paths"][0].rpartition("/")[2] for hit in found["hits"]] == ["bail.txt"]


def test_an_answer_is_a_stream(client: httpx.Client) -> None:
    events = lines(client.post("/ask", json={"question": QUESTION, "collections": ["Atelier"]}))
    assert [events[0]["event"], events[-1]["event"]] == ["retrieved", "finished"]
    assert events[-1]["manner"] == "extractive"
    assert "six mois" in str(events[-1]["citations"])
    assert lines(client.post("/ask", json={"question": NOWHERE}))[-1]["manner"] == "refused"


def test_a_follow_up_is_understood_from_the_questions_before_it(client: httpx.Client) -> None:
    earlier = [{"question": "Quel est le préavis du bail du hangar ?", "documents": ["bail.txt"]}]
    first, *_ = lines(client.post("/ask", json={"question": "Quand finit-il ?", "earlier": earlier}))
    assert first["event"] == "understood"
    assert first["question"] == "Quand finit-il ?"
    assert "bail" in str(first["rewritten"])
    alone, *_ = lines(client.post("/ask", json={"question": "Quand finit-il ?"}))
    assert alone["event"] == "retrieved"


def test_reading_is_a_stream(client: httpx.Client, documents: Path) -> None:
    events = lines(client.post("/ingest", json={"paths": [str(documents)], "collection": "Atelier", "retry": True}))
    assert [events[0]["event"], events[-1]["event"]] == ["planned", "summary"]
    assert events[-1]["failures"] == [one for one in events if one["event"] == "outcome"] or events[-1]["failed"] == 1


def test_lists_and_forgetting(client: httpx.Client, desk: LocalDesk, documents: Path) -> None:
    listed = client.get("/documents").json()
    assert [one["title"] for one in listed] == [one.title for one in desk.documents()]
    assert client.get("/collections").json() == ["Atelier"]
    assert client.get("/counts").json() == {"documents": 2, "passages": 2, "failures": 1}
    assert {one["failure"] for one in client.get("/located").json()} == {"", "unsupported"}
    passages = client.get(f"/passages/{listed[0]['id']}").json()
    assert [one["ordinal"] for one in passages] == list(range(len(passages)))
    assert client.post("/forget", json={"documents": [listed[1]["id"], "nobody"]}).json() == {"forgotten": 1}
    assert client.get("/counts").json()["documents"] == 1
    list(desk.ingest([documents], "Atelier"))


@pytest.mark.parametrize(
    ("path", "asked", "status", "code"),
    [
        ("/search", {"question": " "}, 422, "question_empty"),
        ("/ask", {"question": ""}, 422, "question_empty"),
        ("/ask", {"question": "a" * 2001}, 422, "question_too_long"),
        ("/search", {"question": "x", "collections": ["Nulle part"]}, 404, "collection_unknown"),
        ("/search", {"question": "x", "documents": ["personne"]}, 404, "no_document_named"),
        ("/ask", {"question": "x", "kinds": ["poème"]}, 404, "kind_unknown"),
        ("/ask", {"question": "x", "since": "2031"}, 404, "nothing_in_scope"),
        ("/contents", {"until": "hier"}, 422, "date_unreadable"),
        ("/ingest", {"paths": ["/nulle/part"]}, 404, "nothing_there"),
    ],
)
def test_an_error_has_a_status_a_code_and_words(
    client: httpx.Client, path: str, asked: dict[str, object], status: int, code: str
) -> None:
    french = client.post(path, json=asked)
    english = client.post(path, json=asked, headers={"Accept-Language": "en-GB,en;q=0.9"})
    assert (french.status_code, french.json()["code"]) == (status, code)
    assert (english.status_code, english.json()["code"]) == (status, code)
    assert french.json()["sentence"] != english.json()["sentence"]
    assert english.json()["next_step"]
    assert client.get("/passages/nobody").json()["code"] == "document_unknown"


@pytest.mark.parametrize(
    ("path", "asked", "field"),
    [
        ("/search", {"question": "secret", "limit": 0}, "limit"),
        ("/search", {"question": "secret", "limit": MOST_HITS + 1}, "limit"),
        ("/search", {"question": "secret", "extra": 1}, "extra"),
        ("/ask", {"question": ["secret"]}, "question"),
        ("/ask", {"question": "secret", "kinds": "secret"}, "kinds"),
        ("/ask", {"question": "secret", "earlier": [{"documents": []}]}, "earlier.0.question"),
        ("/contents/documents", {"limit": 0}, "limit"),
        ("/ingest", {"paths": []}, "paths"),
        ("/ingest", {"paths": ["/x"] * (MOST_PATHS + 1)}, "paths"),
        ("/ingest", {"paths": ["/x"], "collection": ""}, "collection"),
        ("/forget", {}, "documents"),
        ("/feedback", {"id": "1", "question": ""}, "question"),
        ("/feedback", {"id": "1", "manner": "secret"}, "manner"),
        ("/feedback/take", {"ids": "secret"}, "ids"),
    ],
)
def test_a_malformed_request_is_named_without_its_words(
    client: httpx.Client, path: str, asked: dict[str, object], field: str
) -> None:
    answer = client.post(path, json=asked)
    assert answer.status_code == 422
    assert answer.json()["code"] == "malformed"
    assert field in answer.json()["facts"]["fields"]
    assert "secret" not in answer.text


def test_a_defect_is_a_sentence_and_the_server_lives_on(
    client: httpx.Client, desk: LocalDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise ZeroDivisionError("texte d'un document")

    monkeypatch.setattr(desk, "collections", fail)
    monkeypatch.setattr(desk, "ask", fail)
    for answer in (client.get("/collections"), client.post("/ask", json={"question": "x"})):
        assert answer.status_code == 500
        assert answer.json()["code"] == "unexpected"
        assert "texte d'un document" not in answer.text
    monkeypatch.undo()
    assert client.get("/collections").json() == ["Atelier"]


def test_another_host_name_is_refused(client: httpx.Client) -> None:
    assert client.get("/health", headers={"Host": "evil.example"}).status_code == 403
