"""The encoding of a text that does not state it. Pure."""

from __future__ import annotations

from typing import Final

BYTE_ORDER_MARKS: Final = (  # the mark of UTF-32 begins with that of UTF-16
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe\0\0", "utf-32"),
    (b"\0\0\xfe\xff", "utf-32"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)
HEAD_BYTES: Final = 4096  # even, that UTF-16 without a mark is told from
MANY_ZEROS: Final = 0.4  # of every second byte: letters of our languages in UTF-16
FEW_ZEROS: Final = 0.05
WINDOWS: Final = "cp1252"  # what French office programs wrote before UTF-8; holds every byte, so nothing is lost


def decoded(raw: bytes) -> str:
    """The text of a file whose encoding nobody stated: by its mark or its zeros, else UTF-8, else Windows."""
    encoding = wide_encoding(raw)
    if encoding:
        return raw.decode(encoding, "replace")
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return raw.decode(WINDOWS, "replace")


def wide_encoding(raw: bytes) -> str:
    """The encoding that a mark states, or UTF-16 when every second byte is zero; empty when neither holds."""
    for mark, encoding in BYTE_ORDER_MARKS:
        if raw.startswith(mark):
            return encoding
    head = raw[:HEAD_BYTES]
    half = len(head) // 2
    if not half:
        return ""
    first, second = head[0::2].count(0) / half, head[1::2].count(0) / half
    if second >= MANY_ZEROS and first <= FEW_ZEROS:
        return "utf-16-le"
    if first >= MANY_ZEROS and second <= FEW_ZEROS:
        return "utf-16-be"
    return ""
