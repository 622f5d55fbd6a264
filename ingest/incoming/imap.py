"""Mail of a server (IMAP over TLS): only read, and only from the server that the settings name.

The folder is opened with EXAMINE and messages are fetched with PEEK, so that nothing of it changes, not even what is
marked as read. Without `mail.imap_host` nothing of this runs. The password stands in the system's keyring (`rag.keys`).
"""

from __future__ import annotations

import ssl
import tempfile
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from ingest.incoming.files import read_files
from rag.errors import ImapOff, ImapPasswordWanted, ImapRefused, ImapUnreachable
from rag.keys import keep_key, key_for

if TYPE_CHECKING:
    import threading
    from collections.abc import Iterator

    from ingest.incoming.files import Unread
    from rag.office.mail.record import Mail
    from rag.options import Ingest
    from rag.options import Mail as MailOptions
    from rag.settings import Home

MOST_MESSAGES: Final = 1_000
CONNECT_SECONDS: Final = 20.0


def origin_of(options: MailOptions) -> str:
    """What the password belongs to: this user at this server."""
    return f"imaps://{options.imap_user}@{options.imap_host}:{options.imap_port}"


def keep_password(options: MailOptions, home: Home, password: str) -> bool:
    """Keep the password, an empty one forgets it; whether the system's keyring has it. Raises ImapOff."""
    if not options.imap_host or not options.imap_user:
        raise ImapOff
    return keep_key(home, origin_of(options), password)


def read_imap(
    options: MailOptions, home: Home, reading: Ingest, cancel: threading.Event | None = None
) -> Iterator[Mail | Unread]:
    """The mails of the last days in the folder that the settings name, in any order.

    Args:
        options: server, user, folder, days.
        home: where the password is known.
        reading: limits of reading.
        cancel: set to stop.

    Raises:
        ImapOff: the settings name no server or no user.
        ImapPasswordWanted: no password is kept for them.
        ImapUnreachable: no answer, or no certificate that can be trusted.
        ImapRefused: the server does not accept the password, or has no such folder.
    """
    if not options.imap_host or not options.imap_user:
        raise ImapOff
    password = key_for(home, origin_of(options))
    if not password:
        raise ImapPasswordWanted(options.imap_user, options.imap_host)
    with tempfile.TemporaryDirectory(prefix="souffleur-imap-") as scratch:
        names: dict[Path, str] = {}
        for uid, raw in _messages(options, password, cancel):
            file = Path(scratch, f"{len(names)}.eml")
            file.write_bytes(raw)
            names[file] = f"{options.imap_folder}/{uid}"
        yield from read_files(names, names, reading, cancel)


def _messages(options: MailOptions, password: str, cancel: threading.Event | None) -> Iterator[tuple[str, bytes]]:
    from imap_tools import AND, ImapToolsError

    host = options.imap_host
    try:
        box = _connected(options)
    except (OSError, ImapToolsError) as trouble:
        raise ImapUnreachable(host, options.imap_port, _said(trouble)) from trouble
    try:
        box.login(options.imap_user, password, initial_folder=None)
        box.folder.set(options.imap_folder, readonly=True)
        since = date.today() - timedelta(days=options.imap_days)  # noqa: DTZ011 - days of this desk
        found = box.fetch(AND(date_gte=since), mark_seen=False, limit=MOST_MESSAGES, reverse=True)
        for message in found:
            if cancel and cancel.is_set():
                return
            yield str(message.uid), message.obj.as_bytes()
    except ImapToolsError as trouble:
        raise ImapRefused(host, options.imap_user, options.imap_folder, _said(trouble)) from trouble
    except OSError as trouble:
        raise ImapUnreachable(host, options.imap_port, _said(trouble)) from trouble
    finally:
        _leave(box)


def _connected(options: MailOptions) -> Any:  # noqa: ANN401 - loaded late
    """TLS from the first byte, or before the password is said; a certificate that nobody vouches for is refused."""
    from imap_tools import MailBox, MailBoxStartTls

    trusted = ssl.create_default_context(cafile=options.imap_certificate or None)
    kind = MailBoxStartTls if options.imap_security == "starttls" else MailBox
    return kind(options.imap_host, options.imap_port, timeout=CONNECT_SECONDS, ssl_context=trusted)


def _leave(box: Any) -> None:  # noqa: ANN401
    """Say goodbye; a server that is gone already needs none."""
    from contextlib import suppress

    with suppress(Exception):
        box.logout()


def _said(trouble: Exception) -> str:
    """The server's words in short; they never hold the password."""
    return " ".join(str(trouble).split())[:200] or type(trouble).__name__
