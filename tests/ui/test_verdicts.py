from __future__ import annotations

import pytest

from rag.errors import Language
from rag.records import Checked, Finished, Manner, Support
from ui.verdicts import VERDICTS, annotated, counts, reason, verdict

TEXT = "Le loyer est de 900 €. [1] Il fait beau."
CHECKS = (Checked(0, 26, Support.SUPPORTED), Checked(27, 40, Support.ABSENT))


def test_every_verdict_has_its_words_in_both_languages() -> None:
    assert set(VERDICTS) == set(Support)
    assert all(words.fr != words.en for words in VERDICTS.values())
    assert verdict(CHECKS[0], "fr") == "confirmé par la source"


def test_what_is_not_confirmed_is_said_behind_its_sentence() -> None:
    finished = Finished(TEXT, Manner.WRITTEN, (), 0.0, checks=CHECKS)
    assert annotated(finished, "fr") == f"{TEXT} (pas dans les sources : Aucune des sources trouvées ne le dit.)"
    assert annotated(finished, "en").endswith(" (not in the sources: None of the sources found says so.)")
    assert annotated(Finished(TEXT, Manner.EXTRACTIVE, (), 0.0), "fr") == TEXT


@pytest.mark.parametrize("language", ["fr", "en"])
def test_a_reason_names_what_is_missing(language: Language) -> None:
    assert "12 €" in reason(Checked(0, 1, Support.WEAK, ("12 €",), ("Lyon",)), language)
    assert "Lyon" in reason(Checked(0, 1, Support.WEAK, (), ("Lyon",)), language)
    denied = reason(Checked(0, 1, Support.WEAK, denied=True), language)
    doubted = reason(Checked(0, 1, Support.WEAK, doubted=True), language)
    others = {reason(Checked(0, 1, support), language) for support in Support}
    assert len({denied, doubted, *others}) == 5


def test_counts() -> None:
    assert counts(CHECKS, "fr") == "1 phrase confirmée par la source, 1 pas dans les sources"
    assert counts((CHECKS[0],) * 2, "en") == "2 sentences confirmed by the source"
    assert counts((), "fr") == ""
