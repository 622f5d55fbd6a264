"""Which chat model the settings name."""

from __future__ import annotations

from pathlib import Path

import pytest

from rag.errors import AddressRefused, ModelMissing
from rag.models.chat import open_chat
from rag.options import Chat


def test_no_settings_no_model(tmp_path: Path) -> None:
    assert open_chat(Chat(), tmp_path, tmp_path) is None


def test_a_file_that_is_not_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(ModelMissing):
        open_chat(Chat(model="absent.gguf"), tmp_path, tmp_path)


def test_an_outside_address_is_refused_before_anything_is_sent(tmp_path: Path) -> None:
    with pytest.raises(AddressRefused):
        open_chat(Chat(model="m", address="https://8.8.8.8/v1"), tmp_path, tmp_path)
