"""An answer in the terminal while it is written; what is printed for good comes after."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING, Any, Final, Self

from rag.errors import Words
from ui.cli.printing import printable, show

if TYPE_CHECKING:
    from rag.errors import Language
    from rag.records import Finished, Hit

_MEANWHILE: Final = Words(
    "Le modèle lit. En attendant, des phrases de vos documents\u00a0:",
    "The model is reading. Meanwhile, sentences of your documents:",
)
_ONE_AHEAD: Final = Words("1 question avant la vôtre…", "1 question before yours…")
_AHEAD: Final = Words("{count} questions avant la vôtre…", "{count} questions before yours…")
_THOUGHT: Final = Words("Réflexion du modèle, non vérifiée :", "What the model thought, not checked:")
_THINKING: Final = Words("Le modèle réfléchit…", "The model is thinking…")


class Writing:
    """Shows an answer where somebody looks, and keeps its last event."""

    def __init__(self, language: Language, *, quiet: bool, thinking: bool) -> None:
        """`quiet`: nothing is shown, as for programs; `thinking`: what the model thinks is wanted too."""
        from rich.console import Console
        from rich.live import Live

        self.finished: Finished | None = None
        self.hits: tuple[Hit, ...] = ()
        self.told = {"words_only": "", "unranked": "", "understood": ""}  # beside the answer, for programs too
        self._thought = ""
        self._thinking = thinking
        self._language = language
        self._text = ""
        self._state = ""  # what is done now
        self._meanwhile = ""  # what the documents say, until the first word
        console = Console(stderr=True)
        self._live: Any = None if quiet or not console.is_terminal else Live(console=console, transient=True)

    def show(self, event: object) -> bool:
        """Take an event of the answer; True for the last one."""
        from rag.records import Finished, Meanwhile, Retrieved, Thought, Token, Understood, Waiting

        match event:
            case Finished():
                self.finished = event
                return True
            case Understood():
                self.told["understood"] = event.rewritten
            case Retrieved():
                self.hits = event.hits
                self.told |= {"words_only": event.words_only, "unranked": event.unranked}
            case Meanwhile():
                self._meanwhile = f"{_MEANWHILE.say(self._language)}\n\n{event.text}"
            case Waiting():
                self._state = ahead(event.ahead, self._language)
            case Thought():
                self._thought += event.text
                self._state = _THINKING.say(self._language)
            case Token():
                self._text += event.text
        waiting = "\n\n".join(part for part in (self._state, self._meanwhile) if part)
        self._draw(printable(self._text or waiting))
        return False

    def thought_as_json(self) -> dict[str, str]:
        """What the model thought, where it is wanted."""
        return {"thought": self._thought} if self._thinking else {}

    def print_thought(self) -> None:
        """What the model thought, for good, where it is wanted."""
        if self._thinking and self._thought.strip():
            show(f"{_THOUGHT.say(self._language)}\n{textwrap.indent(self._thought.strip(), '  ')}\n")

    def _draw(self, words: str) -> None:
        from rich.text import Text

        if self._live:
            self._live.update(Text(words))

    def __enter__(self) -> Self:
        if self._live:
            self._live.start()
        return self

    def __exit__(self, *_: object) -> None:
        if self._live:
            self._live.stop()


def ahead(count: int, language: Language) -> str:
    """How many questions the chat model answers first; empty where it is this one's turn."""
    if not count:
        return ""
    return _ONE_AHEAD.say(language) if count == 1 else _AHEAD.say(language, count=count)
