"""Sorting mail behind the running server; the face is `ui.mail.MailRoom`."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from ingest.scan import absolute
from rag.office.mail.record import Category, MailServer, ServerMail
from ui.wire import record_from_json, record_to_json

if TYPE_CHECKING:
    import threading
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from rag.errors import Language
    from rag.office.mail.record import Mail
    from ui.mail import MailEvent


class RemoteMail:
    """The work done by the running server, which lives on this machine."""

    def __init__(self, call: Callable[..., Any], stream: Callable[..., Iterator[Any]]) -> None:
        self._call = call
        self._stream = stream

    def sort(
        self,
        paths: Sequence[Path],
        day: str,
        language: Language = "fr",
        cancel: threading.Event | None = None,
        wanted: ServerMail | None = None,
    ) -> Iterator[MailEvent]:
        """See `MailRoom`."""
        asked = {"paths": [str(absolute(path)) for path in paths], "day": day, "language": language}
        yield from self._stream("/mail/sort", {**asked, **asdict(wanted or ServerMail())}, cancel)

    def server(self) -> MailServer:
        """See `MailRoom`."""
        return record_from_json(MailServer, self._call("POST", "/mail/server", {}))

    def give_password(self, password: str) -> bool:
        """See `MailRoom`."""
        return bool(self._call("POST", "/mail/password", {"password": password})["in_keyring"])

    def correct(self, mail: Mail, category: str) -> None:
        """See `MailRoom`."""
        self._call("POST", "/mail/correct", {"mail": record_to_json(mail), "category": category})

    def unlearn(self, mail: str) -> bool:
        """See `MailRoom`."""
        return bool(self._call("POST", "/mail/unlearn", {"mail": mail})["known"])

    def categories(self, language: Language = "fr") -> tuple[Category, ...]:
        """See `MailRoom`."""
        found = self._call("POST", "/mail/categories", {"language": language})
        return tuple(record_from_json(Category, one) for one in found)

    def define(self, category: Category) -> Category:
        """See `MailRoom`."""
        return record_from_json(Category, self._call("POST", "/mail/define", record_to_json(category)))

    def remove(self, category: str) -> None:
        """See `MailRoom`."""
        self._call("POST", "/mail/remove", {"category": category})

    def restore(self) -> None:
        """See `MailRoom`."""
        self._call("POST", "/mail/restore", {})
