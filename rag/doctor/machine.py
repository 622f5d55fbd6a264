"""The machine and the programs of the system that reading files needs. Pure but for asking what there is."""

from __future__ import annotations

import platform
import shutil
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING, Final

from rag import __version__
from rag.doctor.finding import Finding, Level, Topic
from rag.store.room import SMALLEST_FREE_MB

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rag.models.hardware import Hardware
    from rag.options import Ingest

LOW_MEMORY: Final = 1_000_000_000  # bytes; guess: the search model and a browser need as much
LOW_DISK: Final = 2_000_000_000  # bytes; guess: a few months of documents of a small firm
ASK_SECONDS: Final = 10.0
PROCESSORS: Final = Path("/proc/cpuinfo")  # Linux; elsewhere the system says the name itself


def machine(hardware: Hardware, folder: Path) -> Iterator[Finding]:
    """What this machine is, and whether it has room left.

    Args:
        hardware: as it was measured; its disk is the library's.
        folder: of the library.
    """
    yield Finding("versions", Topic.MACHINE, facts={"version": __version__, "python": platform.python_version()})
    yield Finding(
        "machine",
        Topic.MACHINE,
        facts={
            "system": f"{platform.system()} {platform.release()}",
            "processor": _processor(),
            "cores": hardware.cores,
            "ram_bytes": hardware.ram_bytes,
            "free_bytes": hardware.free_ram_bytes,
        },
    )
    if hardware.free_ram_bytes < LOW_MEMORY:
        yield Finding("memory_low", Topic.MACHINE, Level.CHECK, {"free_bytes": hardware.free_ram_bytes})
    for card in hardware.cards:
        yield Finding("graphics", Topic.MACHINE, facts={"name": card.name, "memory_bytes": card.memory_bytes})
    free = hardware.free_disk_bytes
    facts: dict[str, str | int | float] = {"free_bytes": free, "folder": str(folder)}
    if free < SMALLEST_FREE_MB * 1_000_000:
        yield Finding("no_room", Topic.MACHINE, Level.BAD, facts)
    else:
        low = free < LOW_DISK
        yield Finding("room_low" if low else "room", Topic.MACHINE, Level.CHECK if low else Level.GOOD, facts)


def programs(options: Ingest) -> Iterator[Finding]:
    """What reads scans and old office files."""
    if not options.ocr:
        yield Finding("scans_off", Topic.MACHINE)
    elif (tesseract := shutil.which("tesseract")) is None:
        yield Finding("scans_unread", Topic.MACHINE, Level.CHECK)
    else:
        missing = sorted(set(options.ocr_languages.split("+")) - _languages(tesseract))
        names = "+".join(missing) or options.ocr_languages
        level = Level.CHECK if missing else Level.GOOD
        yield Finding("scan_languages" if missing else "scans", Topic.MACHINE, level, {"languages": names})
    office = shutil.which("soffice") or shutil.which("libreoffice")
    yield Finding("office" if office else "no_office", Topic.MACHINE, Level.GOOD if office else Level.CHECK)


def _languages(program: str) -> set[str]:
    try:
        said = subprocess.run(
            [program, "--list-langs"], capture_output=True, text=True, timeout=ASK_SECONDS, check=True
        ).stdout
    except (OSError, subprocess.SubprocessError):
        return set()
    return set(said.splitlines()[1:])


def _processor() -> str:
    try:
        lines = PROCESSORS.read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        lines = []
    names = (line.partition(":")[2].strip() for line in lines if line.startswith("model name"))
    return next(names, "") or platform.processor() or platform.machine()
