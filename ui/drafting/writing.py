"""A draft as a file: its template found and checked, filled, and made a PDF where that is wanted."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from rag.errors import OfficeMissing, TemplateBroken
from ui.drafting.pdf import as_pdf, can_make_pdf
from ui.drafting.templates import template_for

if TYPE_CHECKING:
    from pathlib import Path

    from rag.office.drafts.record import Draft
    from ui.drafting.templates import Template

FORMATS: Final = ("docx", "odt", "pdf")


def ready_template(kind: str, language: str, folder: Path, named: str, wanted: str) -> Template:
    """The template for a file of a format, before a number is taken for it.

    Args:
        kind: `quote`, `letter` or `reply`.
        language: of the paper.
        folder: of the firm's own templates.
        named: a template; empty for the usual one.
        wanted: of `FORMATS`.

    Raises:
        OfficeMissing: a PDF is wanted and LibreOffice is not installed.
        NothingThere, TemplateBroken, TemplateFieldUnknown: the template cannot be filled, or makes another format.
    """
    if wanted == "pdf" and not can_make_pdf():
        raise OfficeMissing
    template = template_for(kind, language, folder, named)
    if wanted not in {"pdf", template.kind}:
        raise TemplateBroken(template.name or template.kind.upper(), f"{template.kind.upper()} ≠ {wanted.upper()}")
    return template


def written(draft: Draft, template: Template, wanted: str) -> bytes:
    """The file; raises TemplateBroken, OfficeFailed."""
    content = template.filled(draft)
    return as_pdf(content, template.kind) if wanted == "pdf" else content
