"""The machine and its programs."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path

import pytest

from rag.doctor.finding import Level
from rag.doctor.machine import machine, programs
from rag.models.hardware import GraphicsCard
from rag.options import Ingest
from tests.rag.doctor.parts import levels
from tests.rag.models.test_fitting import OFFICE


def test_a_machine_with_room(tmp_path: Path) -> None:
    card = GraphicsCard("RTX", 8, 7)
    found = list(machine(replace(OFFICE, cards=(card,)), tmp_path))
    assert levels(found) == dict.fromkeys(("versions", "machine", "graphics", "room"), Level.GOOD)
    facts = next(one.facts for one in found if one.code == "machine")
    assert facts["processor"]
    assert facts["ram_bytes"] == OFFICE.ram_bytes


@pytest.mark.parametrize(
    ("free", "code", "level"),
    [(49_000_000, "no_room", Level.BAD), (1_900_000_000, "room_low", Level.CHECK), (3_000_000_000, "room", Level.GOOD)],
)
def test_room_on_the_disk(tmp_path: Path, free: int, code: str, level: Level) -> None:
    assert levels(machine(replace(OFFICE, free_disk_bytes=free), tmp_path))[code] is level


def test_little_memory(tmp_path: Path) -> None:
    assert levels(machine(replace(OFFICE, free_ram_bytes=10**8), tmp_path))["memory_low"] is Level.CHECK


@pytest.mark.skipif(sys.platform == "win32", reason="a script is a program there in another way")
def test_programs_of_the_system(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert levels(programs(Ingest())) == {"scans_unread": Level.CHECK, "no_office": Level.CHECK}
    tesseract = tmp_path / "tesseract"
    tesseract.write_text('#!/bin/sh\necho "List of available languages (2):"\necho eng\necho osd\n', encoding="utf-8")
    (tmp_path / "soffice").write_text("#!/bin/sh\n", encoding="utf-8")
    for program in (tesseract, tmp_path / "soffice"):
        program.chmod(0o700)
    found = list(programs(Ingest()))
    assert levels(found) == {"scan_languages": Level.CHECK, "office": Level.GOOD}
    assert found[0].facts == {"languages": "fra"}
    assert "scans" in levels(programs(Ingest(ocr_languages="eng")))
    assert "scans_off" in levels(programs(Ingest(ocr=False)))
    tesseract.write_text("#!/bin/sh\nexit 1\n", encoding="utf-8")
    assert "scan_languages" in levels(programs(Ingest()))
