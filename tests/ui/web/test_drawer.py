"""The program that waits to draw a page."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image

from ui.web.drawer import Drawer
from ui.web.page_drawing import Order

pytestmark = pytest.mark.slow  # starts programs


@pytest.fixture
def drawer() -> Iterator[Drawer]:
    made = Drawer()
    yield made
    made.close()


@pytest.fixture
def order(tmp_path: Path) -> Order:
    path = tmp_path / "plan.pdf"
    Image.new("RGB", (300, 400), "white").save(path)
    return Order(str(path), 1, 200, ())


def test_one_waits_and_another_takes_its_place(drawer: Drawer, order: Order) -> None:
    drawer.prepare()
    waiting = drawer._spare
    assert waiting is not None
    drawer.prepare()
    assert drawer._spare is waiting
    assert drawer.draw(order).startswith(b"\x89PNG")
    assert waiting.poll() == 0
    assert drawer._spare not in {None, waiting}


def test_one_that_died_while_it_waited_costs_no_picture(drawer: Drawer, order: Order) -> None:
    drawer.prepare()
    assert drawer._spare is not None
    drawer._spare.kill()
    drawer._spare.wait()
    assert drawer.draw(order).startswith(b"\x89PNG")


def test_a_file_that_cannot_be_drawn_leaves_one_waiting(drawer: Drawer, tmp_path: Path) -> None:
    assert drawer.draw(Order(str(tmp_path / "absent.pdf"), 1, 200, ())) == b""
    assert drawer._spare is not None
    assert drawer._spare.poll() is None


def test_closing_ends_it(drawer: Drawer) -> None:
    drawer.prepare()
    waiting = drawer._spare
    assert waiting is not None
    drawer.close()
    assert waiting.poll() is not None
