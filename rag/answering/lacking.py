"""What is missing, in words: why nothing was found, or why an answer is to be checked."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from rag.errors import Words
from rag.retrieval.absent import Lack
from rag.words import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from rag.errors import Language
    from rag.retrieval.absent import Missing

_WHY: Final[Mapping[Lack, Words]] = {
    Lack.NAME: Words("Aucun de vos documents ne nomme {word}.", "None of your documents names {word}."),
    Lack.CODE: Words("{word} n'est dans aucun de vos documents.", "{word} is in none of your documents."),
    Lack.YEAR: Words("Rien de ce qui a été trouvé ne parle de {word}.", "Nothing that was found speaks of {word}."),
    Lack.PHONE: Words(
        "Ce qui parle de {word} ne donne aucun numéro de téléphone.", "What speaks of {word} gives no telephone number."
    ),
    Lack.EMAIL: Words(
        "Ce qui parle de {word} ne donne aucune adresse électronique.", "What speaks of {word} gives no e-mail address."
    ),
    Lack.ACCOUNT: Words(
        "Ce qui parle de {word} ne donne aucun compte bancaire (IBAN).", "What speaks of {word} gives no IBAN."
    ),
    Lack.PRICE: Words("Ce qui parle de {word} ne donne aucun prix.", "What speaks of {word} gives no price."),
}
_FACT: Final = Words("Ce qui parle de {word} ne donne pas {what}.", "What speaks of {word} does not give {what}.")
# By each of `absent.FACTS`.
_FACTS: Final[Mapping[str, Words]] = {
    form: words
    for forms, words in (
        ("code, codes", Words("le code", "the code")),
        ("code pin, pin code", Words("le code PIN", "the PIN code")),
        ("mot de passe, password", Words("le mot de passe", "the password")),
        ("salaire, remuneration, salary, wage, wages", Words("le salaire", "the salary")),
        ("date de naissance, date of birth, birth date", Words("la date de naissance", "the date of birth")),
        ("age", Words("l'âge", "the age")),
        ("prenom, first name", Words("le prénom", "the first name")),
        (
            "numero de securite sociale, social security number",
            Words("le numéro de sécurité sociale", "the social security number"),
        ),
    )
    for form in forms.split(", ")
}
_WORD: Final = Words("Aucun de vos documents n'emploie le mot {word}.", "None of your documents uses the word {word}.")
_WORDS: Final = Words(
    "Aucun de vos documents n'emploie les mots {word}.", "None of your documents uses the words {word}."
)
_OTHERWISE: Final = Words(
    "Ils en parlent peut-être autrement : lisez la source.", "They may say it otherwise: read the source."
)
_WEAK: Final = Words(
    "Les passages trouvés contiennent peu des mots de votre question : la réponse n'y est peut-être pas.",
    "The passages found hold few of the words of your question: the answer may not be in them.",
)


def why_refused(missing: Sequence[Missing], language: Language) -> str:
    """One sentence for each kind of thing that is missing; empty where nothing is known to be."""
    kinds = dict.fromkeys((one.lack, one.what) for one in missing)
    return " ".join(
        _sentence(kind, [one.word for one in missing if (one.lack, one.what) == (kind, what)], what, language)
        for kind, what in kinds
    )


def doubted(missing: Sequence[Missing], language: Language, *, weak: bool = False) -> str:
    """What an answer that is given all the same has for its warning; empty where nothing is missing, nor is it weak."""
    why = why_refused(missing, language)
    if why:
        return f"{why} {_OTHERWISE.say(language)}"
    return _WEAK.say(language) if weak else ""


def _sentence(kind: Lack, words: Sequence[str], what: str, language: Language) -> str:
    if kind is Lack.YEAR:
        return _WHY[kind].say(language, word=_listed(words, language))
    named = _listed((f"« {word} »" if language == "fr" else f"“{word}”" for word in words), language)
    if kind is Lack.WORD:
        return (_WORD if len(words) == 1 else _WORDS).say(language, word=named)
    if kind is Lack.FACT:
        return _FACT.say(language, word=named, what=_FACTS[fold(what)].say(language))
    return _WHY[kind].say(language, word=named)


def _listed(words: Iterable[str], language: Language) -> str:
    *first, last = words
    return f"{', '.join(first)} {'ni' if language == 'fr' else 'or'} {last}" if first else last
