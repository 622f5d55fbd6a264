from __future__ import annotations

import io
import json
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ui.cli.printing import REPLACED, printable, show, show_json


@given(st.text())
def test_nothing_that_is_printed_commands_a_terminal(text: str) -> None:
    seen = printable(text)
    assert len(seen) == len(text)
    assert not any(ord(sign) < 0x20 and sign not in "\n\t" for sign in seen)
    assert not any(0x7F <= ord(sign) < 0xA0 for sign in seen)
    seen.encode()


def test_ordinary_words_stay() -> None:
    assert printable("Été – « œuvre »\n\t1 250 € 🎭") == "Été – « œuvre »\n\t1 250 € 🎭"
    assert printable("a\x1b[2Jb\r\x9bc") == f"a{REPLACED}[2Jb{REPLACED}{REPLACED}c"
    assert printable("\udce9") == REPLACED


@pytest.mark.parametrize(("encoding", "shown"), [("utf-8", "é œ €\n"), ("latin-1", "é ? ?\n"), ("ascii", "? ? ?\n")])
def test_a_terminal_that_knows_few_signs(encoding: str, shown: str, monkeypatch: pytest.MonkeyPatch) -> None:
    written = io.BytesIO()
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(written, encoding=encoding, write_through=True))
    show("é œ €")
    assert written.getvalue().decode(encoding) == shown


@pytest.mark.parametrize("encoding", ["utf-8", "ascii"])
def test_json_arrives_whole_whatever_the_terminal_knows(encoding: str, monkeypatch: pytest.MonkeyPatch) -> None:
    written = io.BytesIO()
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(written, encoding=encoding, write_through=True))
    show_json({"name": "été\x1b"})
    assert json.loads(written.getvalue().decode(encoding)) == {"name": "été\x1b"}
    assert b"\x1b" not in written.getvalue()
