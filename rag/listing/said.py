"""A complete answer in words: how many, of what, what they come to, and what is not counted. Pure, both languages."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from babel.dates import format_date, format_skeleton
from babel.numbers import format_currency, format_decimal

from rag.errors import Words
from rag.listing.ours import Way
from rag.records import Doubt, Genre, Wish

if TYPE_CHECKING:
    from rag.errors import Language
    from rag.listing.amounts import Bounds
    from rag.listing.periods import Period
    from rag.listing.wanted import Wanted
    from rag.records import Listing

LOCALES: Final = {"fr": "fr_FR", "en": "en_GB"}
# Singular and plural; the French ones that are feminine end their participles otherwise.
_KINDS: Final = {
    Genre.INVOICE: (Words("facture", "invoice"), Words("factures", "invoices")),
    Genre.QUOTE: (Words("devis", "quote"), Words("devis", "quotes")),
    Genre.CONTRACT: (Words("contrat", "contract"), Words("contrats", "contracts")),
    Genre.MINUTES: (Words("compte rendu", "meeting minutes"), Words("comptes rendus", "meeting minutes")),
    Genre.LETTER: (Words("courrier", "letter"), Words("courriers", "letters")),
    Genre.EMAIL: (Words("courriel", "e-mail"), Words("courriels", "e-mails")),
}
_CREDITS: Final = (Words("avoir", "credit note"), Words("avoirs", "credit notes"))
_ANY: Final = (Words("document", "document"), Words("documents", "documents"))
FEMININE: Final = frozenset({Genre.INVOICE})
_APART: Final = {
    Doubt.UNDATED: (
        Words("{count} sans date précise n'est pas compté.", "{count} without a precise date is not counted."),
        Words("{count} sans date précise ne sont pas comptés.", "{count} without a precise date are not counted."),
    ),
    Doubt.UNPRICED: (
        Words("{count} sans montant lisible n'est pas compté.", "{count} without a clear amount is not counted."),
        Words("{count} sans montant lisible ne sont pas comptés.", "{count} without a clear amount are not counted."),
    ),
    Doubt.UNADDRESSED: (
        Words(
            "{count} d'une boîte aux lettres, dont le destinataire n'est pas connu, n'est pas compté.",
            "{count} of a mailbox, whose receiver is not known, is not counted.",
        ),
        Words(
            "{count} d'une boîte aux lettres, dont le destinataire n'est pas connu, ne sont pas comptés.",
            "{count} of a mailbox, whose receivers are not known, are not counted.",
        ),
    ),
    Doubt.UNSIGNED: (
        Words("{count} sans émetteur lisible n'est pas compté.", "{count} without a readable sender is not counted."),
        Words("{count} sans émetteur lisible ne sont pas comptés.", "{count} without a clear sender are not counted."),
    ),
    Doubt.CURRENCY: (
        Words("{count} dans une autre monnaie n'est pas compté.", "{count} in another currency is not counted."),
        Words("{count} dans une autre monnaie ne sont pas comptés.", "{count} in another currency are not counted."),
    ),
    Doubt.CREDIT: (
        Words("{count} est à part et n'est pas déduit.", "{count} is kept apart and not deducted."),
        Words("{count} sont à part et ne sont pas déduits.", "{count} are kept apart and not deducted."),
    ),
    Doubt.OLDER: (
        Words("{count}, version plus ancienne, n'est pas compté.", "{count}, an older version, is not counted."),
        Words("{count}, versions plus anciennes, ne sont pas comptés.", "{count}, older versions, are not counted."),
    ),
    Doubt.COPY: (
        Words("{count} en double n'est compté qu'une fois.", "{count} kept twice is counted once."),
        Words("{count} en double ne sont comptés qu'une fois.", "{count} kept twice are counted once."),
    ),
}  # fmt: skip


def answer_in_words(wish: Wanted, found: Listing, language: Language) -> str:
    """The sentences of the answer: the count or the total, then what is not counted, one a line."""
    lines = [_first(wish, found, language)]
    if found.unread:
        one = Words("{count} fichier n'a pas pu être lu.", "{count} file could not be read.")
        many = Words("{count} fichiers n'ont pas pu être lus.", "{count} files could not be read.")
        count = format_decimal(found.unread, locale=LOCALES[language])
        lines.append((one if found.unread == 1 else many).say(language, count=count))
    return "\n".join([*lines[:1], *apart_in_words(found, language), *lines[1:]])


def apart_in_words(found: Listing, language: Language) -> list[str]:
    """A sentence for each reason why documents are named apart, in the order of `Listing.apart`."""
    lines = []
    for group in found.apart:
        count = len(group.rows)
        as_credits = found.credits or group.why is Doubt.CREDIT
        named = counted(count, found.genres, language, as_credits=as_credits)
        said = _APART[group.why][count > 1].say(language, count=named)
        if language == "fr" and _is_feminine(found.genres, as_credits=as_credits):
            said = said.replace("compté", "comptée")
        lines.append(said)
    return lines


def counted(count: int, genres: tuple[Genre, ...], language: Language, *, as_credits: bool = False) -> str:
    """`12 factures`, `1 avoir`; several kinds are joined by "and"."""
    forms = [_CREDITS] if as_credits else [_KINDS[genre] for genre in genres] or [_ANY]
    single = count <= 1 if language == "fr" else count == 1
    joint = " et " if language == "fr" else " and "
    named = joint.join(form[0 if single and len(forms) == 1 else 1].say(language) for form in forms)
    return f"{format_decimal(count, locale=LOCALES[language])} {named}"


def money(value: str, currency: str, language: Language) -> str:
    """`1 234,56 €`; without a sign where the document writes no currency."""
    if currency:
        return str(format_currency(Decimal(value), currency, locale=LOCALES[language]))
    return str(format_decimal(Decimal(value), "#,##0.00", locale=LOCALES[language]))


def _first(wish: Wanted, found: Listing, language: Language) -> str:
    rows = len(found.rows)
    head = counted(rows, found.genres, language, as_credits=found.credits)
    if not rows:
        none = _none(found, language)
        head = f"{none} {head.split(' ', 1)[1]}"
    said = f"{head}{_which(wish, found, language)}"
    if not found.totals:
        return f"{said}."
    sums = " + ".join(money(value, currency, language) for currency, value in found.totals)
    tax = {"fr": ("TTC", "HT"), "en": ("with VAT", "without VAT")}[language][found.net]
    colon = "\u00a0: " if language == "fr" else ": "
    if wish.what is Wish.SUM:
        return f"Total {tax} {'de' if language == 'fr' else 'of'} {said}{colon}{sums}."
    total = f"Total {tax}{colon}{sums}"
    unpriced = sum(not row.amount for row in found.rows)
    if unpriced:
        less = Words("{count} n'a pas de montant lisible", "{count} has no readable amount")
        more = Words("{count} n'ont pas de montant lisible", "{count} have no readable amount")
        total += f" ({(less if unpriced == 1 else more).say(language, count=unpriced)})"
    return f"{said}. {total}."


def _none(found: Listing, language: Language) -> str:
    if language == "en":
        return "No"
    return "Aucune" if _is_feminine(found.genres, as_credits=found.credits) else "Aucun"


def _which(wish: Wanted, found: Listing, language: Language) -> str:
    """What narrows the list, as the question was understood."""
    french = language == "fr"
    parts = []
    if wish.parties:
        quote = ("«\u00a0", "\u00a0»") if french else ("“", "”")
        joint = " et " if french else " and "
        names = joint.join(f"{quote[0]}{one.name}{quote[1]}" for one in wish.parties)
        parts.append(f"au nom de {names}" if french else f"naming {names}")
    if wish.way:
        ends = _ends(found)
        said = {Way.SENT: ("envoyé", "sent"), Way.RECEIVED: ("reçu", "received")}[wish.way]
        parts.append(f"{said[0]}{ends}" if french else said[1])
    if wish.period:
        parts.append(_when(wish.period, found, language))
    if wish.bounds:
        parts.append(_how_much(wish.bounds, language))
    return "".join(f", {part}" for part in parts)


def _when(period: Period, found: Listing, language: Language) -> str:
    french = language == "fr"
    dated = f"daté{_ends(found)}" if french else "dated"
    first, last = period.first, period.last
    if first and last and (named := _named(first, last, language)):
        of = "d'" if named[:1] in "ao" else "du " if first == last else "de "
        return f"{dated} {of}{named}" if french else f"{dated} {named}"
    if first and last:
        words = ("du", "au") if french else ("from", "to")
        return f"{dated} {words[0]} {_day(first, language)} {words[1]} {_day(last, language)}"
    if first:
        return f"{dated} {'depuis le' if french else 'since'} {_day(first, language)}"
    return f"{dated} {'jusqu’au' if french else 'until'} {_day(last, language)}"


def _ends(found: Listing) -> str:
    """How a French participle agrees with what was found."""
    return ("e" if _is_feminine(found.genres, as_credits=found.credits) else "") + "s" * (len(found.rows) > 1)


def _named(first: date, last: date, language: Language) -> str:
    """A whole month or year, or one day; empty for another stretch."""
    if first == last:
        return _day(first, language)
    after = last + timedelta(days=1)
    whole = first.day == 1 and after.day == 1
    if whole and (first.year, first.month) == (last.year, last.month):
        return str(format_skeleton("yMMMM", first, locale=LOCALES[language]))
    return str(first.year) if whole and (first.month, after.month, first.year) == (1, 1, last.year) else ""


def _day(value: date | None, language: Language) -> str:
    said = str(format_date(value, "long", locale=LOCALES[language]))
    return said.replace("1 ", "1er ", 1) if language == "fr" and said.startswith("1 ") else said


def _how_much(bounds: Bounds, language: Language) -> str:
    def said(value: Decimal) -> str:
        exact = "#,##0.## ¤" if language == "fr" else "¤#,##0.##"
        return str(format_currency(value, bounds.currency, exact, LOCALES[language], currency_digits=False))

    french = language == "fr"
    if bounds.least is not None and bounds.most is not None:
        least, most = said(bounds.least), said(bounds.most)
        return f"de {least} à {most}" if french else f"from {least} to {most}"
    if bounds.least is not None:
        words = ("de plus de", "over") if bounds.over else ("d'au moins", "of at least")
        return f"{words[not french]} {said(bounds.least)}"
    words = ("de moins de", "under") if bounds.under else ("d'au plus", "of at most")
    return f"{words[not french]} {said(bounds.most or Decimal(0))}"


def _is_feminine(genres: tuple[Genre, ...], *, as_credits: bool) -> bool:
    return bool(genres) and not as_credits and FEMININE.issuperset(genres)
