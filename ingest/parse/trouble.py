"""Why a file cannot be read: raised inside a parser, a value outside the worker's door."""

from __future__ import annotations

from dataclasses import dataclass


class CannotRead(Exception):
    """`code` is a key of `ingest.reasons.REASONS`; `detail` is for the log and the curious."""

    def __init__(self, code: str, detail: str = "") -> None:
        super().__init__(code, detail)
        self.code = code
        self.detail = detail


@dataclass(frozen=True, slots=True)
class Unreadable:
    """The same as a value."""

    code: str
    detail: str
