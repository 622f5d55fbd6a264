from __future__ import annotations

from dataclasses import replace

from rag.records import Checked, Support
from tests.ui.web.records import citation, finished, hit
from ui.web import written

EVIL = "<img src=x> [lien](http://evil.example) ![i](http://evil.example) <script>"


def shown(text: str, *numbers: int, checks: tuple[Checked, ...] = ()) -> str:
    citations = tuple(citation(number, hit("Le prix est de 12 €."), 0, 5) for number in numbers)
    return written.answer(replace(finished(text, citations), checks=checks), "source-0", ("«", "»"), "fr")


def test_numbers_lead_to_their_source() -> None:
    html = shown("Le prix est de douze euros hors taxes [1].", 1)
    assert '<a class="sf-cite" href="#source-0-1">[1]</a>' in html
    assert "sf-verdict" not in html


def test_a_number_without_a_source_leads_nowhere() -> None:
    assert "href" not in shown("Voir la note [7] du contrat.", 1)


def test_every_verdict_has_a_sign_a_word_and_a_reason_and_stands_behind_its_sentence() -> None:
    text = "## Prix\n- Le prix est de 12 €. [1] La livraison prend 3 semaines.\n\nLe bois vient de Lyon."
    ends = (text.index("[1]") + 3, text.index("semaines.") + 9, len(text))
    checks = (
        Checked(8, ends[0], Support.SUPPORTED),
        Checked(ends[0] + 1, ends[1], Support.ABSENT, figures=("3 <b>",)),
        Checked(ends[1] + 2, ends[2], Support.WEAK, names=("Lyon",)),
    )
    html = shown(text, 1, checks=checks)
    for look, sign, word in (
        ("good", "✓", "confirmé"),
        ("bad", "✕", "pas dans les sources"),
        ("check", "!", "à vérifier"),
    ):
        assert html.count(f'class="sf-verdict sf-{look}"') == 1
        assert f'aria-hidden="true">{sign}</span>\u00a0{word}' in html
    places = [html.index(piece) for piece in ("[1]", "✓", "semaines.", "✕", "Lyon.", "sf-check")]
    assert places == sorted(places)
    assert 'title="La source ne donne pas «\u00a03 &lt;b&gt;\u00a0»."' in html
    assert "<p>Prix</p><ul><li>Le prix" in html


def test_foreign_text_stays_text() -> None:
    for html in (shown(f"{EVIL} dit le contrat [1].", 1), written.streamed(EVIL)):
        assert "<img" not in html
        assert "<script" not in html
        assert 'href="http' not in html
        assert "&lt;img" in html


def test_lists_and_bold_words() -> None:
    html = written.streamed("## Prix\n- **chêne** 12 €\n- hêtre 9 €\n\nVoilà.")
    assert html == "<p>Prix</p><ul><li><strong>chêne</strong> 12 €</li><li>hêtre 9 €</li></ul><p>Voilà.</p>"


def test_quotations_are_verbatim() -> None:
    text = "Le prix est de 12 €\npar mètre [3] <b>."
    cited = citation(1, hit(text), 0, len(text))
    html = written.answer(finished("peu importe", (cited,), quoted=True), "s", ("«", "»"), "fr")
    assert "«Le prix est de 12 € par mètre [3] &lt;b&gt;.»" in html
    assert html.count("<a ") == 1


def test_a_row_that_is_quoted_stands_with_the_names_of_its_columns() -> None:
    text = "Article | Prix HT\nPose, par heure | 58 €\nÉtude | 65 €"
    start = text.index("Pose")
    quoted = citation(1, hit(text), start, text.index("€") + 1)
    html = written.answer(finished("", (quoted,), quoted=True), "source-0", ("«", "»"), "fr")
    assert "<dt>Prix HT</dt><dd>58 €</dd>" in html
    assert "Étude" not in html
    assert "[1]" in html
