"""What the first question needs, loaded while its reader is still typing it."""

from __future__ import annotations

import gc
import threading
from pathlib import Path
from typing import TYPE_CHECKING

from rag import journal
from rag.commonness import commonness
from rag.store.library import FACT

if TYPE_CHECKING:
    from rag.engine import Engine


def warming(engine: Engine) -> threading.Thread:
    """Begin to load, behind the scenes."""
    thread = threading.Thread(target=_warm, args=(engine,), name="souffleur-warm", daemon=True)
    thread.start()
    return thread


def _warm(engine: Engine) -> None:
    try:
        made_by = engine.library.fact(FACT.EMBEDDER) if engine.library.counts().passages else ""
        # Another model than the library's would be prepared for a minute, only to be refused.
        if made_by.startswith(Path(engine.settings.embedding.model).name):
            _ = engine.vectors, engine.embedder
            commonness("")  # reads its lists
        # What is loaded now stays. Python would look through all of it for rubbish, again and again, for a fifth of a
        # second each time in which nobody is served.
        gc.collect()
        gc.freeze()
    except Exception as trouble:  # noqa: BLE001 - the first question meets the same trouble, and says it
        journal.trouble(trouble)
