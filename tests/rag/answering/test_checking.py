"""Written sentences against the passages that they cite."""

from __future__ import annotations

import pytest

from rag.answering.checking import Checker, Finding
from rag.answering.citing import cited, warning
from rag.models.batches import Matrix
from rag.models.fakes import HashEmbedder
from rag.records import Support
from tests.rag.answering.test_citing import hit

LEASE = hit(
    "Bail du hangar.txt",
    "Le préavis du bail est de six mois. Le loyer est de 900 euros HT par mois, payable le 5 janvier 2026. "
    "Le locataire ne peut pas sous-louer. Madame Morel, de la société Verdier, garde les clés. "
    "Douze places sont louées.",
)
PAY = hit("paie.txt", "Les congés payés sont de trente jours ouvrables. La prime est de 450 € en 2026.")
HITS = (LEASE, PAY)


def check(claim: str, *places: int, language: str = "") -> Finding:
    return Checker(HITS, lambda terms: dict.fromkeys(terms, 1.0), language=language).check(claim, places)


@pytest.mark.parametrize(
    "claim",
    [
        "Le préavis du bail est de 6 mois.",
        "D'après vos documents, le loyer est de 900,00 € HT par mois.",
        "Le loyer, payable le 05/01/2026, est de 900 €.",
        "Le locataire ne peut pas sous-louer.",
        "Madame Morel garde les clés.",
        "Le loyer du hangar est de 900 euros.",
    ],
)
def test_what_the_source_says_is_confirmed(claim: str) -> None:
    assert check(claim, 0) == Finding(Support.SUPPORTED, (0,), share=check(claim, 0).share)


@pytest.mark.parametrize(
    ("claim", "support", "named"),
    [
        ("Le préavis du bail est de sept mois.", Support.ABSENT, ("sept mois",)),
        ("Le préavis du bail est de six ans.", Support.ABSENT, ("six ans",)),
        ("Le loyer est de 950 euros HT par mois.", Support.ABSENT, ("950 euros HT",)),
        ("Le loyer est de 900 euros TTC par mois.", Support.ABSENT, ("900 euros TTC",)),
        ("Le loyer est payable le 15 janvier 2026.", Support.ABSENT, ("15 janvier 2026",)),
        ("Le loyer est de 12 par mois.", Support.WEAK, ("12",)),
    ],
)
def test_a_figure_that_the_source_does_not_give_is_named(claim: str, support: Support, named: tuple[str, ...]) -> None:
    found = check(claim, 0)
    assert (found.support, found.figures) == (support, named)


def test_a_name_that_the_source_does_not_give_is_named() -> None:
    found = check("Madame Lemoine, de la société Verdier, garde les clés.", 0)
    assert (found.support, found.names) == (Support.WEAK, ("Lemoine",))


@pytest.mark.parametrize("claim", ["Le locataire peut sous-louer.", "Le préavis du bail n'est pas de six mois."])
def test_yes_for_no_is_noticed(claim: str) -> None:
    found = check(claim, 0)
    assert (found.support, found.denied) == (Support.WEAK, True)


def test_a_wrong_citation_gives_way_to_the_right_one() -> None:
    assert check("Le préavis du bail est de six mois.", 1).places == (0,)
    alone = Checker([PAY], lambda terms: dict.fromkeys(terms, 1.0)).check("Le préavis du bail est de six mois.", [0])
    assert (alone.support, alone.places) == (Support.ABSENT, ())


def test_two_passages_may_confirm_one_sentence_together() -> None:
    found = check("Le préavis du bail est de six mois et les congés payés de trente jours ouvrables.", 0, 1)
    assert (found.support, found.places) == (Support.SUPPORTED, (0, 1))


def test_another_language_is_never_confirmed_by_words_alone() -> None:
    assert check("The notice is 6 months.", 0, language="en").support is Support.WEAK
    assert check("The notice is 7 months.", 0, language="en").support is Support.ABSENT


def test_the_meaning_lifts_what_the_words_leave_open() -> None:
    class Same(HashEmbedder):
        def embed_passages(self, texts: object) -> Matrix:
            return super().embed_passages(["même"] * len(list(texts)))  # type: ignore[call-overload]

    claim = "Préavis de bail applicable au bailleur concerné : six mois."
    words = Checker(HITS, lambda terms: dict.fromkeys(terms, 1.0))
    both = Checker(HITS, lambda terms: dict.fromkeys(terms, 1.0), Same())
    assert (words.check(claim, [0]).support, both.check(claim, [0]).support) == (Support.WEAK, Support.SUPPORTED)
    assert both.check("Préavis de bail applicable au bailleur concerné : sept mois.", [0]).support is Support.ABSENT


def test_what_says_nothing_is_not_checked() -> None:
    checker = Checker(HITS, lambda terms: dict.fromkeys(terms, 1.0))
    assert [checker.tells(text) for text in ("Oui.", "Voici les règles du bail :", "900 €.", "Le bail.")] == [
        False, False, True, True,
    ]  # fmt: skip


def test_an_answer_is_checked_sentence_by_sentence_and_says_so_at_its_top() -> None:
    checker = Checker(HITS, lambda terms: dict.fromkeys(terms, 1.0))
    said = "Le préavis du bail est de six mois [2]. Oui. La prime est de 460 € en 2026 [2]. Il neige à Rome [1]."
    text, citations, checks = cited(said, HITS, checker)
    assert text == "Le préavis du bail est de six mois. [1] Oui. La prime est de 460 € en 2026. [2] Il neige à Rome."
    assert [text[one.start : one.end] for one in checks] == [
        "Le préavis du bail est de six mois. [1]", "La prime est de 460 € en 2026. [2]", "Il neige à Rome.",
    ]  # fmt: skip
    assert [one.support for one in checks] == [Support.SUPPORTED, Support.ABSENT, Support.ABSENT]
    assert [one.hit for one in citations] == [LEASE, PAY]
    assert warning(checks, "fr") == "À vérifier : vos documents ne confirment pas «\u00a0460 €\u00a0»."
    assert warning(checks, "en") == "Please check: your documents do not confirm “460 €”."
    assert warning(checks[:1], "fr") == ""
