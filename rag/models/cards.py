"""The cards of all models that can be fetched: what they are, where they lie on the hub, what they need.

They come from `catalogue.toml`, and from a file of the same form in the models folder, for a firm's own models.
Using a search model is left to `catalogue.py`, fetching to `downloads.py`, judging this machine to `fitting.py`.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path, PurePosixPath
from typing import Any, Final

from rag.errors import CatalogueInvalid, ModelUnknown, Words

CATALOGUE: Final = Path(__file__).with_name("catalogue.toml")
OWN_FILE: Final = "catalogue.toml"  # in the models folder
CONTEXT_TOKENS: Final = 4096  # that `memory_mib` is given for
_MIB: Final = 1024 * 1024
_NAME: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")


class Use(StrEnum):
    """What a model is for; the name of its table in the catalogue."""

    CHAT = "chat"
    EMBEDDER = "embedder"
    RERANKER = "reranker"


@dataclass(frozen=True, slots=True)
class WantedFile:
    """One file of a model as it must be."""

    path: str  # on the hub and in the model's folder
    bytes: int = 0  # 0: nobody has confirmed it
    sha256: str = ""  # hexadecimal; empty: the same


@dataclass(frozen=True, slots=True)
class ModelCard:
    """What is known of one model."""

    name: str
    use: Use
    title: str
    about: Words  # one sentence for the person who chooses
    package: str = ""  # the Python package that carries it; then there is nothing to fetch
    repository: str = ""
    revision: str = ""  # a commit
    files: tuple[WantedFile, ...] = ()
    licence: str = ""
    languages: tuple[str, ...] = ()  # ISO 639-1; empty: its maker does not say
    confirmed: bool = False  # by several independent sources
    suggested: bool = False  # may be recommended
    parameters_b: float = 0.0  # 10⁹
    body_b: float = 0.0  # 10⁹ that are computed for each word
    memory_mib: int = 0  # when it works, with a context of `CONTEXT_TOKENS`; 0: unknown
    context_bytes: int = 0  # of a further token of context
    least_ram_gb: int = 0
    thinks: bool = False

    @property
    def place(self) -> str:
        """Its name in the models folder: a GGUF file, or a folder."""
        return PurePosixPath(self.files[0].path).name if self.use is Use.CHAT else self.name

    @property
    def download_bytes(self) -> int:
        """Of what must be fetched, as far as it is known."""
        return sum(file.bytes for file in self.files)

    def memory_for(self, context_tokens: int) -> int:
        """MiB that it takes with another length of context."""
        return round(self.memory_mib + (context_tokens - CONTEXT_TOKENS) * self.context_bytes / _MIB)


def model_cards(models_folder: Path | None = None) -> dict[str, ModelCard]:
    """Every card by its name, in the order of the catalogue; the firm's own come last and replace ours.

    Raises:
        CatalogueInvalid: the firm's own file cannot be used.
    """
    return {**_ours(), **_own(models_folder)}


def model_card(name: str, models_folder: Path | None = None) -> ModelCard:
    """One card; raises ModelUnknown, CatalogueInvalid."""
    known = model_cards(models_folder)
    if name not in known:
        raise ModelUnknown(name)
    return known[name]


def own_tables(models_folder: Path | None) -> dict[str, Any]:
    """The firm's own catalogue as it is written, empty when there is none; raises CatalogueInvalid."""
    path = models_folder / OWN_FILE if models_folder else None
    if path is None or not path.is_file():
        return {}
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as trouble:
        raise CatalogueInvalid(path, str(trouble)) from trouble


@cache
def _ours() -> dict[str, ModelCard]:
    return _read(tomllib.loads(CATALOGUE.read_text(encoding="utf-8")))


def _own(models_folder: Path | None) -> dict[str, ModelCard]:
    tables = own_tables(models_folder)
    try:
        return _read(tables)
    except (KeyError, TypeError, ValueError, AttributeError) as trouble:
        raise CatalogueInvalid(models_folder or Path(), repr(trouble)) from trouble


def _read(tables: dict[str, Any]) -> dict[str, ModelCard]:
    return {name: _card(name, use, entry) for use in Use for name, entry in tables.get(use, {}).items()}


def _card(name: str, use: Use, entry: dict[str, Any]) -> ModelCard:
    files = tuple(
        WantedFile(str(one["path"]), int(one.get("bytes", 0)), one.get("sha256", "")) for one in entry.get("files", ())
    )
    if not _NAME.fullmatch(name) or not all(is_inside(file.path) for file in files):
        message = f"{name}: a name or a path that leaves the folder"
        raise ValueError(message)
    if not entry.get("package") and not (files and entry["repository"] and entry["revision"]):
        message = f"{name}: files, repository, revision"
        raise ValueError(message)
    return ModelCard(
        name=name,
        use=use,
        title=str(entry.get("title", name)),
        about=Words(str(entry.get("fr", "")), str(entry.get("en", ""))),
        package=str(entry.get("package", "")),
        repository=str(entry.get("repository", "")),
        revision=str(entry.get("revision", "")),
        files=files,
        licence=str(entry.get("licence", "")),
        languages=tuple(entry.get("languages", ())),
        confirmed=entry.get("sources") == "several",
        suggested=bool(entry.get("suggested")),
        parameters_b=float(entry.get("parameters_b", entry.get("parameters", 0) / 1e9)),
        body_b=float(entry.get("parameters_b", entry.get("body", 0) / 1e9)),
        memory_mib=int(entry.get("memory_mib", 0)),
        context_bytes=int(entry.get("context_bytes", 0)),
        least_ram_gb=int(entry.get("least_ram_gb", 0)),
        thinks=bool(entry.get("thinks")),
    )


def is_inside(path: str) -> bool:
    """Whether a path that somebody else wrote stays in the folder it is put into."""
    parts = PurePosixPath(path).parts
    return bool(parts) and not path.startswith("/") and ".." not in parts and "\\" not in path and ":" not in path
