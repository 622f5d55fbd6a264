"""The firm's printed paper: letterhead, foot and page numbers."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from reportlab.lib.colors import HexColor
from reportlab.lib.pagesizes import A4
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas

from data.make.firm import Party, spaced

if TYPE_CHECKING:
    from data.make.pdf import Styles

MARGIN = 20 * mm


class Numbered(Canvas):  # type: ignore[misc]  # reportlab has no types
    """Knows the number of pages before it writes the foot of each."""

    def __init__(self, *args: Any, page_word: str, face: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._kept: list[dict[str, Any]] = []
        self._page_word = page_word
        self._face = face

    def showPage(self) -> None:  # noqa: N802  # reportlab's name
        self._kept.append(dict(self.__dict__))
        self._startPage()

    def save(self) -> None:
        for state in self._kept:
            self.__dict__.update(state)
            self.setFont(self._face, 8)
            self.setFillColor(HexColor("#555555"))
            self.drawRightString(A4[0] - MARGIN, 11 * mm, f"{self._page_word} {self._pageNumber} / {len(self._kept)}")
            super().showPage()
        super().save()


def letterhead(canvas: Any, issuer: Party, styles: Styles) -> None:
    top = A4[1] - 14 * mm
    canvas.setFillColor(styles.colour)
    canvas.rect(0, A4[1] - 6 * mm, A4[0], 6 * mm, stroke=0, fill=1)
    canvas.roundRect(MARGIN, top - 15 * mm, 14 * mm, 14 * mm, 2 * mm, stroke=0, fill=1)
    canvas.setFillColor(HexColor("#ffffff"))
    canvas.setFont(styles.bold, 20)
    canvas.drawCentredString(MARGIN + 7 * mm, top - 10.5 * mm, initials(issuer.name))
    canvas.setFillColor(styles.colour)
    canvas.setFont(styles.bold, 15)
    canvas.drawString(MARGIN + 18 * mm, top - 7 * mm, issuer.name)
    canvas.setFillColor(HexColor("#444444"))
    canvas.setFont(styles.italic, 9)
    canvas.drawString(MARGIN + 18 * mm, top - 12 * mm, issuer.trade)
    canvas.setFont(styles.face, 8)
    for place, line in enumerate([*issuer.address, issuer.phone, issuer.mail]):
        canvas.drawRightString(A4[0] - MARGIN, top - 3 * mm - place * 3.6 * mm, line)
    canvas.setStrokeColor(styles.colour)
    canvas.line(MARGIN, top - 19 * mm, A4[0] - MARGIN, top - 19 * mm)


def initials(name: str) -> str:
    """Two letters for the mark of the letterhead."""
    words = [word for word in re.split(r"[\s'-]+", name) if word[:1].isupper()]
    return "".join(word[0] for word in words[:2])


def foot(canvas: Any, issuer: Party, styles: Styles) -> None:
    canvas.setFont(styles.face, 7)
    canvas.setFillColor(HexColor("#666666"))
    parts = [issuer.name, issuer.legal]
    if issuer.siren:
        parts += [f"SIRET {spaced(issuer.siret, 3, 3, 3, 5)}", f"TVA {issuer.vat_number}"]
    canvas.drawString(MARGIN, 11 * mm, " – ".join(part for part in parts if part))
    canvas.setStrokeColor(HexColor("#bbbbbb"))
    canvas.line(MARGIN, 15 * mm, A4[0] - MARGIN, 15 * mm)
