"""What stands for what, in both languages."""

from __future__ import annotations

from pathlib import Path

import pytest

from rag.thesaurus import FILE, equivalents, table
from rag.words import stem

LINES = """\
mari, époux | husband
# comments stay out
congés, vacances, congé payé | leave, time off
loyer | rent
arrêt maladie, arrêt de travail | sick leave
"""


@pytest.fixture
def known(tmp_path: Path) -> dict[tuple[str, ...], tuple[tuple[str, str], ...]]:
    file = tmp_path / "thesaurus.txt"
    file.write_text(LINES, encoding="utf-8")
    return table(file)


def test_words_of_a_line_stand_for_each_other(known: dict) -> None:
    expected = {stem("conges", "fr"): "fr", "cong pay": "fr", "leav": "en"}
    assert equivalents("Mes vacances d'été ?", known) == {"vacances": expected}


def test_an_english_question_gets_french_words(known: dict) -> None:
    assert equivalents("What is the monthly rent?", known) == {"rent": {"loyer": "fr"}}


def test_an_expression_is_given_whole(known: dict) -> None:
    # `time off` is no substitute, because `off` is a stop word and `time` alone would mean anything.
    assert "time" not in {
        word for found in equivalents("congé payé", known).values() for one in found for word in one.split()
    }
    assert equivalents("arrêt de travail", known) == {"arret": {"arret malad": "fr", "sick leav": "en"}}


def test_a_short_stem_is_not_taken_for_another_word(known: dict) -> None:
    assert stem("mars", "fr") == stem("mari", "fr")
    assert equivalents("la facture de mars", known) == {}
    assert equivalents("les maris", known) == {"maris": {"epoux": "fr", "husband": "en"}}


def test_a_word_is_looked_up_in_its_own_language(known: dict) -> None:
    assert equivalents("renter", known) == {}  # the French stemmer would make `rent` of it


def test_no_word_gets_itself(known: dict) -> None:
    assert all((" ".join(keys), language) not in others for (language, *keys), others in known.items())


def test_the_file_that_is_shipped_is_well_formed() -> None:
    lines = [line for line in FILE.read_text(encoding="utf-8").splitlines() if line and not line.startswith("#")]
    assert [line for line in lines if line.count("|") != 1] == []
    assert len(lines) == len(set(lines)) > 2000
    assert len(table()) > 5000
