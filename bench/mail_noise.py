"""Mails as they really come in, made of a sentence and the noise around it: the same in every run.

Noise is what a program has to see through: greetings, signatures, legal notices, the message that is answered, one that
was sent on by a colleague, letters that were mistyped. The message that is answered is taken from another category, so
that who reads it sorts wrongly.
"""

from __future__ import annotations

import random
from email.message import EmailMessage
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

Row = "Mapping[str, str]"
GREETINGS: Final = ("Bonjour,", "Bonjour", "Madame, Monsieur,", "Bonsoir,", "Bonjour Madame,", "Hello,", "")
CLOSINGS: Final = (
    "Cordialement,",
    "Bien cordialement",
    "Merci d'avance.",
    "Je vous remercie par avance de votre réponse.",
    "Bien à vous,",
    "Dans l'attente de votre retour, je reste à votre disposition.",
    "Bonne journée",
    "cdlt",
    "",
)
NAMES: Final = (
    "Paul Garnier",
    "Sophie Lemaître",
    "M. Bouvier",
    "Nadia Kessous",
    "Éric Vaillant",
    "Julie R.",
    "T. Morvan",
)
FIRMS: Final = ("SARL Vaillant", "Cabinet Lemaître & Associés", "Association Les Amis du Lac", "")
DEVICES: Final = ("Envoyé de mon iPhone", "Envoyé depuis mon mobile Orange", "Sent from my Galaxy")
DISCLAIMER: Final = (
    "Ce message et ses pièces jointes sont confidentiels et destinés exclusivement à leurs destinataires. Si vous avez "
    "reçu ce courriel par erreur, merci d'en avertir l'expéditeur. Pensez à l'environnement avant d'imprimer."
)
OFFICE: Final = "contact@entreprise.example"
TYPO_SHARE: Final = 0.04  # of the longer words of a mail that has any
KINDS: Final = ("plain", "plain", "reply", "forward", "reply", "phone", "formal", "bare")


def raw_mail(row: Mapping[str, str], others: Sequence[Mapping[str, str]], number: int) -> bytes:
    """One message of the internet.

    Args:
        row: with `subject`, `text`, `category`.
        others: rows of the same part, of which older messages are taken.
        number: its place, which decides its noise.
    """
    dice = random.Random(f"mail {number}")
    kind = KINDS[number % len(KINDS)]
    name, text = dice.choice(NAMES), row["text"]
    if number % 5 == 0:
        text = _mistyped(text, dice)
    address = f"{name.split()[-1].strip('.').lower().replace('î', 'i')}@client.example"
    body = text if kind == "bare" else "\n\n".join(filter(None, (_greeting(text, dice), text, dice.choice(CLOSINGS))))
    body += "" if kind == "bare" else f"\n\n{_signature(kind, name, dice)}"
    subject = row["subject"]
    if kind == "reply":
        older = dice.choice([one for one in others if one["category"] != row["category"]])
        quoted = "\n".join(f"> {line}" for line in _wrapped(older["text"]).split("\n"))
        body += f"\n\nLe 12 mars 2026 à 09:41, {OFFICE} a écrit :\n\n> Bonjour,\n{quoted}\n> Cordialement"
        subject = f"Re: {subject}" if subject and not subject.lower().startswith("re") else subject
    message = EmailMessage()
    message["From"] = f"{name} <{address}>"
    if kind == "forward":
        body = (
            f"{dice.choice(('Pour toi', 'à traiter stp', 'FYI', 'Je te laisse voir'))}\n\n"
            f"----- Message transféré -----\n"
            f"De : {name} <{address}>\nÀ : {OFFICE}\nDate : 11/03/2026 08:12\nObjet : {subject}\n\n{body}"
        )
        subject = f"Tr : {subject}"
        message.replace_header("From", f"Accueil <{OFFICE}>")
    message["To"] = OFFICE
    message["Date"] = "Thu, 12 Mar 2026 10:00:00 +0100"
    message["Subject"] = subject
    message["Message-ID"] = f"<{number}@bench.example>"
    message.set_content(_wrapped(body), charset=("utf-8", "windows-1252")[number % 3 == 0])
    return message.as_bytes()


def _greeting(text: str, dice: random.Random) -> str:
    greeting = dice.choice(GREETINGS)
    return (
        "" if text.lower().startswith(("bonjour", "bonsoir", "hello", "madame", "maître", "bjr", "bsr")) else greeting
    )


def _signature(kind: str, name: str, dice: random.Random) -> str:
    if kind == "phone":
        return f"{name}\n{dice.choice(DEVICES)}"
    lines = [name, dice.choice(FIRMS), f"Tél. 02 41 00 {dice.randrange(10, 99)} {dice.randrange(10, 99)}"]
    if kind == "formal":
        lines = ["--", *lines, "14 rue des Halles – 49000 Angers", "", DISCLAIMER]
    return "\n".join(filter(None, lines)) if kind != "formal" else "\n".join(lines)


def _mistyped(text: str, dice: random.Random) -> str:
    """A letter left out, doubled or exchanged with the next one, in a few of the longer words."""
    words = text.split(" ")
    for place, word in enumerate(words):
        if len(word) < 6 or dice.random() > TYPO_SHARE * 3:
            continue
        at = dice.randrange(1, len(word) - 2)
        words[place] = dice.choice(
            (
                word[:at] + word[at + 1 :],
                word[: at + 1] + word[at:],
                word[:at] + word[at + 1] + word[at] + word[at + 2 :],
            )
        )
    return " ".join(words)


def _wrapped(text: str) -> str:
    """Lines broken as mail programs do."""
    found = []
    for line in text.split("\n"):
        rest = line
        while len(rest) > 76 and " " in rest[:76]:
            cut = rest[:76].rindex(" ")
            found.append(rest[:cut])
            rest = rest[cut + 1 :]
        found.append(rest)
    return "\n".join(found)
