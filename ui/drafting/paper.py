"""A template written with python-docx: the firm above, the client beside it, a table of lines, sums, a foot."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING, Any, Final

from rag.errors import Words

if TYPE_CHECKING:
    from rag.errors import Language

COLOUR: Final = "1F4E5F"
SHADE: Final = "E8EEF1"
GREY: Final = "555555"
SMALL: Final = 8.5  # points
BODY: Final = 10.0
MARGIN_CM: Final = 2.0
# Widths in centimetres; together what the margins leave of A4.
COLUMNS: Final = (
    (Words("Réf.", "Ref."), "reference", 2.4, False),
    (Words("Désignation", "Description"), "designation", 5.8, False),
    (Words("Qté", "Qty"), "quantite", 1.3, True),
    (Words("Unité", "Unit"), "unite", 1.6, False),
    (Words("PU HT", "Unit price"), "prix", 2.1, True),
    (Words("TVA", "VAT"), "tva", 1.3, True),
    (Words("Total HT", "Net"), "montant", 2.5, True),
)
_SIRET: Final = Words("SIRET : {{ client.siret }}", "SIRET: {{ client.siret }}")
_VAT_ID: Final = Words("N° TVA : {{ client.tva }}", "VAT no.: {{ client.tva }}")
_FOR: Final = Words("À l'attention de {{ client.contact }}", "For the attention of {{ client.contact }}")
_LINES: Final = Words("Total des lignes HT", "Total of the lines, net")
_OFF: Final = Words(
    "Remise{% if taux_remise %} {{ taux_remise }}{% endif %}",
    "Discount{% if taux_remise %} {{ taux_remise }}{% endif %}",
)
_LINE_OFF: Final = Words(
    "{% if l.remise %} (remise {{ l.remise }}){% endif %}", "{% if l.remise %} ({{ l.remise }} off){% endif %}"
)
_NET: Final = Words("Total HT", "Total excluding VAT")
_VAT: Final = Words("TVA {{ t.taux }} sur {{ t.base }}", "VAT {{ t.taux }} on {{ t.base }}")
_GROSS: Final = Words("Total TTC", "Total including VAT")
_DEPOSIT: Final = Words("Acompte à la commande ({{ taux_acompte }})", "Deposit with the order ({{ taux_acompte }})")
_FOOT: Final = Words(
    "{{ entreprise.nom }}{% if entreprise.mentions %} – {{ entreprise.mentions }}{% endif %} – SIRET "
    "{{ entreprise.siret }}{% if entreprise.tva %} – TVA {{ entreprise.tva }}{% endif %}"
    "{% if entreprise.iban %} – IBAN {{ entreprise.iban }}{% endif %}",
    "{{ entreprise.nom }}{% if entreprise.mentions %} – {{ entreprise.mentions }}{% endif %} – SIRET "
    "{{ entreprise.siret }}{% if entreprise.tva %} – VAT {{ entreprise.tva }}{% endif %}"
    "{% if entreprise.iban %} – IBAN {{ entreprise.iban }}{% endif %}",
)
_REACH: Final = (
    "{{ entreprise.telephone }}{% if entreprise.telephone and entreprise.courriel %} – {% endif %}"
    "{{ entreprise.courriel }}"
)


class Paper:
    """One template being written with python-docx, which has no types."""

    def __init__(self, language: Language) -> None:
        from docx import Document
        from docx.shared import Cm, Pt

        self._language = language
        self._paper: Any = Document()
        core = self._paper.core_properties
        core.author = core.comments = ""
        section = self._paper.sections[0]
        section.page_width, section.page_height = Cm(21), Cm(29.7)
        section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = Cm(MARGIN_CM)
        style = self._paper.styles["Normal"]
        style.font.name, style.font.size = "Liberation Sans", Pt(BODY)
        style.paragraph_format.space_after = Pt(2)
        foot = section.footer.paragraphs[0]
        self._run(foot, self.say(_FOOT), size=7.5, colour=GREY)
        foot.alignment = 1

    def say(self, words: Words) -> str:
        """In the paper's language; its marks stay."""
        return words.fr if self._language == "fr" else words.en

    def head(self) -> None:
        """The firm on the left, the client on the right."""
        left, right = self._paper.add_table(rows=1, cols=2).rows[0].cells
        self._run(left.paragraphs[0], "{{ entreprise.nom }}", size=15, bold=True, colour=COLOUR)
        for text in ("{{ entreprise.rue }}", "{{ entreprise.code_postal }} {{ entreprise.ville }}", _REACH):
            self._run(left.add_paragraph(), text, size=SMALL, colour=GREY)
        self._run(right.paragraphs[0], "{{ client.nom }}", bold=True)
        self._only_if_in(right, "client.contact", self.say(_FOR))
        for text in ("{{ client.rue }}", "{{ client.code_postal }} {{ client.ville }}"):
            self._run(right.add_paragraph(), text)
        self._only_if_in(right, "client.siret", self.say(_SIRET), size=SMALL)
        self._only_if_in(right, "client.tva", self.say(_VAT_ID), size=SMALL)

    def line(self, text: str, *, before: float = 0, right: bool = False, **look: Any) -> None:
        """One paragraph."""
        from docx.shared import Pt

        paragraph = self._paper.add_paragraph()
        paragraph.paragraph_format.space_before = Pt(before)
        paragraph.alignment = 2 if right else 0
        self._run(paragraph, text, **look)

    def only_if(self, field: str, text: str, **look: Any) -> None:
        """One paragraph that is left out where its field is empty."""
        self.line(f"{{%p if {field} %}}")
        self.line(text, **look)
        self.line("{%p endif %}")

    def table(self) -> None:
        """One row a line, the head again on every page."""
        self._paper.add_paragraph().paragraph_format.space_after = 0
        table = self._paper.add_table(rows=4, cols=len(COLUMNS), style="Table Grid")
        table.autofit = False
        head, begin, row, end = table.rows
        _repeat(head)
        for place, (words, field, _, numeric) in enumerate(COLUMNS):
            _shade(head.cells[place])
            self._cell(head.cells[place], self.say(words), right=numeric, bold=True)
            more = self.say(_LINE_OFF) if field == "designation" else ""
            self._cell(row.cells[place], f"{{{{ l.{field} }}}}{more}", right=numeric)
        _keep_whole(row)
        begin.cells[0].text = "{%tr for l in lignes %}"
        end.cells[0].text = "{%tr endfor %}"
        _widths(table, [width for _, _, width, _ in COLUMNS])
        self._paper.add_paragraph()

    def sums(self, *, deposit: bool = True) -> None:
        """The totals on the right; what does not apply is left out."""
        table = self._paper.add_table(rows=0, cols=2)
        table.alignment = 2
        table.autofit = False

        def row(text: str, value: str = "", *, bold: bool = False) -> None:
            cells = table.add_row().cells
            self._cell(cells[0], text, bold=bold, size=BODY)
            if value:
                self._cell(cells[1], value, right=True, bold=bold, size=BODY)

        row("{%tr if remise %}")
        row(self.say(_LINES), "{{ total_lignes }}")
        row(self.say(_OFF), "– {{ remise }}")
        row("{%tr endif %}")
        row(self.say(_NET), "{{ total_ht }}", bold=True)
        row("{%tr for t in taux_tva %}")
        row(self.say(_VAT), "{{ t.tva }}")
        row("{%tr endfor %}")
        row(self.say(_GROSS), "{{ total_ttc }}", bold=True)
        if deposit:
            row("{%tr if acompte %}")
            row(self.say(_DEPOSIT), "{{ acompte }}")
            row("{%tr endif %}")
        _widths(table, [6.5, 3.2])

    def written(self) -> bytes:
        """The file."""
        out = BytesIO()
        self._paper.save(out)
        return out.getvalue()

    def _only_if_in(self, cell: Any, field: str, text: str, **look: Any) -> None:
        for part in (f"{{%p if {field} %}}", text, "{%p endif %}"):
            self._run(cell.add_paragraph(), part, **look)

    def _cell(self, cell: Any, text: str, *, right: bool = False, bold: bool = False, size: float = SMALL) -> None:
        paragraph = cell.paragraphs[0]
        paragraph.alignment = 2 if right else 0
        self._run(paragraph, text, size=size, bold=bold)

    def _run(self, paragraph: Any, text: str, *, size: float = BODY, bold: bool = False, colour: str = "") -> None:
        from docx.shared import Pt, RGBColor

        run = paragraph.add_run(text)
        run.bold, run.font.size = bold, Pt(size)
        if colour:
            run.font.color.rgb = RGBColor.from_string(colour)


def _widths(table: Any, widths: list[float]) -> None:
    from docx.shared import Cm

    for column, width in zip(table.columns, widths, strict=True):
        column.width = Cm(width)
    for row in table.rows:
        for cell, width in zip(row.cells, widths, strict=True):
            cell.width = Cm(width)


def _shade(cell: Any) -> None:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    shade = OxmlElement("w:shd")
    for name, value in (("w:val", "clear"), ("w:color", "auto"), ("w:fill", SHADE)):
        shade.set(qn(name), value)
    cell._tc.get_or_add_tcPr().append(shade)  # noqa: SLF001 - python-docx has no shading


def _repeat(row: Any) -> None:
    from docx.oxml import OxmlElement

    row._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))  # noqa: SLF001 - nor rows that come again


def _keep_whole(row: Any) -> None:
    from docx.oxml import OxmlElement

    row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))  # noqa: SLF001 - likewise
