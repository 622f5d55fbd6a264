"""The scripts that the pages run beside Streamlit's own: texts that never vary, for the policy allows each by its hash.

Nothing of a document, a question or a setting may stand in one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ui.web import connection, spoken, whole_folders, windows

if TYPE_CHECKING:
    from collections.abc import Callable

    from rag.errors import Language


_SCRIPTS: Final = (whole_folders.SCRIPT, windows.SCRIPT, connection.SCRIPT)


def scripts() -> tuple[str, ...]:
    """All of them, in every language."""
    in_each = [text(language) for language in spoken.LANGUAGES for text in (spoken.script, spoken.keeper)]
    return (*in_each, *_SCRIPTS)


def run_scripts(language: Language, draw: Callable[..., object], *, keep: bool = False) -> None:
    """Put those of one language on the page; `draw` is Streamlit's `html`, `keep` has the language kept."""
    kept = [spoken.keeper(language)] if keep else []
    wanted = (spoken.script(language), *_SCRIPTS, *kept)
    draw("".join(f"<script>{text}</script>" for text in wanted), unsafe_allow_javascript=True)
