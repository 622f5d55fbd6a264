"""Mail of a server (IMAP over TLS): only read, and only from the server that the settings name.

The folder is opened with EXAMINE and messages are fetched with PEEK, so that nothing of it changes, not even what is
marked as read. Without `mail.imap_host` nothing of this runs. The password stands in the system's keyring (`rag.keys`).
"""

from __future__ import annotations

import imaplib
import ssl
import tempfile
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from ingest.incoming.files import read_files
from rag.errors import ImapFolderMissing, ImapOff, ImapPasswordWanted, ImapRefused, ImapUnreachable
from rag.keys import keep_key, key_for
from rag.office.mail.record import MailFetched, MailServer, ServerMail

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
SHOWN_FOLDERS: Final = 20
WHOLE: Final = "(BODY.PEEK[])"  # RFC 3501, 6.4.5: a message whole, without marking it as seen
_TROUBLES: Final = (imaplib.IMAP4.error, UnicodeError)  # UnicodeError: a name of a server that none can have


class _Message(NamedTuple):
    """One message as it came over."""

    uid: str
    raw: bytes
    place: int  # 1-based
    total: int


def origin_of(options: MailOptions) -> str:
    """What the password belongs to: this user at this server."""
    return f"imaps://{options.imap_user}@{options.imap_host}:{options.imap_port}"


def keep_password(options: MailOptions, home: Home, password: str) -> bool:
    """Keep the password, an empty one forgets it; whether the system's keyring has it. Raises ImapOff."""
    if not options.imap_host or not options.imap_user:
        raise ImapOff
    return keep_key(home, origin_of(options), password)


def server_of(options: MailOptions, home: Home) -> MailServer:
    """What the settings say of a server; nothing is asked of the network."""
    known = bool(options.imap_host and options.imap_user and key_for(home, origin_of(options)))
    return MailServer(options.imap_host, options.imap_user, options.imap_folder, options.imap_days, known)


def read_imap(
    options: MailOptions,
    home: Home,
    reading: Ingest,
    wanted: ServerMail | None = None,
    cancel: threading.Event | None = None,
) -> Iterator[MailFetched | Mail | Unread]:
    """How much came over, then the mails, in any order.

    Args:
        options: server, user, folder, days.
        home: where the password is known.
        reading: limits of reading.
        wanted: another folder, or so many of the latest messages; at most `MOST_MESSAGES`.
        cancel: set to stop.

    Raises:
        ImapOff: the settings name no server or no user.
        ImapPasswordWanted: no password is kept for them.
        ImapUnreachable: no answer, or no certificate that can be trusted.
        ImapRefused: the server does not accept the password.
        ImapFolderMissing: it opens no such folder.
    """
    if not options.imap_host or not options.imap_user:
        raise ImapOff
    password = key_for(home, origin_of(options))
    if not password:
        raise ImapPasswordWanted(options.imap_user, options.imap_host)
    wanted = wanted or ServerMail()
    folder = wanted.folder or options.imap_folder
    with tempfile.TemporaryDirectory(prefix="souffleur-imap-") as scratch:
        names: dict[Path, str] = {}
        for message in _messages(options, password, folder, wanted.latest, cancel):
            file = Path(scratch, f"{len(names)}.eml")
            file.write_bytes(message.raw)
            names[file] = f"{folder}/{message.uid}"
            yield MailFetched(message.place, message.total)
        if not (cancel and cancel.is_set()):
            yield from read_files(names, names, reading, cancel)


def _messages(
    options: MailOptions, password: str, folder: str, latest: int, cancel: threading.Event | None
) -> Iterator[_Message]:
    """The latest first."""
    from imap_tools import ImapToolsError

    host, port = options.imap_host, options.imap_port
    try:
        box = _connected(options)
    except (OSError, ImapToolsError, *_TROUBLES) as trouble:
        raise ImapUnreachable(host, port, _said(trouble)) from trouble
    try:
        _enter(box, options, password)
        _open(box, host, folder)
        wanted = _wanted(box, options.imap_days, latest)
        for place, uid in enumerate(wanted, start=1):
            if cancel and cancel.is_set():
                return
            raw = _fetched(box, uid)
            if raw:  # else it was deleted meanwhile
                yield _Message(uid, raw, place, len(wanted))
    except (OSError, ImapToolsError, *_TROUBLES) as trouble:
        raise ImapUnreachable(host, port, _said(trouble)) from trouble
    finally:
        _leave(box)


def _connected(options: MailOptions) -> Any:  # noqa: ANN401 - loaded late
    """TLS from the first byte, or before the password is said; a certificate that nobody vouches for is refused."""
    from imap_tools import MailBox, MailBoxStartTls

    trusted = ssl.create_default_context(cafile=options.imap_certificate or None)
    kind = MailBoxStartTls if options.imap_security == "starttls" else MailBox
    return kind(options.imap_host, options.imap_port, timeout=CONNECT_SECONDS, ssl_context=trusted)


def _enter(box: Any, options: MailOptions, password: str) -> None:  # noqa: ANN401
    from imap_tools import ImapToolsError

    plain = (options.imap_user + password).isascii()
    login = box.login if plain else box.login_utf8  # LOGIN knows no accents
    try:
        login(options.imap_user, password, initial_folder=None)
    except imaplib.IMAP4.abort:  # the connection is gone, which says nothing of the password
        raise
    except (ImapToolsError, imaplib.IMAP4.error) as trouble:
        raise ImapRefused(options.imap_host, options.imap_user, _said(trouble)) from trouble


def _open(box: Any, host: str, folder: str) -> None:  # noqa: ANN401
    from imap_tools import ImapToolsError

    refused: Exception | None = None
    if folder.isprintable():  # the end of a line would begin another command
        try:
            box.folder.set(folder, readonly=True)
        except imaplib.IMAP4.abort:
            raise
        except (ImapToolsError, imaplib.IMAP4.error) as trouble:
            refused = trouble
        else:
            return
    known = [one.name for one in box.folder.list() if "\\Noselect" not in one.flags]
    raise ImapFolderMissing(host, folder, ", ".join(known[:SHOWN_FOLDERS]) or "INBOX") from refused


def _wanted(box: Any, days: int, latest: int) -> list[str]:  # noqa: ANN401
    """Which messages, the latest first: their numbers grow as they come in."""
    from imap_tools import AND

    since = date.today() - timedelta(days=days)  # noqa: DTZ011 - days of this desk
    uids: list[str] = box.uids("ALL" if latest else AND(date_gte=since))
    return sorted(uids, key=int, reverse=True)[: min(latest or MOST_MESSAGES, MOST_MESSAGES)]


def _fetched(box: Any, uid: str) -> bytes:  # noqa: ANN401
    """A message byte by byte; empty where it is no longer there."""
    status, parts = box.client.uid("FETCH", uid, WHOLE)
    if status != "OK":
        raise imaplib.IMAP4.error(str(parts))
    return next((bytes(part[1]) for part in parts if isinstance(part, tuple)), b"")


def _leave(box: Any) -> None:  # noqa: ANN401
    """Say goodbye; a server that is gone already needs none."""
    from contextlib import suppress

    with suppress(Exception):
        box.logout()


def _said(trouble: Exception) -> str:
    """The server's words in short; they never hold the password."""
    result = getattr(trouble, "command_result", None)  # of imap_tools: the state, and what the server says
    words = str(result[1][-1], "utf-8", "replace") if result and result[1] and isinstance(result[1][-1], bytes) else ""
    words = words or str(trouble)
    return " ".join(words.split()).rstrip(".")[:200] or type(trouble).__name__
