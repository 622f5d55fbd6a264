"""The exact text whose vector stands for a passage, and its hash.

Title and headings stand in front of the text: a passage that says "the period is three months" is found by the name
of the contract. The hash says which embedder read which text, so a vector is never made twice and never mistaken.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rag.records import Passage

TITLE_CHARACTERS = 120  # a longer title would push the passage out of the embedder's window
SECTION_CHARACTERS = 160


def embedded_text(passage: Passage, title: str) -> str:
    """Title and headings, then the passage."""
    section = " > ".join(heading for heading in passage.section if heading != title)
    lead = " | ".join(part for part in (title[:TITLE_CHARACTERS], section[:SECTION_CHARACTERS]) if part)
    return f"{lead}\n{passage.text}" if lead else passage.text


def made_from(fingerprint: str, text: str) -> str:
    """Hash of an embedder and a text: 32 hexadecimal digits."""
    return hashlib.sha256(f"{fingerprint}\0{text}".encode()).hexdigest()[:32]
