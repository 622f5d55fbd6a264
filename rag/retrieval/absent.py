"""What a question names and the library does not hold: a year, a number, a name, a word.

Near misses look like good questions to every measure (`floor`). Some are conspicuous all the same: *le budget 2019*
where nothing that was found says 2019, *LK3-80* where no document has it, the telephone number of somebody beside whose
name none stands. Those are refused, and the reader is told why. A word may be missing because the documents use another
one: then the answer is given, as one to be checked.
"""

from __future__ import annotations

import re
from enum import StrEnum
from typing import TYPE_CHECKING, Final, NamedTuple

from rag.commonness import commonness
from rag.retrieval.asked import Asked, asked_for, tells
from rag.retrieval.evidence import parts, whole_text
from rag.retrieval.names import names
from rag.store.terms import index_terms
from rag.words import flattened, fold, folded_words

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from collections.abc import Set as AbstractSet

    from rag.records import Hit
    from rag.store.library import Library
    from rag.store.terms import Term


class Lack(StrEnum):
    """What kind of thing is missing."""

    WORD = "word"  # no document uses it
    NAME = "name"  # no document names it
    CODE = "code"  # no document holds this number
    YEAR = "year"  # nothing that was found speaks of it
    PHONE = "phone"  # nothing that was found about somebody gives one; `Missing.word` is the name
    EMAIL = "email"
    ACCOUNT = "account"
    PRICE = "price"
    FACT = "fact"  # likewise: a password, a salary, whatever has no other name; `Missing.what`


class Missing(NamedTuple):
    """A word of the question, as it was typed, and why it counts."""

    lack: Lack
    word: str
    what: str = ""  # that is not told of the word

    @property
    def refuses(self) -> bool:
        """Whether the documents cannot answer for want of it; else the answer is to be checked."""
        return self.lack is not Lack.WORD


SHORTEST: Final = 4  # letters of a word
COMMON: Final = 0.3  # share of general passages with a word from which it says nothing of the matter
FEWEST_DIGITS: Final = 3  # of a bare number
_YEAR: Final = re.compile(r"(?<![\w.,/-])(?:19|20)\d\d(?![\w/-]|[.,]\d)")
# A noun, by what stands before it.
_NOUN: Final = re.compile(
    r"\b(?:les?|la|un|une|des|du|de|aux?|mon|ma|mes|ton|ta|tes|notre|nos|votre|vos|leurs?|ces?|cette|cet|the|our|my|"
    r"your|their|of|[ld]')\s?(?P<noun>[^\W\d_]{4,})"
)
_TYPED: Final[Mapping[Asked, Lack]] = {
    Asked.PHONE: Lack.PHONE,
    Asked.EMAIL: Lack.EMAIL,
    Asked.ACCOUNT: Lack.ACCOUNT,
    Asked.SUM: Lack.PRICE,
}
_PRICE: Final = re.compile(r"\b(?:prix|tarifs?|prices?)\b")  # other sums may be told in many words
_FACTS: Final = """
code pin, code, codes, mot de passe, password, pin code, salaire, remuneration, salary, wage, wages, date de naissance,
date of birth, birth date, age, prenom, first name, numero de securite sociale, social security number
"""
# What is told by this name or not at all, where it is asked of something: "le code de l'alarme". Folded.
FACTS: Final = tuple(" ".join(form.split()) for form in _FACTS.split(","))
_FACT: Final = re.compile(
    r"\b(?:quel(?:le)?s? (?:est|sont|etait|etaient)|c'est quoi|what(?: is|'s| are| was| were)) "
    rf"(?:le |la |les |l'|the )?(?P<fact>{'|'.join(FACTS)})(?P<more> mensuel(?:le)?| annuel(?:le)?| brute?| nette?)? "
    r"(?:de |du |des |d'|of |for |pour )"
)
_TYPED_WORDS: Final = """
numero num telephone tel portable mobile phone number adresse mail email courriel electronique address iban rib compte
bank account coordonnees bancaires ligne directe prix tarif tarifs price prices
"""
_OF_TYPED: Final = frozenset(_TYPED_WORDS.split())
_PAPER_WORDS: Final = """
document documents fichier fichiers dossier dossiers page pages texte textes passage question reponse information
informations chose file files paper papers answer thing
"""
_SAY_NOTHING: Final = _OF_TYPED | frozenset(_PAPER_WORDS.split())  # of the matter: their want is none


def missing(library: Library, question: str, terms: Sequence[Term], found: Sequence[Hit]) -> tuple[Missing, ...]:
    """What the question names and the library, or what was found in it, does not hold; what refuses comes first.

    Args:
        library: whose words are known.
        question: as it was asked.
        terms: of the question, with what may stand for them.
        found: sources, best first.
    """
    lacking = [
        *_words(library, question, terms),
        *_years(question, found),
        *_typed(question, terms, found),
        *_facts(question, terms, found),
    ]
    return tuple(sorted(dict.fromkeys(lacking), key=lambda one: not one.refuses))


def _words(library: Library, question: str, terms: Sequence[Term]) -> Iterator[Missing]:
    """Names, numbers and nouns that stand nowhere, nor anything that may stand for them."""
    unknown = {term.text for term in _unknown(library, terms)} - _SAY_NOTHING
    strangers = set(_strangers(question, unknown))
    nouns = {match["noun"] for match in _NOUN.finditer(flattened(question))}
    for written in dict.fromkeys(re.findall(r"[^\s,;:!?«»\"()]+", question)):
        pieces = list(folded_words(written))
        if not unknown.intersection([*pieces, "_".join(pieces)]):
            continue
        plain = written.strip(".'’")
        word, shown = pieces[-1], re.split(r"['’]", plain)[-1]
        if any(sign.isdigit() for sign in plain):
            if _is_code(plain):
                yield Missing(Lack.CODE, plain)
        elif word in strangers:
            yield Missing(Lack.NAME, shown)
        elif word in unknown & nouns and commonness(word) < COMMON:
            yield Missing(Lack.WORD, shown)


def _strangers(question: str, unknown: AbstractSet[str]) -> Iterator[str]:
    """Words of names of which no word is known: a slip in one of three is none, nor is *CPF*, which has a long form."""
    group: list[str] = []
    end = 0
    for name, start, stop in (*names(question), ("", len(question) + 1, 0)):
        if (group and question[end:start].strip(" -'’")) or start > len(question):
            yield from group if unknown >= set(group) else ()
            group = []
        group.extend(word for word in folded_words(name) if len(word) >= SHORTEST and not name.isupper())
        end = stop


def _unknown(library: Library, terms: Sequence[Term]) -> Iterator[Term]:
    forms = {form for term in terms for form in term.variants}
    forms |= {word for term in terms for other, _ in term.others for word in other.split()}
    counts = library.tally.frequencies(forms)
    for term in terms:
        others = any(all(counts[word] for word in other.split()) for other, _ in term.others)
        if not others and not any(counts[form] for form in term.variants):
            yield term


def _is_code(word: str) -> bool:
    """`LK3-80`, `F-2026-0999`, `20877`; `2eme` and `10h` are none."""
    digits = sum(sign.isdigit() for sign in word)
    if word.isdigit():
        return digits >= FEWEST_DIGITS and not _YEAR.fullmatch(word)
    return bool(re.search(r"[A-Z]", word)) and digits > 0 and not _YEAR.search(word.rsplit("/", maxsplit=1)[-1])


def _years(question: str, found: Sequence[Hit]) -> Iterator[Missing]:
    """Years that no source says, nor its title, its date or its file's name; none where one of several is said."""
    asked = dict.fromkeys(_YEAR.findall(question))
    if asked:
        said = " ".join(_whole(one) for hit in found for one in (*parts(hit), *hit.copies, *hit.older))
        lacking = [year for year in asked if year not in said]
        yield from (Missing(Lack.YEAR, year) for year in lacking if len(lacking) == len(asked))


def _whole(hit: Hit) -> str:
    document = hit.document
    return " ".join((hit.passage.text, *hit.passage.section, document.title, document.date, *document.paths))


def _typed(question: str, terms: Sequence[Term], found: Sequence[Hit]) -> Iterator[Missing]:
    """Somebody beside whose name there is no number, address or account, something beside which there is no price."""
    sort = asked_for(question)
    lack = _TYPED.get(sort) if sort else None
    if sort is None or lack is None or (lack is Lack.PRICE and not _PRICE.search(flattened(question))):
        return
    rarest, beside = _beside([term for term in terms if term.text not in _OF_TYPED], found)
    if rarest and beside and not any(tells(_near(one, lack), sort, question) for one, _ in beside):
        yield Missing(lack, _as_typed(rarest.text, question))


def _near(hit: Hit, lack: Lack) -> str:
    """Where it would be told: a price may stand a page further down in the same paper."""
    return whole_text(hit) if lack is Lack.PRICE else hit.passage.text


def _facts(question: str, terms: Sequence[Term], found: Sequence[Hit]) -> Iterator[Missing]:
    """Something of which no code, no salary is told beside its name, in whatever words they stand for."""
    flat = flattened(question)
    match = _FACT.search(flat)
    if match is None:
        return
    told = set(folded_words(match["fact"]))
    facts = [term for term in terms if term.text in told]
    more = told.union(folded_words(match["more"] or ""))
    rarest, beside = _beside([term for term in terms if term.text not in more], found)
    if facts and rarest and beside and not any(all(_holds(words, fact) for fact in facts) for _, words in beside):
        yield Missing(Lack.FACT, _as_typed(rarest.text, question), question[match.start("fact") : match.end("fact")])


def _beside(about: Sequence[Term], found: Sequence[Hit]) -> tuple[Term | None, list[tuple[Hit, frozenset[str]]]]:
    """The rarest of some words among what was found, and the passages that hold it, with their terms."""
    looked = [
        (one, frozenset(index_terms(one.passage.text, one.document.language).split()))
        for hit in found
        for one in parts(hit)
    ]
    words = [term for term in about if term.text.isalpha()]
    itself = {term: [held for held in looked if not held[1].isdisjoint(term.variants)] for term in words}
    rarest = min(words, key=lambda term: (len(itself[term]) or len(looked), -len(term.text)), default=None)
    if rarest is None:
        return None, []
    return rarest, itself[rarest] or [held for held in looked if _holds(held[1], rarest)]


def _holds(words: frozenset[str], term: Term) -> bool:
    return not words.isdisjoint(term.variants) or any(words.issuperset(other.split()) for other, _ in term.others)


def _as_typed(word: str, question: str) -> str:
    return next((typed for typed in re.findall(r"[^\W_]+", question) if fold(typed) == word), word)
