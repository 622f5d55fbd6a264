"""What the pages run in the browser is exactly what their policy allows."""

from __future__ import annotations

import base64
import hashlib
import re

import pytest

from rag.errors import Language
from ui.security import content_policy
from ui.web.scripts import run_scripts, scripts
from ui.web.spoken import LANGUAGES


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_policy_allows_exactly_what_is_drawn(language: Language) -> None:
    drawn: list[str] = []
    draw = lambda body, **options: drawn.append(body) if options["unsafe_allow_javascript"] else None  # noqa: E731
    run_scripts(language, draw, keep=True)
    texts = re.findall("<script>(.*?)</script>", drawn[0], re.DOTALL)
    assert len(texts) == 5
    for text in texts:
        allowed = base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
        assert f"'sha256-{allowed}'" in content_policy("<html></html>", scripts())
        assert allowed not in content_policy("<html></html>")


def test_no_script_can_end_early_or_vary() -> None:
    assert not any("</" in text for text in scripts())
    assert scripts() == scripts()
