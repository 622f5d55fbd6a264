"""The table of files as Streamlit runs it: a hundred lines of many, filters, what is beside it, forgetting."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from streamlit.testing.v1 import AppTest

from bench.shelves import fill
from tests.ui.api.parts import open_engine
from tests.ui.web.houses import lived_in
from ui.server import House
from ui.web.file_table import LINES

SECONDS = 30
FILES = 250


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    with open_engine(tmp_path_factory.mktemp("home")) as engine:
        fill(engine.library, FILES)
        with lived_in(engine) as ours:
            yield ours


def table() -> None:
    from ui.web import file_table

    file_table.show()


def html(at: AppTest) -> str:
    return "\n".join(str(element.proto.body) for element in at.get("html"))


@pytest.fixture
def at(many: House) -> AppTest:
    shown = AppTest.from_function(table, default_timeout=SECONDS).run()
    assert not shown.exception
    return shown


def test_a_hundred_lines_are_sent_however_many_there_are(at: AppTest) -> None:
    assert len(at.dataframe[0].value) == LINES
    assert f"{FILES} fichiers" in html(at)
    assert f"Lignes 1 à {LINES} sur {FILES}" in html(at)
    first = set(at.dataframe[0].value["Emplacement"])
    at.pagination[0].set_value(3).run()
    assert not at.exception
    assert len(at.dataframe[0].value) == FILES - 2 * LINES
    assert not first & set(at.dataframe[0].value["Emplacement"])
    assert "Remarque" not in at.dataframe[0].value, "a column without a word takes no room"


def test_another_question_begins_at_its_first_page(at: AppTest) -> None:
    at.pagination[0].set_value(3).run()
    at.selectbox(key="file order").select_index(1).run()
    assert f"Lignes 1 à {LINES} sur {FILES}" in html(at)
    names = list(at.dataframe[0].value["Fichier"])
    assert names == sorted(names)


def test_filters_narrow_the_whole_library_not_the_page(at: AppTest) -> None:
    at.text_input(key="file words").set_value("été 2022").run()
    assert 0 < len(at.dataframe[0].value) < LINES
    assert not at.pagination
    at.text_input(key="file words").set_value("").run()
    at.segmented_control(key="file state").set_value("failed").run()
    assert set(at.dataframe[0].value["État"]) == {"✕ Non lu"}
    assert all(at.dataframe[0].value["Remarque"])
    at.segmented_control(key="file state").set_value("twice").run()
    assert set(at.dataframe[0].value["Copies"]) == {1}
    at.segmented_control(key="file state").set_value("badly").run()
    assert set(at.dataframe[0].value["État"]) == {"! Mal lu"}
    at.text_input(key="file words").set_value("rien de tel").run()
    assert "Aucun fichier ne correspond à ce filtre." in html(at)
