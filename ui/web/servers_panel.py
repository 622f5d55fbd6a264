"""Programs that serve models (Ollama, LM Studio…) on the page Models: those that were found, and one by its address."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import streamlit as st

from rag.errors import SouffleurError
from ui.present_servers import model_facts, server_name
from ui.server import house
from ui.web import pieces
from ui.web.rim import guarded, show_trouble
from ui.web.speech import language, t, tn

if TYPE_CHECKING:
    from rag.models.dialects import ModelServer, ServedModel

FOUND: Final = "model servers"  # in Streamlit's session: those of this machine, as they were last found
ASKED: Final = "asked model server"  # the one at the address that was typed
TROUBLE: Final = "model server trouble"  # what came of the last click
FIRST: Final = 4  # models shown at once; the others open on a click


def show_servers() -> None:
    """Draw the part; this machine is looked at once, then again on a click."""
    if FOUND not in st.session_state:
        st.session_state[FOUND] = house().desk.models.servers.found()
    asked: ModelServer | None = st.session_state.get(ASKED)
    found: tuple[ModelServer, ...] = st.session_state[FOUND]
    st.html(pieces.text(t("Par un autre programme : Ollama, LM Studio…"), "sf-section", "h2"))
    trouble = st.session_state.pop(TROUBLE, None)
    if trouble is not None:
        show_trouble(trouble)
    if not found and asked is None:
        st.html(pieces.text(t("Aucun n'a été trouvé sur cette machine."), "sf-pale"))
    for server in (*found, *(() if asked is None or asked in found else (asked,))):
        _show_server(server)
    st.button(t("Chercher à nouveau"), icon=":material/search:", key="servers-again", on_click=_look_again)
    with st.expander(t("À une autre adresse, ou avec une clé"), key="server-elsewhere"), guarded():
        _show_form()


def _show_server(server: ModelServer) -> None:
    with st.container(border=True, key=f"server-{server.address}"):
        st.html(pieces.source_head("", server_name(server, language()), server.address))
        if server.wants_key:
            st.html(pieces.text(t("Il demande une clé : donnez-la plus bas, avec son adresse.")))
        elif not server.models:
            st.html(pieces.text(t("Il n'a encore aucun modèle : il faut d'abord lui en donner un, dans ce programme.")))
        for model in server.models[:FIRST]:
            _show_model(server, model)
        others = server.models[FIRST:]
        if others:
            more = tn("{count} autre modèle", "{count} autres modèles", len(others))
            with st.expander(more, key=f"more-{server.address}"):
                for model in others:
                    _show_model(server, model)


def _show_model(server: ModelServer, model: ServedModel) -> None:
    chat = house().engine.settings.chat
    used = (chat.address.rstrip("/"), chat.model) == (server.address, model.name)
    badge = pieces.badge("good", t("utilisé")) if used else ""
    facts = pieces.text(" · ".join(model_facts(model, language())), "sf-pale")
    st.html(f'{pieces.text(model.name, "sf-name")}<div class="sf-badges">{badge}</div>{facts}')
    key = f"{server.address} {model.name}"
    if used:
        st.button(t("Revenir aux citations"), icon=":material/format_quote:", key=f"leave {key}", on_click=_leave)
    else:
        use = (model.name, server.address)
        st.button(t("Utiliser"), icon=":material/check:", key=f"serve {key}", on_click=_use, args=use)


def _show_form() -> None:
    st.html(pieces.text(t("Seules les adresses de cette machine et du réseau local sont permises."), "sf-pale"))
    with st.form("server", border=False):
        st.text_input(t("Adresse"), key="server address", placeholder="http://127.0.0.1:11434")
        st.text_input(
            t("Clé, si le programme en demande une"),
            key="server key",
            type="password",
            autocomplete="off",
            help=t("Elle est gardée sur cette machine et n'est envoyée qu'à cette adresse."),
        )
        st.form_submit_button(t("Regarder cette adresse"), icon=":material/travel_explore:", on_click=_look_there)


def _look_again() -> None:
    st.session_state.pop(FOUND, None)
    st.session_state.pop(ASKED, None)


def _look_there() -> None:
    address, key = str(st.session_state["server address"]), str(st.session_state["server key"]).strip()
    if not address.strip():
        return
    servers = house().desk.models.servers
    try:
        if key:
            servers.give_key(address, key)
            st.session_state["server key"] = ""
        st.session_state[ASKED] = servers.look(address)
    except SouffleurError as trouble:
        st.session_state[TROUBLE] = trouble
        st.session_state.pop(ASKED, None)


def _use(name: str, address: str) -> None:
    try:
        house().desk.models.servers.use(name, address)
    except SouffleurError as trouble:
        st.session_state[TROUBLE] = trouble


def _leave() -> None:
    house().desk.models.use("")
