"""Quotes and letters on the page Tasks, as Streamlit runs it, over a library with a request and a price list."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from html import unescape

import pytest
from streamlit.testing.v1 import AppTest

from ingest.pipeline import ingest
from rag.engine import Engine
from rag.models.fakes import HashEmbedder
from rag.settings import Home
from tests.ui.test_drafts import CONTACTS, MAIL, QUOTE, SETTINGS
from tests.ui.web.houses import lived_in
from tests.ui.web.test_pages import SECONDS, html, until
from tests.ui.web.test_search_page import press
from ui.drafting.pdf import can_make_pdf
from ui.server import House


@pytest.fixture
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    home = Home(tmp_path_factory.mktemp("home"))
    with Engine.open(home, SETTINGS, embedder=HashEmbedder()) as engine, lived_in(engine) as ours:
        list(ingest(engine, [MAIL.parent, QUOTE, CONTACTS]))
        yield ours
        ours.desk.tasks.close()


def tasks() -> None:
    from ui.web import tasks_page

    tasks_page.show()


def opened() -> AppTest:
    """The page with the section chosen, by one click."""
    at = AppTest.from_function(tasks, default_timeout=SECONDS).run()
    at.segmented_control(key="task section chosen minutes").set_value("drafts").run()
    return at


def shown(at: AppTest) -> str:
    assert not at.exception
    words = unescape(html(at)).replace("\u00a0", " ").replace("\u202f", " ")
    assert "problème imprévu" not in words
    return words


def _files(at: AppTest, number: str) -> set[str]:
    """What the invoice can be saved as."""
    return {one.label for one in at.get("download_button") if one.key and one.key.endswith(f"-{number}") and
            one.key.startswith("invoice-")}  # fmt: skip


def test_a_quote_from_an_e_mail_is_asked_about_kept_and_accepted(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    at = opened()
    assert at.button(key="prepare draft").disabled
    at.selectbox(key="draft letter").set_value(str(MAIL)).run()
    press(at, "Préparer")
    until(at, lambda: "Résultat" in html(at))
    words = shown(at)
    assert "<dd>2</dd><dt>choses à compléter</dt>" in words
    assert "Client : Cabinet dentaire Brissard-Nouet" in words
    assert f"{QUOTE.name}, p. 1" in words
    assert "Porte de bureau isophonique 38 dB, 830 × 2040 mm — 3 u × 745,00 €" in words
    assert not [one for one in at.button if str(one.key).startswith("keep-")], "not before all is said"
    (kept,) = house.desk.tasks.find()
    assert not [one.label for one in (*at.text_input, *at.selectbox) if "\\" in one.label], (
        "read aloud as it is written"
    )
    (row,) = [
        one for one in at.button if QUOTE.name in one.label.replace("\\", "") and str(one.key).startswith("show-")
    ]
    row.click().run()
    assert "<mark>Cabinet dentaire Brissard-Nouet" in html(at), "the document beside, its words marked"
    at.button(key="close-row").click().run()
    assert "<mark>Cabinet dentaire" not in html(at)
    name = f"answer-{kept.id}"
    choice = at.selectbox(key=f"{name}-line:fenêtres sur la cour")
    choice.set_value(choice.options[0])
    at.text_input(key=f"{name}-line:store occultant").set_value("-")
    at.selectbox(key=f"{name}-discount").set_value("5 %")
    press(at, "Reprendre avec ces réponses")
    until(at, lambda: "Numéroter" in "".join(one.label for one in at.button))
    assert "8 475,90 €" in shown(at)
    (again,) = house.desk.tasks.find()
    assert again.id != kept.id, "one draft, not two"
    at.button(key=f"keep-{again.id}").click().run()
    (quote,) = house.desk.drafts.kept()
    words = shown(at)
    assert f"Devis {quote.draft.number} gardé." in words
    assert "Devis gardés" in words
    at.button(key=f"accepted-{quote.draft.number}").click().run()
    assert house.desk.drafts.named(quote.draft.number).state == "accepted"
    assert "le numéro de la facture (BT-1)" in shown(at)
    number = quote.draft.number
    assert _files(at, number) == {"JSON"}
    at.text_input(key=f"invoice-number-{number}").set_value("F/2026/1").run()
    at.date_input(key=f"invoice-day-{number}").set_value(date(2026, 6, 1)).run()
    assert "le numéro de la facture" not in shown(at)
    assert _files(at, number) == {"JSON", "XML", *(["PDF"] if can_make_pdf() else [])}
    monkeypatch.setattr("ui.drafting.pdf.shutil.which", lambda _name: None)
    at.run()
    assert _files(at, number) == {"JSON", "XML"}
    assert "pas de PDF Factur-X" in shown(at)
    at.button(key=f"ask-forget-{quote.draft.number}").click().run()
    at.button(key=f"forget-{quote.draft.number}").click().run()
    assert house.desk.drafts.kept() == []


def test_a_letter(house: House) -> None:
    at = opened()
    at.segmented_control(key="draft kind").set_value("letter").run()
    at.text_input(key="draft client").set_value("Cabinet dentaire Brissard-Nouet").run()
    at.text_area(key="draft text letter").set_value("Nous passerons lundi.").run()
    press(at, "Préparer")
    until(at, lambda: "Résultat" in html(at))
    words = shown(at)
    assert "45 boulevard du Grand-Mail" in words
    assert "Numéroter" not in words
    assert house.desk.drafts.kept() == []


def test_a_draft_leaves_with_its_request(house: House) -> None:
    from rag.office.drafts.given import Asked
    from ui.draft_tasks import drafted

    list(house.desk.drafts.carry_out(Asked("quote", document=str(MAIL))))
    (task,) = house.desk.tasks.find()
    found = drafted(house.desk.tasks.named(task.id))
    assert found
    assert found[1].document == str(MAIL)
    documents = {one.name: one.id for one in house.desk.documents()}
    house.desk.forget([documents[QUOTE.name]])
    left = drafted(house.desk.tasks.named(task.id))
    assert left
    assert "client.street" not in {field.key for field in left[0].fields}
    assert "client.email" in {field.key for field in left[0].fields}
    house.desk.forget([documents[MAIL.name]])
    assert drafted(house.desk.tasks.named(task.id)) is None
