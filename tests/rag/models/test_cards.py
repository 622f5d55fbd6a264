"""The catalogue: true to what was collected, complete enough to fetch from, and open to a firm's own models."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

from rag.errors import CatalogueInvalid, ModelUnknown
from rag.models.cards import OWN_FILE, ModelCard, Use, model_card, model_cards

OWN = """
[embedder."maison"]
title = "Modèle maison"
repository = "cabinet/maison"
revision = "{revision}"
files = [{{ path = "{path}" }}]
query_prefix = "question : "
"""


@pytest.mark.parametrize("card", model_cards().values(), ids=lambda card: card.name)
def test_a_card_is_whole(card: ModelCard) -> None:
    assert card.licence
    assert all(card.about)
    assert card.about.fr != card.about.en
    if card.package:
        return
    assert re.fullmatch(r"[0-9a-f]{40}", card.revision)
    for file in card.files:
        assert file.sha256 == "" or re.fullmatch(r"[0-9a-f]{64}", file.sha256)
    if card.use is Use.CHAT:
        assert len(card.files) == 1
        assert card.files[0].sha256
        assert card.files[0].bytes
        assert card.place.endswith(".gguf")
        assert card.memory_mib * 1024**2 > card.download_bytes


def test_the_models_that_are_asked_for_are_there() -> None:
    titles = " ".join(card.title for card in model_cards().values())
    for name in ("Ministral 3 3B", "Ministral 3 8B", "Ministral 3 14B", "Mistral 7B v0.3", "Mistral Small 3.2",
                 "Llama 3.2", "Llama 3.1", "DeepSeek R1"):  # fmt: skip
        assert name in titles


def test_facts_are_those_that_were_collected(shared: Path) -> None:
    collected = tomllib.loads((shared / "design" / "catalogue.toml").read_text(encoding="utf-8"))
    compared = 0
    for card in model_cards().values():
        if card.package:
            continue
        facts = collected[card.use][card.name]
        assert (card.repository, card.revision, card.licence) == (facts["repo"], facts["revision"], facts["licence"])
        main = card.files[0]
        assert (main.path, main.bytes, main.sha256) == (facts["file"], facts["bytes"], facts["sha256"])
        for other in card.files[1:]:
            told = next(line for line in facts.get("ready_onnx_openvino", []) if line.startswith(other.path)) \
                if card.name != "multilingual-e5-small" else facts["notes"]  # fmt: skip
            assert other.sha256 in told
            assert not other.bytes or f"{other.bytes:,}" in told
        if card.use is Use.CHAT:
            assert card.memory_mib == facts["ram_needed_mib_ctx4096"]
            assert card.memory_for(8192) == facts["ram_needed_mib_ctx8192"]
            assert card.least_ram_gb == facts["min_ram_gb"]
        assert not facts.get("trust_remote_code")
        assert card.confirmed == facts["status"].startswith("verified")
        compared += 1
    assert compared > 20


def own(folder: Path, revision: str = "main", path: str = "model.safetensors") -> Path:
    (folder / OWN_FILE).write_text(OWN.format(revision=revision, path=path), encoding="utf-8")
    return folder


def test_a_firm_adds_its_own_models(tmp_path: Path) -> None:
    assert model_card("maison", own(tmp_path)).title == "Modèle maison"
    assert list(model_cards(tmp_path))[-1] == "maison"
    assert "maison" not in model_cards()
    with pytest.raises(ModelUnknown):
        model_card("maison")


@pytest.mark.parametrize("path", ["../away", "/etc/passwd", "a/../../b", "..\\away", "C:away", ""])
def test_a_path_that_leaves_the_folder_is_refused(tmp_path: Path, path: str) -> None:
    with pytest.raises(CatalogueInvalid):
        model_cards(own(tmp_path, path=path.replace("\\", "\\\\")))


@pytest.mark.parametrize(
    "text",
    [
        "[embedder",
        '[embedder."x"]\ntitle = "x"\n',
        '[embedder."../x"]\npackage = "x"\n',
        "embedder = 3\n",
    ],
)
def test_a_list_that_cannot_be_used_is_said(tmp_path: Path, text: str) -> None:
    (tmp_path / OWN_FILE).write_text(text, encoding="utf-8")
    with pytest.raises(CatalogueInvalid) as error:
        model_cards(tmp_path)
    assert str(tmp_path) in error.value.sentence("fr")
