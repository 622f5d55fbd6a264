"""The two forms in which a conversation leaves the library, and what its file is called."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, Literal

from ui.markdown import written
from ui.word import WORD, document

if TYPE_CHECKING:
    from rag.errors import Language
    from rag.threads import Thread
    from ui.transcript import Transcript

Form = Literal["markdown", "word"]

ENDINGS: Final[dict[Form, str]] = {"markdown": ".md", "word": ".docx"}
KINDS: Final[dict[Form, str]] = {"markdown": "text/markdown", "word": WORD}
NAME_CHARACTERS: Final = 80
# What Windows forbids in a name, and what would hide it or lead out of the folder.
_FORBIDDEN: Final = re.compile(r'[<>:"/\\|?*\x00-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2066-\u2069]+')


def exported(whole: Transcript, form: Form, language: Language) -> bytes:
    """The file's bytes."""
    return document(whole, language) if form == "word" else written(whole, language).encode()


def file_name(thread: Thread, form: Form) -> str:
    """A name that every system takes: the title's words, and the day when the conversation began."""
    return f"{plain_name(thread.title) or 'Conversation'} – {thread.made[:10]}{ENDINGS[form]}"


def plain_name(words: str) -> str:
    """Words as a file's name without its ending: what no system takes becomes a space, the slash of a number `-`."""
    joined = re.sub(r"(?<=\w)[/\\](?=\w)", "-", words)
    return " ".join(_FORBIDDEN.sub(" ", joined).split())[:NAME_CHARACTERS].strip(" .…")
