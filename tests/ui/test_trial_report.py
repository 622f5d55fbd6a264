"""The report of a trial: one file that asks for nothing and takes nothing for HTML that is none."""

from __future__ import annotations

import re
from datetime import UTC
from pathlib import Path

import pytest
from lxml import html as markup

from rag.errors import Language
from rag.evaluation.trial import Trial, trial
from rag.options import Trial as Compared
from rag.records import Feedback, Manner
from tests.rag.evaluation.test_trial import ASKED, SAID, TODAY
from ui.present_trial import figures, money, troubles, would_cost
from ui.trial_report import report, write_report

HOSTILE = '<img src=x onerror=alert(1)> & "prix" ?'
VOICE = Feedback("z", "2026-03-15T09:00:00+00:00", HOSTILE, Manner.EXTRACTIVE, (), helpful=False, reason="<b>faux")


def found() -> Trial:
    return trial(ASKED, [VOICE, *SAID], TODAY, 14, UTC)


@pytest.mark.parametrize("language", ["fr", "en"])
def test_figures_plots_failures_and_reasons(language: Language) -> None:
    page = markup.document_fromstring(report(found(), Compared(), language))
    text = page.text_content()
    assert HOSTILE in text
    assert "<b>faux" in text
    assert page.xpath("//img | //script | //link | //iframe | //@onerror | //b") == []
    assert len(page.xpath("//figure//*[name()='svg']")) == 2
    assert ("2 × Le serveur" if language == "fr" else "2 × ") in text
    assert ("Un abonnement aurait coûté" if language == "fr" else "A subscription would have cost") in text
    assert ("pas comptés" if language == "fr" else "not counted") in text


def test_nothing_is_asked_of_anybody() -> None:
    written = report(found(), Compared(), "fr")
    fetched = re.findall(r"""(?:src|href|url)\s*[=(]\s*["']?(?!#)([^"')\s>]+)""", written)
    assert [one for one in fetched if not one.startswith(("#", "x"))] == []  # x: the words of the hostile question
    assert "default-src 'none'" in written


def test_before_the_first_question(tmp_path: Path) -> None:
    empty = trial([], [], TODAY, None, UTC)
    file = write_report(tmp_path / "neuf" / "essai.html", empty, Compared(), "fr")
    assert "<figure" not in file.read_text(encoding="utf-8")
    assert figures(empty, "fr")[0] == ("0", "questions posées")
    assert troubles(empty, "fr") == []


def test_figures_in_both_languages() -> None:
    said = {name: value for value, name in figures(found(), "fr")}
    assert said["questions posées"] == "6"
    assert said["en erreur"] == "2"
    assert said["avis favorables sur 4"] == "25\u00a0%"
    assert said["pour la réponse entière (médiane)"] == "2,0\u00a0s"
    assert {name: value for value, name in figures(found(), "en")}["favourable opinions of 4"] == "25%"


def test_the_cost_is_of_the_days_that_are_shown_and_of_a_year() -> None:
    said = would_cost(found(), 5, 20.0, "fr").replace("\u00a0", " ").replace("\u202f", " ")
    assert said == "5 postes à 20,00 € par mois : 46,00 € pour ces 14 jours, 1 200,00 € par an."
    assert would_cost(found(), 1, 20.0, "en").startswith("1 seat at €20.00 a month")
    many = trial(ASKED[3:4] * 20, [], TODAY, 14, UTC)
    assert "par question posée" in would_cost(many, 5, 20.0, "fr")
    assert money(1234.5, "en") == "€1,234.50"
