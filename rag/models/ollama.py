"""Ollama's own route for an answer.

Its OpenAI route cannot set the length of the context: Ollama then takes its own, 4,096 by default, and cuts the
beginning of what is longer without a word, which is where our rules and best passages stand (ollama #5902, #3839).
`/api/chat` can; newer versions, told not to cut (`truncate`, `shift`), say that a text is too long.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final

from rag.models.complaints import Complaint
from rag.records import Thought

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    import httpx

    from rag.models.message import Message

KEEP_ALIVE: Final = "30m"  # its own five minutes mean that nearly every question waits for the model to be loaded
_OK: Final = 200


def ollama_pieces(
    client: httpx.Client,
    root: str,
    name: str,
    turns: Sequence[Message],
    *,
    context_tokens: int,
    max_tokens: int,
    temperature: float,
    thinks: bool,
    schema: Mapping[str, Any] | None = None,
) -> Iterator[str | Thought]:
    """The answer in pieces, and what the model thinks apart from it.

    Args:
        client: open as long as the answer lasts.
        root: the server's address without `/v1`.
        name: of the model.
        turns: what is said to it, as a template takes it.
        context_tokens: the length of context that it must be loaded with.
        max_tokens: the longest answer.
        temperature: its freedom.
        thinks: it would think first; it is told not to, since that takes minutes on a processor.
        schema: a JSON schema that the answer is held to.

    Raises:
        Complaint: the server said something else.
    """
    asked: dict[str, Any] = {
        "model": name,
        "messages": [{"role": message.role, "content": message.text} for message in turns],
        "stream": True,
        "options": {"num_ctx": context_tokens, "num_predict": max_tokens, "temperature": temperature},
        "keep_alive": KEEP_ALIVE,
        "truncate": False,
        "shift": False,
        **({"think": False} if thinks else {}),
        **({"format": schema} if schema is not None else {}),
    }
    with client.stream("POST", f"{root}/api/chat", json=asked) as answer:
        if answer.status_code != _OK:
            raise Complaint(answer.status_code, answer.read().decode(errors="replace"))
        for line in answer.iter_lines():
            said = _read(line)
            if said.get("thinking"):
                yield Thought(str(said["thinking"]))
            if said.get("content"):
                yield str(said["content"])


def _read(line: str) -> dict[str, Any]:
    """The message of one line; raises Complaint where it is an error."""
    try:
        said = json.loads(line) if line.strip() else {}
    except ValueError as trouble:
        raise Complaint(_OK, line) from trouble
    if not isinstance(said, dict) or said.get("error"):
        raise Complaint(_OK, str(said.get("error")) if isinstance(said, dict) else line)
    message = said.get("message")
    return message if isinstance(message, dict) else {}
