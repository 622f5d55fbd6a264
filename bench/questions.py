"""Questions of every length for the speed of a search: what people type, from two words to a whole sentence."""

from __future__ import annotations

import json
import random
import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

SETS = ("spf_qr", "cnil_faq")  # questions as people ask them
FEW = (2, 5)  # words of a search by keywords
MANY = (8, 30)  # words of a sentence that somebody pasted
_WORD = re.compile(r"[^\W\d_]{4,}")


def questions(texts: Sequence[str], sets: Path, seed: int) -> Iterator[str]:
    """Without end and seeded: a natural question, a heading or keywords of an article, a sentence of one, in turn.

    Args:
        texts: of passages.
        sets: the folder of the public question sets; natural questions are left out where it is absent.
        seed: other questions for another seed.
    """
    chance = random.Random(seed)
    natural = [one for name in SETS for one in _natural(sets / name)]
    chance.shuffle(natural)
    while True:
        if natural:
            yield natural.pop()
        yield _keywords(chance.choice(texts), chance)
        yield _sentence(chance.choice(texts), chance)
        yield _first_line(chance.choice(texts))


def _natural(folder: Path) -> list[str]:
    file = folder / "queries.jsonl"
    if not file.is_file():
        return []
    return [json.loads(line)["text"] for line in file.read_text(encoding="utf-8").splitlines()]


def _keywords(text: str, chance: random.Random) -> str:
    words = list(dict.fromkeys(_WORD.findall(text))) or ["article"]
    return " ".join(chance.sample(words, min(len(words), chance.randint(*FEW))))


def _sentence(text: str, chance: random.Random) -> str:
    words = text.split() or ["article"]
    length = chance.randint(*MANY)
    start = chance.randrange(max(1, len(words) - length))
    return " ".join(words[start : start + length])


def _first_line(text: str) -> str:
    """A heading where the passage begins with one, else the beginning of its first sentence."""
    return " ".join(text.split("\n", 1)[0].split()[: MANY[0] + 4]) or "article"
