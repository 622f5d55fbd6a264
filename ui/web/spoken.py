"""The page's language for those who hear it: Streamlit says "en", and names its own buttons in English only.

A script of fixed text does both, and the page's policy allows it by its hash (`ui.security`). Without it the page works
the same, and is read aloud with an English voice.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Final

from ui.i18n.catalog import translated

if TYPE_CHECKING:
    from collections.abc import Mapping

    from rag.errors import Language

LANGUAGES: Final[tuple[Language, ...]] = ("fr", "en")


COOKIE: Final = "souffleur-language"
KEPT_SECONDS: Final = 400 * 24 * 3600  # the longest that browsers allow


def keeper(language: Language) -> str:
    """The script by which a browser keeps a language, for this page and those it opens later; always the same text."""
    return f'document.cookie = "{COOKIE}={language}; path=/; max-age={KEPT_SECONDS}; samesite=strict"'


def names(language: Language) -> Mapping[str, str]:
    """Streamlit's name of a button → ours; one that ends in a space is the beginning of a name. Pure.

    What another language made of it stands there too: a reader may change the language.
    """
    ours = _names(language)
    known = {said: ours[name] for other in LANGUAGES if other != language for name, said in _names(other).items()}
    return {one: said for one, said in (known | ours).items() if one != said}


def _names(language: Language) -> dict[str, str]:
    def t(text: str) -> str:
        return translated(text, language)

    return {
        "Choose date": t("Choisir une date"),
        "Clear all": t("Tout effacer"),
        "Clear value": t("Effacer"),
        "Close": t("Fermer"),
        "Close fullscreen": t("Quitter le plein écran"),
        "Collapse sidebar": t("Replier le menu"),
        "day, ": t("jour, "),
        "Decrement": t("Un de moins"),
        "Download as CSV": t("Enregistrer le tableau en CSV"),
        "Expand sidebar": t("Déplier le menu"),
        "file upload": t("dépôt de fichiers"),
        "Fullscreen": t("Plein écran"),
        "Help for ": t("Aide : "),
        "Hide password": t("Cacher le mot de passe"),
        "Increment": t("Un de plus"),
        "month, ": t("mois, "),
        "Open": t("Ouvrir la liste"),
        "Remove ": t("Retirer "),
        "Search": t("Chercher dans le tableau"),
        "Send message": t("Envoyer la question"),
        "Show password": t("Montrer le mot de passe"),
        "Show/hide columns": t("Choisir les colonnes"),
        "Sidebar": t("Menu"),
        "Skip to main content": t("Aller au contenu"),
        "year, ": t("année, "),
    }


# The observer of another language, left by a page drawn before, ends: there is one at a time.
_SCRIPT: Final = """(() => {
  const names = NAMES, starts = Object.keys(names).filter(name => name.endsWith(" "));
  const begun = text => starts.filter(one => text.startsWith(one)).map(one => names[one] + text.slice(one.length))[0];
  const said = text => names[text] ?? begun(text);
  const rename = root => root.querySelectorAll("[aria-label]").forEach(one => {
    const fresh = said(one.ariaLabel);
    if (fresh && fresh !== one.ariaLabel) one.ariaLabel = fresh;
  });
  document.documentElement.lang = "LANGUAGE";
  window.souffleurNames?.disconnect();
  window.souffleurNames = new MutationObserver(() => rename(document));
  const all = {childList: true, subtree: true, attributes: true, attributeFilter: ["aria-label"]};
  window.souffleurNames.observe(document.body, all);
  rename(document);
  const skip = document.querySelector("[data-testid='stSkipToContent']");
  if (skip) skip.ariaLabel = names["Skip to main content"];
})()"""


def script(language: Language) -> str:
    """The script of one language, always the same text."""
    return _SCRIPT.replace("NAMES", json.dumps(dict(names(language)), ensure_ascii=True)).replace("LANGUAGE", language)
