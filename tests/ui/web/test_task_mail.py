"""Mail on the page Tasks as Streamlit runs it, over a real library."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from html import unescape
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from data.make.incoming import incoming
from tests.ui.web.houses import with_a_lease
from tests.ui.web.test_pages import SECONDS, html, until
from tests.ui.web.test_search_page import press
from ui.server import House

PATIENT = 5


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    with with_a_lease(tmp_path_factory) as ours:
        yield ours


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("courrier")
    for name, content in incoming().items():
        if name.startswith(("02", "09", "17")):
            (made / name).write_bytes(content)
    return made


def mail() -> None:
    import streamlit as st

    from ui.web import tasks_page

    st.session_state.setdefault("task section", "mail")
    tasks_page.show()


def opened() -> AppTest:
    at = AppTest.from_function(mail, default_timeout=SECONDS).run()
    assert not at.exception
    return at


@pytest.mark.slow
def test_mail_is_sorted_shown_and_corrected(house: House, folder: Path) -> None:
    at = opened()
    at.text_input(key="mail folder").set_value(str(folder)).run()
    press(at, "Trier le courrier")
    for _ in range(PATIENT):  # the processes that read mail start slowly on a busy machine
        with suppress(AssertionError):
            until(at, lambda: any("URGENT" in one.label for one in at.expander))
            break
    labels = [one.label for one in at.expander]
    assert any("URGENT" in one and "Réclamation" in one for one in labels)
    assert any("Pas sûr" in one for one in labels)
    assert "à traiter d'abord" in unescape(html(at))
    task = house.desk.tasks.find("mail")[0]
    short = next(one.key for one in at.selectbox if one.key.startswith("category-of") and one.value is None)
    at.selectbox(key=short).set_value("appointment").run()
    assert not at.exception
    learnt = {one.id: one.learnt for one in house.desk.mail.categories()}
    assert learnt["appointment"] == 1
    labels = [one.label.replace("\\", "") for one in at.expander]  # as a reader sees them
    assert any("Rendez-vous" in one and "Pas sûr" not in one for one in labels if "Bonjour" in one), labels
    assert task.title == f"{folder.name} · 3 courriels"
    assert "problème imprévu" not in unescape(html(at)), "mails that ask nothing are shown too"


def test_a_folder_that_is_not_there_is_said(house: House, tmp_path: Path) -> None:
    at = opened()
    at.text_input(key="mail folder").set_value(str(tmp_path / "absent")).run()
    press(at, "Trier le courrier")
    assert "absent" in html(at)


def test_categories_are_added_and_taken_away(house: House) -> None:
    at = opened()
    at.text_input[1].set_value("Candidatures")
    at.text_input[2].set_value("Quelqu'un cherche un emploi.")
    at.text_area[0].set_value("CV joint\n\nStage de trois mois")
    press(at, "Ajouter cette catégorie")
    made = house.desk.mail.categories()[-1]
    assert (made.name, made.examples) == ("Candidatures", ("CV joint", "Stage de trois mois"))
    at.button(key=f"remove-category-{made.id}").click().run()
    assert "Candidatures" not in [one.name for one in house.desk.mail.categories()]
    press(at, "Revenir aux catégories du début")
    assert len(house.desk.mail.categories()) == 8
