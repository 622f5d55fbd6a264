"""Why an answer was quoted instead of written, in the reader's words. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ui.wire import error_from_json, every_error

if TYPE_CHECKING:
    from rag.errors import Language
    from rag.records import Finished


def why_quoted(finished: Finished, language: Language) -> tuple[str, ...]:
    """What kept the chat model from writing, and what to do; nothing where that is not known."""
    known = any(kind.code == finished.trouble for kind in every_error())
    if not known or not finished.trouble_facts:
        return ()  # an answer of an earlier version says the code alone
    trouble = error_from_json({"code": finished.trouble, "facts": finished.trouble_facts})
    return trouble.sentence(language), trouble.next_step(language)
