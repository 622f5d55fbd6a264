"""What LibreOffice makes of a document, PDF or ODT: in a profile of its own, without the network, within a time."""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Final

import psutil

from rag.children import same_imports
from rag.errors import OfficeFailed, OfficeMissing

# PDF/A-3: it holds all that it needs, fonts too, and may carry a file within it.
_ARCHIVE: Final = 'pdf:writer_pdf_Export:{"SelectPdfVersion":{"type":"long","value":"3"}}'
SECONDS: Final = 120.0  # the first start of a profile takes ten on a slow machine
# No macro runs, and nothing that a document names elsewhere is fetched.
_PROFILE: Final = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema"
 xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="MacroSecurityLevel" oor:op="fuse">
<value>3</value></prop><prop oor:name="DisableMacrosExecution" oor:op="fuse"><value>true</value></prop>
<prop oor:name="BlockUntrustedRefererLinks" oor:op="fuse"><value>true</value></prop></item>
</oor:items>
"""


def can_make_pdf() -> bool:
    """Whether LibreOffice is installed."""
    return _program() is not None


def as_pdf(content: bytes, kind: str, seconds: float = SECONDS, *, archive: bool = False) -> bytes:
    """The PDF of a document.

    Args:
        content: of the document.
        kind: `docx` or `odt`.
        seconds: that it may take.
        archive: as PDF/A-3.

    Raises:
        OfficeMissing: LibreOffice is not installed.
        OfficeFailed: it gave no PDF in time.
    """
    return _converted(content, kind, _ARCHIVE if archive else "pdf", seconds)


def as_odt(content: bytes, seconds: float = SECONDS) -> bytes:
    """A DOCX as ODT; raises OfficeMissing, OfficeFailed."""
    return _converted(content, "docx", "odt", seconds)


def _converted(content: bytes, kind: str, to: str, seconds: float) -> bytes:
    program = _program()
    if program is None:
        raise OfficeMissing
    with tempfile.TemporaryDirectory(prefix="souffleur-pdf-") as scratch:
        folder = Path(scratch)
        (folder / f"paper.{kind}").write_bytes(content)
        (folder / "profile" / "user").mkdir(parents=True)
        (folder / "profile" / "user" / "registrymodifications.xcu").write_text(_PROFILE, encoding="utf-8")
        _run(
            [
                program, "--headless", "--norestore", f"-env:UserInstallation={(folder / 'profile').as_uri()}",
                "--convert-to", to, "--outdir", scratch, str(folder / f"paper.{kind}"),
            ],
            folder, seconds,
        )  # fmt: skip
        made = folder / f"paper.{to.partition(':')[0]}"
        if not made.is_file():
            raise OfficeFailed(int(seconds))
        return made.read_bytes()


def _run(command: list[str], folder: Path, seconds: float) -> None:
    """Run it to the end; what it started is ended with it."""
    child = subprocess.Popen(
        [sys.executable, "-m", "ui.drafting.offline_child", *command],
        cwd=folder,
        env=same_imports(),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        child.wait(seconds)
    except subprocess.TimeoutExpired as trouble:
        raise OfficeFailed(int(seconds)) from trouble
    finally:
        if child.poll() is None:
            whole = psutil.Process(child.pid)
            for one in (*whole.children(recursive=True), whole):
                one.kill()
            child.wait()


def _program() -> str | None:
    return shutil.which("soffice") or shutil.which("libreoffice")
