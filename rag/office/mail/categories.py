"""The categories that a firm can begin with, from `categories.toml`; pure."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from rag.office.mail.record import Category

if TYPE_CHECKING:
    from rag.errors import Language

FILE: Final = Path(__file__).with_name("categories.toml")


@cache
def shipped(language: Language) -> tuple[Category, ...]:
    """Named in a language; with the examples of both, since mail comes in both."""
    return tuple(
        Category(
            one["id"],
            one[f"name_{language}"],
            one[f"sentence_{language}"],
            one["promptness"],
            (*one["examples_fr"], *one["examples_en"]),
        )
        for one in _read()
    )


@cache
def french_examples() -> tuple[tuple[str, str], ...]:
    """The French examples alone, each with its category's id: what `bench/mail.py` learns from."""
    return tuple((text, one["id"]) for one in _read() for text in one["examples_fr"])


@cache
def _read() -> tuple[dict[str, Any], ...]:
    return tuple(tomllib.loads(FILE.read_text(encoding="utf-8"))["category"])
