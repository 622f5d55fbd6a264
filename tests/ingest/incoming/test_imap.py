"""Mail of a real server: Dovecot on a free port of this machine, with a certificate of its own."""

from __future__ import annotations

import os
import pwd
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from email.message import EmailMessage
from email.utils import format_datetime
from pathlib import Path

import pytest

from ingest.incoming.imap import keep_password, origin_of, read_imap
from rag.errors import ImapOff, ImapPasswordWanted, ImapRefused, ImapUnreachable
from rag.keys import key_for
from rag.office.mail.record import Mail
from rag.options import Ingest
from rag.options import Mail as MailOptions
from rag.settings import Home

PASSWORD = "un mot de passe"
READING = Ingest(workers=1)
NO_SERVER = MailOptions(imap_host="127.0.0.1", imap_port=9, imap_user="paule")

dovecot = pytest.mark.skipif(
    shutil.which("dovecot") is None or shutil.which("openssl") is None or os.geteuid() != 0,
    reason="Dovecot is not installed (apt-get install dovecot-imapd), or the tests do not run as root",
)


@dataclass(frozen=True)
class Server:
    options: MailOptions
    maildir: Path


def message(number: int) -> bytes:
    made = EmailMessage()
    made["From"], made["To"], made["Subject"] = "a@client.example", "b@atelier.example", f"Sujet {number}"
    made["Date"] = format_datetime(datetime.now(UTC))
    made["Message-ID"] = f"<{number}@client.example>"
    made.set_content(f"Pouvez-vous passer mardi ? ({number})")
    return made.as_bytes()


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    base = Path(tempfile.mkdtemp(prefix="dovecot-"))  # pytest's own folders are closed to the user that serves
    mail = base / "mail"
    for inner in ("cur", "new", "tmp"):
        (mail / inner).mkdir(parents=True)
    for number in (1, 2):
        (mail / "new" / f"{number}.host").write_bytes(message(number))
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


def flags(server: Server) -> list[str]:
    return sorted(
        file.name.partition(",")[2] for place in ("cur", "new") for file in (server.maildir / place).iterdir()
    )


@dovecot
@pytest.mark.slow
def test_mail_is_read_and_nothing_is_marked(server: Server, tmp_path: Path) -> None:
    home = Home(tmp_path)
    keep_password(server.options, home, PASSWORD)
    found = [one for one in read_imap(server.options, home, READING) if isinstance(one, Mail)]
    assert sorted(mail.subject for mail in found) == ["Sujet 1", "Sujet 2"]
    assert found[0].name.startswith("INBOX/")
    assert all("S" not in one for one in flags(server))  # not one of them was marked as seen


@dovecot
@pytest.mark.slow
def test_a_wrong_password_or_folder_is_said(server: Server, tmp_path: Path) -> None:
    home = Home(tmp_path)
    keep_password(server.options, home, "faux")
    with pytest.raises(ImapRefused) as refused:
        list(read_imap(server.options, home, READING))
    assert "faux" not in str(refused.value)
    keep_password(server.options, home, PASSWORD)
    with pytest.raises(ImapRefused):
        list(read_imap(server.options.model_copy(update={"imap_folder": "Absent"}), home, READING))


@dovecot
@pytest.mark.slow
def test_a_certificate_that_nobody_vouches_for_is_refused(server: Server, tmp_path: Path) -> None:
    home = Home(tmp_path)
    stranger = server.options.model_copy(update={"imap_certificate": ""})
    keep_password(stranger, home, PASSWORD)
    with pytest.raises(ImapUnreachable):
        list(read_imap(stranger, home, READING))


def test_nothing_happens_until_a_server_is_set(tmp_path: Path) -> None:
    for options in (MailOptions(), MailOptions(imap_host="mail.example"), MailOptions(imap_user="paule")):
        with pytest.raises(ImapOff):
            list(read_imap(options, Home(tmp_path), READING))
    with pytest.raises(ImapOff):
        keep_password(MailOptions(), Home(tmp_path), "x")


def test_a_password_is_wanted_and_belongs_to_one_server(tmp_path: Path) -> None:
    home = Home(tmp_path)
    with pytest.raises(ImapPasswordWanted):
        list(read_imap(NO_SERVER, home, READING))
    keep_password(NO_SERVER, home, PASSWORD)
    other = NO_SERVER.model_copy(update={"imap_host": "mail.example"})
    assert key_for(home, origin_of(NO_SERVER)) == PASSWORD
    assert key_for(home, origin_of(other)) == ""
    keep_password(NO_SERVER, home, "")
    assert key_for(home, origin_of(NO_SERVER)) == ""


def test_a_server_that_is_not_there_is_said(tmp_path: Path) -> None:
    home = Home(tmp_path)
    keep_password(NO_SERVER, home, PASSWORD)
    with pytest.raises(ImapUnreachable) as said:
        list(read_imap(NO_SERVER, home, READING))
    assert PASSWORD not in str(said.value)
