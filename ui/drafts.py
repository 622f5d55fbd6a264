"""Quotes and letters as the screens see them, here or behind the running server."""

from __future__ import annotations

import threading
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from functools import partial
from typing import TYPE_CHECKING, Final, Protocol

from pydantic import TypeAdapter

from rag.errors import DraftIncomplete
from rag.language import question_language
from rag.narrowing import EVERYTHING, Narrowing
from rag.office.drafts.gathering import document_at, known_in, named_numbers, price_lists
from rag.office.drafts.keeping import refilled, stripped
from rag.office.drafts.letter import letter_of, questions_in
from rag.office.drafts.numbering import Rule
from rag.office.drafts.quote import Rules, quote_of
from rag.office.drafts.record import Draft, Missing, Why
from rag.office.drafts.request import received, typed
from rag.records import DocumentId
from rag.store.drafts import Kept, State, given_numbers, kept_draft, kept_drafts
from rag.tasks import TaskResult, TaskStep
from ui.draft_tasks import DRAFTS, result_of
from ui.drafting.answers import answers_of
from ui.drafting.invoicing import accepted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rag.engine import Engine
    from rag.office.drafts.client import Known
    from rag.office.drafts.given import Asked
    from rag.office.drafts.prices import PriceList
    from rag.office.drafts.request import Request
    from rag.records import Document
    from rag.tasks import TaskEvent, Work
    from ui.drafting.invoicing import Invoiced
    from ui.tasks import LocalTasks

READING: Final = "reading"  # the steps of the task
STEPS: Final = 2


@dataclass(frozen=True, slots=True)
class KeptDraft:
    """A quote that has its number."""

    draft: Draft
    made: str  # ISO 8601, UTC
    state: State
    changed: str  # ISO 8601, UTC


class DraftBook(Protocol):
    """What the screens may ask of drafts; `Desk.drafts` gives it."""

    def prepare(self, asked: Asked, narrowing: Narrowing = EVERYTHING) -> Draft:
        """A draft with the source of every word, and what has to be asked; its number is the next free one, not taken.

        Raises:
            NothingThere, NotReadYet: the request or the price list is no document of the library.
            PriceListUnreadable: the document that is named has no columns of prices.
        """

    def carry_out(
        self, asked: Asked, cancel: threading.Event | None = None, narrowing: Narrowing = EVERYTHING
    ) -> Iterator[TaskEvent]:
        """The same as a task, with its steps, kept among those that were done; `ui.draft_tasks.drafted` reads it."""

    def keep(self, draft: Draft) -> Draft:
        """Give a quote its number, for good, and keep it; a letter is only looked over. Raises DraftIncomplete."""

    def kept(self) -> list[KeptDraft]:
        """The quotes that are kept, the latest first."""

    def named(self, number: str) -> KeptDraft:
        """One of them; raises DraftUnknown."""

    def move(self, number: str, state: State) -> KeptDraft:
        """Note what became of it; raises DraftUnknown."""

    def invoice(self, number: str, invoice: str = "", day: str = "") -> Invoiced:
        """The electronic invoice of an accepted quote.

        Args:
            number: of the quote.
            invoice: the number of the invoice; empty while it has none.
            day: of the invoice, ISO 8601; empty while it is not known.

        Raises:
            DraftUnknown, QuoteNotAccepted: there is no such quote, or the client has not accepted it.
        """

    def remove(self, number: str) -> None:
        """Forget it, its number stays taken; raises DraftUnknown."""


class LocalDrafts:
    """See `DraftBook`; the library in this process."""

    def __init__(self, engine: Engine, tasks: LocalTasks) -> None:
        self._engine = engine
        self._library = engine.library
        self._tasks = tasks

    def prepare(self, asked: Asked, narrowing: Narrowing = EVERYTHING) -> Draft:
        """See `DraftBook`."""
        work = self._work(asked, narrowing, threading.Event())
        while True:
            try:
                next(work)
            except StopIteration as end:
                result: TaskResult = end.value
                return WRITTEN.validate_python(result.result["draft"])

    def carry_out(
        self, asked: Asked, cancel: threading.Event | None = None, narrowing: Narrowing = EVERYTHING
    ) -> Iterator[TaskEvent]:
        """See `DraftBook`."""
        return self._tasks.carry_out(DRAFTS, partial(self._work, asked, narrowing), cancel)

    def _work(self, asked: Asked, narrowing: Narrowing, cancel: threading.Event) -> Work:
        settings = self._engine.settings
        scope = self._engine.scope(narrowing)
        documents = self._library.documents(scope)
        request = typed(asked.text)
        language = asked.language or question_language(asked.text, settings.page.language)
        letter = document_at(documents, asked.document) if asked.document else None
        yield TaskStep(READING, 0, STEPS, letter.name if letter else "")
        if letter:
            request = received(letter, self._library.passages_of(letter.id))
            language = asked.language or letter.language or settings.page.language
        firm = settings.firm.model_dump()
        day = date.fromisoformat(asked.day) if asked.day else _now().astimezone().date()
        known = known_in(self._library, documents, firm)
        if cancel.is_set():
            return None
        yield TaskStep(READING, 1, STEPS, "")
        if asked.kind != "quote":
            questions = [question for question, _ in questions_in(request)] if _wants_answers(asked) else []
            answers = answers_of(self._engine, scope, questions, letter.id if letter else DocumentId(""), cancel)
            draft = letter_of(asked, request, known, firm, answers, language=language, day=day)
        else:
            draft = self._quote(asked, request, documents, known, language, day)
        return None if cancel.is_set() else result_of(draft, asked, letter.id if letter else None)

    def _quote(
        self, asked: Asked, request: Request, documents: list[Document], known: Known, language: str, day: date
    ) -> Draft:
        settings = self._engine.settings
        options = settings.drafts
        firm = settings.firm.model_dump()
        rules = Rules(firm, options.quote_validity, options.deposit, options.terms, options.exemption)
        lists = price_lists(self._library, documents, asked.prices or options.price_list)
        prices = lists[0].prices if len(lists) == 1 else ()
        draft = quote_of(asked, request, prices, known, rules, language=language, day=day)
        draft = replace(draft, number=self._next(documents, day), price_list=lists[0].name if prices else "")
        return draft if len(lists) == 1 else _without_prices(draft, lists)

    def keep(self, draft: Draft) -> Draft:
        """See `DraftBook`."""
        if draft.wanting:
            raise DraftIncomplete(", ".join(one.key for one in draft.wanting))
        if draft.kind != "quote":
            return draft
        documents = self._library.documents(self._engine.scope())
        named = named_numbers(self._library, documents)
        day = date.fromisoformat(draft.day)
        rule = self._rule()
        moment = _now().isoformat(timespec="seconds")
        with self._library.changing() as changes:
            number = changes.drafts.give_number(lambda given: rule.next(day, (*given, *named)), moment)
            numbered = replace(draft, number=number)
            content = WRITTEN.dump_json(stripped(numbered)).decode()
            changes.drafts.keep(Kept(number, draft.kind, moment, "open", moment, content))
        return numbered

    def kept(self) -> list[KeptDraft]:
        """See `DraftBook`."""
        return [self._read(kept) for kept in kept_drafts(self._library.read)]

    def named(self, number: str) -> KeptDraft:
        """See `DraftBook`."""
        return self._read(kept_draft(self._library.read, number))

    def move(self, number: str, state: State) -> KeptDraft:
        """See `DraftBook`."""
        with self._library.changing() as changes:
            changes.drafts.move(number, state, _now().isoformat(timespec="seconds"))
        return self.named(number)

    def invoice(self, number: str, invoice: str = "", day: str = "") -> Invoiced:
        """See `DraftBook`."""
        kept = self.named(number)
        return accepted(kept.draft, kept.state, self._engine.settings, invoice, day)

    def remove(self, number: str) -> None:
        """See `DraftBook`."""
        with self._library.changing() as changes:
            changes.drafts.remove(number)

    def _read(self, kept: Kept) -> KeptDraft:
        draft = refilled(WRITTEN.validate_json(kept.content), self._library.read)
        return KeptDraft(draft, kept.made, kept.state, kept.changed)

    def _rule(self) -> Rule:
        return Rule(self._engine.settings.drafts.quote_number)

    def _next(self, documents: list[Document], day: date) -> str:
        given = given_numbers(self._library.read)
        return self._rule().next(day, (*given, *named_numbers(self._library, documents)))


WRITTEN: TypeAdapter[Draft] = TypeAdapter(Draft)
KEPT: TypeAdapter[KeptDraft] = TypeAdapter(KeptDraft)


def _wants_answers(asked: Asked) -> bool:
    """Whether the words of a reply are to be found: nobody has said them."""
    return asked.kind == "reply" and not asked.more and not asked.values.get("body")


def _without_prices(draft: Draft, lists: list[PriceList]) -> Draft:
    """No price list, or several: which one is asked, where anything has to be priced."""
    choices = tuple(one.name for one in lists)
    asked = Missing("prices", Why.SEVERAL if lists else Why.ABSENT, choices, needed=bool(lists))
    return replace(draft, missing=(asked, *draft.missing))


def _now() -> datetime:
    return datetime.now(UTC)
