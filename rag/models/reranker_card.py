"""What a reranker's own folder says of it, and what is not taken for one."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from rag.errors import RerankerUnusable

NEEDED_FILES: Final = ("config.json", "tokenizer.json", "model.safetensors")
LONGEST_TOKENS: Final = 512  # of question and passage together; a passage has about 200
SPARE_POSITIONS: Final = {"roberta", "xlm-roberta", "camembert"}  # two of their positions are never given to a token


@dataclass(frozen=True, slots=True)
class RerankerCard:
    """What is known of one reranker, read from its own folder."""

    name: str
    folder: Path
    max_tokens: int  # question and passage with their special tokens; the rest is cut


def reranker_card(model: str, models_folder: Path) -> RerankerCard:
    """The card of a model: a folder, or the name of one in the models folder.

    Raises:
        RerankerUnusable: no such folder, an incomplete one, another sort of model, or one that brings code to run.
    """
    folder = next((place for place in (Path(model).expanduser(), models_folder / model) if place.is_dir()), None)
    if folder is None:
        raise RerankerUnusable(model, f"dossier introuvable / folder not found: {models_folder / model}")
    missing = [file for file in NEEDED_FILES if not (folder / file).is_file()]
    if missing:
        raise RerankerUnusable(model, f"il manque / missing: {', '.join(missing)} ({folder})")
    try:
        config: dict[str, Any] = json.loads((folder / "config.json").read_text(encoding="utf-8"))
        kinds = [str(kind) for kind in config["architectures"]]
        positions = int(config["max_position_embeddings"]) - 2 * (config["model_type"] in SPARE_POSITIONS)
        labels = len(config.get("id2label") or {"0": "", "1": ""})
    except (ValueError, KeyError, TypeError, AttributeError, OSError) as trouble:
        raise RerankerUnusable(model, f"description illisible / unreadable description: {trouble!r}") from trouble
    if "auto_map" in config:
        raise RerankerUnusable(
            model, "ce modèle veut exécuter son propre code / this model wants to run code of its own"
        )
    if labels != 1 or not any(kind.endswith("ForSequenceClassification") for kind in kinds):
        raise RerankerUnusable(model, "ce n'est pas un modèle de classement / this is no reranker")
    return RerankerCard(folder.name, folder.resolve(), min(positions, LONGEST_TOKENS))
