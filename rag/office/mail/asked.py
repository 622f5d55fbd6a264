"""What a mail wants, by when, and how soon somebody should look at it. Pure; every finding is words of the mail."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import TYPE_CHECKING, Final

from rag.office.due import due_in, last_day
from rag.office.mail.record import Priority
from rag.office.mail.soon import soon_in
from rag.words import flattened

if TYPE_CHECKING:
    from collections.abc import Sequence

MOST_ASKED: Final = 4
SOON_DAYS: Final = 2  # a day so near makes a mail urgent
AT_ONCE: Final = 3  # promptness of a category
CAN_WAIT: Final = 0
_ASKS: Final = re.compile(
    r"\?|\b(?:(?:pouvez|pourriez|voulez|voudriez|auriez|avez|seriez|etes|peux|pourrais|peut)[- ](?:vous|tu|on)|"
    r"merci (?:de (?!vos?\b|votre)|d'(?!avance))|priere de|veuillez (?!trouver|agreer|recevoir|croire|noter)|"
    r"(?:il (?:me|nous) f(?:aut|audrait)|il faudrait)|"
    r"(?:j'ai|nous avons|j'aurais|nous aurions) besoin|(?:je|nous) (?:voudrai|souhait|aimerai|desir)\w+|"
    r"(?:je|nous) (?:vous )?(?:demande|reclame|exige)\w*|(?:dites|envoyez|rappelez|appelez|faites|indiquez|transmettez|"
    r"confirmez|adressez|precisez|repondez|intervenez|prevenez|tenez)[- ](?:moi|nous|le|la|les)|"
    r"je compte sur|dans l'attente de (?:votre|vos) (?:devis|reglement|paiement|confirmation|accord)|"
    r"(?:svp|s'il (?:vous|te) plait)|please|could you|can you|would you|let (?:me|us) (?:know|have)|"
    r"(?:i|we) (?:would like|need)|sont attendus|est attendue?)\b|\bstp\b",
)
_BY: Final = re.compile(
    r"\b(?:pour|avant|d'ici|au plus tard|jusqu'|echeance|delai|date limite|sous|dans les|reponse|"
    r"remise|expire|by|before|until|due|no later than|deadline|within)\b"
)
_URGENT: Final = re.compile(
    r"\b(?:urgen(?:t|te|ts|ce|tly)\b|des que possible|au plus vite|le plus (?:vite|rapidement|tot) possible|"
    r"immediat\w*|sans (?:delai|attendre)|rapidement|en urgence|dernier rappel|mise en demeure|danger\w*|inond\w+|"
    r"a l'arret|plus (?:de chauffage|d'eau|d'electricite|d'internet)|as soon as possible|asap\b|immediately)"
)


def asked_in(sentences: Sequence[str]) -> tuple[str, ...]:
    """The sentences that want something, verbatim, in their order; at most `MOST_ASKED`."""
    wanting = [one for one in sentences if _ASKS.search(flattened(one))]
    return tuple(dict.fromkeys(wanting))[:MOST_ASKED]


def due_of(sentences: Sequence[str], asked: Sequence[str], sent: str) -> tuple[str, str]:
    """By when, and the sentence that says so; both empty when nothing is said.

    A day counts where the sentence says by when, or wants something; of several the earliest that is not past.

    Args:
        sentences: of the mail.
        asked: those among them that want something.
        sent: ISO 8601; a day without a year is the next one after it.
    """
    found = []
    for sentence in sentences:
        if sentence not in asked and not _BY.search(flattened(sentence)):
            continue
        day = due_in(sentence, sent[:10]) or soon_in(sentence, sent)
        if day and (not sent or last_day(day) >= sent[:10]):
            found.append((last_day(day), day, sentence))
    if not found:
        return "", ""
    _, day, sentence = min(found)
    return day, sentence


def priority_of(sentences: Sequence[str], promptness: int, due: str, day: str) -> tuple[Priority, tuple[str, ...]]:
    """How soon somebody should look, and the words that made it urgent.

    Args:
        sentences: of the mail, its subject among them.
        promptness: of its category, as `Category.promptness`.
        due: ISO 8601 or empty.
        day: ISO 8601: today.
    """
    words = tuple(
        dict.fromkeys(
            sentence[match.start() : match.end()]
            for sentence in sentences
            for match in _URGENT.finditer(flattened(sentence))
        )
    )
    near = bool(due) and last_day(due) <= (date.fromisoformat(day) + timedelta(SOON_DAYS)).isoformat()
    if promptness == CAN_WAIT:
        return Priority.LOW, ()
    if words or near or promptness >= AT_ONCE:
        return Priority.HIGH, words
    return Priority.NORMAL, ()
