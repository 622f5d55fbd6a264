"""A request as one text whose every stretch knows where it stands: typed words, or an e-mail of the library. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from rag.answering.sentences import sentences_of
from rag.office.drafts.record import Origin, Source
from rag.office.record import Place
from rag.records import DocumentId, PassageId

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rag.records import Document, Passage

_HEADER: Final = re.compile(
    r"^(?:De|À|A|Cc|Copie|Date|Objet|From|To|Sent|Envoyé|Subject|Pièces? jointes?|Attachments?)\s?:.*$", re.MULTILINE
)
_CLOSING: Final = re.compile(
    r"^\W*(?:(?:bien |très |avec mes )?(?:cordialement|salutations|respectueusement)|bien à vous|à bientôt|"
    r"(?:je vous |nous vous )?(?:prie|prions) d['’]agréer|sincères salutations|merci d['’]avance|"
    r"(?:kind |best |warm )?regards|yours (?:sincerely|faithfully)|best wishes|many thanks|thanks in advance)\b.*$",
    re.IGNORECASE | re.MULTILINE,
)
EARLIER: Final = ("Messages précédents", "Earlier messages")


@dataclass(frozen=True, slots=True)
class Request:
    """What somebody asks for."""

    text: str
    pieces: tuple[tuple[int, Passage], ...] = ()  # where each passage begins in the text
    document: Document | None = None

    @property
    def is_letter(self) -> bool:
        """Whether somebody else wrote it: what it wishes is not agreed yet."""
        return self.document is not None

    @property
    def body(self) -> tuple[int, int]:
        """From where to where somebody asks: behind the header, before the closing words."""
        start = 0
        for found in _HEADER.finditer(self.text):
            if self.text[start : found.start()].strip():
                break
            start = found.end()
        closing = _CLOSING.search(self.text, start + 1)
        return start, closing.start() if closing else len(self.text)

    def source(self, start: int, end: int) -> Source:
        """Where a stretch stands, with the sentence around it as the quotation."""
        around = next((one for one in sentences_of(self.text) if one.start <= start < one.end), None)
        left, right = (around.start, max(around.end, end)) if around else (start, end)
        passage_start, passage = next(((at, one) for at, one in reversed(self.pieces) if at <= left), (0, None))
        quote = self.text[left:right]
        if self.document is None or passage is None:
            return Source(Origin.REQUEST, Place(DocumentId(""), "", quote, PassageId(""), left, right))
        inside = left - passage_start
        place = Place(
            self.document.id, self.document.name, quote, passage.id, inside, inside + len(quote), passage.first_page
        )
        return Source(Origin.REQUEST, place)


def typed(text: str) -> Request:
    """Words that somebody typed."""
    return Request(text.replace("\r\n", "\n").replace("\r", "\n"))


def received(document: Document, passages: Sequence[Passage]) -> Request:
    """An e-mail or a letter of the library: what it answers and what is attached left out."""
    own = [one for one in passages if not one.part and not (one.section and one.section[0] in EARLIER)]
    pieces, text = [], ""
    for passage in own:
        pieces.append((len(text), passage))
        text += passage.text + "\n"
    return Request(text, tuple(pieces), document)
