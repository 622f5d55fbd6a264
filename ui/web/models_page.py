"""The page Models: what suits this machine, what is here, what is used; download with progress, use, remove."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

import streamlit as st

from rag.models.cards import Use
from rag.models.fitting import MILD
from rag.options import Models
from ui.errands import Task
from ui.models import QUOTATIONS
from ui.present_models import facts_of, machine_facts, state_of, why_not
from ui.server import house
from ui.web import chosen_model, pieces
from ui.web.adding import named_path
from ui.web.errand import show_errand
from ui.web.rim import guarded
from ui.web.servers_panel import show_servers
from ui.web.speech import language, t, tn

if TYPE_CHECKING:
    from collections.abc import Callable

    from rag.models.overview import Offer, Overview

OFFLINE: Final = "copied model"  # key of the field, and the beginning of the key of the choice above it


def show() -> None:
    """Draw the page."""
    st.title(t("Modèles"), anchor=False)
    found = house().desk.models.overview()
    allowed = t("Un téléchargement n'envoie que le nom du modèle ; vos documents restent ici.")
    forbidden = t("Les téléchargements sont interdits par les réglages.")
    st.html(pieces.facts(_machine(found)) + pieces.text(allowed if found.hub else forbidden, "sf-pale"))
    with guarded():
        show_errand()
    if found.must_repair and not house().errands.busy():
        _show_repair()
    with guarded():
        _show_use(found, Use.CHAT, t("Pour rédiger les réponses"))
    with guarded():
        show_servers()
    with guarded():
        _show_use(found, Use.EMBEDDER, t("Pour chercher dans vos documents"))
        _show_use(found, Use.RERANKER, t("Pour relire les passages trouvés"))
    with guarded():
        _show_offline(found)


def _machine(found: Overview) -> list[tuple[str, str]]:
    facts = machine_facts(found.machine, language())
    cards = [(facts["cards"], t("carte graphique"))] if found.machine.cards else []
    return [
        (facts["ram"], t("de mémoire")),
        (facts["cores"], tn("cœur", "cœurs", found.machine.cores)),
        *cards,
        (facts["disk"], t("libres sur le disque")),
    ]


def _show_repair() -> None:
    with st.container(border=True, key="prepare"):
        st.html(
            pieces.notice(
                "check",
                t("Le nouveau modèle de recherche n'a pas encore lu vos documents."),
                t("L'ancien répond en attendant. Aucun fichier n'est relu ; cela peut durer."),
            )
        )
        st.button(t("Préparer la recherche"), icon=":material/sync:", type="primary", key="repair", on_click=_repair)


def _show_use(found: Overview, use: Use, title: str) -> None:
    offers = [offer for offer in found.offers if offer.card.use is use]
    first = [offer for offer in offers if offer.recommended or offer.here]
    others = [offer for offer in offers if offer not in first]
    st.html(pieces.text(title, "sf-section", "h2"))
    if use is Use.CHAT:
        _show_manner(found, first)
    elif use is Use.RERANKER and not any(offer.used for offer in first):
        st.html(pieces.text(t("Aucun pour l'instant : les passages gardent l'ordre de la recherche."), "sf-pale"))
    for offer in first:
        _show_offer(offer, found)
    if not others:
        return
    more = tn("{count} autre modèle", "{count} autres modèles", len(others))
    label = more if first else tn("{count} modèle", "{count} modèles", len(others))
    with st.expander(label, key=f"others-{use}"):
        for offer in others:
            _show_offer(offer, found)


def _show_manner(found: Overview, first: list[Offer]) -> None:
    """How answers are made now, and the way back to quotations."""
    if found.chat_address:
        st.html(
            pieces.text(t("Un autre serveur rédige les réponses : {address}", address=found.chat_address), "sf-pale")
        )
    elif not any(offer.used for offer in first):
        chosen_model.show()
    if not any(offer.recommended for offer in first):
        st.html(pieces.text(t("Aucun ne convient bien à cette machine."), "sf-pale"))


def _show_offer(offer: Offer, found: Overview) -> None:
    name = offer.card.name
    with st.container(border=True, key=f"model-{name}"):
        st.html(
            pieces.source_head("", offer.card.title, "")
            + f'<div class="sf-badges">{_badges(offer)}</div>'
            + pieces.text(offer.card.about.say(language()))
            + pieces.text(" · ".join(facts_of(offer, language())), "sf-pale")
            + "".join(pieces.text(reason) for reason in why_not(offer, language()))
        )
        buttons = _buttons(offer, found)
        if buttons:
            with st.container(horizontal=True):
                for label, icon, key, action in buttons:
                    st.button(
                        label,
                        icon=f":material/{icon}:",
                        key=f"{key}-{name}",
                        disabled=house().errands.busy(),
                        on_click=_guarded,
                        args=(action, name),
                    )


def _badges(offer: Offer) -> str:
    kinds = ["good"] * len(state_of(offer, language()))
    if not offer.here and set(offer.reasons) - MILD:
        return pieces.badge("bad", t("ne convient pas à cette machine"))
    return "".join(pieces.badge(kind, words) for kind, words in zip(kinds, state_of(offer, language()), strict=True))


def _buttons(offer: Offer, found: Overview) -> list[tuple[str, str, str, Callable[[str], None]]]:
    if not offer.here:
        usable = found.hub and offer.fits
        return [(t("Télécharger"), "download", "pull", _pull)] if usable else []
    chosen = _is_chosen(offer, found)
    buttons: list[tuple[str, str, str, Callable[[str], None]]] = []
    if not chosen:
        buttons.append((t("Utiliser"), "check", "use", _use))
    elif offer.card.use is Use.CHAT:
        buttons.append((t("Revenir aux citations"), "format_quote", "quote", _quote))
    elif offer.card.use is Use.RERANKER:
        buttons.append((t("Ne plus utiliser"), "close", "rest", _rest))
    if not offer.comes:
        buttons.append((t("Vérifier"), "fact_check", "check", _check))
    if not offer.comes and not offer.used:
        buttons.append((t("Effacer"), "delete", "remove", _remove))
    return buttons


def _is_chosen(offer: Offer, found: Overview) -> bool:
    """Whether the settings name it; the library's vectors may still be another model's."""
    settings = house().engine.settings
    if offer.card.use is Use.CHAT:
        return offer.used and not found.chat_address
    if offer.card.use is Use.RERANKER:
        return offer.used
    return Path(settings.embedding.model).name == offer.card.name


def _show_offline(found: Overview) -> None:
    st.html(pieces.text(t("Sans internet sur cette machine"), "sf-section", "h2"))
    absent = [offer for offer in found.offers if not offer.here]
    with st.container(border=True, key="offline"):
        st.html(
            pieces.text(t("Téléchargez le modèle sur un autre ordinateur et apportez-le sur une clé."))
            + pieces.text(t("Indiquez ensuite où il est : Souffleur le vérifie et en garde une copie."), "sf-pale")
        )
        chosen = st.selectbox(
            t("Modèle"), [offer.card.name for offer in absent], format_func=_titles(absent), key=f"{OFFLINE} name"
        )
        offer = next((one for one in absent if one.card.name == chosen), None)
        if offer is None:
            return
        st.html(
            pieces.text(t("Adresse à ouvrir sur l'autre ordinateur :"), "sf-pale")
            + pieces.items(_addresses(offer, found.hub), "sf-paths")
        )
        label = t("Fichier sur cet ordinateur") if offer.card.use is Use.CHAT else t("Dossier sur cet ordinateur")
        typed = st.text_input(label, key=OFFLINE, placeholder=t("Par exemple /media/cle/modele"))
        if st.button(t("Copier ce modèle"), icon=":material/usb:", key="copy", disabled=house().errands.busy()):
            _copy(offer.card.name, named_path(typed))
            st.rerun()


def _titles(offers: list[Offer]) -> Callable[[str], str]:
    titles = {offer.card.name: offer.card.title for offer in offers}
    return lambda name: titles[name]


def _addresses(offer: Offer, hub: str) -> list[str]:
    card, hub = offer.card, hub or str(Models().hub)
    if card.use is Use.CHAT:
        return [f"{hub}/{card.repository}/resolve/{card.revision}/{file.path}" for file in card.files]
    return [f"{hub}/{card.repository}/tree/{card.revision}"]


def _guarded(action: Callable[[str], None], name: str) -> None:
    with guarded():
        action(name)


def _pull(name: str) -> None:
    models = house().desk.models
    house().errands.start(Task.PULL, name, lambda stop: models.pull(name, None, stop))


def _copy(name: str, source: Path) -> None:
    models = house().desk.models
    house().errands.start(Task.PULL, name, lambda stop: models.pull(name, source, stop))


def _check(name: str) -> None:
    models = house().desk.models
    house().errands.start(Task.CHECK, name, lambda stop: models.check(name, stop))


def _use(name: str) -> None:
    house().desk.models.use(name)


def _quote(_: str) -> None:
    house().desk.models.use(QUOTATIONS)


def _rest(_: str) -> None:
    house().desk.models.without(Use.RERANKER)


def _remove(name: str) -> None:
    house().desk.models.remove(name)


def _repair() -> None:
    desk, name = house().desk, house().engine.settings.embedding.model
    house().errands.start(Task.REPAIR, name, lambda _stop: desk.repair())
