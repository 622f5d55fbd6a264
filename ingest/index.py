"""From what a parser found to what the library stores: described, cut, embedded, batched across files."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final

import numpy as np

from ingest.describe import describe
from ingest.passages import cut
from ingest.plan import document_id
from rag.records import Document
from rag.store.arrival import Arrival
from rag.store.embedded import embedded_text, made_from

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ingest.scan import Seen
    from rag.models.embedder import Embedder
    from rag.records import Collection, Letter, Parsed, Passage
    from rag.store.library import Library

SPECIAL_TOKENS: Final = 2  # begin and end of the embedder's input
SHORTEST_PASSAGE: Final = 64  # tokens left for the text, however long title and headings are


@dataclass(frozen=True, slots=True)
class Draft:
    """A document cut into passages, not embedded yet."""

    seen: Seen
    document: Document
    passages: tuple[Passage, ...]
    texts: tuple[str, ...]  # what is embedded, in the passages' order
    letters: tuple[Letter, ...] = ()


def draft(
    parsed: Parsed, seen: Seen, sha256: str, collection: Collection, embedder: Embedder, wanted_tokens: int
) -> Draft:
    """Describe and cut one document."""
    about = describe(parsed, Path(seen.path))
    name = document_id(collection, sha256)
    lead = embedder.count_tokens([about.title])[0]
    room = max(SHORTEST_PASSAGE, min(wanted_tokens, embedder.card.max_tokens - SPECIAL_TOKENS - lead))
    passages = tuple(cut(parsed, name, embedder.count_tokens, room))
    document = Document(
        id=name,
        collection=collection,
        sha256=sha256,
        paths=(seen.path,),
        title=about.title,
        kind=parsed.kind,
        pages=parsed.pages,
        language=about.language,
        size=seen.size,
        passages=len(passages),
        indexed_at=datetime.now(UTC).isoformat(timespec="seconds"),
        sender=parsed.sender,
        recipients=parsed.recipients,
        date=about.date,
        subject=parsed.subject,
        notes=parsed.notes,
        genre=about.genre,
        invoice=parsed.invoice,
        scanned=parsed.scanned,
    )
    texts = tuple(embedded_text(passage, about.title) for passage in passages)
    return Draft(seen, document, passages, texts, parsed.letters)


def embed(drafts: Sequence[Draft], embedder: Embedder, library: Library) -> list[Arrival]:
    """Vectors for all drafts at once; a text that the library has a vector of is not embedded again."""
    texts = [text for one in drafts for text in one.texts]
    hashes = [made_from(embedder.fingerprint, text) for text in texts]
    known = library.vectors_made_from(hashes)
    missing = {one: text for one, text in zip(hashes, texts, strict=True) if one not in known}
    if missing:
        known.update(zip(missing, embedder.embed_passages(list(missing.values())), strict=True))
    arrivals, start = [], 0
    for one in drafts:
        mine = hashes[start : start + len(one.texts)]
        start += len(one.texts)
        vectors = np.stack([known[text] for text in mine]) if mine else np.empty((0, 0), dtype=np.float32)
        arrivals.append(Arrival(one.document, one.passages, tuple(mine), vectors, one.letters))
    return arrivals
