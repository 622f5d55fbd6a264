"""What a question wants to be told, a day, a sum, a telephone number, and whether a text tells such a thing. Pure.

Few forms, cautious: a question that fits none wants anything. What the question says itself does not count as told.
"""

from __future__ import annotations

import re
from enum import Enum
from typing import TYPE_CHECKING, Final

from rag.days import days_in
from rag.retrieval.names import names
from rag.words import flattened, folded_words

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping


class Asked(Enum):
    """The sort of thing that answers a question."""

    PHONE = "phone"
    CALL = "call"  # whom to call: a number, short ones too
    EMAIL = "email"
    ACCOUNT = "account"  # IBAN
    CODE = "code"  # a name with figures: of an invoice, a policy, a car
    HOUR = "hour"  # of the clock
    DATE = "date"
    DAY = "day"  # when: a date too, or so many days before
    SPAN = "span"  # how long
    SUM = "sum"  # of money
    FIGURE = "figure"
    PERSON = "person"


_THE: Final = r"(?:est |sont |etait |etaient )?(?:le |la |les |l'|notre |nos )?"
_WHAT: Final = (  # so begins a question for the thing itself; "mon téléphone est cassé" is none
    r"^\W*(?:(?:quel(?:le)?s? (?:est|sont)|c'est quoi|what(?: is|'s| are)|donne[- ]moi|je cherche|il me faut) )?"
    r"(?:le |la |les |l'|the |un )?"
)
_MONEY: Final = (
    r"prix|tarif|cout|loyer|montant|cotisation|salaire|remuneration|franchise|budget|prime|somme|indemnite|total"
)
_PAYS: Final = (
    r"cout\w+|pay(?:e[rsz]?|ons|ent)|pai\w+|vaut|valent|factur\w+|touch\w+|vers\w+|rembours\w+|doi\w+|devons|gagn\w+"
)
_TIME: Final = r"delai|duree|preavis"
_MEASURE: Final = (
    r"taux|pourcentage|part|nombre|vitesse|temperature|poids|surface|hauteur|longueur|largeur|epaisseur|"
    r"puissance|remise|penalite|age|densite|proportion"
)
# "Que faire quand le bois gonfle" asks for no day: another word asks before, or the verb stands before its subject.
_ASKS_ALREADY: Final = (
    r"\b(?:qui|que|quoi|quel\w*|combien|comment|pourquoi|what|which|who\w*|how|where|why)\b|\bqu'|"
    r"-(?:t-)?(?:on|ils?|elles?|je|tu|vous|nous|ce)\b"
)
_CALL: Final = r"(?:appel(?:er|le|ons|ez)|joindre|contacter?|telephoner|prevenir|call|phone|ring|reach)"
_REASON: Final = re.compile(r"\W*(?:et |and )?(?:pourquoi|why|how come|pour quelle raison)\b")
# In their order: the first that fits is what is asked for. Of folded texts, apostrophes kept.
_FORMS: Final[Mapping[Asked, re.Pattern[str]]] = {
    Asked.ACCOUNT: re.compile(rf"{_WHAT}(?:iban|rib|bank account|coordonnees bancaires)\b"),
    Asked.PHONE: re.compile(
        rf"{_WHAT}(?:(?:numero|num|n°) (?:de )?)?(?:telephone|tel|portable|mobile|phone|ligne directe)(?: number)?\b"
    ),
    Asked.EMAIL: re.compile(
        rf"{_WHAT}(?:adresse (?:e-?mail|mail|electronique|courriel)\b|e-?mail address\b|"
        r"(?:e-?mail|mail|courriel) (?:de |d'|du )\S+(?: \S+){0,2}\W*$)"
    ),
    Asked.CALL: re.compile(
        rf"\b(?:qui|who|whom|comment|how (?:do|can|to)|numero|number)\b (?:\S+ ){{0,3}}?{_CALL}\b|(?<!s'){_CALL} qui\b|"
        r"\b(?:le|quel) (?:numero de )?(?:telephone|tel|portable) (?:de |du |des |d')"
    ),
    Asked.HOUR: re.compile(r"\b(?:quelles? heures?|heures? d'ouverture|horaires?|what time|opening hours)\b"),
    Asked.DATE: re.compile(
        r"\b(?:quelles?|which|what|by what) (?:dates?|days?)\b|\bquels? jours?\b|\bdate (?:d[eu']|limite)"
    ),
    Asked.DAY: re.compile(
        rf"^(?:(?!{_ASKS_ALREADY}).)*\b(?:quand|when)\b|"
        r"\b(?:depuis|jusqu'a|avant|pour|since|until|by) (?:quand|when)\b|"
        r"\b(?:quelles?|which|what) (?:year|annees?)\b|\bquels? mois\b"
    ),
    Asked.SPAN: re.compile(rf"\b(?:combien de temps|how long|quel(?:le)?s? {_THE}(?:{_TIME})\b)|^\W*(?:{_TIME})\b"),
    Asked.SUM: re.compile(
        rf"\b(?:a combien s'eleve|how much (?:does|do|is|are|will|did|was)|price of|cost of|"
        rf"quel(?:le)?s? {_THE}(?:{_MONEY})|combien (?!d[e'])(?:\S+ ){{0,4}}?(?:{_PAYS}|{_MONEY})|"
        rf"(?:{_PAYS}) combien)\b|"
        rf"^\W*(?:le |la |l')?(?:{_MONEY})\b"
    ),
    Asked.CODE: re.compile(
        r"\b(?:numero|num|references?|ref|immatriculation|immat|code|which number|what number)\b|\bn°"
    ),
    Asked.FIGURE: re.compile(
        r"\b(?:combien|how (?:many|long|much|far|often|old|big|fast)|what percentage|"
        rf"quel(?:le)?s? {_THE}(?:{_MEASURE})\b)"
    ),
    Asked.PERSON: re.compile(
        r"(?:^\W*(?:(?:et|mais|alors|and|but|so) )?|\b(?:a|de|par|chez|avec|pour|c'est|by|to|with|for) )"
        r"(?:qui|who|whom|whose)\b(?! (?:est-ce|are we))|\bqui(?: deja)?\W*$"
    ),
}
_PHONE: Final = re.compile(r"(?<!\d)(?:\+\d{2,3}[ .]?(?:\(0\)[ .]?)?\d|0\d)(?:[ .-]?\d{2,4}){3,4}(?!\d)")
_SHORT: Final = re.compile(
    r"\b(?:le|au|ou|dial|call) (?:1[578]|11[24-9])\b|\bpostes? (?:n° )?\d{2,4}\b|\| \d\d$", re.MULTILINE
)
_EMAIL: Final = re.compile(r"[\w.+-]+\s?@[\w-]+\.[\w.-]+")
_ACCOUNT: Final = re.compile(r"\b[A-Z]{2}\d{2}(?: ?[\dA-Z]{4}){2,7}(?: ?[\dA-Z]{1,4})?\b")
FEWEST_OF_ACCOUNT: Final = 15  # signs of the shortest IBAN; a French VAT number has 13
_SUM: Final = re.compile(r"\d[\d\s.,]*\s?(?:€|EUR\b|euros?\b|£|\$|%)|[€£$]\s?\d", re.IGNORECASE)
_HOUR: Final = re.compile(
    r"\b\d{1,2}\s?(?:h(?:\s?\d{2})?\b|:\d{2}|[ap]\.?m\b)|"
    r"\b(?:à|dès|vers|avant|après|jusqu'à|partir de) \d{1,2} heures?\b",
    re.IGNORECASE,
)
_FIGURES: Final = re.compile(r"[^\W_]*\d[\w./-]*")
_YEAR: Final = re.compile(r"(?<![\w/-])(?:1[5-9]|20)\d\d(?![\w/-])")  # none is in CC-2026-03
_OF_DAYS: Final = """
lundi mardi mercredi jeudi vendredi samedi dimanche monday tuesday wednesday thursday friday saturday sunday
janvier fevrier mars avril mai juin juillet aout septembre octobre novembre decembre january february march april
may june july august september october november december
veille demain
"""
_OF_NUMBERS: Final = """
un une deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize vingt trente quarante
cinquante soixante cent cents mille million millions demi double triple moitie tiers quart
one two three four five seven eight nine ten eleven twelve fifteen twenty thirty hundred thousand half third
quarter once twice
"""
_OF_SPANS: Final = "jour jours day days siecle century semaine semaines week weeks mois month months"
_DAY_WORDS: Final = frozenset(_OF_DAYS.split())
_SPAN_WORDS: Final = frozenset(_OF_SPANS.split())
_NUMBER_WORDS: Final = frozenset(_OF_NUMBERS.split())
_UNIT: Final = (
    r"(?:ans?|annees?|mois|semaines?|jours?|heures?|h|minutes?|mn|min|secondes?|s|trimestres?|years?|months?|weeks?|days?|"
    r"hours?|seconds?|quinzaines?)"
)
_SPAN: Final = re.compile(rf"(?:\d|\b(?:{'|'.join(_OF_NUMBERS.split())}))(?:[\s.,|-]+[^\W\d]+)?[\s|-]*\b{_UNIT}\b")
_NTH: Final = re.compile(r"\b(?:le|du|au|the) \d{1,2}(?:er|st|nd|rd|th)?\b")


def asked_for(question: str) -> Asked | None:
    """What a question wants to be told; None where that is left open."""
    flat = flattened(" ".join(question.split()))
    if _REASON.match(flat):
        return None
    return next((sort for sort, form in _FORMS.items() if form.search(flat)), None)


def tells(text: str, sort: Asked, question: str) -> bool:
    """Whether a stretch of a document says something of that sort which the question does not say itself."""
    return _TELLS[sort](text, question)


def _says_date(text: str, question: str) -> bool:
    dated = any(True for _ in days_in(text, day_first=True)) or bool(_NTH.search(flattened(text)))
    return dated or _says_more(_YEAR, text, question) or _says_word(_DAY_WORDS, text, question)


def _says_day(text: str, question: str) -> bool:
    return _says_date(text, question) or _says_word(_SPAN_WORDS, text, question)


def _says_span(text: str, question: str) -> bool:
    return _says_more(_SPAN, flattened(text), flattened(question))


def _says_figure(text: str, question: str) -> bool:
    return _says_more(_FIGURES, text, question) or _says_word(_NUMBER_WORDS, text, question)


def _says_account(text: str, _: str) -> bool:
    return any(len(found.replace(" ", "")) >= FEWEST_OF_ACCOUNT for found in _ACCOUNT.findall(text))


def _says_person(text: str, question: str) -> bool:
    known = set(folded_words(question))
    begun = f". x {text}"  # a name may be the first word
    return any(known.isdisjoint(folded_words(name)) for name, _, _ in names(begun))


def _says_more(form: re.Pattern[str], text: str, question: str) -> bool:
    said = {found.casefold() for found in form.findall(question)}
    return any(found.casefold() not in said for found in form.findall(text))


def _says_word(words: frozenset[str], text: str, question: str) -> bool:
    return not words.intersection(folded_words(text)) <= set(folded_words(question))


def _holds(form: re.Pattern[str]) -> Callable[[str, str], bool]:
    return lambda text, _: bool(form.search(text))


_TELLS: Final[Mapping[Asked, Callable[[str, str], bool]]] = {
    Asked.PHONE: _holds(_PHONE),
    Asked.EMAIL: _holds(_EMAIL),
    Asked.CALL: lambda text, _: bool(_PHONE.search(text) or _SHORT.search(text)),
    Asked.ACCOUNT: _says_account,
    Asked.HOUR: _holds(_HOUR),
    Asked.SUM: _holds(_SUM),
    Asked.CODE: lambda text, question: _says_more(_FIGURES, text, question),
    Asked.DATE: _says_date,
    Asked.DAY: _says_day,
    Asked.SPAN: _says_span,
    Asked.FIGURE: _says_figure,
    Asked.PERSON: _says_person,
}
