"""Every switch that keeps a dependency from calling home, in the one place that owns them.

The environment part must be set before the first import of the library it speaks to; `rag/__init__.py` calls
`apply()` for that reason. The parts that have no switch are sealed by a small patch at the library's own seam.
What the operating system can add (no network at all) is described in the help pages.
"""

from __future__ import annotations

import os
import sys
from typing import Final

SWITCHES: Final[dict[str, str]] = {
    "DO_NOT_TRACK": "1",  # unstructured: an event at import and at each partition call
    "SCARF_NO_ANALYTICS": "1",  # the same, under its other name
    "UNSTRUCTURED_DISABLE_NOTICE": "1",  # prints an advert
    "ANONYMIZED_TELEMETRY": "False",  # chromadb, kept so that a downgrade stays silent
    "OTEL_SDK_DISABLED": "true",  # OpenTelemetry of chromadb and of FastAPI
    "HF_HUB_OFFLINE": "1",  # huggingface_hub: look-ups at each load of a named model
    "TRANSFORMERS_OFFLINE": "1",
    "HF_HUB_DISABLE_TELEMETRY": "1",
    "HF_HUB_DISABLE_IMPLICIT_TOKEN": "1",
    "HF_HUB_DISABLE_UPDATE_CHECK": "1",
    "DISABLE_SAFETENSORS_CONVERSION": "1",  # a background thread that asks the hub to convert
    "NNCF_CI": "1",  # nncf: Google Analytics without asking
}

# Names that turn a silent stack into a talking one when they are set.
ABSENT: Final[tuple[str, ...]] = (
    "OPENAI_API_KEY",  # llama-index would send documents to OpenAI
    "OPENAI_API_BASE",
    "OPENAI_BASE_URL",
    "NLTK_DATA",  # an empty folder starts a download; unset, the bundled data is used
    "TIKTOKEN_CACHE_DIR",
    "CHROMA_OTEL_COLLECTION_ENDPOINT",
    "ALLOW_PANDOC_NO_SANDBOX",
)

# openvino and nncf fall back to a silent stub when this package cannot be imported.
BLOCKED_MODULES: Final[tuple[str, ...]] = ("openvino_telemetry",)


def apply() -> None:
    """Set the switches in this process, and so in its children."""
    os.environ.update(SWITCHES)
    for name in ABSENT:
        os.environ.pop(name, None)
    for module in BLOCKED_MODULES:
        sys.modules.setdefault(module, None)  # type: ignore[arg-type]  # None is the documented "cannot import"


def lacking() -> list[str]:
    """What is not in this process as `apply` leaves it: names of variables and modules; empty when nothing talks."""
    unset = [name for name, value in SWITCHES.items() if os.environ.get(name) != value]
    present = [name for name in ABSENT if name in os.environ]
    return [*unset, *present, *(name for name in BLOCKED_MODULES if sys.modules.get(name, "") is not None)]
