"""The place of an answer while a model reads, and while it writes."""

from __future__ import annotations

from html import unescape

import pytest

from rag.records import Citation, Meanwhile
from tests.ui.web.records import hit
from ui.web import meanwhile
from ui.web.conversation import Turn
from ui.web.meanwhile import answer_place


@pytest.fixture(autouse=True)
def french(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(meanwhile, "language", lambda: "fr")
    monkeypatch.setattr(meanwhile, "t", lambda french: french)


PRICE = "Le prix <b>est</b> de 12 €."
SAID = Meanwhile(f"« {PRICE} » [1]", (Citation(1, hit(PRICE), PRICE, 0, len(PRICE)),))


def test_the_documents_speak_until_the_first_word() -> None:
    shown = answer_place(Turn("Prix ?", meanwhile=SAID))
    assert "Phrases de vos documents" in shown
    assert "«\u00a0Le prix <b>est</b> de 12 €.\u00a0»" in unescape(shown)
    assert "<b>" not in shown
    assert 'class="sf-place"' in shown, "with the name of the document"
    assert "sf-over" not in shown


def test_they_keep_their_room_when_the_answer_begins_and_are_not_read_out() -> None:
    shown = answer_place(Turn("Prix ?", meanwhile=SAID, text="Douze"))
    hidden, words = shown.split('<div class="sf-answer" aria-live="polite">')
    assert 'class="sf-meanwhile sf-over" aria-hidden="true"' in hidden
    assert words.startswith("<p>Douze</p>")
    assert shown.startswith('<div class="sf-stage">')


@pytest.mark.parametrize("said", [None, Meanwhile("", ())])
def test_without_them_the_words_stand_alone(said: Meanwhile | None) -> None:
    shown = answer_place(Turn("Prix ?", meanwhile=said, text="Douze"))
    assert shown == '<div class="sf-answer" aria-live="polite"><p>Douze</p></div>'
