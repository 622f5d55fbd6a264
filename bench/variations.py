"""Real articles of law, and seeded variations of them without end: texts like real ones, never twice the same. Pure.

A variation has its article's title, headings and length. Two in five of its sentences come from other articles, its
numbers and names are other ones. Embedding so many would take hours, so that its vectors are those of the article with
seeded noise, at length 1 again: a cosine of about 0.9 to the article's, as near as two articles on one matter.
"""

from __future__ import annotations

import dataclasses
import hashlib
import random
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from ingest.plan import document_id
from rag.models.batches import unit
from rag.records import Collection, Document, Located, Passage, PassageId
from rag.store.arrival import Arrival

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from rag.models.batches import Matrix

EXCHANGED = 0.4  # share of the sentences, and of the names
NOISE = 0.5  # length of what is added to a vector of length 1: cosine 0.89
ROOT = "/variations"
COLLECTION = Collection("documents")
_SENTENCE = re.compile(r"(?<=[.;:!?])\s+")
_NUMBER = re.compile(r"\d+")
_NAME = re.compile(r"(?<=[a-zéèêà,] )[A-ZÉÈ][a-zéèêëàâîïôûüç]{2,}")


@dataclass(frozen=True, slots=True)
class Original:
    """An article as our pipeline stored it; the rows of `vectors` go with the passages, in order."""

    document: Document
    passages: tuple[Passage, ...]
    vectors: Matrix


@dataclass(frozen=True, slots=True)
class Stock:
    """What variations are made from."""

    originals: Sequence[Original]
    sentences: tuple[str, ...]
    names: tuple[str, ...]


def stock(originals: Sequence[Original]) -> Stock:
    """Every sentence and every name of the articles, as often as it stands there."""
    texts = [passage.text for one in originals for passage in one.passages]
    sentences = tuple(sentence for text in texts for sentence in sentences_of(text))
    return Stock(originals, sentences, tuple(name for text in texts for name in _NAME.findall(text)) or ("Paris",))


def sentences_of(text: str) -> list[str]:
    """A text in pieces that end with a full stop, a colon or the like."""
    return [sentence for sentence in _SENTENCE.split(text) if sentence]


def arrivals(held: Stock, skip: int) -> Iterator[tuple[Arrival, Located]]:
    """Documents in a fixed order, the articles themselves first; the first `skip` are left out."""
    every = len(held.originals)
    number = skip
    while True:
        turn, place = divmod(number, every)
        yield _arrival(held.originals[place], turn, held)
        number += 1


def shortened(arrival: Arrival, passages: int) -> Arrival:
    """At most so many passages of a document, so that a library has exactly those that are wanted."""
    document = dataclasses.replace(arrival.document, passages=min(passages, len(arrival.passages)))
    return Arrival(document, arrival.passages[:passages], arrival.made_from[:passages], arrival.vectors[:passages])


def _arrival(original: Original, turn: int, held: Stock) -> tuple[Arrival, Located]:
    seed = f"{turn} {original.document.sha256}"
    sha256 = hashlib.sha256(seed.encode()).hexdigest()
    name = document_id(COLLECTION, sha256)
    chance = random.Random(seed)
    passages = tuple(
        dataclasses.replace(
            one,
            id=PassageId(hashlib.sha256(f"{name} {one.ordinal}".encode()).hexdigest()[:32]),
            document=name,
            text=_varied(one.text, chance, held) if turn else one.text,
            marks=(),
        )
        for one in original.passages
    )
    path = f"{ROOT}/{turn}/{original.document.name}"
    document = dataclasses.replace(original.document, id=name, collection=COLLECTION, sha256=sha256, paths=(path,))
    made_from = tuple(hashlib.sha256(f"vector {one.id}".encode()).hexdigest()[:32] for one in passages)
    vectors = _noisy(original.vectors, int(sha256[:12], 16)) if turn else original.vectors
    located = Located(path, COLLECTION, document.size, 1, sha256, name, root=ROOT)
    return Arrival(document, passages, made_from, vectors), located


def _varied(text: str, chance: random.Random, held: Stock) -> str:
    kept = sentences_of(text)
    chance.shuffle(kept)
    mixed = " ".join(chance.choice(held.sentences) if chance.random() < EXCHANGED else one for one in kept)
    mixed = _NAME.sub(lambda one: chance.choice(held.names) if chance.random() < EXCHANGED else one.group(), mixed)
    return _NUMBER.sub(lambda one: str(chance.randrange(10 ** len(one.group()))), mixed)


def _noisy(vectors: Matrix, seed: int) -> Matrix:
    noise = np.random.default_rng(seed).normal(size=vectors.shape).astype(np.float32)
    return unit(vectors + NOISE * unit(noise))
