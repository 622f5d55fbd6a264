"""Imports point down only; heavy libraries are imported late, in the files that own them."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]

# From the top of the house to its ground. A part may import itself and what stands below it.
FLOORS = (
    "ui.cli",
    "ui.server",
    "ui.web",
    "ui",
    "ingest",
    "rag.engine",
    "rag.doctor",
    "rag.repair",
    "rag.likeness",
    "rag.office",
    "rag.evaluation",
    "rag.answering",
    "rag.listing",
    "rag.retrieval",
    "rag.store",
    "rag.models",
    "rag.threads",
    "rag.tasks",
    "rag.narrowing",
    "rag.thesaurus",
    "rag.commonness",
    "rag.language",
    "rag.days",
    "rag.numbers",
    "rag.words",
    "rag.stopwords",
    "rag.journal",
    "rag.keys",
    "rag.settable",
    "rag.settings",
    "rag.whole",
    "rag.streams",
    "rag.options",
    "rag.errors",
    "rag.records",
    "rag.children",
    "rag.offline",
)
# The pages ask the server for the house; whoever imports anything of `rag` gets the switches first.
ALLOWED_UP = {("ui.web", "ui.server"), ("rag", "rag.offline")}

# Library → the modules (or packages) that may import it; anywhere else it is a leak.
OWNERS = {
    "chromadb": ("rag.store.vectors",),
    "torch": ("rag.models",),
    "sentence_transformers": ("rag.models",),
    "nncf": ("rag.models.conversion", "rag.models.reranker_conversion"),
    "openvino": ("rag.models",),
    "tokenizers": ("rag.models",),
    "llama_cpp": (
        "rag.models.runner_child",
        "rag.models.runner_prompt",
        "rag.models.runner_stop",
        "rag.models.hardware_child",
    ),
    "llama_index": ("rag.models.addressed", "rag.models.llm", "rag.office.shortening", "rag.retrieval.adapter"),
    "openai": ("rag.models.addressed", "rag.models.served"),
    "unstructured": ("ingest.parse",),
    "spacy": ("ingest.parse",),
    "pypdfium2": ("ingest.parse", "ui.web"),
    "pytesseract": ("ingest.parse",),
    "streamlit": ("ui.index_page", "ui.web", "ui.server"),
    "fastapi": ("ui.api", "ui.server", "rag.models.runner_child"),
    "starlette": ("ui.api", "ui.index_page", "ui.server", "ui.security"),
    "uvicorn": ("ui.server", "rag.models.runner_child"),
    "sqlite3": ("rag.store",),
    # whoever can speak to another machine
    "httpx": (
        "rag.models.addressed",
        "rag.models.connection",
        "rag.models.downloads",
        "rag.models.ollama",
        "rag.models.served",
        "rag.models.servers",
        "ui.remote",
    ),
    "imap_tools": ("ingest.incoming.imap",),
    "keyring": ("rag.keys",),
    "tomlkit": ("rag.settings",),
    "docx": ("ingest.parse", "ui.drafting", "ui.minutes_files", "ui.word"),
    "docxtpl": ("ui.drafting.word",),
    "watchfiles": ("ingest.watch",),
    "matplotlib": ("ui.plots",),
    "icalendar": ("ui.minutes_files",),
    "jinja2": ("ui.drafting", "ui.templates"),
    "wordfreq": ("rag.commonness",),
    "scipy": ("rag.evaluation.metrics", "rag.office.mail"),
    "sklearn": ("rag.office.mail",),
}


def modules() -> dict[str, Path]:
    found = {}
    for package in ("rag", "ingest", "ui"):
        for file in (ROOT / package).rglob("*.py"):
            parts = file.relative_to(ROOT).with_suffix("").parts
            found[".".join(parts[:-1] if parts[-1] == "__init__" else parts)] = file
    return found


MODULES = modules()


def imports_of(name: str) -> set[str]:
    """Every module that a module imports, late ones and those for type checking included."""
    found = set()
    for node in ast.walk(ast.parse(MODULES[name].read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            inner = {f"{node.module}.{alias.name}" for alias in node.names}
            found |= (inner & MODULES.keys()) or {node.module}
    return found


def is_inside(name: str, part: str) -> bool:
    return name == part or name.startswith(f"{part}.")


def floor(name: str) -> int:
    return next((place for place, part in enumerate(FLOORS) if is_inside(name, part)), len(FLOORS))


@pytest.mark.parametrize("name", sorted(MODULES))
def test_imports_point_down(name: str) -> None:
    for other in imports_of(name) & MODULES.keys():
        up = floor(other) < floor(name)
        allowed = any(is_inside(name, low) and is_inside(other, high) for low, high in ALLOWED_UP)
        assert not up or allowed, f"{name} imports {other}, which stands above it"


@pytest.mark.parametrize("name", sorted(MODULES))
def test_a_library_stays_with_its_owner(name: str) -> None:
    for other in imports_of(name):
        owners = OWNERS.get(other.split(".")[0])
        assert owners is None or any(is_inside(name, owner) for owner in owners), f"{name} imports {other}"


def test_no_circles() -> None:
    edges = {name: imports_of(name) & MODULES.keys() - {name} for name in MODULES}
    done: set[str] = set()

    def walk(name: str, path: tuple[str, ...]) -> None:
        assert name not in path, " → ".join((*path[path.index(name) :], name))
        if name not in done:
            for other in sorted(edges[name]):
                walk(other, (*path, name))
            done.add(name)

    for name in sorted(MODULES):
        walk(name, ())


def test_the_rule_sees_what_it_should() -> None:
    assert floor("rag.store.library") > floor("ingest.pipeline") > floor("ui.cli.main")
    assert "rag.errors" in imports_of("rag.settings")
