"""A search model ready for this machine: OpenVINO, int8, made once, kept in the home folder.

The making is `conversion.py`, in a process of its own: it needs torch and a gigabyte for half a minute, and the
process that answers questions needs neither. What it makes appears whole or not at all.
"""

from __future__ import annotations

import dataclasses
import json
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from filelock import FileLock

from rag.children import same_imports
from rag.errors import EmbedderUnusable
from rag.models.weights import weights_hash

if TYPE_CHECKING:
    from rag.models.catalogue import EmbedderCard
    from rag.models.reranker_card import RerankerCard

GRAPH_FILE: Final = "model.xml"
CONVERSION: Final = "rag.models.conversion"
FACTS_FILE: Final = "made.json"
RECIPE: Final = 1  # one more whenever the calibration or the settings of the conversion change the int8 vectors
CONVERSION_SECONDS: Final = 900.0  # about 20 on a modern core; an old office PC under load is given time


@dataclass(frozen=True, slots=True)
class Prepared:
    """A model as it lies ready."""

    folder: Path
    weights: str  # hash of the weights it was made from
    precision: str  # "int8r1": recipe 1; "fp32" where int8 did not agree


def ensure_prepared(card: EmbedderCard | RerankerCard, models_folder: Path, program: str = CONVERSION) -> Prepared:
    """The prepared model, made now by a program of ours if this machine has not made it from these weights.

    Raises:
        EmbedderUnusable: the conversion failed; the problem names the last line of what it said.
    """
    weights = weights_hash(card.folder)
    folder = models_folder / f"{card.name}-openvino-int8"
    models_folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    with FileLock(f"{folder}.lock"):
        made = _read(folder, weights)
        if made is None:
            _make(card, folder, weights, program)
            made = _read(folder, weights)
    if made is None:
        raise EmbedderUnusable(card.name, "conversion sans résultat / the conversion made nothing")
    return made


def is_prepared(card: EmbedderCard | RerankerCard, models_folder: Path) -> bool:
    """Whether it lies ready; nothing is made."""
    return _read(models_folder / f"{card.name}-openvino-int8", weights_hash(card.folder)) is not None


def _read(folder: Path, weights: str) -> Prepared | None:
    try:
        facts = json.loads((folder / FACTS_FILE).read_text(encoding="utf-8"))
        fits = facts["weights"] == weights and facts["recipe"] == RECIPE and (folder / GRAPH_FILE).is_file()
        return Prepared(folder, weights, str(facts["precision"])) if fits else None
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _make(card: EmbedderCard | RerankerCard, folder: Path, weights: str, program: str) -> None:
    """Run the conversion, then put the result in its place in one step."""
    with tempfile.TemporaryDirectory(dir=folder.parent, prefix=f".{folder.name}-") as scratch:
        fresh = Path(scratch) / "made"
        task = {**dataclasses.asdict(card), "folder": str(card.folder), "target": str(fresh), "weights": weights}
        try:
            subprocess.run(
                [sys.executable, "-m", program],
                input=json.dumps(task),
                capture_output=True,
                text=True,
                timeout=CONVERSION_SECONDS,
                check=True,
                env=same_imports(),
            )
        except subprocess.CalledProcessError as trouble:
            last = (trouble.stderr or "").strip().rsplit("\n", 1)[-1]
            raise EmbedderUnusable(card.name, f"conversion : {last}") from trouble
        except subprocess.TimeoutExpired as trouble:
            raise EmbedderUnusable(card.name, f"conversion : {CONVERSION_SECONDS:.0f} s") from trouble
        if folder.exists():
            shutil.rmtree(folder)
        fresh.rename(folder)
