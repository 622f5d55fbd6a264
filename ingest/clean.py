"""Text as a reader sees it: composed letters, no invisible signs, no line-end hyphens. Pure."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

_LIGATURES: Final = str.maketrans({
    "\ufb00": "ff", "\ufb01": "fi", "\ufb02": "fl", "\ufb03": "ffi", "\ufb04": "ffl", "\ufb05": "st", "\ufb06": "st",
})  # fmt: skip
_SPACES: Final = re.compile(r"[ \t\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]+")
_KEPT_CONTROLS: Final = frozenset("\n\t")
# Unassigned, private and lone surrogate signs mean nothing outside the font or the program that wrote them.
_DROPPED: Final = frozenset({"Cc", "Cf", "Cs", "Co", "Cn"})
_BLANK_LINES: Final = re.compile(r"\n{3,}")
_HYPHEN: Final = re.compile(r"(?<=[^\W\d_])[-\u00ad\u2010]\n\s*(?=[a-zà-öø-ÿœæ])")


def clean(text: str) -> str:
    """Composed (NFC), without control, zero-width, bidirectional and tag characters, single spaces, no edge blanks.

    Lines are kept; more than one blank line becomes one.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\v", "\n").replace("\f", "\n")
    composed = unicodedata.normalize("NFC", text.translate(_LIGATURES))
    if not composed.isascii() or not composed.isprintable():
        composed = "".join(
            sign for sign in composed if sign in _KEPT_CONTROLS or unicodedata.category(sign) not in _DROPPED
        )
    lines = (_SPACES.sub(" ", line).strip() for line in composed.split("\n"))
    return _BLANK_LINES.sub("\n\n", "\n".join(lines)).strip()


def clean_line(text: str) -> str:
    """The same for what must stay on one line: a title, a sender, a cell."""
    return " ".join(clean(text).split())


def join_hyphens(text: str) -> str:
    """Words cut at a line's end put together again: `congé-⏎diement` is `congédiement`."""
    return _HYPHEN.sub("", text)
