"""What a mail is about: its subject and its text without the courtesies around it. Pure.

*Merci d'avance* and *je reste à votre disposition* stand under a complaint as under an order, and say nothing.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from rag.answering.sentences import sentences_of

if TYPE_CHECKING:
    from rag.office.mail.record import Mail

_PREFIXES: Final = re.compile(r"^(?:\s*(?:re|tr|fwd?|fw|ré|aw|wg|transféré)\s*(?:\[\d+\])?\s*:)+\s*", re.IGNORECASE)
_GREETING: Final = re.compile(
    r"^\W*(?:bonjours?|bonsoir|salut|hello|hi|dear|good (?:morning|afternoon)|chère?s?|madame|monsieur|mesdames|maître|"
    r"docteur)\b(?:[\s,/]*(?:madame|monsieur|messieurs|mesdames|maître|docteur|à (?:tous|vous)|all|sir|madam|"
    r"(?:mr?|mme|mlle|mrs|ms)\.?\s+[\w-]+|(?-i:[A-ZÀ-Ý])[\w-]+))*\s*[,!.:]*\s*",
    re.IGNORECASE,
)
_COURTESY: Final = re.compile(
    r"^\W*(?:(?:bien|très)\s+)?(?:cordialement|cdlt|sincèrement|salutations|merci\s*[!.]*$|"
    r"merci (?:d['’ ]avance|par |beaucoup|bien|et |à vous|"
    r"pour (?:votre|vos|ton) (?:retour|réponse|aide|compréhension))|"
    r"(?:(?:je|nous) (?:vous|te) remerci|(?:en )?(?:vous|te) (?:en )?remerciant)|d['’]avance merci|"
    r"(?:dans|en) l['’]?\s?attente|(?:je|nous) reste|restant|n['’]hésitez|(?:je|nous) (?:me|nous) tien|"
    r"(?:très )?(?:bonne|belle|excellente) (?:journée|soirée|réception|semaine|fin)|passez une bonne|"
    r"(?:veuillez|je vous prie|nous vous prions) (?:agréer|d['’]agréer|de croire|recevoir)|(?:je|nous) vous souhaite|"
    r"(?:vous )?souhaitant|à (?:bientôt|très vite|demain|lundi|plus tard)\b|bien à (?:vous|toi)|"
    r"sincères salutations|meilleurs? (?:salutations|sentiments)|avec nos cordiales|"
    r"suite à notre (?:conversation|entretien|échange)[^,.]*[,.]?\s*$|"
    r"(?:kind|best|warm) regards|regards|thanks|thank you|many thanks|sincerely|yours|"
    r"(?:i )?look(?:ing)? forward|(?:please )?do not hesitate|j['’]espère que vous allez)",
    re.IGNORECASE,
)
LONGEST_COURTESY: Final = 160  # characters; a longer sentence that begins so goes on to say something. Guess


def plain_subject(subject: str) -> str:
    """Without what mail programs put before it: `Re: Tr : Devis` is `Devis`."""
    return _PREFIXES.sub("", subject).strip()


def said(text: str) -> list[str]:
    """The sentences of a mail that say something, verbatim, without greetings and courtesies."""
    found = []
    for line in text.split("\n"):
        rest = line[len(greeting[0]) :] if (greeting := _GREETING.match(line)) else line
        for sentence in sentences_of(rest.strip()):
            courtesy = _COURTESY.match(sentence.text) and len(sentence.text) <= LONGEST_COURTESY
            if not courtesy and any(sign.isalnum() for sign in sentence.text):
                found.append(sentence.text)
    return found


def matter_of(mail: Mail) -> str:
    """Subject, what is said, and the names of what is attached: what a mail is sorted by."""
    names = " ".join(re.sub(r"[_.-]+", " ", name) for name in mail.attachments)
    return "\n".join(filter(None, (plain_subject(mail.subject), *said(mail.text), names)))
