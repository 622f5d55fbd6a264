"""Which model for which machine: values in, values out."""

from __future__ import annotations

from dataclasses import replace

import pytest

from rag.models.cards import ModelCard, model_card, model_cards
from rag.models.fitting import Fit, Reason, fit, recommend
from rag.models.hardware import GraphicsCard, Hardware

GIB = 1024**3
OFFICE = Hardware(ram_bytes=int(15.6 * GIB), free_ram_bytes=9 * GIB, cores=8, free_disk_bytes=200 * GIB)
SMALL, MIDDLE, LARGE = (f"ministral-3-{size}-instruct-2512" for size in ("3b", "8b", "14b"))


def chat_for(machine: Hardware) -> str:
    found = recommend(model_cards().values(), machine).chat
    return found.card.name if found else ""


def judged(name: str, machine: Hardware = OFFICE, **options: int) -> Fit:
    return fit(model_card(name), machine, **options)  # type: ignore[arg-type]


def test_an_office_pc_gets_ministral_3_3b_and_a_multilingual_search_model() -> None:
    found = recommend(model_cards().values(), OFFICE)
    assert found.chat is not None
    assert found.embedder is not None
    assert found.chat.card.title == "Ministral 3 3B"
    assert found.chat.at_ease
    assert {"fr", "en"} <= set(found.embedder.card.languages)
    assert found.embedder.at_ease


@pytest.mark.parametrize("cores", [2, 4, 6, 8, 10, 14, 16, 32])
@pytest.mark.parametrize("ram", [13.8, 15.2, 15.9, 16.0])
def test_sixteen_gigabytes_without_a_graphics_card_never_get_more(cores: int, ram: float) -> None:
    assert chat_for(replace(OFFICE, cores=cores, ram_bytes=int(ram * GIB))) == SMALL


def test_larger_machines_get_larger_models() -> None:
    assert chat_for(replace(OFFICE, ram_bytes=31 * GIB)) == SMALL, "eight cores read too slowly for more"
    assert chat_for(replace(OFFICE, ram_bytes=31 * GIB, cores=16)) == MIDDLE
    assert chat_for(replace(OFFICE, ram_bytes=62 * GIB, cores=32)) == LARGE


def test_a_graphics_card_that_holds_the_model_makes_it_quick() -> None:
    def with_card(gib: float) -> Hardware:
        return replace(OFFICE, cores=4, cards=(GraphicsCard("RTX", int(gib * GIB), int(gib * GIB)),))

    assert [chat_for(with_card(gib)) for gib in (4, 8, 12)] == [SMALL, MIDDLE, LARGE]
    assert judged(LARGE, with_card(12)).on_graphics
    assert not judged(LARGE, with_card(8)).fits


def test_too_small_a_machine_keeps_to_quotations() -> None:
    assert chat_for(replace(OFFICE, ram_bytes=4 * GIB)) == ""
    assert judged(SMALL, replace(OFFICE, ram_bytes=4 * GIB)).reasons == (Reason.MEMORY,)


def test_why_not() -> None:
    assert judged(MIDDLE).reasons == (Reason.TIGHT, Reason.SLOW)
    assert judged(MIDDLE).fits
    assert not judged(MIDDLE).at_ease
    assert judged(LARGE).reasons == (Reason.MEMORY, Reason.SLOW)
    assert judged(SMALL, replace(OFFICE, free_disk_bytes=2 * GIB)).reasons == (Reason.DISK,)
    assert judged(SMALL, replace(OFFICE, free_disk_bytes=0), here=True).reasons == ()
    assert judged(SMALL, replace(OFFICE, runs_chat=False)).reasons == (Reason.ENGINE,)
    assert Reason.SLOW in judged("deepseek-r1-0528-qwen3-8b").reasons
    assert judged("multilingual-e5-base").reasons == (Reason.SLOW,)
    assert judged("multilingual-e5-small", replace(OFFICE, ram_bytes=2 * GIB)).reasons == (Reason.MEMORY,)


def test_a_longer_context_takes_more_memory() -> None:
    assert judged(SMALL, context_tokens=8192).memory_mib == 3048
    assert judged(SMALL).memory_mib == 2632


def test_nothing_that_is_not_suggested_is_recommended() -> None:
    def plain(card: ModelCard) -> ModelCard:
        return replace(card, suggested=False)

    found = recommend([plain(card) for card in model_cards().values()], OFFICE)
    assert (found.chat, found.embedder) == (None, None)
