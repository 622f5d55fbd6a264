"""What the tests of an examination share: a small library in its folder, and its files as they are on the disk."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from pathlib import Path

from ingest.pipeline import ingest
from rag.doctor.finding import Finding, Level
from rag.engine import Engine
from rag.settings import Home, read_settings

SETTINGS = '[embedding]\nmodel = "hash/64"\n'


def filled(folder: Path) -> Home:
    """A closed library of two documents and a file that nothing reads."""
    home = Home(folder / "home")
    home.folder.mkdir(mode=0o700)
    home.settings_file.write_text(SETTINGS, encoding="utf-8")
    documents = folder / "documents"
    documents.mkdir()
    (documents / "bail.txt").write_text("Le préavis du bail est de six mois.", encoding="utf-8")
    (documents / "prix.txt").write_text("Le chêne coûte 1 250 € le mètre cube.", encoding="utf-8")
    (documents / "plan.xyz").write_bytes(b"\x00\x01")
    with Engine.open(home, read_settings(home)) as engine:
        list(ingest(engine, [documents]))
    return home


def prints(folder: Path) -> dict[str, tuple[int, str]]:
    """Every file with its time and its content."""
    return {
        str(file.relative_to(folder)): (file.stat().st_mtime_ns, hashlib.sha256(file.read_bytes()).hexdigest())
        for file in folder.rglob("*")
        if file.is_file()
    }


def levels(findings: Iterable[Finding]) -> dict[str, Level]:
    return {one.code: one.level for one in findings}
