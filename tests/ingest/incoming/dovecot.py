"""Dovecot on a free port of this machine, with a certificate of its own: what the tests of a mail server stand on."""

from __future__ import annotations

import json
import os
import pwd
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from email.message import EmailMessage
from email.utils import format_datetime
from pathlib import Path

import pytest

from rag.options import Mail as MailOptions
from rag.settings import Home

PASSWORD = "un mot de passe accentué"

dovecot = pytest.mark.skipif(
    shutil.which("dovecot") is None or shutil.which("openssl") is None or os.geteuid() != 0,
    reason="Dovecot is not installed (apt-get install dovecot-imapd), or the tests do not run as root",
)


@dataclass(frozen=True)
class Server:
    """Where it is, and where its mail lies."""

    options: MailOptions
    maildir: Path


def message(number: int) -> bytes:
    made = EmailMessage()
    made["From"], made["To"], made["Subject"] = "a@client.example", "b@atelier.example", f"Sujet {number}"
    made["Date"] = format_datetime(datetime.now(UTC))
    made["Message-ID"] = f"<{number}@client.example>"
    made.set_content(f"Pouvez-vous passer mardi ? ({number})")
    return made.as_bytes()


@contextmanager
def serving(messages: Sequence[bytes]) -> Iterator[Server]:
    """A server of one user, `paule`, with these messages in INBOX and one more folder, `Archives`."""
    base = Path(tempfile.mkdtemp(prefix="dovecot-"))  # pytest's own folders are closed to the user that serves
    mail = base / "mail"
    for inner in ("cur", "new", "tmp"):
        (mail / inner).mkdir(parents=True)
    for number, raw in enumerate(messages, start=1):
        (mail / "new" / f"{number:04}.host").write_bytes(raw)
    for inner in ("cur", "new", "tmp"):
        (mail / ".Archives" / inner).mkdir(parents=True)
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-keyout", base / "key.pem",
         "-out", base / "cert.pem", "-subj", "/CN=127.0.0.1", "-addext", "subjectAltName=IP:127.0.0.1"],
        check=True, capture_output=True,
    )  # fmt: skip
    (base / "users").write_text(f"paule:{{PLAIN}}{PASSWORD}:::::\n", encoding="utf-8")
    owner = pwd.getpwnam("nobody")
    (base / "dovecot.conf").write_text(
        f"""
protocols = imap
listen = 127.0.0.1
base_dir = {base}/run
log_path = {base}/log
ssl = required
ssl_cert = <{base}/cert.pem
ssl_key = <{base}/key.pem
mail_location = maildir:{mail}
mail_uid = {owner.pw_uid}
mail_gid = {owner.pw_gid}
first_valid_uid = 1
first_valid_gid = 1
service imap-login {{
  inet_listener imap {{
    port = 0
  }}
  inet_listener imaps {{
    port = {port}
    ssl = yes
  }}
}}
passdb {{
  driver = passwd-file
  args = scheme=PLAIN username_format=%u {base}/users
}}
userdb {{
  driver = static
  args = uid={owner.pw_uid} gid={owner.pw_gid} home={base}
}}
""",
        encoding="utf-8",
    )
    for path in (base, *base.rglob("*")):
        os.chown(path, owner.pw_uid, owner.pw_gid)
        path.chmod(0o755 if path.is_dir() else 0o644)
    running = subprocess.Popen(["dovecot", "-F", "-c", base / "dovecot.conf"])
    options = MailOptions(
        imap_host="127.0.0.1", imap_port=port, imap_user="paule", imap_certificate=str(base / "cert.pem")
    )
    try:
        end = time.monotonic() + 30
        while True:
            try:
                socket.create_connection(("127.0.0.1", port), 1).close()
                break
            except OSError:
                assert time.monotonic() < end, (base / "log").read_text(encoding="utf-8")
                time.sleep(0.1)
        yield Server(options, mail)
    finally:
        running.terminate()
        running.wait(20)
        shutil.rmtree(base, ignore_errors=True)


def set_server(home: Home, options: MailOptions) -> None:
    """Name the server in the settings of a home, as its owner does."""
    changed = {"imap_host", "imap_port", "imap_user", "imap_certificate"}
    lines = [f"{name} = {json.dumps(value)}" for name, value in options.model_dump(include=changed).items()]
    home.settings_file.write_text("\n".join(["[mail]", *lines, ""]), encoding="utf-8")
