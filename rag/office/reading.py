"""One meeting read by rules and, where there is a chat model, by it too: rules are the base, the model adds to them.

The model is asked for rows of numbered sentences in a form that a grammar holds it to, and once more when its answer
cannot be read. Every row is looked for in the minutes; then its short summary is.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from rag.errors import AnswerUnreadable, SouffleurError
from rag.language import ours
from rag.models.message import Message
from rag.office.lines import lines_of
from rag.office.minutes import read_minutes
from rag.office.numbered import numbered, windows, written
from rag.office.prompts import asked_again, rows_asked
from rag.office.proof import Proof, joined
from rag.office.record import ModelPart
from rag.office.said import Unreadable, read_answer, schema
from rag.office.shortening import proven, shortened
from rag.tasks import TaskStep

if TYPE_CHECKING:
    import threading
    from collections.abc import Generator, Sequence

    from rag.answering.sources import Weigh
    from rag.errors import Language
    from rag.models.chat import ChatModel
    from rag.office.numbered import Numbered
    from rag.office.record import Minutes, Row
    from rag.office.said import Said
    from rag.records import Document, Passage

ANSWER_TOKENS: Final = 900  # of the rows of one part: about fifteen
MOST_SHARE: Final = 0.5  # of the context, that an answer may take
SPARE_TOKENS: Final = 64  # what a template puts around the turns
REPEATED: Final = 400  # characters of an answer that cannot be read, told again to the model
ROWS, SHORT = "writing", "shortening"  # the steps


class ModelReader:
    """A chat model that reads minutes; once it has failed, it is asked no more."""

    def __init__(self, chat: ChatModel | None, weigh: Weigh, trouble: SouffleurError | None = None) -> None:
        """Make it.

        Args:
            chat: the model; None where it cannot be had.
            weigh: how telling terms are, for comparing sentences.
            trouble: why it cannot be had.
        """
        self._model = chat
        self._weigh = weigh
        self._trouble = trouble

    def read(
        self, document: Document, passages: Sequence[Passage], cancel: threading.Event
    ) -> Generator[TaskStep, None, Minutes]:
        """Rows and a short summary added to what the rules find; what was found until it was stopped, or it failed."""
        minutes = read_minutes(document, passages)
        if self._model is None or self._trouble is not None:
            return self._told(minutes)
        try:
            yield TaskStep(ROWS, 0, 0, document.name)
            self._chat.prepare(cancel)
            minutes = yield from self._with_rows(minutes, document, passages, cancel)
            minutes = yield from self._with_summary(minutes, document, passages, cancel)
        except AnswerUnreadable as trouble:
            return replace(minutes, model=replace(self._part(minutes), trouble=_written(trouble)))
        except SouffleurError as trouble:
            self._trouble = trouble
            return self._told(minutes)
        return minutes

    @property
    def _chat(self) -> ChatModel:
        if self._model is None:
            message = "no model was given"
            raise ValueError(message)
        return self._model

    def _with_rows(
        self, minutes: Minutes, document: Document, passages: Sequence[Passage], cancel: threading.Event
    ) -> Generator[TaskStep, None, Minutes]:
        language = ours(document.language)
        sentences = numbered(list(lines_of(passages)), document)
        proof = Proof(document, sentences, minutes.attendees, self._weigh)
        answer = min(ANSWER_TOKENS, int(self._chat.context_tokens * MOST_SHARE))
        rules = self._chat.count_messages(rows_asked(minutes.title, document.date, "", language))
        parts = list(windows(sentences, self._chat.context_tokens - answer - rules - SPARE_TOKENS))
        rows: list[Row] = []
        dropped = 0
        for place, part in enumerate(parts):
            yield TaskStep(ROWS, place, len(parts), document.name)
            said = self._said(part, minutes.title, document.date, language, answer, cancel)
            if said is None:
                break
            found = [proof.row(one) for one in said.rows]
            rows += [one for one in found if one is not None]
            dropped += found.count(None)
        order = {passage.id: place for place, passage in enumerate(passages)}
        everything, added, completed = joined(minutes.rows, rows, order)
        return replace(minutes, rows=everything, model=ModelPart(self._chat.name, added, completed, dropped))

    def _said(
        self,
        part: Sequence[Numbered],
        title: str,
        date: str,
        language: Language,
        answer: int,
        cancel: threading.Event,
    ) -> Said | None:
        """What the model says of a part; None when it was stopped. Raises AnswerUnreadable the second time."""
        asked: tuple[Message, ...] = rows_asked(title, date, written(part), language)
        form = schema(one.number for one in part)
        complaint = ""
        for _ in range(2):
            pieces = self._chat.stream(asked, max_tokens=answer, temperature=0.0, cancel=cancel, schema=form)
            text = "".join(piece for piece in pieces if isinstance(piece, str))
            if cancel.is_set():
                return None
            try:
                return read_answer(text)
            except Unreadable as trouble:
                complaint = str(trouble)
                again = Message("assistant", text[:REPEATED] or "{}")
                asked = (*asked[:2], again, asked_again(complaint, language))
        raise AnswerUnreadable(self._chat.name, complaint)

    def _with_summary(
        self, minutes: Minutes, document: Document, passages: Sequence[Passage], cancel: threading.Event
    ) -> Generator[TaskStep, None, Minutes]:
        if cancel.is_set():
            return minutes
        yield TaskStep(SHORT, 0, 0, document.name)
        language = ours(document.language)
        steps = shortened(minutes.title, [one.text for one in passages], self._chat, language, cancel)
        text = yield from _told_as(steps, document.name)
        if text is None:
            return minutes
        kept, dropped = proven(text, document, passages, self._weigh, language)
        part = self._part(minutes)
        return replace(minutes, short=kept, model=replace(part, dropped=part.dropped + dropped))

    def _part(self, minutes: Minutes) -> ModelPart:
        return minutes.model or ModelPart(self._model.name if self._model else "")

    def _told(self, minutes: Minutes) -> Minutes:
        trouble = _written(self._trouble) if self._trouble else None
        return replace(minutes, model=replace(self._part(minutes), trouble=trouble))


def _told_as(steps: Generator[tuple[int, int], None, str | None], name: str) -> Generator[TaskStep, None, str | None]:
    try:
        while True:
            done, total = next(steps)
            yield TaskStep(SHORT, done, total, name)
    except StopIteration as end:
        text: str | None = end.value
        return text
    finally:
        steps.close()


def _written(trouble: SouffleurError) -> dict[str, object]:
    return {"code": trouble.code, "facts": {name: str(fact) for name, fact in trouble.facts.items()}}
