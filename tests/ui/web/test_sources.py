"""A source's card says where else the words stand, and what an older version says."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from streamlit.testing.v1 import AppTest

from rag.engine import Engine
from rag.models.fakes import HashEmbedder
from rag.options import Settings
from rag.settings import Home
from tests.ui.web.houses import lived_in
from tests.ui.web.test_pages import APP, SECONDS, ask, html
from ui.server import House

RULES = (
    "Règlement des congés\n\nChaque salarié a droit à {} jours de congés payés par an <b>gras</b>, sur demande écrite."
)
QUESTION = "Combien de jours de congés payés par an ?"


MAIL = """\
From: {sender} <{sender}@exemple.fr>
To: Atelier <atelier@exemple.fr>
Subject: {subject}
Date: Mon, {day} Mar 2026 09:00:00 +0100
Message-ID: <{day}@exemple.fr>
{more}Content-Type: text/plain; charset=utf-8

{text}
"""
FIRST = {
    "sender": "claire",
    "subject": "Volets",
    "day": "02",
    "more": "",
    "text": "Quand les volets seront-ils posés ?",
}
REPLY = {
    "sender": "luc",
    "subject": "Re: Volets",
    "day": "03",
    "more": "In-Reply-To: <02@exemple.fr>\n",
    "text": "La pose des volets roulants aura lieu le 12 avril.",
}


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    files = tmp_path_factory.mktemp("Règles")
    (files / "Règlement des congés 2025.txt").write_text(RULES.format(25), encoding="utf-8")
    (files / "Règlement des congés 2026.txt").write_text(RULES.format(28), encoding="utf-8")
    copies = tmp_path_factory.mktemp("Affichage")
    (copies / "panneau.txt").write_text(RULES.format(28) + "\n", encoding="utf-8")
    mails = tmp_path_factory.mktemp("Courriels")
    for name, values in (("demande.eml", FIRST), ("réponse.eml", REPLY)):
        (mails / name).write_text(MAIL.format(**values), encoding="utf-8")
    home = Home(tmp_path_factory.mktemp("home"))
    with Engine.open(home, Settings(), embedder=HashEmbedder()) as engine, lived_in(engine) as ours:
        list(ours.desk.ingest([files], "RH"))
        list(ours.desk.ingest([copies], "Atelier"))
        list(ours.desk.ingest([mails], "Courriels"))
        yield ours


def test_both_versions_and_every_copy_are_said(house: House) -> None:
    at = AppTest.from_file(str(APP), default_timeout=SECONDS).run()
    shown = ask(at, QUESTION)
    answer, cards = shown.split("sf-source", 1)
    assert "28 jours" in answer
    assert "25 jours" not in answer
    assert "Une version plus ancienne dit autrement\u00a0:" in cards
    assert "25 jours de congés payés" in cards
    assert "Règlement des congés 2025.txt" in cards
    assert "Aussi dans\u00a0: panneau.txt" in cards or "Aussi dans\u00a0: Règlement des congés 2026.txt" in cards
    assert "<b>gras" not in shown


def test_the_window_says_it_too_and_in_english(house: House) -> None:
    at = AppTest.from_file(str(APP), default_timeout=SECONDS).run()
    ask(at, QUESTION)
    at.button_group(key="language").set_value("en").run()
    next(button for button in at.button if button.label == "Open source 1").click().run()
    assert not at.exception
    window = html(at).rsplit("sf-reading", 1)[0]
    assert window.count("An older version says otherwise:") == 2  # on the card and in the window
    assert "“Chaque salarié a droit à 25 jours" in window


def test_the_window_of_an_e_mail_lists_its_exchange(house: House) -> None:
    at = AppTest.from_file(str(APP), default_timeout=SECONDS).run()
    ask(at, "Quand aura lieu la pose des volets roulants ?")
    next(button for button in at.button if button.label == "Ouvrir la source 1").click().run()
    shown = html(at)
    listed = shown.split("sf-exchange", 1)[1].split("</ul>", 1)[0]
    assert listed.index("demande.eml") < listed.index("réponse.eml")
    assert "Volets" in listed
