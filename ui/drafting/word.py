"""Templates of Word: fields between braces, rows and paragraphs repeated with `{%tr … %}` and `{%p … %}` (docxtpl)."""

from __future__ import annotations

import zipfile
from io import BytesIO
from typing import TYPE_CHECKING, Any

from rag.errors import TemplateBroken
from ui.drafting.check import check, rules
from ui.word import UNWRITABLE

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping


def check_docx(name: str, content: bytes) -> None:
    """Raises TemplateBroken, TemplateFieldUnknown."""
    check(name, _parts(_opened(name, content)))


def filled_docx(name: str, content: bytes, values: Mapping[str, Any]) -> bytes:
    """The document; whatever a value holds, it stays text.

    Args:
        name: of the template, for what is told when it is wrong.
        content: of its file.
        values: as `ui.drafting.vocabulary` gives them.

    Raises:
        TemplateBroken, TemplateFieldUnknown: before anything is written.
    """
    from jinja2 import TemplateError

    check_docx(name, content)
    template = _opened(name, content)
    try:
        template.render(_writable(values), jinja_env=rules(), autoescape=True)
    except TemplateError as trouble:
        raise TemplateBroken(name, str(trouble)) from trouble
    out = BytesIO()
    template.save(out)
    return out.getvalue()


def _opened(name: str, content: bytes) -> Any:
    from docx.opc.exceptions import PackageNotFoundError
    from docxtpl import DocxTemplate

    template = DocxTemplate(BytesIO(content))
    try:
        template.init_docx()
    except (PackageNotFoundError, zipfile.BadZipFile, KeyError, ValueError) as trouble:
        raise TemplateBroken(name, "DOCX") from trouble
    return template


def _parts(template: Any) -> Iterator[str]:
    """The body, then heads and feet of pages, as text for the reader of templates."""
    yield template.patch_xml(template.get_xml())
    for kind in (template.HEADER_URI, template.FOOTER_URI):
        for _, part in template.get_headers_footers(kind):
            yield template.patch_xml(template.get_part_xml(part))


def _writable(value: Any) -> Any:
    """The same without the signs that XML has no place for."""
    if isinstance(value, dict):
        return {key: _writable(part) for key, part in value.items()}
    if isinstance(value, list):
        return [_writable(part) for part in value]
    return UNWRITABLE.sub("", value) if isinstance(value, str) else value
