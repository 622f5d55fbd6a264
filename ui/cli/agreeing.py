"""Asking before something goes that does not come back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ui.cli.printing import show

if TYPE_CHECKING:
    from collections.abc import Iterable

_YES: Final = frozenset({"o", "oui", "y", "yes"})


def is_sure(meant: Iterable[str], question: str) -> bool:
    """Name what would go, and ask; nobody there means no."""
    for line in meant:
        show(line)
    show(question)
    try:
        return input().strip().casefold() in _YES
    except EOFError:
        return False
