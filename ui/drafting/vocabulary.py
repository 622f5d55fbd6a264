"""What a template may name, in French and in English, and the values behind the names.

Every value is written out as it stands on the paper; an empty one is false, so that a template can leave out its line.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any, Final

from babel.dates import format_date
from babel.numbers import format_currency, format_decimal

from rag.office.drafts.amounts import share_of
from rag.office.drafts.given import quantity_in

if TYPE_CHECKING:
    from collections.abc import Mapping
    from decimal import Decimal

    from rag.office.drafts.amounts import Totals
    from rag.office.drafts.record import Draft

Shape = dict[str, Any]  # name → None for a value, a shape for what has parts, a list of one shape for several of them
SIRET: Final = 14  # figures
LOCALES: Final = {"fr": "fr_FR", "en": "en_GB"}
# Key of a field → its names, French and English.
PARTY: Final = {
    "name": ("nom", "name"), "contact": ("contact", "contact"), "street": ("rue", "street"),
    "postcode": ("code_postal", "postcode"), "city": ("ville", "city"), "siret": ("siret", "siret"),
    "vat": ("tva", "vat"), "email": ("courriel", "email"), "phone": ("telephone", "phone"),
    "terms": ("conditions", "terms"), "legal": ("mentions", "legal"), "iban": ("iban", "iban"),
}  # fmt: skip
LINE: Final = {
    "reference": ("reference", "reference"), "designation": ("designation", "designation"),
    "quantity": ("quantite", "quantity"), "unit": ("unite", "unit"), "price": ("prix", "price"),
    "discount": ("remise", "discount"), "vat": ("tva", "vat"), "amount": ("montant", "amount"),
}  # fmt: skip
RATE: Final = {"rate": ("taux", "rate"), "base": ("base", "base"), "vat": ("tva", "vat")}
PARAGRAPH: Final = {"text": ("texte", "text")}
TOP: Final = {
    "number": ("numero", "number"), "date": ("date", "date"), "valid_until": ("validite", "valid_until"),
    "subject": ("objet", "subject"), "net_lines": ("total_lignes", "net_lines"), "discount": ("remise", "discount"),
    "discount_rate": ("taux_remise", "discount_rate"), "net": ("total_ht", "net"), "vat": ("total_tva", "vat"),
    "gross": ("total_ttc", "gross"), "deposit": ("acompte", "deposit"),
    "deposit_rate": ("taux_acompte", "deposit_rate"), "terms": ("conditions", "terms"),
    "exemption": ("mention_tva", "exemption"), "author": ("redacteur", "author"),
    "greeting": ("appel", "greeting"), "closing": ("formule", "closing"), "quote": ("devis", "quote"),
    "recovery": ("indemnite", "recovery"), "late": ("penalites", "late_payment"),
    "early": ("escompte", "early_payment"),
}  # fmt: skip


# Keys whose value stands on the paper as it is.
PLAIN: Final = (
    "subject", "terms", "exemption", "author", "greeting", "closing", "quote", "recovery", "late", "early",
)  # fmt: skip


def shape() -> Shape:
    """Every name that a template may use."""
    return {
        **_named(dict.fromkeys(TOP), TOP),
        **_both("client", "client", _named(dict.fromkeys(PARTY), PARTY)),
        **_both("entreprise", "firm", _named(dict.fromkeys(PARTY), PARTY)),
        **_both("lignes", "lines", [_named(dict.fromkeys(LINE), LINE)]),
        **_both("taux_tva", "rates", [_named(dict.fromkeys(RATE), RATE)]),
        **_both("corps", "body", [_named(dict.fromkeys(PARAGRAPH), PARAGRAPH)]),
    }


def context(draft: Draft) -> dict[str, Any]:
    """The values of a draft, written out in its language."""
    language = draft.language if draft.language in LOCALES else "fr"
    values: dict[str, Any] = {
        "number": draft.number,
        "date": day_said(draft.day, language),
        "valid_until": day_said(draft.value("valid_until"), language),
        **{key: draft.value(key) for key in PLAIN},
    }
    lines: list[dict[str, str]] = []
    rates: list[dict[str, str]] = []
    if draft.lines:
        totals = draft.totals
        values |= _sums(draft, totals, language)
        lines = [_line(totals, place, language) for place in range(len(totals.lines))]
        rates = [
            {"rate": percent(one.rate, language), "base": money(one.base, language), "vat": money(one.vat, language)}
            for one in totals.rates
        ]
    body = [{"text": field.value} for field in draft.fields if field.key == "body"]
    return {
        **_named(values, TOP),
        **_both("client", "client", _named(_party(draft, "client"), PARTY)),
        **_both("entreprise", "firm", _named(_party(draft, "firm"), PARTY)),
        **_both("lignes", "lines", [_named(line, LINE) for line in lines]),
        **_both("taux_tva", "rates", [_named(rate, RATE) for rate in rates]),
        **_both("corps", "body", [_named(part, PARAGRAPH) for part in body]),
    }


def money(amount: Decimal, language: str) -> str:
    """`1 234,50 €`, with as many decimals as a price has, two at least."""
    exponent = amount.normalize().as_tuple().exponent
    places = max(2, -exponent if isinstance(exponent, int) else 2)
    form = f"#,##0.{'0' * places}\u00a0¤" if language == "fr" else f"¤#,##0.{'0' * places}"
    return str(format_currency(amount, "EUR", form, locale=LOCALES[language], currency_digits=False))


def percent(rate: Decimal, language: str) -> str:
    """`5,5 %`."""
    return f"{number(rate, language)}\u00a0%" if language == "fr" else f"{number(rate, language)}%"


def number(value: Decimal, language: str) -> str:
    """`12,5`."""
    return str(format_decimal(value, "#,##0.######", locale=LOCALES[language]))


def day_said(day: str, language: str) -> str:
    """`1er mai 2026`; nothing for nothing."""
    if not day:
        return ""
    moment = date.fromisoformat(day)
    said = str(format_date(moment, "d MMMM y", locale=LOCALES[language]))
    return f"1er{said[1:]}" if language == "fr" and moment.day == 1 else said


def _sums(draft: Draft, totals: Totals, language: str) -> dict[str, str]:
    sums = {"net_lines": totals.net_lines, "net": totals.net, "vat": totals.vat, "gross": totals.gross}
    written = {key: money(value, language) for key, value in sums.items()}
    share = quantity_in(draft.value("deposit")) if draft.value("deposit") else None
    written["discount"] = money(totals.discount, language) if totals.discount else ""
    written["discount_rate"] = percent(draft.discount.percent, language) if draft.discount.percent else ""
    written["deposit"] = money(share_of(totals.gross, share), language) if share else ""
    written["deposit_rate"] = percent(share, language) if share else ""
    return written


def _line(totals: Totals, place: int, language: str) -> dict[str, str]:
    line = totals.lines[place]
    item = line.item
    return {
        "reference": item.reference,
        "designation": item.designation,
        "quantity": number(item.quantity, language),
        "unit": item.unit,
        "price": money(item.price, language),
        "discount": percent(item.discount, language) if item.discount else "",
        "vat": percent(item.vat_rate, language),
        "amount": money(line.net, language),
    }


def _party(draft: Draft, whose: str) -> dict[str, str]:
    values = {key: draft.value(f"{whose}.{key}") for key in PARTY}
    plain = values["siret"].replace(" ", "")
    return {
        **values,
        "siret": " ".join((plain[:3], plain[3:6], plain[6:9], plain[9:])) if len(plain) == SIRET else plain,
    }


def _named(values: Mapping[str, Any], names: Mapping[str, tuple[str, str]]) -> dict[str, Any]:
    """Values under both of their names; one that is not there is empty."""
    return {name: values.get(key, "") for key, both in names.items() for name in both}


def _both(french: str, english: str, value: Any) -> dict[str, Any]:
    return {french: value, english: value}
