"""Word processors, e-books and Markdown, through `unstructured`; old Word files through LibreOffice first."""

from __future__ import annotations

import re
import shutil
import subprocess
import tempfile
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Final

from ingest.parse.elements import blocks_of
from ingest.parse.encodings import decoded
from ingest.parse.trouble import CannotRead
from rag.records import Kind, Parsed

if TYPE_CHECKING:
    from ingest.parse.formats import Reading

# A letter in numbers with its stand-in straight behind, `\u233?`: the converter loses the sign after it, unless a space
# divides the two.
_NUMBERED_LETTER: Final = re.compile(rb"(?<!\\)(\\u-?\d+)(?=[^\s\\{}\d])")


def parse_docx(path: Path, reading: Reading) -> Parsed:
    """Word since 2007."""
    del reading
    from docx import Document

    blocks = blocks_of("docx", filename=str(path), infer_table_structure=True)
    title = Document(str(path)).core_properties.title
    return Parsed(tuple(blocks), Kind.TEXT, title=title or "")


def parse_odt(path: Path, reading: Reading) -> Parsed:
    """OpenDocument text."""
    del reading
    return Parsed(tuple(blocks_of("odt", filename=str(path))), Kind.TEXT)


def parse_rtf(path: Path, reading: Reading) -> Parsed:
    """Rich text."""
    del reading
    written = _NUMBERED_LETTER.sub(rb"\1 ", path.read_bytes())
    return Parsed(tuple(blocks_of("rtf", file=BytesIO(written))), Kind.TEXT)


def parse_epub(path: Path, reading: Reading) -> Parsed:
    """E-books."""
    del reading
    return Parsed(tuple(blocks_of("epub", filename=str(path))), Kind.TEXT)


def parse_markdown(path: Path, reading: Reading) -> Parsed:
    """Markdown, read with the encoding that its bytes show."""
    del reading
    return Parsed(tuple(blocks_of("md", text=decoded(path.read_bytes()))), Kind.TEXT)


def parse_doc(path: Path, reading: Reading) -> Parsed:
    """Word before 2007: LibreOffice makes a DOCX of it, in a profile of its own that is thrown away.

    Raises:
        CannotRead: LibreOffice is missing, or does not understand the file.
    """
    program = shutil.which("soffice") or shutil.which("libreoffice")
    if program is None:
        raise CannotRead("office_missing")
    with tempfile.TemporaryDirectory(prefix="souffleur-doc-") as scratch:
        source = Path(scratch, "document.doc")
        shutil.copyfile(path, source)
        try:
            subprocess.run(
                [
                    program,
                    "--headless",
                    "--norestore",
                    f"-env:UserInstallation=file://{scratch}/profile",
                    "--convert-to",
                    "docx:MS Word 2007 XML",
                    "--outdir",
                    scratch,
                    str(source),
                ],
                capture_output=True,
                timeout=reading.options.file_seconds,
                check=True,
            )
        except subprocess.TimeoutExpired as trouble:
            raise CannotRead("timeout") from trouble
        except subprocess.CalledProcessError as trouble:
            raise CannotRead("damaged", trouble.stderr.decode(errors="replace")[-200:]) from trouble
        made = Path(scratch, "document.docx")
        if not made.is_file():
            raise CannotRead("damaged", "LibreOffice")
        return parse_docx(made, reading)
