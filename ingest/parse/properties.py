"""The date that an office program wrote into a file.

Read from the package itself: where a file states none, the libraries say that it was made today.
"""

from __future__ import annotations

import re
import zipfile
from datetime import datetime
from typing import TYPE_CHECKING, Final

from ingest.dates import property_date

if TYPE_CHECKING:
    from pathlib import Path

MEMBERS: Final = ("docProps/core.xml", "meta.xml")  # of Microsoft's formats and of OpenDocument
MOST_BYTES: Final = 200_000  # of such a member
# When it was saved last, else when it was begun.
_FIELDS: Final = tuple(
    re.compile(rb"<" + name + rb"[^>]{0,200}>\s*(\d{4}-\d\d-\d\d)")
    for name in (rb"dcterms:modified", rb"dc:date", rb"dcterms:created", rb"meta:creation-date")
)


def office_date(path: Path) -> str:
    """ISO 8601 day; empty when the file states none."""
    try:
        with zipfile.ZipFile(path) as package:
            names = set(package.namelist())
            said = b"".join(package.open(name).read(MOST_BYTES) for name in MEMBERS if name in names)
    except (zipfile.BadZipFile, OSError, NotImplementedError, RuntimeError, EOFError, ValueError):
        return ""
    for field in _FIELDS:
        if found := field.search(said):
            try:
                return property_date(datetime.fromisoformat(found.group(1).decode("ascii")))
            except ValueError:
                continue
    return ""
