"""Makes zip-based files (Office, OpenDocument, EPUB) the same bytes at every run."""

from __future__ import annotations

import re
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

STAMP = (2026, 5, 4, 9, 0, 0)
MODIFIED = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*(<)")
FIXED_MOMENT = rb"\g<1>2026-05-04T09:00:00Z\g<2>"


def frozen(data: bytes) -> bytes:
    """The same archive with fixed times and the order of its entries kept."""
    target = BytesIO()
    with ZipFile(BytesIO(data)) as source, ZipFile(target, "w") as copy:
        for name in source.namelist():
            info = ZipInfo(name, STAMP)
            info.compress_type = ZIP_STORED if name == "mimetype" else ZIP_DEFLATED
            content = source.read(name)
            if name == "docProps/core.xml":
                content = MODIFIED.sub(FIXED_MOMENT, content)
            copy.writestr(info, content)
    return target.getvalue()
