"""A real mail server as a source on the page Tasks, as Streamlit runs it."""

from __future__ import annotations

from collections.abc import Iterator
from html import unescape

import pytest
from streamlit.testing.v1 import AppTest

from data.make.incoming import incoming
from tests.ingest.incoming.dovecot import PASSWORD, Server, dovecot, serving, set_server
from tests.ui.web.houses import with_a_lease
from tests.ui.web.test_pages import html, until
from tests.ui.web.test_search_page import press
from tests.ui.web.test_task_mail import opened
from ui.manual import title
from ui.server import House


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    with serving([content for name, content in incoming().items() if name.startswith("02")]) as running:
        yield running


@pytest.fixture
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    with with_a_lease(tmp_path_factory) as ours:
        yield ours


def ways(at: AppTest) -> list[str]:
    return [str(option) for control in at.button_group for option in control.options]


def test_without_a_server_one_line_says_how(house: House) -> None:
    at = opened()
    assert house.desk.mail.server().host == ""
    assert "Un serveur de courrier" not in ways(at)
    at.button(key="mail server help").click().run()
    assert not at.exception
    (topic,) = [one for one in at.button_group if "help topic" in str(one.key)]
    assert topic.value == "mail"
    assert title("mail", "fr") in [str(one) for one in topic.options]


@dovecot
@pytest.mark.slow
def test_its_mail_is_sorted_once_the_password_is_known(house: House, server: Server) -> None:
    set_server(house.engine.home, server.options)
    at = opened()
    assert not [one for one in at.button if one.key == "mail server help"]
    at.button_group(key="mail from").set_value("server").run()
    assert "sort server mail" not in [one.key for one in at.button]
    at.text_input(key="mail password").set_value("faux")
    press(at, "Garder ce mot de passe")
    assert "rien n'est marqué comme lu" in unescape(html(at))
    press(at, "Trier le courrier")
    until(at, lambda: "n'ouvre pas à paule" in unescape(html(at)))
    at.text_input(key="mail password").set_value(PASSWORD)
    press(at, "Garder ce mot de passe")
    at.text_input(key="mail server folder").set_value("Absent")
    press(at, "Trier le courrier")
    until(at, lambda: "Archives" in html(at))
    assert "Sans résultat" in html(at)  # what failed read no document that could have been removed
    assert "Documents retirés" not in html(at)
    at.text_input(key="mail server folder").set_value("INBOX")
    at.number_input(key="mail server latest").set_value(5)
    press(at, "Trier le courrier")
    until(at, lambda: any("URGENT" in one.label for one in at.expander))
    task = house.desk.tasks.find("mail")[0]
    assert task.title == "paule · INBOX · 5 derniers messages · 1 courriel"
