"""Lists the graphics cards that llama.cpp can use, as one line of JSON, in a process that may crash.

llama-cpp-python says whether it can use a card, not which: the names and the memory come from the functions of the
same library (`ggml-backend.h`), through the handle that the package itself has opened.
"""

from __future__ import annotations

import ctypes
import json
import sys
from typing import Any, Final

import llama_cpp
from llama_cpp._ggml import libggml

GRAPHICS: Final = frozenset({1, 2})  # GGML_BACKEND_DEVICE_TYPE_GPU, …_IGPU


def main() -> None:
    """Write the list; an empty one where this build knows the processor only."""
    found = [one for one in map(_described, _devices()) if one] if llama_cpp.llama_supports_gpu_offload() else []
    sys.stdout.write(json.dumps(found) + "\n")


def _devices() -> list[int]:
    libggml.ggml_backend_dev_count.restype = ctypes.c_size_t
    libggml.ggml_backend_dev_get.restype = ctypes.c_void_p
    libggml.ggml_backend_dev_get.argtypes = [ctypes.c_size_t]
    return [libggml.ggml_backend_dev_get(place) for place in range(libggml.ggml_backend_dev_count())]


def _described(device: int) -> dict[str, Any] | None:
    kind, about, memory = (getattr(libggml, f"ggml_backend_dev_{name}") for name in ("type", "description", "memory"))
    kind.argtypes = about.argtypes = [ctypes.c_void_p]
    if kind(device) not in GRAPHICS:
        return None
    about.restype = ctypes.c_char_p
    memory.argtypes = [ctypes.c_void_p, ctypes.POINTER(ctypes.c_size_t), ctypes.POINTER(ctypes.c_size_t)]
    free, total = ctypes.c_size_t(), ctypes.c_size_t()
    memory(device, free, total)
    name = (about(device) or b"").decode(errors="replace")
    return {"name": name, "memory_bytes": total.value, "free_bytes": free.value}


if __name__ == "__main__":
    main()
