"""What this machine has to run models with: memory, cores, and the graphics card as llama.cpp sees it.

The library that knows the graphics card is asked in a process of its own (`python -m rag.models.hardware_child`): its
drivers may crash, and they stay in the process that loaded them.
"""

from __future__ import annotations

import importlib.util
import json
import shutil
import subprocess
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import psutil

from rag.children import same_imports

if TYPE_CHECKING:
    from pathlib import Path

ASK_SECONDS: Final = 30.0  # a driver that does not answer by then is taken for none


@dataclass(frozen=True, slots=True)
class GraphicsCard:
    """One that llama.cpp can put a model on."""

    name: str
    memory_bytes: int
    free_bytes: int


@dataclass(frozen=True, slots=True)
class Hardware:
    """What was measured."""

    ram_bytes: int  # a little less than what is written on the machine
    free_ram_bytes: int
    cores: int  # physical ones
    cards: tuple[GraphicsCard, ...] = ()
    free_disk_bytes: int = 0  # where models are kept
    runs_chat: bool = True  # the engine for chat models is installed


def measure(models_folder: Path) -> Hardware:
    """This machine, now; takes about a second."""
    memory = psutil.virtual_memory()
    there = next((place for place in (models_folder, *models_folder.parents) if place.is_dir()), models_folder)
    return Hardware(
        ram_bytes=memory.total,
        free_ram_bytes=memory.available,
        cores=psutil.cpu_count(logical=False) or psutil.cpu_count() or 1,
        cards=_cards(),
        free_disk_bytes=shutil.disk_usage(there).free,
        runs_chat=importlib.util.find_spec("llama_cpp") is not None,
    )


def _cards() -> tuple[GraphicsCard, ...]:
    if importlib.util.find_spec("llama_cpp") is None:
        return ()
    try:
        said = subprocess.run(
            [sys.executable, "-m", "rag.models.hardware_child"],
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=ASK_SECONDS,
            check=True,
            env=same_imports(),
        ).stdout
        return tuple(GraphicsCard(**one) for one in json.loads(said.splitlines()[-1]))
    except (OSError, subprocess.SubprocessError, ValueError, TypeError, IndexError):
        return ()  # a broken driver is as good as none
