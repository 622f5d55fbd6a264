"""The encoding told from the bytes."""

from __future__ import annotations

import pytest

from ingest.parse.encodings import decoded, wide_encoding


def test_bytes_that_are_no_text_anywhere_lose_nothing_else() -> None:
    assert "prix" in decoded(b"prix \x81\x8d fixe")
    assert "fixe" in decoded(b"\xff\xfep\0r\0i\0x\0 \0f\0i\0x\0e\0!")  # an odd byte too many


@pytest.mark.parametrize("raw", [b"", b"a", b"Bonjour", bytes(20), b"a\0" + b"bonjour" * 9])
def test_one_byte_a_letter_is_not_wide(raw: bytes) -> None:
    assert wide_encoding(raw) == ""
