"""The reason travels with its detail."""

from __future__ import annotations

from ingest.parse.trouble import CannotRead


def test_code_and_detail() -> None:
    trouble = CannotRead("too_large", "4000 pages")
    assert (trouble.code, trouble.detail) == ("too_large", "4000 pages")
    assert CannotRead("empty").detail == ""
