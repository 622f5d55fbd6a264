"""Where passages are cut, and that everything they carry points at the right place."""

from __future__ import annotations

from collections.abc import Sequence

from hypothesis import given
from hypothesis import strategies as st

from ingest.passages import cut
from rag.records import Block, DocumentId, Kind, Mark, Parsed, Passage

NAME = DocumentId("d")


def count_words(texts: Sequence[str]) -> list[int]:
    return [len(text.split()) for text in texts]


def passages(*blocks: Block, wanted: int = 20) -> list[Passage]:
    return cut(Parsed(blocks, Kind.TEXT), NAME, count_words, wanted)


def words(count: int, word: str = "mot") -> str:
    return " ".join([word] * count)


def test_short_paragraphs_are_joined() -> None:
    found = passages(Block(words(5)), Block(words(6)))
    assert [one.text for one in found] == [f"{words(5)}\n{words(6)}"]


def test_a_passage_never_crosses_a_page() -> None:
    found = passages(Block(words(3), page=1), Block(words(3), page=2))
    assert [(one.first_page, one.last_page) for one in found] == [(1, 1), (2, 2)]


def test_a_passage_never_crosses_an_attachment_or_a_sheet() -> None:
    found = passages(Block("lettre"), Block("devis", part="devis.pdf"), Block("prix", sheet="Tarifs"))
    assert [(one.part, one.sheet) for one in found] == [("", ""), ("devis.pdf", ""), ("", "Tarifs")]


def test_sections_carry_their_heading_path_and_begin_anew() -> None:
    found = passages(
        Block("Règlement", heading=1),
        Block("Congés", heading=2),
        Block(words(12, "congé")),
        Block("Horaires", heading=2),
        Block(words(12, "heure")),
    )
    assert [one.section for one in found] == [("Règlement", "Congés"), ("Règlement", "Horaires")]
    assert found[0].text.startswith("Règlement\nCongés\n")
    assert found[1].text.startswith("Horaires\n")


def test_a_heading_at_the_end_of_a_full_passage_goes_with_what_follows() -> None:
    found = passages(Block(words(18)), Block("Titre", heading=1), Block(words(10)))
    assert found[1].text.startswith("Titre\n")


def test_a_tiny_section_is_joined_with_the_next_one() -> None:
    found = passages(Block("A", heading=1), Block("un"), Block("B", heading=1), Block("deux"))
    assert len(found) == 1


def test_a_heading_alone_is_not_lost() -> None:
    assert [one.text for one in passages(Block("Total : 12 €", heading=1))] == ["Total : 12 €"]


def test_a_long_paragraph_is_cut_at_sentences() -> None:
    sentences = [f"La phrase {number} compte exactement sept mots ici." for number in range(6)]
    found = passages(Block(" ".join(sentences)))
    assert len(found) == 3
    assert all(one.text.endswith(".") for one in found)


def test_an_endless_sentence_is_cut_at_words() -> None:
    found = passages(Block(words(100)), wanted=50)
    assert sum(len(one.text.split()) for one in found) == 100
    assert max(len(one.text.split()) for one in found) <= 50


def test_rows_keep_their_header_and_their_numbers() -> None:
    rows = "\n".join(f"Chêne {number} ; 10,00 € ; m2" for number in range(10))
    found = passages(Block(rows, sheet="Tarifs", first_row=2, last_row=11, header="Article ; Prix ; Unité"), wanted=24)
    assert len(found) > 1
    assert all(one.text.startswith("Article ; Prix ; Unité\n") for one in found)
    assert found[0].first_row == 2
    assert found[-1].last_row == 11
    assert [one.first_row for one in found[1:]] == [one.last_row + 1 for one in found[:-1]]


def test_marks_follow_their_words() -> None:
    text = "Premier paragraphe. Deuxième phrase."
    block = Block(text, page=1, marks=(Mark(0, 19, 1, 0, 0, 1, 0.1), Mark(20, 36, 1, 0, 0.1, 1, 0.2)))
    (found,) = passages(Block("Titre", page=1), block)
    assert [found.text[mark.start : mark.end] for mark in found.marks] == ["Premier paragraphe.", "Deuxième phrase."]


def test_the_same_document_gives_the_same_ids() -> None:
    blocks = (Block(words(30)), Block(words(10), page=2))
    assert [one.id for one in passages(*blocks)] == [one.id for one in passages(*blocks)]


def test_blank_blocks_give_nothing() -> None:
    assert passages(Block("  \n "), Block("")) == []


@given(
    st.lists(st.text(alphabet="ab .\n", max_size=60), max_size=8),
    st.integers(min_value=3, max_value=30),
)
def test_no_word_is_lost_or_doubled(texts: list[str], wanted: int) -> None:
    found = cut(Parsed(tuple(Block(text) for text in texts), Kind.TEXT), NAME, count_words, wanted)
    assert " ".join(one.text for one in found).split() == " ".join(texts).split()
    assert [one.ordinal for one in found] == list(range(len(found)))
