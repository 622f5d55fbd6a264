"""The report: one file that asks for nothing, says everything, and takes nothing for HTML that is none."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from lxml import html as markup

from rag.errors import Language
from tests.rag.evaluation.parts import judged, run
from ui.report import report, write_report

HOSTILE = '<img src=x onerror=alert(1)> & "prix" ?'
THEN = run([judged("a", 1), judged("b", 4), judged(HOSTILE, 2), judged("d", answerable=False)])
NOW = run([judged("a", 3), judged("b", 1), judged(HOSTILE), judged("d", refused=True, answerable=False)])


@pytest.mark.parametrize("language", ["fr", "en"])
def test_every_question_and_every_measure(language: Language) -> None:
    page = markup.document_fromstring(report(NOW, THEN, language))
    text = page.text_content()
    assert HOSTILE in text
    assert page.xpath("//img | //script | //link | //iframe | //@onerror") == []
    assert len(page.xpath("//figure//*[name()='svg']")) == 3
    titles = [one.text for one in page.xpath("//h2")]
    assert titles[1:] == (
        ["Questions mieux servies (2)", "Questions moins bien servies (2)", "Questions mal servies (1)",
         "Toutes les questions (4)"]
        if language == "fr"
        else ["Questions served better (2)", "Questions served worse (2)", "Questions served badly (1)",
              "All questions (4)"]
    )  # fmt: skip
    assert ("trouvé, place 4" if language == "fr" else "found, place 4") in text
    assert ("meilleur sur 2, moins bon sur 2" if language == "fr" else "better on 2, worse on 2") in text
    assert ("Bonne source en tête" if language == "fr" else "Right source on top") in text


def test_nothing_is_asked_of_anybody() -> None:
    written = report(NOW, THEN, "fr")
    fetched = re.findall(r"""(?:src|href|url)\s*[=(]\s*["']?(?!#)([^"')\s>]+)""", written)
    assert [one for one in fetched if not one.startswith(("#", "x"))] == []  # x: the words of the hostile question
    assert "default-src 'none'" in written
    assert "@import" not in written


def test_parts_of_two_plots_never_share_a_name() -> None:
    named = re.findall(r'<clipPath id="([^"]+)"', report(NOW, THEN, "fr"))
    assert len(named) == len(set(named)) >= 3


def test_alone_and_the_same_every_time(tmp_path: Path) -> None:
    file = write_report(tmp_path / "neuf" / "rapport.html", NOW, None, "fr")
    assert file.read_text(encoding="utf-8") == report(NOW, None, "fr")
    assert "mieux servies" not in report(NOW, None, "fr")


def test_questions_without_answers_only() -> None:
    written = report(run([judged("d", refused=True, answerable=False)]), None, "fr")
    assert "Bonne source en tête" not in written
    assert "« Pas trouvé » : dit à raison" in written
