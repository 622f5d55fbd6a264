"""Why a file cannot be read, raised inside a parser and turned into a value at the worker's door."""

from __future__ import annotations


class CannotRead(Exception):
    """`code` is a key of `ingest.reasons.REASONS`; `detail` is for the log and the curious."""

    def __init__(self, code: str, detail: str = "") -> None:
        super().__init__(code, detail)
        self.code = code
        self.detail = detail
