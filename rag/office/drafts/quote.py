"""A quote put together: client, firm, lines, days, each with its source; and what has to be asked before. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Final

from rag.office.drafts.client import client_of
from rag.office.drafts.lines import lines_of
from rag.office.drafts.record import NEEDED, NEEDED_OF_FIRM, Draft, Field, Missing, Origin, Source, Why
from rag.office.drafts.request import typed
from rag.office.drafts.validity import valid_until

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from rag.office.drafts.client import Known
    from rag.office.drafts.given import Asked
    from rag.office.drafts.record import Price
    from rag.office.drafts.request import Request

_SUBJECT: Final = re.compile(r"^(?:Objet|Subject)\s?:\s*(?P<subject>.+)$", re.MULTILINE | re.IGNORECASE)
_REPLY: Final = re.compile(
    r"^(?:(?:re|tr|fw|fwd)\s?:\s*|(?:demande de |request for (?:a )?)?(?:devis|quote|quotation)\b"
    r"(?:\s*(?:[:–-]|pour|for)\s*)?)+",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Rules:
    """What the settings say of quotes."""

    firm: Mapping[str, str]  # `name`, `street`, `siret`…
    validity: str  # as `rag.office.drafts.validity` reads it
    deposit: str = ""  # per cent; empty: none is asked for
    terms: str = ""
    exemption: str = ""  # why a quote is without VAT, where it is


def quote_of(
    asked: Asked, request: Request, prices: Sequence[Price], known: Known, rules: Rules, *, language: str, day: date
) -> Draft:
    """A quote, without its number.

    Args:
        asked: what whoever drafts says himself.
        request: what the client asks for.
        prices: rows of the price list.
        known: clients whom the library names.
        rules: of the settings.
        language: of the quote.
        day: on which it is made.
    """
    found = lines_of(request, typed(asked.more), prices, asked.values, language)
    fields, missing = client_of(request, asked.values, known)
    fields += firm_fields(rules.firm)
    fields += [*_of_paper(asked, request, rules, day), *found.said]
    have = {field.key for field in fields if field.value}
    told = {one.key for one in missing}
    absent = [key for key in (*NEEDED, *NEEDED_OF_FIRM) if key not in have | told]
    if "client.name" in told:  # who it is has to be known first
        absent = [key for key in absent if not key.startswith("client.")]
    missing += [Missing(key, Why.ABSENT) for key in absent]
    if not found.lines and not any(one.key.startswith(("line:", "quantity:", "rate:")) for one in found.missing):
        missing.append(Missing("lines", Why.ABSENT))
    if any(not line.item.vat_rate for line in found.lines) and "exemption" not in have:
        missing.append(Missing("exemption", Why.ABSENT))
    return Draft(
        "quote", language, day.isoformat(), tuple(fields), found.lines, found.discount, (*missing, *found.missing)
    )


def firm_fields(firm: Mapping[str, str]) -> list[Field]:
    """What the settings say of the firm itself."""
    return [
        Field(f"firm.{key}", value, Source(Origin.SETTINGS, rule=f"firm.{key}")) for key, value in firm.items() if value
    ]


def _of_paper(asked: Asked, request: Request, rules: Rules, day: date) -> list[Field]:
    """The subject, the days, and what the settings add to every quote."""
    fields = [subject] if (subject := subject_of(asked, request)) else []
    until = asked.values.get("valid_until", "")
    rule = Source(Origin.RULE, rule=f"drafts.quote_validity = {rules.validity}")
    fields.append(
        Field("valid_until", until, Source(Origin.GIVEN))
        if _is_day(until)
        else Field("valid_until", valid_until(day, rules.validity).isoformat(), rule)
    )
    for key, value in (("deposit", rules.deposit), ("terms", rules.terms), ("exemption", rules.exemption)):
        if own := asked.values.get(key):
            fields.append(Field(key, own, Source(Origin.GIVEN)))
        elif value:
            fields.append(Field(key, value, Source(Origin.SETTINGS, rule=f"drafts.{key}")))
    return fields


def subject_of(asked: Asked, request: Request) -> Field | None:
    """What a paper is about: as given, else as the request's subject says."""
    if own := asked.values.get("subject"):
        return Field("subject", own, Source(Origin.GIVEN))
    match = _SUBJECT.search(request.text)
    subject = _REPLY.sub("", match["subject"].strip()).strip() if match else ""
    if not match or not subject:
        return None
    return Field("subject", subject[:1].upper() + subject[1:], request.source(match.start(), match.end()))


def _is_day(written: str) -> bool:
    try:
        date.fromisoformat(written)
    except ValueError:
        return False
    return True
