"""Questions to begin with on the page Ask, over a library that is not the sample company's."""

from __future__ import annotations

from pathlib import Path

from tests.ui.api.parts import open_engine
from tests.ui.web.houses import lived_in
from tests.ui.web.test_pages import html, page, until

LEASE = "CONTRAT DE BAIL du hangar\nFait le 3 mars 2025.\nLe loyer est de 900 euros par mois."


def test_a_question_to_begin_with_is_asked_of_its_paper_alone(tmp_path: Path) -> None:
    for name, text in (("Bail_1.txt", LEASE), ("note.txt", "Le loyer du box est de 70 euros par mois.")):
        (tmp_path / name).write_text(text, encoding="utf-8")
    with open_engine(tmp_path / "home") as engine, lived_in(engine) as house:
        list(house.desk.ingest([tmp_path / "Bail_1.txt", tmp_path / "note.txt"], "Bureau"))
        at = page()
        first = at.button(key="example-0")
        assert first.label == "Quel est le loyer\u00a0? — Bail\\_1\\.txt"
        first.click().run()
        until(at, lambda: "sf-busy" not in html(at))
        assert "900 euros" in html(at)
        assert "70 euros" not in html(at)
        assert "Cherché seulement dans\u00a0: Bail_1.txt" in html(at)
        assert not [one for one in at.button if str(one.key).startswith("example-")]
