from __future__ import annotations

from tests.ui.web.records import citation, finished, hit
from ui.web import written

EVIL = "<img src=x> [lien](http://evil.example) ![i](http://evil.example) <script>"


def shown(text: str, *numbers: int) -> str:
    citations = tuple(citation(number, hit("Le prix est de 12 €."), 0, 5) for number in numbers)
    return written.answer(finished(text, citations), "source-0", ("«", "»"), "à vérifier")


def test_numbers_lead_to_their_source() -> None:
    html = shown("Le prix est de douze euros hors taxes [1].", 1)
    assert '<a class="sf-cite" href="#source-0-1">[1]</a>' in html
    assert "sf-doubtful" not in html


def test_a_number_without_a_source_leads_nowhere() -> None:
    assert "href" not in shown("Voir la note [7] du contrat.", 1)


def test_a_sentence_without_a_source_is_shown_as_such() -> None:
    html = shown("Le prix est de douze euros [1]. La livraison prend trois semaines.", 1)
    assert html.count("sf-doubtful") == 1
    doubtful = html.split("sf-doubtful")[1]
    assert "La livraison" in doubtful
    assert "Le prix" not in doubtful


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
    html = written.answer(finished("peu importe", (cited,), quoted=True), "s", ("«", "»"), "")
    assert "«Le prix est de 12 € par mètre [3] &lt;b&gt;.»" in html
    assert html.count("<a ") == 1
