from __future__ import annotations

from decimal import Decimal
from io import BytesIO

import pytest
from docx import Document
from hypothesis import given, settings

from rag.errors import TemplateBroken, TemplateFieldUnknown
from rag.numbers import readings
from rag.office.drafts.amounts import Discount, Item
from tests.rag.office.drafts.parts import quotes
from tests.ui.drafting.parts import docx, quote, words_of
from ui.drafting.standard import standard_template
from ui.drafting.vocabulary import context
from ui.drafting.word import check_docx, filled_docx


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("kind", ["quote", "invoice", "letter"])
def test_our_templates_pass_the_check(language: str, kind: str) -> None:
    check_docx("ours", standard_template(kind, language))  # type: ignore[arg-type]


def test_a_quote_in_french_and_in_english() -> None:
    french = words_of(filled_docx("", standard_template("quote", "fr"), context(quote(discount=Discount(Decimal(10))))))
    for words in (
        "Devis n° D-2026-035", "1er mai 2026", "30 juin 2026", "Cabinet <Brissard> & Nouet",
        "SIRET : 005 188 461 00015",
        "Pose {{ danger }} <b> (remise 5\u00a0%)", "Porte de bureau\n38 dB", "12,5", "745,00\u00a0€", "688,75\u00a0€",
        "Remise 10\u00a0%", "TVA 20\u00a0% sur 2\u202f011,50\u00a0€", "Acompte à la commande (30\u00a0%)",
    ):  # fmt: skip
        assert words in french
    english = words_of(filled_docx("", standard_template("quote", "en"), context(quote(language="en"))))
    for words in ("Quote no. D-2026-035", "1 May 2026", "€745.00", "VAT 10% on €688.75", "Total including VAT"):
        assert words in english
    assert "Discount" not in english


def test_what_is_empty_is_left_out() -> None:
    said = words_of(filled_docx("", standard_template("quote", "fr"), context(quote(client__siret="", deposit=""))))
    assert "SIRET : " not in said
    assert "Acompte" not in said
    assert "%p" not in said


def _money(words: str) -> Decimal:
    return Decimal(next(iter(readings(words.replace("€", "").replace("–", "").strip()))))


@settings(max_examples=15, deadline=None)
@given(quotes())
def test_the_paper_says_the_totals(drawn: tuple[list[Item], Discount]) -> None:
    """Read back from the file: what the lines, the rates and the sums say is what they come to."""
    items, discount = drawn
    draft = quote(items, discount)
    made = Document(BytesIO(filled_docx("", standard_template("quote", "fr"), context(draft))))
    lines, sums = made.tables[1:]
    assert [_money(row.cells[-1].text) for row in lines.rows[1:]] == [line.net for line in draft.totals.lines]
    said = [(row.cells[0].text, _money(row.cells[1].text)) for row in sums.rows]
    totals = draft.totals
    assert [value for name, value in said if name.startswith("TVA")] == [rate.vat for rate in totals.rates]
    named = dict(said)
    assert (named["Total HT"], named["Total TTC"]) == (totals.net, totals.gross)
    assert named["Total HT"] + sum(value for name, value in said if name.startswith("TVA")) == named["Total TTC"]


def test_fields_that_are_unknown_are_told_with_what_was_meant_and_nothing_is_written() -> None:
    own = docx("{{ client.nmo }} {{ total_tct }} {{ zzz }}", "{%p for l in lignes %}", "{{ l.prx }}", "{%p endfor %}",
               foot="{{ entreprise.sirte }}")  # fmt: skip
    with pytest.raises(TemplateFieldUnknown) as caught:
        filled_docx("devis.docx", own, context(quote()))
    said = caught.value.sentence("fr")
    for words in ("client.nmo (→ client.nom ?)", "total_tct (→ total_ttc ?)", "zzz", "l.prx", "entreprise.sirte"):
        assert words in said
    assert "devis.docx" in said


def test_names_in_both_languages_loops_and_conditions() -> None:
    own = docx(
        "{{ client.name }} / {{ client.nom }}",
        "{%p for line in lines %}",
        "{{ loop.index }}. {{ line.designation|upper }}: {{ line.amount }}",
        "{%p endfor %}",
        "{% set first = lignes[0] %}{{ first.reference }}{% if acompte and not remise %} – {{ acompte }}{% endif %}",
        foot="{{ firm.name }}",
    )
    said = words_of(filled_docx("own.docx", own, context(quote())))
    assert "Cabinet <Brissard> & Nouet / Cabinet <Brissard> & Nouet" in said
    assert "2. POSE {{ DANGER }} <B>: 688,75\u00a0€" in said
    assert "POR-ISO – " in said
    assert "Atelier Tourvelin" in said


@pytest.mark.parametrize(
    "text",
    ["{{ client.nom", "{% if objet %}", "{% include 'a' %}", "{{ ''.join(objet) }}", "{% for %}",
     "{{ numero.format(1) }}"],
)  # fmt: skip
def test_a_template_that_cannot_be_read_is_told(text: str) -> None:
    with pytest.raises(TemplateBroken):
        filled_docx("own.docx", docx(text), context(quote()))


def test_what_would_reach_python_is_refused() -> None:
    with pytest.raises((TemplateBroken, TemplateFieldUnknown)):
        filled_docx("own.docx", docx("{{ objet.__class__.__mro__ }}"), context(quote()))


@pytest.mark.parametrize("content", [b"", b"no zip", docx("x")[:200]])
def test_what_is_no_word_file(content: bytes) -> None:
    with pytest.raises(TemplateBroken):
        check_docx("own.docx", content)
