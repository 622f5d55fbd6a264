"""The draft of a reply, by rules: it acknowledges, repeats what is asked, and leaves blanks that nobody overlooks.

Nothing is promised and no figure is given: whoever answers fills the blanks. Pure.
"""

from __future__ import annotations

import re
from datetime import date
from email.utils import parseaddr
from typing import TYPE_CHECKING, Final

from babel.dates import format_date

from rag.errors import Words
from rag.language import question_language
from rag.office.mail.matter import plain_subject

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rag.errors import Language
    from rag.office.mail.record import Link, Mail

_HELLO: Final = Words("Bonjour{name},", "Hello{name},")
_RECEIVED: Final = Words(
    "Nous avons bien reçu votre message{date}{subject} et vous en remercions.",
    "We have received your message{date}{subject}, thank you.",
)
_OF: Final = Words(" du {day}", " of {day}")
_ABOUT: Final = Words(" au sujet de « {subject} »", " about “{subject}”")
_ASKED: Final = Words("Vous nous écrivez : « {words} »", "You write: “{words}”")
_ANSWER: Final = Words("[Votre réponse]", "[Your answer]")
_DUE: Final = Words("Vous en avez besoin pour le {day}.", "You need it by {day}.")
_AT_HAND: Final = Words("[À vérifier avant d'envoyer : {names}]", "[To check before sending: {names}]")
_END: Final = Words("Cordialement,\n[Votre nom]", "Kind regards,\n[Your name]")
# By shipped category: what is said, with a blank for what only the firm knows. Any other category has none.
_BODY: Final = {
    "quote": Words(
        "Votre demande de prix est notée. Nous vous répondrons le [date].\n[Questions à poser, ou devis à joindre]",
        "Your request is noted. We will answer by [date].\n[Questions to ask, or quote to attach]",
    ),
    "order": Words(
        "Votre accord est bien noté.\n[Date de début ou de livraison, acompte à demander]",
        "Your order is noted.\n[Start or delivery date, deposit to ask for]",
    ),
    "invoice": Words(
        "Nous vérifions ce point dans nos comptes.\n[Résultat : réglé le …, à régler le …, avoir]",
        "We are checking this in our accounts.\n[Result: paid on …, due on …, credit note]",
    ),
    "appointment": Words(
        "[Le rendez-vous convient : jour et heure / Nous vous proposons : jour et heure]",
        "[The appointment suits us: day and time / We suggest: day and time]",
    ),
    "complaint": Words(
        "Nous sommes désolés de ce que vous nous signalez et nous en occupons.\n"
        "[Ce que nous avons constaté, ce que nous faisons, et quand]",
        "We are sorry about what you report and are looking into it.\n[What we found, what we do, and when]",
    ),
    "document": Words(
        "[Document joint / Document bien reçu, il manque : …]",
        "[Document attached / Document received, still missing: …]",
    ),
    "contract": Words(
        "Votre demande est transmise à la personne qui suit votre dossier.\n[Date d'effet, pièce à fournir]",
        "Your request has been passed to the person in charge of your file.\n[Effective date, paper to provide]",
    ),
}
UNANSWERED: Final = frozenset({"advertising"})
LONGEST_QUOTE: Final = 240  # characters
SHOWN_LINKS: Final = 3
_MACHINE: Final = re.compile(r"^(?:no-?reply|ne-?pas-?repondre|noreply|contact|info|accueil|compta\w*)", re.IGNORECASE)


def reply_to(mail: Mail, category: str, asked: Sequence[str], due: str, links: Sequence[Link]) -> str:
    """The draft, in the mail's language; empty where nobody expects a reply.

    Args:
        mail: the mail.
        category: id of where it belongs; empty where that is not sure.
        asked: its sentences that want something.
        due: ISO 8601, or empty.
        links: documents it belongs to.
    """
    if category in UNANSWERED:
        return ""
    language = question_language(f"{mail.subject}\n{mail.text}", "fr")
    day = _OF.say(language, day=_written(mail.date, language)) if mail.date else ""
    subject = plain_subject(mail.subject)
    about = _ABOUT.say(language, subject=subject) if subject else ""
    parts = [_HELLO.say(language, name=_name(mail.sender)), _RECEIVED.say(language, date=day, subject=about)]
    if asked:
        parts.append(_ASKED.say(language, words=" ".join(asked)[:LONGEST_QUOTE]))
    if due:
        parts.append(_DUE.say(language, day=_written(due, language)))
    body = _BODY.get(category)
    parts.append(body.say(language) if body else _ANSWER.say(language))
    if links:
        names = ", ".join(dict.fromkeys(link.name for link in links[:SHOWN_LINKS]))
        parts.append(_AT_HAND.say(language, names=names))
    return "\n\n".join([*parts, _END.say(language)])


def _name(sender: str) -> str:
    name, address = parseaddr(sender)
    plain = name.strip(" \"'")
    if not plain or "@" in plain or _MACHINE.match(address):
        return ""
    return f" {plain}"


def _written(day: str, language: Language) -> str:
    try:
        return str(format_date(date.fromisoformat(day[:10]), "long", locale=language))
    except ValueError:  # a month is all that is said
        return day[:10]
