"""Who a client is, as papers say it: name, address, SIRET, VAT number, e-mail, telephone, each with its place. Pure.

Addresses are read where papers put them, between a name and a post code, on one line or on several; lists of contacts
by the names of their columns.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from rag.listing.names import key_of
from rag.office.record import Place
from rag.words import folded_words

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from rag.records import Document, Passage

CELL: Final = " | "
LONGEST_NAME: Final = 80
SIREN: Final = 9
SIRET: Final = 14
_STREET: Final = (
    r"(?:\d{1,4}\s?(?:bis|ter|quater|[A-D])?,?\s+(?:rue|avenue|av\.?|boulevard|bd\.?|place|quai|all[ée]e|impasse|"
    r"chemin|route|cours|esplanade|square|faubourg|passage|sentier|mail|villa|hameau|lotissement|r[ée]sidence)|"
    r"Z\.?[AI]\.?|zone (?:artisanale|industrielle|d['’]activit[ée]s?)|lieu-?dit)\b[^\n|;]{1,60}?"
)
_NO_CITY: Final = r"(?!(?:SIRE[TN]|TVA|VAT|T[ée]l|RCS|FR)\b)"
_CITY: Final = (
    rf"{_NO_CITY}[A-ZÀ-Ý][A-Za-zÀ-ÿ'’-]+(?:[ -](?:{_NO_CITY}[A-ZÀ-Ý][A-Za-zÀ-ÿ'’-]+|sur|sous|lès|les|la|le|de|du|des|"
    r"en|aux?|et|[dl]['’][A-ZÀ-Ý][\w'’-]+)(?=[ -]|\b)){0,6}"
)
_ADDRESS: Final = re.compile(rf"(?P<street>{_STREET})[,\s|–-]*\s(?P<postcode>\d{{5}})\s+(?P<city>{_CITY})")
_SIRET: Final = re.compile(r"(?<!\d)\d{3}[ \u00a0\u202f]?\d{3}[ \u00a0\u202f]?\d{3}[ \u00a0\u202f]?\d{5}(?!\d)")
_VAT: Final = re.compile(r"\bFR[ \u00a0]?[0-9A-HJ-NP-Z]{2}[ \u00a0]?\d{3}[ \u00a0]?\d{3}[ \u00a0]?\d{3}\b")
_MAIL: Final = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_PHONE: Final = re.compile(r"(?<!\d)(?:\+33[ .]?[1-9]|0[1-9])(?:[ .-]?\d{2}){4}(?!\d)")
_LABEL: Final = re.compile(
    r"^.*?(?:client|destinataire|[àa] l['’]attention de|adresse|bill to|customer|attn)\s*:\s*", re.IGNORECASE
)
_TAIL: Final = re.compile(r"[,\s–-]+(?:c/o|[àa] l['’]attention de)\b.*$", re.IGNORECASE)
_COLUMNS: Final[Mapping[str, frozenset[str]]] = {
    "name": frozenset(("client", "societe", "raison sociale", "entreprise", "nom du client", "customer", "company")),
    "contact": frozenset(("interlocuteur", "contact", "nom du contact", "contact name")),
    "email": frozenset(("courriel", "email", "e mail", "mail", "adresse mail", "adresse e mail")),
    "phone": frozenset(("telephone", "tel", "phone", "telephone number")),
    "street": frozenset(("adresse", "rue", "address", "street")),
    "postcode": frozenset(("code postal", "cp", "postcode", "zip", "postal code")),
    "city": frozenset(("ville", "city", "town", "commune")),
    "siret": frozenset(("siret", "n siret", "numero siret")),
    "vat": frozenset(("tva", "n tva", "tva intracommunautaire", "n tva intracommunautaire", "vat number", "vat id")),
    "terms": frozenset(("conditions de paiement", "payment terms", "conditions", "delai de paiement")),
}
_FORMS: Final[Mapping[str, re.Pattern[str]]] = {"email": _MAIL, "phone": _PHONE, "siret": _SIRET, "vat": _VAT}


@dataclass(frozen=True, slots=True)
class Party:
    """Somebody as one paper names him."""

    name: str
    values: tuple[tuple[str, str, Place], ...]  # key (`street`, `siret`…), value, where it stands; the name too

    @property
    def key(self) -> tuple[str, ...]:
        """The words that tell the name from others."""
        return key_of(self.name)


def addressed_in(document: Document, passages: Sequence[Passage]) -> Iterator[Party]:
    """Everybody to whose name a paper puts an address; the SIRET and VAT number of the same lines are his."""
    for passage in passages:
        for match in _ADDRESS.finditer(passage.text):
            name, start = _name_before(passage.text, match.start())
            if name:
                end = _block_end(passage.text, match.end())
                place = _place(document, passage, start, end)
                block = passage.text[match.end() : end]
                found = {key: match[key].strip(" ,–-") for key in ("street", "postcode", "city")}
                found |= numbers_in(block)
                yield Party(name, (("name", name, place), *((key, value, place) for key, value in found.items())))


def contacts_in(document: Document, passages: Sequence[Passage]) -> Iterator[Party]:
    """Everybody in a list of contacts: a table with a column of clients and one of how to reach them."""
    for passage in passages:
        columns: dict[str, int] = {}
        start = 0
        for line in passage.text.split("\n"):
            cells = [cell.strip() for cell in line.split(CELL.strip())]
            found = _columns_of(cells)
            if found:
                columns = found
            elif columns and columns["name"] < len(cells) and cells[columns["name"]]:
                place = _place(document, passage, start, start + len(line))
                filled = {key: cells[at] for key, at in columns.items() if at < len(cells)}
                values = ((key, _fit(key, value), place) for key, value in filled.items())
                yield Party(filled["name"], tuple(one for one in values if one[1]))
            start += len(line) + 1


def numbers_in(text: str) -> dict[str, str]:
    """The SIRET, VAT number, e-mail address and telephone of a text, the first of each; only numbers that add up."""
    found = {}
    for key, form in _FORMS.items():
        for match in form.finditer(text):
            if value := _fit(key, match.group()):
                found[key] = value
                break
    return found


def address_in(text: str) -> tuple[dict[str, str], int, int] | None:
    """The first postal address of a text, and where it stands."""
    match = _ADDRESS.search(text)
    if match is None:
        return None
    return {key: match[key].strip(" ,–-") for key in ("street", "postcode", "city")}, match.start(), match.end()


def is_siret(number: str) -> bool:
    """Whether fourteen figures are a SIRET: Luhn's sum of them, and of the nine of the company, ends in nought.

    La Poste's own (356 000 000) follow another rule, the plain sum of the figures.
    """
    if len(number) != SIRET or not number.isdigit():
        return False
    if number.startswith("356000000") and sum(map(int, number)) % 5 == 0:
        return True
    return _luhn(number) and _luhn(number[:SIREN])


def is_vat(number: str) -> bool:
    """Whether a French VAT number has the key of its SIREN; keys with letters are taken as they are."""
    key, siren = number[2:4], number[4:]
    if not (number.startswith("FR") and len(siren) == SIREN and siren.isdigit()):
        return False
    return not key.isdigit() or int(key) == (12 + 3 * (int(siren) % 97)) % 97


def _luhn(digits: str) -> bool:
    total = 0
    for place, digit in enumerate(reversed(digits)):
        value = int(digit) * (2 if place % 2 else 1)
        total += value - 9 if value > 9 else value  # noqa: PLR2004 - the sum of two figures
    return total % 10 == 0


def _fit(key: str, value: str) -> str:
    """A value in its plain form; empty when it is none: a dash in a table, a SIRET that does not add up."""
    plain = re.sub(r"[ \u00a0\u202f.]", "", value)
    if key == "siret":
        return plain if is_siret(plain) else ""
    if key == "vat":
        return plain if is_vat(plain) else ""
    if key == "email":
        return value.strip(".") if _MAIL.fullmatch(value.strip(".")) else ""
    return value if any(sign.isalnum() for sign in value) else ""


def _name_before(text: str, end: int) -> tuple[str, int]:
    """The name in front of an address, on its line or on the one above, and where it begins."""
    line_start = text.rfind("\n", 0, end) + 1
    for _ in range(3):
        written = text[line_start:end]
        name = _TAIL.sub("", _LABEL.sub("", written)).strip(" ,.-–:|\t")
        words = re.findall(r"[^\W\d_]+", name)
        if words and len(name) <= LONGEST_NAME and "@" not in name and name[0].isupper():
            return name, line_start
        if name and not re.match(
            r"(?:c/o|[àa] l['’]attention|b[âa]timent|appartement|étage|bp)\b", name, re.IGNORECASE
        ):
            return "", 0
        if not line_start:
            return "", 0
        end = line_start - 1
        line_start = text.rfind("\n", 0, end) + 1
    return "", 0


def _block_end(text: str, start: int) -> int:
    """The end of the lines behind an address that still speak of its owner: numbers, an e-mail, a telephone."""
    end = text.find("\n", start)
    end = len(text) if end < 0 else end
    for _ in range(3):
        following = text.find("\n", end + 1)
        following = len(text) if following < 0 else following
        if not re.match(
            r"\s*(?:SIRET|SIREN|TVA|N°|VAT|T[ée]l|Courriel|E-?mail|Mail)\b", text[end:following], re.IGNORECASE
        ):
            break
        end = following
    return end


def _columns_of(cells: Sequence[str]) -> dict[str, int]:
    found: dict[str, int] = {}
    for place, cell in enumerate(cells):
        words = " ".join(folded_words(cell.replace("-", " ")))
        for key, names in _COLUMNS.items():
            if words in names and key not in found:
                found[key] = place
    return found if "name" in found and len(found) > 1 and found.keys() & {"email", "phone", "street"} else {}


def _place(document: Document, passage: Passage, start: int, end: int) -> Place:
    page = next((mark.page for mark in passage.marks if mark.start <= start < mark.end), passage.first_page)
    return Place(document.id, document.name, passage.text[start:end], passage.id, start, end, page)
