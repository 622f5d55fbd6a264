"""Who a paper names at its head, and whether somebody is among them. Pure.

Names stand where papers put them: in the fields of an e-mail or an electronic invoice, over an address, before a legal
form, behind `Client :` or `Le bailleur :`. What is found is shown; what is asked for is looked for in the whole head.
"""

from __future__ import annotations

import re
from email.utils import getaddresses
from typing import TYPE_CHECKING, Final

from rapidfuzz import process
from rapidfuzz.distance import OSA

from rag.words import fold, folded_words

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

LONGEST: Final = 60  # characters of a name
SHORTEST: Final = 3
LOOKED_AT: Final = 40  # lines of a head
MOST: Final = 6
ONE_ERROR: Final = 5  # letters of a word from which one slip is forgiven
TWO_ERRORS: Final = 9
LOGO: Final = 2  # letters
_FORM: Final = (
    r"(?:SARL|SASU?|EURL|SCI|SCOP|SELARL|S\.A\.R\.L\.|S\.A\.S\.|SA|SNC|GIE|Société|Association|Ltd|Limited|GmbH|Inc)"
)
_STREET: Final = (
    r"\d{1,4}\s?(?:bis|ter|[A-D])?,?\s+(?:rue|avenue|av\.|boulevard|bd|place|quai|all[ée]e|impasse|chemin|route|cours|"
    r"esplanade|square|faubourg|zone|lieu|passage|sentier|mail|street|road|lane)\b"
)
_LEGAL: Final = re.compile(rf"^(?P<name>[^|:;]{{3,60}}?)\s*[–,-]\s*{_FORM}\b.*(?:capital|SIRET|SIREN|RCS)")
_ADDRESSED: Final = re.compile(
    r"^(?P<name>[^\d|:;]{3,60}?)(?:,?\s+(?:c/o|[àa] l['’]attention de)\s[^\d]{3,60}?)?,?\s+"
    rf"(?:{_STREET}|Z\.?[AI]\.?\s)",
    re.IGNORECASE,
)
_STREET_LINE: Final = re.compile(rf"^(?:{_STREET}|Z\.?[AI]\.?\s)", re.IGNORECASE)
_LABELLED: Final = re.compile(
    r"(?:^|[.;]\s)(?:le |la |l['’]|les |the )?(?:bailleur|preneur|locataire|employeur|salarié|apprenti|prestataire|"
    r"fournisseur|client|cliente|vendeur|acheteur|acquéreur|mandant|mandataire|assuré|souscripteur|destinataire|"
    r"expéditeur|customer|supplier|seller|buyer|bill(?:ed)? to|sold to|landlord|tenant|employer|employee)\s*:\s*"
    rf"(?:(?:la |le |l['’]|the )?(?:société |{_FORM}\s+)?)(?P<name>[^,;|(\n]{{3,60}})",
    re.IGNORECASE | re.MULTILINE,
)
_BETWEEN: Final = re.compile(
    rf"^entre\s*:?\s+(?:la |le |les |l['’])?(?:société |{_FORM}\s+)?(?P<one>[^,;|(\n]{{3,60}}?)\s+et\s+"
    rf"(?:la |le |les |l['’])?(?:société |{_FORM}\s+)?(?P<other>[^,;|(\n]{{3,60}}?)(?=\s+[–-]|[,;.\n]|$)",
    re.IGNORECASE | re.MULTILINE,
)
_ATTENTION: Final = re.compile(r"(?:[àa] l['’]attention de|attn\.?:?)\s+(?P<name>[^,;|\d\n]{3,60})", re.IGNORECASE)
_FORMALITY_WORDS: Final = """
m mme mlle mr mrs ms monsieur madame et la le les l a de du des d the societe ste sarl sas sasu eurl sa sci ltd and
maitre me
"""
_FORMALITY: Final = frozenset(_FORMALITY_WORDS.split())
_NO_NAME: Final = re.compile(
    r"\b(?:page|date|facture|devis|avoir|objet|tel|siret|invoice|article|attention)\b|[@\d|•:]"
)


def people_in(field: str) -> tuple[str, ...]:
    """The names in a From or To field, addresses where there is no name."""
    return tuple(name.strip() or address for name, address in getaddresses([field]) if name or address)


def names_in(head: str) -> tuple[str, ...]:
    """Companies and people that a paper's beginning names, in the order of their lines; mostly the issuer first."""
    found: list[str] = []
    lines = [line.strip() for line in head.split("\n") if line.strip()][:LOOKED_AT]
    for place, line in enumerate(lines):
        if match := _LEGAL.match(line) or _ADDRESSED.match(line):
            found.append(match["name"])
        elif _STREET_LINE.match(line) and place and " – " not in lines[place - 1]:
            found.append(lines[place - 1])
    text = "\n".join(lines)
    found += [match["name"] for match in _LABELLED.finditer(text)]
    for match in _BETWEEN.finditer(text):
        found += [match["one"], match["other"]]
    found += [match["name"] for match in _ATTENTION.finditer(text)]
    return _distinct(found)


def key_of(name: str) -> tuple[str, ...]:
    """The words of a name that tell it from others: without courtesies and legal forms, unless it has no others."""
    words = tuple(folded_words(name))
    return tuple(word for word in words if word not in _FORMALITY) or words


def form_of(key: Sequence[str], known: Collection[str] = ()) -> re.Pattern[str]:
    """What finds a name among folded words that have one blank between two, and one at both ends.

    Its words stand side by side, with one other word between two at the most.

    Args:
        key: as `key_of` gives it, not empty.
        known: words that may be meant, where a slip of typing is none; as in `retrieval.typos`, only the first letter
            is sure.
    """
    words = ["|".join(re.escape(one) for one in (word, *_near(word, known))) for word in key]
    return re.compile(f" {' (?:[a-z0-9]+ )?'.join(f'(?:{word})' for word in words)} ")


def _near(word: str, known: Collection[str]) -> list[str]:
    errors = 2 if len(word) >= TWO_ERRORS else 1 if len(word) >= ONE_ERROR else 0
    if not errors or not word.isalpha():
        return []
    alike = [one for one in known if one[0] == word[0] and abs(len(one) - len(word)) <= errors]
    return [one for one, _, _ in process.extract(word, alike, scorer=OSA.distance, score_cutoff=errors, limit=MOST)]


def _distinct(found: Iterable[str]) -> tuple[str, ...]:
    """Names that can be some, each once."""
    kept: dict[tuple[str, ...], str] = {}
    for name in found:
        plain = " ".join(name.split()).strip(" ,.-–«»\"'")
        plain = _without_initials(plain)
        key = key_of(plain)
        if SHORTEST <= len(plain) <= LONGEST and key and _is_named(plain) and not _NO_NAME.search(fold(plain)):
            kept.setdefault(key, plain)
    return tuple(kept.values())[:MOST]


def _is_named(plain: str) -> bool:
    """Half of the words of a name begin with capitals; those of "Négoce de bois massifs" do not."""
    words: list[str] = [word for word in re.findall(r"[^\W\d_]+", plain) if fold(word) not in _FORMALITY]
    return sum(word[0].isupper() for word in words) >= max(1, len(words) / 2)


def _without_initials(plain: str) -> str:
    """A logo is often read as the initials of what follows: `AT Atelier Tourvelin`."""
    first, _, rest = plain.partition(" ")
    capitals = "".join(word[0] for word in re.findall(r"[^\W\d_]+", rest) if word[0].isupper())
    is_logo = len(first) == LOGO and first.isupper() and (capitals.startswith(first) or rest.startswith(first))
    return rest if is_logo else plain
