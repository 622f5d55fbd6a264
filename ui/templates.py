"""The HTML files that reports are filled into."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from jinja2 import Template


@cache
def template(name: str) -> Template:
    """A template beside this file, read once; whatever a question, a reason or a file is called, it stays text."""
    from jinja2 import Environment, StrictUndefined

    rules = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True)
    return rules.from_string(Path(__file__).with_name(name).read_text(encoding="utf-8"))
