"""Every script that the pages may run beside Streamlit's own; the policy allows each by its hash, so none may vary."""

from __future__ import annotations

from ui.web import spoken, whole_folders


def scripts() -> tuple[str, ...]:
    """Their texts."""
    return (*(spoken.script(language) for language in spoken.LANGUAGES), whole_folders.SCRIPT)
