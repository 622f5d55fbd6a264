"""A draft in the reader's words: what it says, where each word comes from, and what has to be asked. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from rag.errors import Words
from rag.office.drafts.record import Origin, Why
from ui.drafting.vocabulary import day_said, money, number, percent
from ui.present import UNBROKEN

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rag.errors import Language
    from rag.office.drafts.amounts import Item
    from rag.office.drafts.record import Draft, Field, Missing, Source

KEYS: Final = {
    "client.name": Words("Client", "Client"),
    "client.contact": Words("Interlocuteur", "Contact"),
    "client.street": Words("Rue du client", "Client's street"),
    "client.postcode": Words("Code postal du client", "Client's post code"),
    "client.city": Words("Ville du client", "Client's town"),
    "client.siret": Words("SIRET du client", "Client's SIRET"),
    "client.vat": Words("N° de TVA du client", "Client's VAT number"),
    "client.email": Words("Courriel du client", "Client's e-mail"),
    "client.phone": Words("Téléphone du client", "Client's telephone"),
    "client.terms": Words("Conditions du client", "Client's terms"),
    "firm.name": Words("Votre entreprise", "Your company"),
    "firm.street": Words("Votre rue", "Your street"),
    "firm.postcode": Words("Votre code postal", "Your post code"),
    "firm.city": Words("Votre ville", "Your town"),
    "firm.siret": Words("Votre SIRET", "Your SIRET"),
    "subject": Words("Objet", "Subject"),
    "valid_until": Words("Valable jusqu'au", "Valid until"),
    "deposit": Words("Acompte, en pour cent", "Deposit, in per cent"),
    "terms": Words("Conditions", "Terms"),
    "exemption": Words("Pourquoi sans TVA", "Why without VAT"),
    "vat_rate": Words("Taux de TVA de toutes les lignes", "Rate of VAT of all lines"),
    "discount": Words("Remise", "Discount"),
    "lines": Words("Ce qui est demandé, avec les quantités", "What is asked for, with how many"),
    "prices": Words("La liste de prix", "The price list"),
    "body": Words("Le texte de la lettre", "The words of the letter"),
    "greeting": Words("Formule d'appel", "Greeting"),
    "closing": Words("Formule de politesse", "Closing words"),
    "author": Words("Signataire", "Signed by"),
}
PARTS: Final = {
    "line": Words("Article « {words} »", "Item “{words}”"),
    "quantity": Words("Quantité de « {words} »", "How many of “{words}”"),
    "rate": Words("Taux de TVA de « {words} »", "Rate of VAT of “{words}”"),
    "discount": Words("Remise sur « {words} »", "Discount on “{words}”"),
    "answer": Words("Réponse à « {words} »", "Answer to “{words}”"),
}
WHYS: Final = {
    Why.ABSENT: Words("à dire", "has to be said"),
    Why.SEVERAL: Words("plusieurs sont possibles : {choices}", "several are possible: {choices}"),
    Why.UNPRICED: Words("n'est pas dans la liste de prix", "is not in the price list"),
    Why.QUANTITY: Words("combien ? ({choices})", "how many? ({choices})"),
    Why.UNIT: Words("demandé et vendu dans deux unités : {choices}", "asked for and sold in two units: {choices}"),
    Why.RATE: Words("la liste de prix ne donne pas de taux", "the price list gives no rate"),
    Why.WISHED: Words("souhaité par le client : {choices}", "wished by the client: {choices}"),
    Why.INVALID: Words("ne convient pas", "cannot be right"),
}
FROM: Final = {
    Origin.GIVEN: Words("donné par vous", "said by you"),
    Origin.REQUEST: Words("la demande", "the request"),
    Origin.LIBRARY: Words("la bibliothèque", "the library"),
    Origin.PRICES: Words("liste de prix", "price list"),
    Origin.RULE: Words("d'après vos réglages", "as your settings say"),
    Origin.SETTINGS: Words("vos réglages", "your settings"),
}
USUALLY: Final = frozenset({"greeting", "closing"})  # rules that no setting changes
USUAL: Final = Words("formule habituelle", "the usual words")
STATES: Final = {
    "open": Words("en attente", "open"),
    "accepted": Words("accepté", "accepted"),
    "declined": Words("refusé", "declined"),
}
_PAGE: Final = Words("p. {page}", "p. {page}")
_ROW: Final = Words("ligne {row}", "row {row}")
_NUMBER: Final = Words("Devis n° {number}, le {day}", "Quote no. {number}, {day}")
_ASK: Final = Words("À compléter :", "Still to be said:")
_NOTE: Final = Words("À savoir :", "To be known:")
_TOTALS: Final = Words(
    "Total HT {net} · TVA {vat} · Total TTC {gross}", "Excluding VAT {net} · VAT {vat} · Including VAT {gross}"
)
_OFF: Final = Words("Remise {discount}", "Discount {discount}")
CELL: Final = " | "  # between two cells of a table, as the parsers write it
LONGEST: Final = 160  # characters of a quotation
OWN: Final = ("firm.",)  # keys that need not be shown: the same on every paper


def key_said(key: str, language: Language) -> str:
    """A field by its name for people."""
    if key in KEYS:
        return KEYS[key].say(language)
    head, _, words = key.partition(":")
    return PARTS[head].say(language, words=words) if words and head in PARTS else key


def why_said(one: Missing, language: Language) -> str:
    """Why it is missing, with what may be meant."""
    return WHYS[one.why].say(language, choices=" / ".join(one.choices))


def source_said(source: Source, language: Language) -> str:
    """Where a value comes from: the document, its page or row, and the sentence."""
    said = (USUAL if source.rule in USUALLY else FROM[source.origin]).say(language)
    place = source.place
    if place is None:
        return said
    where = [place.name or said]
    where += [_PAGE.say(language, page=place.page)] if place.page else []
    where += [source.sheet] if source.sheet else []
    where += [_ROW.say(language, row=source.row)] if source.row else []
    quote = " ".join(place.quote.split()).removeprefix("- ").replace(CELL, " · ")
    quote = quote if len(quote) <= LONGEST else f"{quote[:LONGEST]}…"
    left, right = ("« ", " »") if language == "fr" else ("“", "”")
    return ", ".join(where) + (f" : {left}{quote}{right}" if quote else "")


def item_said(item: Item, language: Language) -> str:
    """How many of it, at which price: `3 h × 52,00 € – 5 %`."""
    off = f" – {percent(item.discount, language)}" if item.discount else ""
    many = f"{number(item.quantity, language)}{UNBROKEN}{item.unit}".strip()
    return f"{many}{UNBROKEN}× {money(item.price, language)}{off}"


def value_said(field: Field, language: Language) -> str:
    """The value as people write it."""
    return day_said(field.value, language) if field.key == "valid_until" else field.value


def plain(draft: Draft, language: Language) -> str:
    """For the terminal."""
    return "\n".join(_plain(draft, language))


def _plain(draft: Draft, language: Language) -> Iterator[str]:
    if draft.kind == "quote":
        yield _NUMBER.say(language, number=draft.number, day=day_said(draft.day, language))
    for field in draft.fields:
        if not field.key.startswith(OWN):
            yield f"  {key_said(field.key, language)} : {value_said(field, language)}"
            yield f"      {source_said(field.source, language)}"
    if draft.lines:
        yield ""
        yield from _lines(draft, language)
    for words, asked in ((_ASK, draft.wanting), (_NOTE, [one for one in draft.missing if not one.needed])):
        if asked:
            yield f"\n{words.say(language)}"
        for one in asked:
            yield f"  · {key_said(one.key, language)} ({one.key}) : {why_said(one, language)}"
            if one.source and one.source.place and one.source.place.quote:
                yield f"      {source_said(one.source, language)}"


def _lines(draft: Draft, language: Language) -> Iterator[str]:
    totals = draft.totals
    for line, priced in zip(draft.lines, totals.lines, strict=True):
        item = line.item
        sum_said = f"{item_said(item, language)} = {money(priced.net, language)}"
        yield f"  {item.designation} : {sum_said} ({percent(item.vat_rate, language)})"
        yield f"      {source_said(line.asked, language)}"
        yield f"      {source_said(line.priced, language)}"
    if totals.discount:
        yield f"  {_OFF.say(language, discount=money(totals.discount, language))}"
    sums = {key: money(getattr(totals, key), language) for key in ("net", "vat", "gross")}
    yield f"  {_TOTALS.say(language, **sums)}"
