"""Mail on the page Tasks: which to sort, and what came of it."""

from __future__ import annotations

import shutil
import tempfile
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

import streamlit as st

from ui.mail_task import MAIL, mails_of, sorting_work
from ui.mail_text import history_line
from ui.server import house
from ui.web import mail_categories, mail_server, mail_view, pieces
from ui.web.adding import named_path
from ui.web.inbox import safe_name
from ui.web.speech import language, t
from ui.web.task_running import busy, start
from ui.web.task_sections import form

if TYPE_CHECKING:
    import threading
    from collections.abc import Iterator, Sequence

    from rag.errors import Language
    from rag.office.mail.record import ServerMail
    from rag.tasks import KeptTask, TaskEvent

FOLDER, DROPPED, SERVER = "folder", "dropped", "server"
WAY: Final = "mail from"  # in Streamlit's session
KINDS: Final = ("eml", "msg", "mbox", "mbx")


def show(opened: KeptTask | None) -> None:
    """Draw the form, the categories, and the result of the task that is open."""
    with form(opened, t("Trier d'autre courrier"), MAIL):
        _ask()
    mail_categories.show()
    if opened is not None and opened.result is not None:
        mails, end = mails_of(opened.result)
        mail_view.show(mails, end, opened.id)


def _ask() -> None:
    """Which mail."""
    server = house().desk.mail.server()
    ways = {FOLDER: t("Un dossier ou une boîte"), DROPPED: t("Des fichiers à déposer")}
    if server.host and server.user:
        ways[SERVER] = t("Un serveur de courrier")
    way = st.segmented_control(
        t("Quel courrier ?"),
        list(ways),
        format_func=lambda one: ways[one],
        default=FOLDER,
        required=True,
        key=WAY,
        label_visibility="collapsed",
    )
    if way == SERVER:
        if (wanted := mail_server.show(server, disabled=busy(MAIL))) is not None:
            _start([], mail_server.title(server, wanted), None, wanted)
    elif way == DROPPED:
        _drop()
    else:
        _name()
    if SERVER not in ways:
        mail_server.show_off()


def _name() -> None:
    typed = st.text_input(
        t("Dossier de courriels, boîte mbox ou Maildir de cet ordinateur"),
        placeholder=t("Par exemple /home/cabinet/Courrier"),
        key="mail folder",
    )
    st.html(pieces.text(t("Le courrier est seulement lu : rien n'y est changé, rien n'est envoyé."), "sf-pale"))
    if _wanted(disabled=not typed.strip()):
        path = named_path(typed)
        _start([path], path.name, None)


def _drop() -> None:
    dropped = st.file_uploader(
        t("Courriels à trier"),
        type=list(KINDS),
        accept_multiple_files=True,
        key="dropped-mail",
        max_upload_size=house().engine.settings.page.upload_mb,
        label_visibility="collapsed",
    )
    st.html(pieces.text(t("Ces fichiers sont triés puis effacés : Souffleur n'en garde pas de copie."), "sf-pale"))
    if not _wanted(disabled=not dropped):
        return
    scratch = Path(tempfile.mkdtemp(prefix="souffleur-dropped-"))
    for place, file in enumerate(dropped):
        (scratch / f"{place:04} {safe_name(file.name)}").write_bytes(file.getvalue())
    _start([scratch], t("Courrier déposé"), scratch)


def _wanted(*, disabled: bool) -> bool:
    return bool(
        st.button(
            t("Trier le courrier"),
            type="primary",
            icon=":material/mail:",
            key="sort mail",
            disabled=disabled or busy(MAIL),
        )
    )


def _start(paths: Sequence[Path], title: str, scratch: Path | None, wanted: ServerMail | None = None) -> None:
    said: Language = language()
    day = datetime.now().astimezone().date().isoformat()
    desk = house().desk

    def work(cancel: threading.Event) -> Iterator[TaskEvent]:
        try:
            events = desk.mail.sort(paths, day, said, cancel, wanted)
            yield from desk.tasks.carry_out(
                MAIL, partial(sorting_work, events, lambda count: history_line(title, count, said)), cancel
            )
        finally:
            if scratch is not None:
                shutil.rmtree(scratch, ignore_errors=True)

    start(MAIL, work)
