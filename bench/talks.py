"""Pairs of questions for `bench/answer.py`: a cold one, and one that a reader may ask after it."""

from __future__ import annotations

import json
from collections import defaultdict
from pathlib import Path
from typing import Final

QUESTIONS: Final = Path(__file__).resolve().parent.parent / "data" / "questions" / "samples.jsonl"
CONVERSATIONS: Final = QUESTIONS.with_name("conversations.jsonl")
# Office papers of the sample company with a text of their own: scans would only take time to be read.
FOLDERS: Final = ("Contrats", "RH", "Réunions")


def pages_of(file: Path = QUESTIONS) -> list[tuple[str, str]]:
    """Two questions that one page answers, a pair for each page."""
    by_page: dict[str, list[str]] = defaultdict(list)
    for line in file.read_text(encoding="utf-8").splitlines():
        case = json.loads(line)
        if case["language"] == "fr" and any(page.startswith(FOLDERS) for page in case["relevant"]):
            by_page[case["relevant"][0]].append(case["question"])
    return [(found[0], found[1]) for found in by_page.values() if len(found) > 1]


def talks_of(file: Path = CONVERSATIONS) -> list[tuple[str, str]]:
    """A question and one that hangs on it, a pair for each first question."""
    pairs: dict[str, str] = {}
    for line in file.read_text(encoding="utf-8").splitlines():
        case = json.loads(line)
        if case["follows"] and len(case["earlier"]) == 1 and all(page.startswith(FOLDERS) for page in case["relevant"]):
            pairs.setdefault(case["earlier"][0], case["question"])
    return list(pairs.items())
