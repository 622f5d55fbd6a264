"""The templates that come with Souffleur: a quote, an invoice and a letter, made here as DOCX in French and in English.

They are what is filled when the firm has no template of its own, and what its own may begin with.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Final

from rag.errors import Words
from ui.drafting.paper import COLOUR, SMALL, Paper

if TYPE_CHECKING:
    from rag.errors import Language

_QUOTE: Final = Words("Devis n° {{ numero }}", "Quote no. {{ numero }}")
_INVOICE: Final = Words("Facture n° {{ numero }}", "Invoice no. {{ numero }}")
_ACCEPTED: Final = Words("Devis accepté : {{ devis }}", "Accepted quote: {{ devis }}")
_TERMS: Final = Words("Règlement : {{ conditions }}", "Payment: {{ conditions }}")
_LATE: Final = Words("Pénalités de retard : {{ penalites }}", "Late payment: {{ penalites }}")
_EARLY: Final = Words("Escompte : {{ escompte }}", "Early payment: {{ escompte }}")
_PAY_TO: Final = Words("Par virement à l'IBAN {{ entreprise.iban }}", "By transfer to IBAN {{ entreprise.iban }}")
_DAYS: Final = Words("Date : {{ date }}", "Date: {{ date }}")
_UNTIL: Final = Words("Valable jusqu'au {{ validite }}", "Valid until {{ validite }}")
_SUBJECT: Final = Words("Objet : {{ objet }}", "Subject: {{ objet }}")
_AGREED: Final = Words(
    "Bon pour accord – date, nom, signature et cachet du client, précédés de « Devis reçu avant l'exécution des "
    "travaux » :",
    "Agreed – date, name and signature of the client:",
)
_PLACE: Final = Words("{{ entreprise.ville }}, le {{ date }}", "{{ entreprise.ville }}, {{ date }}")


@cache
def standard_template(kind: str, language: Language) -> bytes:
    """The DOCX template of a kind, `quote`, `invoice` or `letter`, in a language."""
    paper = Paper(language)
    paper.head()
    {"quote": _quote, "invoice": _invoice, "letter": _letter}[kind](paper)
    return paper.written()


def _quote(paper: Paper) -> None:
    say = paper.say
    paper.line(say(_QUOTE), size=18, bold=True, colour=COLOUR, before=10)
    paper.line(f"{say(_DAYS)} – {say(_UNTIL)}")
    paper.only_if("objet", say(_SUBJECT), bold=True)
    paper.table()
    paper.sums()
    paper.only_if("mention_tva", "{{ mention_tva }}", before=8)
    paper.only_if("conditions", "{{ conditions }}", before=8)
    paper.line(say(_AGREED), before=18, size=9)


def _invoice(paper: Paper) -> None:
    say = paper.say
    paper.line(say(_INVOICE), size=18, bold=True, colour=COLOUR, before=10)
    paper.line(say(_DAYS))
    paper.only_if("devis", say(_ACCEPTED))
    paper.only_if("objet", say(_SUBJECT), bold=True)
    paper.table()
    paper.sums(deposit=False)
    paper.only_if("mention_tva", "{{ mention_tva }}", before=8)
    paper.only_if("conditions", say(_TERMS), before=8)
    paper.only_if("entreprise.iban", say(_PAY_TO))
    paper.only_if("penalites", say(_LATE), before=8, size=SMALL)
    paper.only_if("indemnite", "{{ indemnite }}", size=SMALL)
    paper.only_if("escompte", say(_EARLY), size=SMALL)


def _letter(paper: Paper) -> None:
    paper.line(paper.say(_PLACE), before=10, right=True)
    paper.only_if("objet", paper.say(_SUBJECT), bold=True)
    paper.only_if("appel", "{{ appel }}", before=12)
    paper.line("{%p for p in corps %}")
    paper.line("{{ p.texte }}", before=6)
    paper.line("{%p endfor %}")
    paper.only_if("formule", "{{ formule }}", before=12)
    paper.only_if("redacteur", "{{ redacteur }}", before=24)
