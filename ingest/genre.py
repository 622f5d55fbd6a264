"""What kind of paper a document is, told by what it calls itself and by the words such papers have. Pure, no model."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, Final

from rag.records import Genre, Kind

if TYPE_CHECKING:
    from rag.records import Parsed

HEAD_BLOCKS: Final = 14  # in which a document says what it is
LONGEST_NAME: Final = 160  # characters of a line that may name the document
BODY: Final = 20_000  # characters in which signs are looked for
NAMED: Final = 5  # a heading or the title begins with the name
LINE: Final = 3  # a line of the head begins with it
FILE: Final = 2  # the file's name holds it
LEAST: Final = 4  # below it nothing is claimed
FEWEST_SIGNS: Final = 2  # of a letter: a greeting and its end, an address and a greeting…
UNNAMED: Final = 2  # what these count beside the number of them
MOST_SIGNS: Final = 4

# How a paper of each kind calls itself. They must stand at the beginning: “notice du contrat” is no contract.
_NAMES: Final = {
    Genre.INVOICE: r"(?:duplicata de )?(?:factures?|avoir|note d['’]honoraires|(?:tax )?invoice|credit note)\b",
    Genre.QUOTE: r"(?:devis|quotation|quote|offre de prix|proposition (?:commerciale|de prix)|(?:cost )?estimate)\b",
    Genre.CONTRACT: r"(?:contrat\b|contrat-cadre|bail\b|avenant|convention\b(?! collective)|"
    r"conditions (?:générales|particulières)|contract\b|agreement\b|lease\b|terms (?:and|of)|"
    r"rupture (?:d['’]un commun accord|conventionnelle|amiable)|protocole d['’]accord|accord[- ]cadre)",
    Genre.MINUTES: r"(?:compte[- ]rendu|c\.?r\.? (?:de|du)\b|procès[- ]verbal|p\.?v\.? (?:de|du|cse|ag)\b|minutes of|"
    r"relevé de décisions|meeting (?:minutes|notes))",
    Genre.LETTER: r"(?:lettre\b|mise en demeure|courrier\b|letter\b|relance\b)",
    Genre.POLICY: r"(?:règlement\b|charte\b|procédures?\b|note de service|politique (?:de|d['’])|consignes?\b|"
    r"livret d['’]accueil|document unique|plan de prévention|protocole de (?:sécurité|nettoyage)|"
    r"mode opératoire|policy\b|procedure\b|(?:employee )?handbook|guidelines?\b|code of conduct|règles\b)",
}
# Words that such a paper has somewhere.
_SIGNS: Final = {
    Genre.INVOICE: (r"date d['’]échéance|due date|échéance\s*:", r"net à payer|amount due|total ttc|solde",
                    r"\bTVA\b|\bVAT\b", r"\biban\b", r"pénalités? de retard"),
    Genre.QUOTE: (r"bon pour accord", r"validité|valable (?:\d+|pendant)|valid (?:for|until)", r"devis n"),
    Genre.CONTRACT: (r"(?:nous )?soussignés", r"ci-après", r"^article \d", r"(?:reconduction|résiliation|préavis)",
                     r"fait (?:à|en) .{0,60}exemplaires?", r"^entre\b|les parties", r"conclu (?:pour|entre)"),
    Genre.MINUTES: (r"^\W*présents?\b|^attend(?:ees|ed)", r"ordre du jour|agenda", r"excusés?\b",
                    r"prochaine (?:réunion|séance)|next meeting"),
    Genre.LETTER: (r"^(?:chère? |madame|monsieur|dear )\W?[^.\n]{0,40},?$",
                   r"^[«\s]*(?:madame|monsieur)\b[^.\n]{0,40},",
                   r"(?:veuillez|vous pri(?:e|ons)).{0,60}(?:agréer|croire|recevoir)|sincerely|regards|salutations",
                   r"[àa] l['’]attention de", r"lettre (?:recommandée|remise)|registered (?:mail|letter)",
                   r"^(?:objet|subject|v/réf|n/réf)\s*:", r"^[«\s]*[ée]xpéditeur"),
    Genre.POLICY: (r"en vigueur|applicable (?:au|à partir|à tous)", r"il est (?:interdit|obligatoire)|obligatoires?\b",
                   r"(?:chaque|tout|aux?) salariés?", r"à afficher|affiché", r"ne (?:se|pas) \w+|jamais"),
}  # fmt: skip
_NAME: Final = {genre: re.compile(rf"\W*(?:{names})", re.IGNORECASE) for genre, names in _NAMES.items()}
_ANYWHERE: Final = {genre: re.compile(rf"(?<!\w)(?:{names})", re.IGNORECASE) for genre, names in _NAMES.items()}
_SIGN: Final = {
    genre: tuple(re.compile(sign, re.IGNORECASE | re.MULTILINE) for sign in signs) for genre, signs in _SIGNS.items()
}


def genre_of(parsed: Parsed, file_name: str) -> Genre:
    """The kind of a document.

    Args:
        parsed: what the parser found.
        file_name: without its suffix; a weak hint.
    """
    if parsed.kind in {Kind.MAIL, Kind.MAILBOX}:
        return Genre.EMAIL
    if parsed.invoice:
        return Genre.INVOICE
    if parsed.kind is Kind.TABLE:
        file_name = ""  # “invoices 2026” is a list of them
    scores = _by_name(parsed, file_name)
    for genre, count in _by_signs(parsed).items():
        unnamed = genre is Genre.LETTER and count >= FEWEST_SIGNS  # few letters say that they are one
        if scores[genre] or unnamed:
            scores[genre] += min(count, MOST_SIGNS) + (UNNAMED if unnamed else 0)
    best = max(scores, key=lambda genre: scores[genre], default=Genre.OTHER)
    return best if scores[best] >= LEAST else Genre.OTHER


def _by_name(parsed: Parsed, file_name: str) -> Counter[Genre]:
    scores: Counter[Genre] = Counter()
    head = [block for block in parsed.blocks[:HEAD_BLOCKS] if not block.part]
    titles = [part for title in (parsed.title, *(one.text for one in head if one.heading)) for part in _parts(title)]
    lines = [part for one in head if not one.heading for line in one.text.split("\n") for part in _parts(line)]
    for genre, name in _NAME.items():
        if any(name.match(title) for title in titles):
            scores[genre] += NAMED
        if any(len(line) <= LONGEST_NAME and name.match(line) for line in lines):
            scores[genre] += LINE
        if _ANYWHERE[genre].search(file_name.replace("_", " ")):
            scores[genre] += FILE
    return scores


def _parts(title: str) -> list[str]:
    """A title and what stands behind its dashes: “Atelier Tourvelin – Consigne en cas d'incendie”."""
    return re.split(r"\s[–—-]\s", title)


def _by_signs(parsed: Parsed) -> Counter[Genre]:
    body = "\n".join(block.text for block in parsed.blocks if not block.part)[:BODY]
    return Counter({genre: sum(bool(sign.search(body)) for sign in signs) for genre, signs in _SIGN.items()})
