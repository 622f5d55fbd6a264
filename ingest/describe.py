"""What a document is called, its language, its kind and its date, from what the parser found. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any, Final

from ingest.clean import clean_line
from ingest.dates import document_date
from ingest.genre import genre_of
from rag.records import Kind

if TYPE_CHECKING:
    from pathlib import Path

    from rag.records import Genre, Parsed


LANGUAGES: Final = ("fr", "en", "de", "es", "it", "nl", "pt")
SAMPLE: Final = 4_000  # characters that the language is told from
LEAST_LETTERS: Final = 20  # below it, nothing can be told
LONGEST_TITLE: Final = 120
SHORTEST_TITLE: Final = 3
DEEPEST_TITLE: Final = 2  # level of a heading that may name a document
# What programs write into the title field by themselves.
_NO_TITLE: Final = re.compile(
    r"^(?:microsoft (?:word|excel|powerpoint)\b.*|powerpoint presentation|présentation powerpoint|"
    r"(?:sans titre|untitled|document|presentation|présentation|"
    r"diapositive|slide|classeur|book|feuil|sheet|page|scan|image|img|doc|"
    r"new document|nouveau document|title|titre)[\s_\-]*\d*|"
    r".*\.(?:docx?|xlsx?|pptx?|pdf|odt|rtf|indd|html?|tmp)|\(anonymous\)|unspecified)$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Description:
    """How a document is shown in lists."""

    title: str
    language: str  # ISO 639-1, empty when it cannot be told
    genre: Genre
    date: str  # ISO 8601, empty when the document has none


def describe(parsed: Parsed, path: Path) -> Description:
    """Name a document: its own title, its subject, its first heading, else the file's name made readable.

    What is set large on a scan is mostly a letterhead, and read badly: there the file's name says more.
    """
    candidates = [parsed.subject, parsed.title]
    looked_at = () if parsed.kind is Kind.SCAN else parsed.blocks[:20]
    headings = [block for block in looked_at if 0 < block.heading <= DEEPEST_TITLE and not block.part]
    candidates += [block.text for block in sorted(headings, key=lambda block: block.heading)[:1]]
    title = next((text for text in map(_title, candidates) if text), "") or _from_name(path)
    date = parsed.date or document_date(parsed.blocks)
    return Description(title, _language(parsed), genre_of(parsed, path.stem), date)


def _title(text: str) -> str:
    line = clean_line(text)
    if not SHORTEST_TITLE <= len(line) <= LONGEST_TITLE or _NO_TITLE.match(line):
        return ""
    return line if any(sign.isalpha() for sign in line) else ""


def _from_name(path: Path) -> str:
    return clean_line(path.stem.replace("_", " ")) or path.name


def _language(parsed: Parsed) -> str:
    sample = ""
    for block in parsed.blocks:
        sample += f"{block.text}\n"
        if len(sample) > SAMPLE:
            break
    letters = sum(sign.isalpha() for sign in sample[:SAMPLE])
    return str(_identifier().classify(sample[:SAMPLE])[0]) if letters >= LEAST_LETTERS else ""


@cache
def _identifier() -> Any:  # noqa: ANN401 - the library has no types
    from py3langid.langid import MODEL_FILE, LanguageIdentifier  # 0.2 s: loads its model

    identifier = LanguageIdentifier.from_model_file(MODEL_FILE)
    identifier.set_languages(list(LANGUAGES))
    return identifier
