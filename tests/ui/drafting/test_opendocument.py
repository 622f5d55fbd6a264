from __future__ import annotations

import zipfile
from io import BytesIO

import pytest
from lxml import etree

from rag.errors import TemplateBroken, TemplateFieldUnknown
from tests.ui.drafting.parts import docx, odt, quote
from ui.drafting.opendocument import check_odt, filled_odt
from ui.drafting.vocabulary import context

TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
CELL = "<table:table-cell><text:p>{}</text:p></table:table-cell>"


def parts(content: bytes, name: str = "content.xml") -> etree._Element:
    with zipfile.ZipFile(BytesIO(content)) as file:
        assert file.infolist()[0].filename == "mimetype"
        assert file.infolist()[0].compress_type == zipfile.ZIP_STORED
        return etree.fromstring(file.read(name))


def paragraphs(content: bytes, name: str = "content.xml") -> list[str]:
    return ["".join(one.itertext()) for one in parts(content, name).iter(f"{TEXT}p")]


def test_fields_that_a_word_processor_cut_into_pieces() -> None:
    own = odt(
        '<text:p>À {{ cli<text:span text:style-name="T1">ent.n</text:span>om }}, le '
        "<text:span>{{</text:span><text:s/>date<text:span> }}</text:span>.</text:p>"
        "<text:p>{% if client.siret &amp;&amp; 1 %}x{% endif %}</text:p>".replace(" &amp;&amp; 1", " and 1 &lt; 2")
        + "<text:p>{{ client.ville|default(’rien’) }}</text:p>",
        foot="{{ entreprise.nom }}",
    )
    made = filled_odt("own.odt", own, context(quote()))
    assert paragraphs(made) == ["À Cabinet <Brissard> & Nouet, le 1er mai 2026.", "x", "Angers"]
    assert paragraphs(made, "styles.xml") == ["Atelier Tourvelin"]


def test_rows_and_paragraphs_that_come_again() -> None:
    rows = "".join(
        f"<table:table-row>{''.join(CELL.format(text) for text in cells)}</table:table-row>"
        for cells in (
            ("Désignation", "Total"),
            ("{%tr for l in lignes %}", ""),
            ("{{ l.designation }}", "{{ l.montant }}"),
            ("{%tr endfor %}", ""),
        )
    )
    own = odt(
        f"<table:table>{rows}</table:table><text:p>{{%p if remise %}}</text:p><text:p>Remise</text:p>"
        "<text:p>{%p endif %}</text:p><text:p>Fin</text:p>"
    )
    made = filled_odt("own.odt", own, context(quote()))
    found = [["".join(cell.itertext()) for cell in row] for row in parts(made).iter(f"{TABLE}table-row")]
    assert found == [
        ["Désignation", "Total"],
        ["Porte de bureau38 dB", "2\u202f235,00\u00a0€"],
        ["Pose {{ danger }} <b>", "688,75\u00a0€"],
    ]
    assert len(list(parts(made).iter(f"{TEXT}line-break"))) == 1
    assert paragraphs(made)[-1] == "Fin"
    assert "Remise" not in paragraphs(made)


def test_unknown_fields_are_told() -> None:
    with pytest.raises(TemplateFieldUnknown, match=r"client\.nmo"):
        check_odt("own.odt", odt("<text:p>{{ client.<text:span>nmo</text:span> }}</text:p>"))


@pytest.mark.parametrize(
    "content",
    [b"", docx("x"), odt("<text:p>{{ objet </text:p>"), odt("<text:p>"), odt("<text:p>{% if objet %}</text:p>")],
)
def test_what_is_no_template(content: bytes) -> None:
    with pytest.raises(TemplateBroken):
        check_odt("own.odt", content)
