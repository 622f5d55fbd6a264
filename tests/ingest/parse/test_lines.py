"""Lines with boxes put together: paragraphs, cells of a row, words cut at a line's end, headings."""

from __future__ import annotations

from ingest.parse.lines import Line, paragraphs

BODY = 10.0
HEIGHT = 1000.0  # points, so that a line of 10 points is a hundredth of the page


def line(text: str, top: float, left: float = 0.1, right: float = 0.9, size: float = BODY) -> Line:
    return Line(text, 1, size, left, top, right, top + size / HEIGHT, HEIGHT)


def texts(*lines: Line) -> list[str]:
    return [block.text for block in paragraphs(lines, BODY)]


def test_lines_that_follow_each_other_are_one_paragraph() -> None:
    assert texts(line("Le bail prend fin le 31 mars", 0.1), line("2027 et se renouvelle.", 0.112)) == [
        "Le bail prend fin le 31 mars 2027 et se renouvelle."
    ]


def test_a_gap_begins_a_new_paragraph() -> None:
    assert texts(line("Article premier.", 0.1), line("Article second.", 0.13)) == [
        "Article premier.",
        "Article second.",
    ]


def test_a_short_line_that_ends_a_sentence_ends_its_paragraph() -> None:
    found = texts(
        line("Un long début de phrase qui va", 0.1), line("jusqu'ici.", 0.112, right=0.3), line("Puis.", 0.124)
    )
    assert found == ["Un long début de phrase qui va jusqu'ici.", "Puis."]


def test_a_word_cut_at_the_line_s_end_is_whole_again() -> None:
    assert texts(line("une procédure de licen-", 0.1), line("ciement économique", 0.112)) == [
        "une procédure de licenciement économique"
    ]


def test_a_hyphen_before_a_capital_or_a_figure_is_kept() -> None:
    assert texts(line("la ville de Saint-", 0.1), line("Nazaire", 0.112)) == ["la ville de Saint-Nazaire"]
    assert texts(line("les années 2025-", 0.1), line("2026", 0.112)) == ["les années 2025- 2026"]


def test_words_of_one_row_are_cells() -> None:
    assert texts(line("Chêne", 0.1, 0.1, 0.2), line("12 m³", 0.1, 0.5, 0.6), line("890 €", 0.1, 0.8, 0.9)) == [
        "Chêne | 12 m³ | 890 €"
    ]


def test_an_open_sentence_goes_on_in_the_next_column() -> None:
    found = texts(line("la garantie couvre", 0.9, 0.1, 0.45), line("les défauts de pose.", 0.1, 0.55, 0.9))
    assert found == ["la garantie couvre les défauts de pose."]


def test_a_finished_sentence_does_not() -> None:
    found = texts(line("La garantie prend fin.", 0.9, 0.1, 0.45), line("Les défauts de pose.", 0.1, 0.55, 0.9))
    assert len(found) == 2


def test_larger_type_is_a_heading_and_its_level_follows_the_size() -> None:
    lines = [line("Bail", 0.1, size=20), line("Durée", 0.2, size=12), line("Neuf ans.", 0.3)]
    assert [block.heading for block in paragraphs(lines, BODY)] == [1, 2, 0]


def test_large_type_that_is_a_sentence_or_long_is_no_heading() -> None:
    assert [block.heading for block in paragraphs([line("Attention au départ.", 0.1, size=20)], BODY)] == [0]
    assert [block.heading for block in paragraphs([line("mot " * 40, 0.1, size=20)], BODY)] == [0]


def test_marks_point_at_each_line_inside_the_text() -> None:
    (block,) = paragraphs([line("  une procé-", 0.1, left=-0.02), line("dure", 0.112, right=1.2)], BODY)
    assert block.text == "une procédure"
    assert [(mark.start, mark.end) for mark in block.marks] == [(0, 9), (9, 13)]  # the hyphen is gone
    assert (block.marks[0].left, block.marks[1].right) == (0.0, 1.0)  # kept on the page


def test_invisible_lines_leave_nothing() -> None:
    assert texts(line("\u200b", 0.1)) in ([""], [])
    assert texts() == []
