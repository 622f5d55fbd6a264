"""A question of the terminal that becomes part of a kept conversation."""

from __future__ import annotations

import secrets
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from rag.answering.followup import quoted
from rag.errors import KeepingOff, Words
from rag.records import Earlier, Finished, Retrieved, Understood
from rag.streams import let_go
from rag.threads import KeptTurn
from ui.cli.printing import show
from ui.threads import begun, now

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rag.errors import Language
    from rag.narrowing import Narrowing
    from rag.records import AnswerEvent
    from ui.desk import Desk

_KEPT: Final = Words(
    "(Gardé dans la conversation {id} ; pour continuer : --conversation {id})",
    "(Kept in the conversation {id}; to go on: --conversation {id})",
)


class Keeper:
    """Keeps one question, in the conversation that is named or in a new one; or does nothing, where nobody wants it."""

    def __init__(self, desk: Desk, question: str, narrowing: Narrowing, name: str, *, wanted: bool) -> None:
        """Find or make the conversation; raises ThreadUnknown, and KeepingOff before anything is asked."""
        self._book = desk.threads
        self._wanted = wanted or bool(name)
        if self._wanted and not self._book.keeps():
            raise KeepingOff
        thread = self._book.named(name) if name else begun(question, narrowing)
        self._before = self._book.turns(thread.id) if name else []
        self._thread = replace(thread, narrowing=narrowing)
        self._turn = KeptTurn(secrets.token_hex(8), question, now())

    def earlier(self) -> tuple[Earlier, ...]:
        """The questions of the conversation, for one that hangs on them."""
        return tuple(Earlier(turn.understood or turn.question, quoted(turn.finished)) for turn in self._before)

    @property
    def told(self) -> dict[str, str]:
        """Where it is kept, for programs."""
        return {"conversation": self._thread.id} if self._wanted else {}

    def keeping(self, events: Iterator[AnswerEvent]) -> Iterator[AnswerEvent]:
        """The same events; what comes of them is kept as soon as it is known."""
        try:
            for event in events:
                if isinstance(event, Understood):
                    self._turn = replace(self._turn, understood=event.rewritten)
                elif isinstance(event, Retrieved):
                    self._turn = replace(self._turn, found=event)
                elif isinstance(event, Finished):
                    self._turn = replace(self._turn, finished=event)
                if self._wanted and isinstance(event, Retrieved | Finished):
                    self._book.keep(self._thread, self._turn)
                yield event
        finally:
            let_go(events)

    def tell(self, language: Language) -> None:
        """Say where it is kept, if it is."""
        if self._wanted:
            show(_KEPT.say(language, id=self._thread.id))
