"""An answer to take away: copied with its numbered sources, for a letter or an e-mail."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ui.markdown import one_answer
from ui.transcript import answered
from ui.web.browser import copier
from ui.web.speech import language, t

if TYPE_CHECKING:
    from ui.web.conversation import Turn


def show_copy(turn: Turn, name: str) -> None:
    """Draw the button under an answer; `name` is the answer's own."""
    if turn.finished is None:
        return
    text = one_answer(answered(turn.question, turn.finished, language()), language())
    show_copier(text, t("Copier avec les sources"), f"copy-{name}")


def show_copier(text: str, label: str, key: str) -> None:
    """A button that copies a text, and says in the reader's language whether it could."""
    failed = t("La copie n'a pas été permise : sélectionnez le texte à la souris.")
    copier(text, label, t("Copié"), failed, key)
