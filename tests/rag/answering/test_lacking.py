"""What is missing, in words."""

from __future__ import annotations

from rag.answering.lacking import doubted, why_refused
from rag.retrieval.absent import FACTS, Lack, Missing


def test_the_reader_is_told_which_word_it_is() -> None:
    year, name = Missing(Lack.YEAR, "2019"), Missing(Lack.NAME, "Lyon")
    assert why_refused([year], "fr") == "Rien de ce qui a été trouvé ne parle de 2019."
    assert why_refused([name, year], "en") == (
        "None of your documents names “Lyon”. Nothing that was found speaks of 2019."
    )
    assert why_refused([], "fr") == ""


def test_every_kind_has_its_sentence() -> None:
    for lack in Lack:
        for language in ("fr", "en"):
            said = why_refused([Missing(lack, "X", "code")], "en" if language == "en" else "fr")
            assert "X" in said
            assert said.endswith(".")


def test_a_fact_is_named_with_what_it_is_of() -> None:
    said = why_refused([Missing(Lack.FACT, "alarme", "code")], "fr")
    assert said == "Ce qui parle de « alarme » ne donne pas le code."
    said = why_refused([Missing(Lack.FACT, "Noé", "Date de naissance")], "en")
    assert said == "What speaks of “Noé” does not give the date of birth."


def test_every_fact_has_its_words() -> None:
    for fact in FACTS:
        assert why_refused([Missing(Lack.FACT, "X", fact)], "fr").startswith("Ce qui parle de « X » ne donne pas l")


def test_several_words_are_listed() -> None:
    words = [Missing(Lack.WORD, "cure"), Missing(Lack.WORD, "piscine")]
    assert why_refused(words, "fr") == "Aucun de vos documents n'emploie les mots « cure » ni « piscine »."


def test_an_answer_that_is_given_all_the_same_says_how_to_take_it() -> None:
    assert doubted([Missing(Lack.WORD, "tuteur")], "fr") == (
        "Aucun de vos documents n'emploie le mot « tuteur ». Ils en parlent peut-être autrement : lisez la source."
    )
    assert doubted([], "fr") == ""
    assert doubted([], "en", weak=True) == (
        "The passages found hold few of the words of your question: the answer may not be in them."
    )
    assert "« tuteur »" in doubted([Missing(Lack.WORD, "tuteur")], "fr", weak=True)
