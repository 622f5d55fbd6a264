"""Which client a request is of, and what the request and the library say of him. Pure.

Whoever drafts is believed first, then the request, then the newest paper. Two clients that fit are both told.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from email.utils import parseaddr
from typing import TYPE_CHECKING, Final

from rag.listing.names import form_of, key_of
from rag.office.drafts.parties import address_in, numbers_in
from rag.office.drafts.record import Field, Missing, Origin, Source, Why
from rag.words import fold, folded_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from rag.office.drafts.parties import Party
    from rag.office.drafts.request import Request
    from rag.records import DocumentId

KEYS: Final = ("name", "contact", "street", "postcode", "city", "country", "siret", "vat", "email", "phone", "terms")
ADDRESS: Final = ("street", "postcode", "city")
TELLING: Final = 5  # letters of a word that may stand for a whole name
MOST: Final = 8  # clients told when several fit
# Where everybody has an address: such a domain tells nothing of a company.
_PUBLIC_DOMAINS: Final = """
gmail.com yahoo.fr yahoo.com hotmail.fr hotmail.com outlook.fr outlook.com live.fr orange.fr wanadoo.fr free.fr sfr.fr
laposte.net neuf.fr bbox.fr icloud.com aol.com gmx.fr protonmail.com proton.me courriel.example
"""
_PUBLIC: Final = frozenset(_PUBLIC_DOMAINS.split())


@dataclass(frozen=True, slots=True)
class Known:
    """Everybody whom the library names, and how new the papers are."""

    parties: tuple[Party, ...]
    dates: Mapping[DocumentId, str]  # ISO 8601, empty where a paper says none


def client_of(request: Request, given: Mapping[str, str], known: Known) -> tuple[list[Field], list[Missing]]:
    """The fields of the client, and what cannot be told.

    Args:
        request: what somebody asks for.
        given: values that whoever drafts has said, by their keys, `client.name`.
        known: from the library.
    """
    sender_name, sender_mail = parseaddr(request.document.sender if request.document else "")
    found = _named(given["client.name"], known.parties) if given.get("client.name") else []
    if not given.get("client.name"):
        found = _writing(sender_name, sender_mail, known.parties) or _mentioned(request, known.parties)
    apart = _apart(found)
    if len(apart) > 1:
        return _given(given), [Missing("client.name", Why.SEVERAL, tuple(apart[:MOST]))]
    fields = _given(given)
    have = {field.key for field in fields}
    missing = []
    address = None  # where it stands: a street and a town of two papers are no address
    for key, value, source in (*_of_request(request, sender_name, sender_mail, bool(found)), *_of_papers(found, known)):
        name = f"client.{key}"
        if name not in have:
            if key in ADDRESS and address not in {None, source.place}:
                continue
            address = source.place if key in ADDRESS else address
            fields.append(Field(name, value, source))
            have.add(name)
        elif key in {"street", "siret"} and name not in given and _other(fields, name, value):
            missing.append(Missing(name, Why.SEVERAL, (value,), source, needed=False))
    if not any(field.key == "client.name" for field in fields) and sender_name:
        fields.append(Field("client.name", sender_name, _sender_source(request)))
    return fields, _once(missing)


def is_own(party: Party, firm: Mapping[str, str]) -> bool:
    """Whether a name with an address is the firm's own: its papers name it beside every client."""
    values = {key: fold(value) for key, value, _ in party.values}
    same = (key for key in ("street", "siret", "email") if firm.get(key) and values.get(key) == fold(firm[key]))
    return any(same) or (bool(firm.get("name")) and party.key == key_of(firm["name"]))


def _given(given: Mapping[str, str]) -> list[Field]:
    return [
        Field(key, value, Source(Origin.GIVEN)) for key, value in given.items() if key.startswith("client.") and value
    ]


def _named(name: str, parties: Sequence[Party]) -> list[Party]:
    """Those whose name has all words of the one that was given, else those whose name is all in it."""
    wanted = set(key_of(name))
    whole = [party for party in parties if set(party.key) == wanted]
    more = [party for party in parties if wanted <= set(party.key) or set(party.key) <= wanted]
    return [*whole, *(party for party in more if party not in whole)] if whole else more


def _writing(name: str, mail: str, parties: Sequence[Party]) -> list[Party]:
    """Those whose address the sender has, or whose domain, or whose person he is."""
    if not mail:
        return []
    mails = [(party, value.lower()) for party in parties for key, value, _ in party.values if key == "email"]
    domain = mail.lower().rpartition("@")[2]
    found = [party for party, value in mails if value == mail.lower()]
    if not found and domain not in _PUBLIC:
        found = [party for party, value in mails if value.rpartition("@")[2] == domain]
    words = set(folded_words(name))
    if not found and len(words) > 1:
        found = [
            party
            for party in parties
            for key, value, _ in party.values
            if key in {"contact", "name"} and words == set(key_of(value))
        ]
    keys = {party.key for party in found}
    return [party for party in parties if any(set(party.key) <= set(key) or set(key) <= set(party.key) for key in keys)]


def _mentioned(request: Request, parties: Sequence[Party]) -> list[Party]:
    """Those whose name stands in the request; else those of whose name one telling word does, with a capital."""
    words = f" {' '.join(folded_words(request.text))} "
    found = [party for party in parties if form_of(party.key).search(words)]
    if not found:
        capitals = {fold(word) for word in re.findall(r"\b[A-ZÀ-Ý][\w'’]+", request.text)}
        owners: dict[str, set[tuple[str, ...]]] = {}
        for party in parties:
            for word in party.key:
                owners.setdefault(word, set()).add(party.key)
        telling = {word for word in capitals & owners.keys() if len(word) >= TELLING}
        found = [party for party in parties if telling & set(party.key)]
        most = max((len(telling & set(party.key)) for party in found), default=0)
        found = [party for party in found if len(telling & set(party.key)) == most]
    keys = [set(party.key) for party in found]
    return [party for party in parties if any(set(party.key) <= key or key <= set(party.key) for key in keys)]


def _apart(found: Iterable[Party]) -> list[str]:
    """The names of those who cannot be one: neither name has all words of the other."""
    names: dict[frozenset[str], str] = {}
    for party in sorted(found, key=lambda one: -len(one.key)):
        key = frozenset(party.key)
        if not any(key <= other for other in names):
            names[key] = party.name
    return list(names.values())


def _of_request(request: Request, name: str, mail: str, is_known: bool) -> list[tuple[str, str, Source]]:  # noqa: FBT001
    """What the request itself says: its sender, the address and the numbers under it."""
    found: list[tuple[str, str, Source]] = []
    sender = _sender_source(request)
    if mail:
        found.append(("email", mail, sender))
        found += [("contact", name, sender)] if name and is_known else []
    if address := address_in(request.text):
        values, start, end = address
        found += [(key, values[key], request.source(start, end)) for key in ADDRESS]
    for key, value in numbers_in(request.text[request.body[0] :]).items():
        if key != "email":
            start = max(request.text.find(value[:3]), 0)
            found.append((key, value, request.source(start, start + len(value))))
    return found


def _of_papers(found: Sequence[Party], known: Known) -> list[tuple[str, str, Source]]:
    """What papers say, the newest first; an address is taken whole, and a name where an address stands with it."""

    def rank(party: Party) -> tuple[bool, str]:
        keys = {key for key, _, _ in party.values}
        return "street" in keys, known.dates.get(party.values[0][2].document, "")

    ordered = sorted(found, key=rank, reverse=True)
    return [(key, value, Source(Origin.LIBRARY, place)) for party in ordered for key, value, place in party.values]


def _other(fields: Sequence[Field], key: str, value: str) -> bool:
    words = " ".join(folded_words(value))
    return all(" ".join(folded_words(field.value)) != words for field in fields if field.key == key)


def _once(missing: Sequence[Missing]) -> list[Missing]:
    """One remark a field, with every other value that papers give."""
    merged: dict[str, Missing] = {}
    for one in missing:
        before = merged.get(one.key)
        choices = tuple(dict.fromkeys((*(before.choices if before else ()), *one.choices)))
        merged[one.key] = Missing(one.key, one.why, choices, before.source if before else one.source, needed=False)
    return list(merged.values())


def _sender_source(request: Request) -> Source:
    line = re.search(r"^(?:De|From)\s?:.*$", request.text, re.MULTILINE)
    return request.source(line.start(), line.end()) if line else Source(Origin.REQUEST)
