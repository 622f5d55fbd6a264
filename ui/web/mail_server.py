"""The mail server on the page Tasks: which of its mail is sorted, its password, and where to read how to set it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import streamlit as st

from ingest.incoming.imap import MOST_MESSAGES
from rag.errors import SouffleurError
from rag.office.mail.record import ServerMail
from ui.server import house
from ui.web import pieces
from ui.web.help_dialog import open_help
from ui.web.rim import show_trouble
from ui.web.speech import t, tn

if TYPE_CHECKING:
    from rag.office.mail.record import MailServer

USUAL: Final = 50  # messages that are offered to be sorted. Guess: a few days of an office
GIVEN: Final = "mail password"  # in Streamlit's session
TROUBLE: Final = "mail password trouble"


def show(server: MailServer, *, disabled: bool) -> ServerMail | None:
    """Draw what may be chosen of its mail, or ask for its password.

    Args:
        server: as it is set.
        disabled: whether another sorting is on its way.

    Returns:
        What is to be sorted, once that is asked for.
    """
    trouble = st.session_state.pop(TROUBLE, None)
    if trouble is not None:
        show_trouble(trouble)
    wanted = _choose(server, disabled=disabled) if server.ready else None
    said = t("Connexion chiffrée à {host}, pour {user}.", host=server.host, user=server.user)
    calm = t("Le courrier est seulement lu : rien n'y change, rien n'est marqué comme lu.")
    st.html(pieces.text(f"{said} {calm}", "sf-pale"))
    if server.ready:
        with st.expander(t("Changer le mot de passe"), key="mail-password-again"):
            _ask_password(t("Vide : Souffleur l'oublie."))
    else:
        _ask_password(t("Il est gardé sur cette machine et n'est envoyé qu'à ce serveur."))
    return wanted


def show_off() -> None:
    """One quiet line, while no server is set."""
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key="sf-mail-server-off"):
        st.html(pieces.text(t("Le courrier d'un serveur (IMAP) se trie aussi, une fois réglé."), "sf-pale"))
        if st.button(t("Comment faire"), type="tertiary", icon=":material/help:", key="mail server help"):
            open_help("mail")


def title(server: MailServer, wanted: ServerMail) -> str:
    """What the task is called in the history."""
    last = tn("{count} dernier message", "{count} derniers messages", wanted.latest)
    return f"{server.user} · {wanted.folder} · {last}"


def _choose(server: MailServer, *, disabled: bool) -> ServerMail | None:
    with st.container(horizontal=True, vertical_alignment="bottom"):
        folder = st.text_input(
            t("Dossier du serveur"),
            server.folder,
            key="mail server folder",
            help=t("Comme le serveur l'appelle : INBOX est la boîte de réception."),
            width=280,
        )
        latest = st.number_input(
            t("Combien des derniers messages"), 1, MOST_MESSAGES, USUAL, key="mail server latest", width=240
        )
        asked = st.button(
            t("Trier le courrier"), type="primary", icon=":material/mail:", key="sort server mail", disabled=disabled
        )
    return ServerMail(folder.strip() or server.folder, int(latest)) if asked else None


def _ask_password(help_words: str) -> None:
    with st.form("mail-password", border=False):
        st.text_input(
            t("Mot de passe du serveur de courrier"),
            key=GIVEN,
            type="password",
            autocomplete="off",
            help=help_words,
            width=320,
        )
        st.form_submit_button(t("Garder ce mot de passe"), icon=":material/key:", on_click=_keep_password)


def _keep_password() -> None:
    try:
        house().desk.mail.give_password(str(st.session_state[GIVEN]))
    except SouffleurError as trouble:
        st.session_state[TROUBLE] = trouble
    st.session_state[GIVEN] = ""
