"""A draft as a task: what was asked and what came of it, as JSON that a forgotten document can leave."""

from __future__ import annotations

from dataclasses import replace
from textwrap import shorten
from typing import TYPE_CHECKING, Any, Final

from pydantic import TypeAdapter

from rag.office.drafts.given import Asked
from rag.office.drafts.record import Draft
from rag.tasks import TaskResult

if TYPE_CHECKING:
    from rag.records import DocumentId
    from rag.tasks import KeptTask

NAME_CHARACTERS: Final = 60  # of what was asked, where nothing else names a draft
DRAFTS: Final = "drafts"  # the kind of these tasks
_DRAFT: TypeAdapter[Draft] = TypeAdapter(Draft)
_ASKED: TypeAdapter[Asked] = TypeAdapter(Asked)


def result_of(draft: Draft, asked: Asked, letter: DocumentId | None) -> TaskResult:
    """What is kept: fields and lines leave with the documents that they rest on, everything with the request.

    Args:
        draft: what came of it.
        asked: what was asked.
        letter: the document that is the request, where it is one.
    """
    sources = [field.source for field in draft.fields]
    sources += [source for line in draft.lines for source in (line.asked, line.priced)]
    documents = dict.fromkeys(one.place.document for one in sources if one.place and one.place.document)
    if letter:
        documents.setdefault(letter)
    path = asked.document
    told = {**_ASKED.dump_python(replace(asked, document=""), mode="json"), "path": path, "document": letter or ""}
    result = {"asked": told, "draft": _DRAFT.dump_python(draft, mode="json")}
    words = " ".join((asked.text or asked.more).split())
    name = draft.value("client.name") or draft.value("subject") or shorten(words, NAME_CHARACTERS, placeholder="…")
    return TaskResult(tuple(documents), result, name)


def drafted(task: KeptTask) -> tuple[Draft, Asked] | None:
    """The draft of a task and what was asked; None where nothing is left of it."""
    result: dict[str, Any] | None = task.result
    if not result or "draft" not in result or "asked" not in result:
        return None
    told = dict(result["asked"])
    told["document"] = told.pop("path")
    return _DRAFT.validate_python(result["draft"]), _ASKED.validate_python(told)
