"""The place of an answer that is being written: sentences of the documents until the first word, then the words.

Both lie in one cell of a grid, so that the place is as high as the higher one: nothing below it moves when the answer
begins, and what the reader looks at stays where it is.
"""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from ui.remarks import titled
from ui.web import pieces, written
from ui.web.speech import language, t

if TYPE_CHECKING:
    from rag.records import Citation
    from ui.web.conversation import Turn


def answer_place(turn: Turn) -> str:
    """What stands there now, as HTML."""
    words = f'<div class="sf-answer" aria-live="polite">{written.streamed(turn.text)}</div>'
    if turn.meanwhile is None or not turn.meanwhile.citations:
        return words
    said = "".join(_quoted(citation) for citation in turn.meanwhile.citations)
    title = pieces.text(t("Phrases de vos documents"), "sf-section", "h3")
    # Once the answer has begun, the sentences only keep their room: nobody sees, hears or finds them any more.
    over = ' sf-over" aria-hidden="true' if turn.text else ""
    meanwhile = f'<div class="sf-meanwhile{over}">{title}<div class="sf-answer">{said}</div></div>'
    return f'<div class="sf-stage">{meanwhile}{words}</div>'


def _quoted(citation: Citation) -> str:
    """A sentence with its source by name: a number would lead nowhere yet."""
    left, right = ("«\u00a0", "\u00a0»") if language() == "fr" else ("“", "”")
    words = escape(" ".join(citation.quote.split()))
    return (
        f'<p class="sf-quoted">{left}{words}{right} '
        f'<cite class="sf-place">{escape(titled(citation.hit, language()))}</cite></p>'
    )
