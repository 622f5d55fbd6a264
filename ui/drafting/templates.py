"""Which template a paper is filled into: the one that is named, the firm's own in its folder, else ours."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from rag.errors import NothingThere, TemplateBroken
from rag.language import ours
from rag.words import fold
from ui.drafting.opendocument import check_odt, filled_odt
from ui.drafting.standard import standard_template
from ui.drafting.vocabulary import context
from ui.drafting.word import check_docx, filled_docx

if TYPE_CHECKING:
    from rag.office.drafts.record import Draft
    from rag.options import Drafts
    from rag.settings import Home

KINDS: Final = (".docx", ".odt")
LARGEST: Final = 20_000_000  # bytes
# What the name of a template of a kind begins with, French and English; the reader's language first.
NAMES: Final[dict[str, dict[str, tuple[str, ...]]]] = {
    "quote": {"fr": ("devis", "quote"), "en": ("quote", "devis")},
    "invoice": {"fr": ("facture", "invoice"), "en": ("invoice", "facture")},
    "letter": {"fr": ("lettre", "courrier", "letter"), "en": ("letter", "lettre", "courrier")},
    "reply": {"fr": ("reponse", "lettre", "reply"), "en": ("reply", "letter", "reponse")},
}


@dataclass(frozen=True, slots=True)
class Template:
    """A template that can be filled."""

    name: str  # of its file; empty for ours
    kind: str  # `docx` or `odt`
    content: bytes

    def filled(self, draft: Draft) -> bytes:
        """The document; raises TemplateBroken, TemplateFieldUnknown before anything is written."""
        fill = filled_odt if self.kind == "odt" else filled_docx
        return fill(self.name, self.content, context(draft))


def folder_of(home: Home, options: Drafts) -> Path:
    """Where the firm's own templates lie."""
    return Path(options.templates).expanduser() if options.templates else home.templates_folder


def own_templates(folder: Path) -> list[Path]:
    """The templates in a folder, sorted; hidden files and those of an open program left out."""
    if not folder.is_dir():
        return []
    files = (one for one in folder.iterdir() if one.suffix.lower() in KINDS and one.is_file())
    return sorted(one for one in files if not one.name.startswith((".", "~$")))


def template_for(kind: str, language: str, folder: Path, named: str = "") -> Template:
    """The template for a paper, checked.

    Args:
        kind: `quote`, `invoice`, `letter` or `reply`.
        language: of the paper.
        folder: of the firm's own templates; of several, the first whose name begins like the kind.
        named: a path, or the name of a file in the folder.

    Raises:
        NothingThere: what is named is no file.
        TemplateBroken, TemplateFieldUnknown: it cannot be filled.
    """
    if named:
        return _read(_named(named, folder))
    spoken = ours(language)
    for word in NAMES[kind][spoken]:
        for file in own_templates(folder):
            if fold(file.stem).startswith(word):
                return _read(file)
    return Template("", "docx", standard_template("letter" if kind == "reply" else kind, spoken))


def _named(named: str, folder: Path) -> Path:
    path = Path(named).expanduser()
    for one in (path, folder / path.name):
        if one.is_file():
            return one
    raise NothingThere(path)


def _read(file: Path) -> Template:
    kind = file.suffix.lower()
    if kind not in KINDS or file.stat().st_size > LARGEST:
        raise TemplateBroken(file.name, ", ".join(KINDS))
    content = file.read_bytes()
    (check_odt if kind == ".odt" else check_docx)(file.name, content)
    return Template(file.name, kind[1:], content)
