"""A short summary in a model's words, by llama-index's TreeSummarize: parts first, then the summary of their summaries.

Every sentence of it is looked for in the minutes; what they do not say is left out and counted.
"""

from __future__ import annotations

import queue
import threading
from typing import TYPE_CHECKING, Any, Final

from rag.answering.checking import Checker
from rag.answering.quoting import best_sentence
from rag.answering.sentences import sentences_of
from rag.models.estimate import estimated_tokens
from rag.models.speech import harmless
from rag.office.prompts import short_asked
from rag.office.record import Place, Short
from rag.records import Hit, Support

if TYPE_CHECKING:
    from collections.abc import Generator, Sequence

    from rag.answering.sources import Weigh
    from rag.errors import Language
    from rag.models.chat import ChatModel
    from rag.records import Document, Passage

ANSWER_TOKENS: Final = 300
LOOK_SECONDS: Final = 0.2  # between two looks at whether somebody still waits


def shortened(
    title: str, texts: Sequence[str], chat: ChatModel, language: Language, cancel: threading.Event
) -> Generator[tuple[int, int], None, str | None]:
    """Sum texts up; gives how many of how many parts are done, and the summary at the end, None when it was stopped.

    Raises:
        ModelFailed, ServerUnreachable: see `ChatModel.stream`.
    """
    told: queue.Queue[tuple[str, Any]] = queue.Queue()
    stop = threading.Event()
    arguments = (title, texts, chat, language, stop, told)
    worker = threading.Thread(target=_work, args=arguments, name="souffleur-summary", daemon=True)
    worker.start()
    done, total = 0, 1
    try:
        while True:
            if cancel.is_set():
                return None
            try:
                what, value = told.get(timeout=LOOK_SECONDS)
            except queue.Empty:
                continue
            if what == "trouble":
                raise value
            if what == "text":
                return str(value)
            done, total = (done, int(value)) if what == "parts" else (done + 1, total)
            yield done, max(done, total)
    finally:
        stop.set()


def proven(
    text: str, document: Document, passages: Sequence[Passage], weigh: Weigh, language: Language
) -> tuple[tuple[Short, ...], int]:
    """The sentences that the minutes say, each with the words that say the same; and how many others there were."""
    hits = [Hit(passage, document, 0.0) for passage in passages]
    checker = Checker(hits, weigh, language=language)
    kept, dropped = [], 0
    for sentence in sentences_of(text):
        said = sentence.text.strip().lstrip("-–—•* ")
        if not checker.tells(said):
            continue
        finding = checker.check(said, [])
        if finding.support is not Support.SUPPORTED or finding.denied or not finding.places:
            dropped += 1
            continue
        part, nearest = best_sentence(said, hits[finding.places[0]])
        quote = part.passage.text[nearest.start : nearest.end]
        page = next((one.page for one in part.passage.marks if one.start <= nearest.start < one.end), 0)
        kept.append(
            Short(
                said,
                Place(
                    document.id,
                    document.name,
                    quote,
                    part.passage.id,
                    nearest.start,
                    nearest.end,
                    page or part.passage.first_page,
                ),
            )
        )
    return tuple(kept), dropped


def _work(
    title: str,
    texts: Sequence[str],
    chat: ChatModel,
    language: Language,
    stop: threading.Event,
    told: queue.Queue[tuple[str, Any]],
) -> None:
    from llama_index.core.indices.prompt_helper import PromptHelper
    from llama_index.core.prompts import PromptTemplate
    from llama_index.core.response_synthesizers import TreeSummarize

    from rag.models.llm import SeamLLM, Stopped

    try:
        llm = SeamLLM(chat, ANSWER_TOKENS, stop, lambda: told.put(("part", 1)))
        # Its own tokenizer is another model's; ours would be asked once a word.
        helper = PromptHelper(
            context_window=chat.context_tokens,
            num_output=ANSWER_TOKENS,
            tokenizer=lambda text: [0] * estimated_tokens(text),
        )
        template = PromptTemplate(short_asked(language))
        parts = len(helper.repack(template.partial_format(query_str=title), [harmless(one) for one in texts], llm=llm))
        told.put(("parts", parts + (parts > 1)))
        tree = TreeSummarize(llm=llm, prompt_helper=helper, summary_template=template)
        told.put(("text", tree.get_response(title, [harmless(one) for one in texts])))
    except Stopped:
        pass
    except BaseException as trouble:  # noqa: BLE001 - raised again by whoever waits for this thread
        told.put(("trouble", trouble))
