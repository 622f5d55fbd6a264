"""Quotes and letters behind the running server."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pydantic import TypeAdapter

from rag.narrowing import EVERYTHING, Narrowing
from rag.office.drafts.einvoice import EInvoice
from rag.office.drafts.given import Asked
from ui.drafting.invoicing import Invoiced
from ui.drafts import KEPT, WRITTEN
from ui.tasks import only_tasks

if TYPE_CHECKING:
    import threading
    from collections.abc import Callable, Iterator

    from rag.office.drafts.record import Draft
    from rag.store.drafts import State
    from rag.tasks import TaskEvent
    from ui.drafts import KeptDraft


class RemoteDrafts:
    """See `ui.drafts.DraftBook`; the library is the running server's."""

    def __init__(self, call: Callable[..., Any], stream: Callable[..., Iterator[Any]]) -> None:
        self._call = call
        self._stream = stream

    def prepare(self, asked: Asked, narrowing: Narrowing = EVERYTHING) -> Draft:
        """See `DraftBook`."""
        return WRITTEN.validate_python(self._call("POST", "/drafts/prepare", _body(asked, narrowing)))

    def carry_out(
        self, asked: Asked, cancel: threading.Event | None = None, narrowing: Narrowing = EVERYTHING
    ) -> Iterator[TaskEvent]:
        """See `DraftBook`."""
        return only_tasks(self._stream("/drafts/task", _body(asked, narrowing), cancel))

    def keep(self, draft: Draft) -> Draft:
        """See `DraftBook`."""
        return WRITTEN.validate_python(self._call("POST", "/drafts", WRITTEN.dump_python(draft, mode="json")))

    def kept(self) -> list[KeptDraft]:
        """See `DraftBook`."""
        return [KEPT.validate_python(one) for one in self._call("GET", "/drafts")]

    def named(self, number: str) -> KeptDraft:
        """See `DraftBook`."""
        return KEPT.validate_python(self._call("POST", "/drafts/named", {"number": number}))

    def move(self, number: str, state: State) -> KeptDraft:
        """See `DraftBook`."""
        return KEPT.validate_python(self._call("POST", "/drafts/move", {"number": number, "state": state}))

    def invoice(self, number: str, invoice: str = "", day: str = "") -> Invoiced:
        """See `DraftBook`."""
        found = self._call("POST", "/drafts/record", {"number": number, "invoice": invoice, "day": day})
        return Invoiced(WRITTEN.validate_python(found["draft"]), EInvoice(found["values"], tuple(found["missing"])))

    def remove(self, number: str) -> None:
        """See `DraftBook`."""
        self._call("POST", "/drafts/remove", {"number": number})


_ASKED: TypeAdapter[Asked] = TypeAdapter(Asked)
_NARROWING: TypeAdapter[Narrowing] = TypeAdapter(Narrowing)


def _body(asked: Asked, narrowing: Narrowing) -> dict[str, Any]:
    return {"asked": _ASKED.dump_python(asked, mode="json"), "narrowing": _NARROWING.dump_python(narrowing)}
