"""Records and events as JSON and back: the one form that the server speaks and `--json` prints.

An event carries its name under `event`; an error travels as its code and its facts, so that it arrives as the same
class and says its sentence in the reader's language.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, TypeVar

from pydantic import TypeAdapter

from ingest.events import Outcome, Planned, Progress, Summary
from rag.doctor.finding import Examination
from rag.errors import Language, SouffleurError, Unexpected
from rag.models.dialects import ModelServer
from rag.models.installed import Checked, Checking
from rag.models.overview import Overview
from rag.models.pulling import Pulled
from rag.models.staging import PullProgress
from rag.narrowing import Narrowing
from rag.office.asked import MinutesAsked
from rag.office.drafts.record import Draft
from rag.office.mail.record import Category, Mail, MailFetched, MailServer, MailsSorted, Sorted, SortedMail
from rag.office.record import Summary as Meetings
from rag.records import (
    Asked,
    Document,
    Earlier,
    Feedback,
    Finished,
    Hit,
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
from rag.repair import Repaired, RepairProgress
from rag.retrieval.hybrid import Found
from rag.settable import Setting
from rag.store.contents import Choice, Contents
from rag.store.correspondence import Filed
from rag.store.library import Counts
from rag.tasks import KeptTask, TaskEnded, TaskStep
from rag.threads import KeptTurn, Thread

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

R = TypeVar("R")
Json = dict[str, Any]  # what `json` makes of one object

EVENTS: Final[Mapping[str, type]] = {
    "understood": Understood,
    "retrieved": Retrieved,
    "waiting": Waiting,
    "thought": Thought,
    "meanwhile": Meanwhile,
    "token": Token,
    "finished": Finished,
    "planned": Planned,
    "progress": Progress,
    "outcome": Outcome,
    "summary": Summary,
    "repairing": RepairProgress,
    "repaired": Repaired,
    "pulling": PullProgress,
    "pulled": Pulled,
    "checking": Checking,
    "checked": Checked,
    "step": TaskStep,
    "ended": TaskEnded,
    "mail_fetched": MailFetched,
    "mail_sorted": SortedMail,
    "mails_sorted": MailsSorted,
}
_NAMES: Final = {kind: name for name, kind in EVENTS.items()}

Record = (
    Document
    | Located
    | Passage
    | Hit
    | Counts
    | Watched
    | Withheld
    | Filed
    | Feedback
    | Asked
    | Examination
    | Overview
    | Thread
    | KeptTask
    | KeptTurn
    | ModelServer
    | Narrowing
    | Earlier
    | Contents
    | Meetings
    | Category
    | Mail
    | MailServer
    | MailsSorted
    | Sorted
    | Draft
    | MinutesAsked
    | Choice
    | Setting
)
Event = (
    Understood
    | Retrieved
    | Waiting
    | Thought
    | Meanwhile
    | Token
    | Finished
    | Planned
    | Progress
    | Outcome
    | Summary
    | RepairProgress
    | Repaired
    | PullProgress
    | Pulled
    | Checking
    | Checked
    | TaskStep
    | TaskEnded
    | MailFetched
    | SortedMail
    | MailsSorted
)


_ADAPTERS: Final[dict[type, TypeAdapter[Any]]] = {}


def _adapter(kind: type) -> TypeAdapter[Any]:
    """Pydantic's reader and writer of one class, made once."""
    if kind not in _ADAPTERS:
        _ADAPTERS[kind] = TypeAdapter(kind)
    return _ADAPTERS[kind]


def record_to_json(record: Record) -> Json:
    """One record as a JSON object; its field names are the keys."""
    written: Json = _adapter(type(record)).dump_python(record, mode="json")
    return written


def record_from_json(kind: type[R], written: object) -> R:
    """The record again; raises pydantic's ValidationError when the shape is another one."""
    record: R = _adapter(kind).validate_python(written)
    return record


def event_to_json(event: Event) -> Json:
    """One event, its name under `event`."""
    return {"event": _NAMES[type(event)], **_adapter(type(event)).dump_python(event, mode="json")}


def event_from_json(written: Mapping[str, Any]) -> Event:
    """The event again.

    Raises:
        SouffleurError: the event says that an error ended the stream.
    """
    values = dict(written)
    name = values.pop("event")
    if name == "error":
        raise error_from_json(values)
    event: Event = _adapter(EVENTS[name]).validate_python(values)
    return event


def found_to_json(found: Found) -> Json:
    """What a search found."""
    return {
        "hits": [record_to_json(hit) for hit in found.hits],
        "relevant": found.relevant,
        "seconds": found.seconds,
        "words_only": found.words_only,
        "unranked": found.unranked,
        "certainty": found.certainty,
    }


def found_from_json(written: Mapping[str, Any]) -> Found:
    """What a search found, again."""
    hits = tuple(record_from_json(Hit, hit) for hit in written["hits"])
    return Found(
        hits,
        bool(written["relevant"]),
        float(written["seconds"]),
        str(written.get("words_only", "")),
        str(written.get("unranked", "")),
        float(written.get("certainty", 0.0)),
    )


def error_to_json(error: SouffleurError, language: Language) -> Json:
    """An error in words for people, and in code and facts for programs."""
    return {
        "code": error.code,
        "sentence": error.sentence(language),
        "next_step": error.next_step(language),
        "facts": {name: str(fact) for name, fact in error.facts.items()},
    }


def error_from_json(written: Mapping[str, Any]) -> SouffleurError:
    """The error again; one that this version does not know arrives as `Unexpected`."""
    known = {kind.code: kind for kind in every_error()}
    kind = known.get(str(written.get("code")))
    if kind is None:
        return unexpected(str(written.get("code")), None)
    error = kind.__new__(kind)
    SouffleurError.__init__(error, **dict(written.get("facts", {})))  # each class has its own constructor
    return error


def unexpected(name: str, log: Path | None) -> Unexpected:
    """A defect as an error that a user may see; `log` is where its detail stands."""
    error = Unexpected.__new__(Unexpected)
    SouffleurError.__init__(error, name=name, log=log or "logs/souffleur.log")
    return error


def every_error(root: type[SouffleurError] = SouffleurError) -> Iterator[type[SouffleurError]]:
    """Every class of the tree, the root left out."""
    for kind in root.__subclasses__():
        yield kind
        yield from every_error(kind)
