"""The cards of the search models: what must be known of a model to use it.

A card joins two sources: `catalogue.toml` (prefixes, weights in the ranking) and the model's own folder in the layout
of sentence-transformers (dimensions, length, pooling). Loading the model is left to `embedder.py`.
"""

from __future__ import annotations

import importlib.util
import json
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final

from rag.errors import EmbedderUnusable
from rag.models.cards import CATALOGUE, own_tables

LONGEST_TOKENS: Final = 512  # passages are short; a model that reads 8,192 tokens costs memory for nothing
PLAIN_MODULES: Final = frozenset({"Transformer", "Pooling", "Normalize"})
OTHER_POOLING: Final = "other"  # only sentence-transformers itself can run it
# Files without which no engine can load a folder.
NEEDED_FILES: Final = ("config.json", "modules.json", "tokenizer.json", "model.safetensors")


@dataclass(frozen=True, slots=True)
class EmbedderCard:
    """What is known of one search model."""

    name: str
    folder: Path
    dimensions: int
    max_tokens: int  # longest text it reads, special tokens included; the rest is cut
    query_prefix: str
    passage_prefix: str
    pooling: str  # "mean" | "cls" | "other"
    languages: tuple[str, ...]  # ISO 639-1
    french_words: bool  # French word vectors are joined to its own
    vectors_weight: float  # share of the vectors in the fused ranking, 0–1; words get the rest
    floor_likeness: float  # cosine of texts that have nothing to do with each other; only what is above it counts


def embedder_card(model: str, models_folder: Path | None = None) -> EmbedderCard:
    """The card of a model.

    Args:
        model: a name of the catalogue, or a folder that holds a sentence-transformers model. A folder whose own
            name stands in the catalogue gets that entry's prefixes.
        models_folder: where models of the catalogue lie that no package carries.

    Raises:
        EmbedderUnusable: no such model here, or its folder is incomplete.
    """
    unknown, ours = _catalogue()
    entries = {**ours, **own_tables(models_folder).get("embedder", {})}
    name = Path(model).name
    entry = {**unknown, **entries.get(name, {})}
    folder = _folder(model, entries.get(model), models_folder)
    missing = [file for file in NEEDED_FILES if not (folder / file).is_file()]
    if missing:
        raise EmbedderUnusable(model, f"il manque / missing: {', '.join(missing)} ({folder})")
    try:
        modules = _modules(folder)
        return EmbedderCard(
            name=name,
            folder=folder,
            dimensions=_dimensions(folder, modules),
            max_tokens=_max_tokens(folder),
            query_prefix=str(entry["query_prefix"]) or _prompt(folder, "query"),
            passage_prefix=str(entry["passage_prefix"]) or _prompt(folder, "document", "passage"),
            pooling=_pooling(folder, modules),
            languages=tuple(entry["languages"]),
            french_words=bool(entry["french_words"]),
            vectors_weight=float(entry["vectors_weight"]),
            floor_likeness=float(entry["floor_likeness"]),
        )
    except (ValueError, KeyError, TypeError, AttributeError, OSError) as trouble:
        raise EmbedderUnusable(model, f"description illisible / unreadable description: {trouble!r}") from trouble


@cache
def _catalogue() -> tuple[dict[str, Any], dict[str, dict[str, Any]]]:
    """What holds for a model that is not listed, and the entries of those that are."""
    raw = tomllib.loads(CATALOGUE.read_text(encoding="utf-8"))
    return raw["unknown"], raw["embedder"]


def _folder(model: str, entry: dict[str, Any] | None, models_folder: Path | None) -> Path:
    package = str((entry or {}).get("package", ""))
    if package:
        found = importlib.util.find_spec(package)
        if found is None or found.origin is None:
            raise EmbedderUnusable(model, f"paquet absent / package missing: {package}")
        return Path(found.origin).parent / "model"
    places = [Path(model).expanduser()]
    if models_folder is not None:
        places.append(models_folder / model)
    for place in places:
        if place.is_dir():
            return place.resolve()
    looked = ", ".join(str(place) for place in places)
    raise EmbedderUnusable(model, f"dossier introuvable / folder not found: {looked}")


def _modules(folder: Path) -> dict[str, Path]:
    """Class name → folder of each stage, in order."""
    return {str(entry["type"]).rpartition(".")[2]: folder / entry["path"] for entry in _read(folder / "modules.json")}


def _pooling(folder: Path, modules: dict[str, Path]) -> str:
    if not modules.keys() <= PLAIN_MODULES:
        return OTHER_POOLING
    config = _read(modules.get("Pooling", folder) / "config.json")
    wanted = {
        key.removeprefix("pooling_mode_").removesuffix("_tokens").removesuffix("_token")
        for key, value in config.items()
        if key.startswith("pooling_mode_") and value is True
    }
    if isinstance(config.get("pooling_mode"), str):  # the layout since sentence-transformers 5
        wanted = {config["pooling_mode"]}
    return wanted.pop() if wanted in ({"mean"}, {"cls"}) else OTHER_POOLING


def _dimensions(folder: Path, modules: dict[str, Path]) -> int:
    if "Dense" in modules:
        return int(_read(modules["Dense"] / "config.json")["out_features"])
    return int(_read(folder / "config.json")["hidden_size"])


def _max_tokens(folder: Path) -> int:
    settings = folder / "sentence_bert_config.json"
    stated = _read(settings).get("max_seq_length") if settings.is_file() else None
    positions = int(_read(folder / "config.json").get("max_position_embeddings") or LONGEST_TOKENS)
    return min(int(stated or positions), LONGEST_TOKENS)


def _prompt(folder: Path, *names: str) -> str:
    settings = folder / "config_sentence_transformers.json"
    prompts = (_read(settings).get("prompts") if settings.is_file() else None) or {}
    return next((str(prompts[name]) for name in names if prompts.get(name)), "")


def _read(path: Path) -> Any:  # noqa: ANN401 - JSON of another project
    return json.loads(path.read_text(encoding="utf-8"))
