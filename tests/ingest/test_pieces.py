"""A block cut to size: nothing lost, nothing too long, rows named exactly."""

from __future__ import annotations

from collections.abc import Sequence

from hypothesis import given
from hypothesis import strategies as st

from ingest.pieces import WORDS_AT_ONCE, Piece, cut_block
from rag.records import Block


def words(texts: Sequence[str]) -> list[int]:
    """A counter that anybody can follow: a token is a word."""
    return [len(text.split()) for text in texts]


def cut(block: Block, wanted: int) -> list[Piece]:
    return cut_block(block, words([block.text])[0], wanted, words)


def test_what_fits_is_one_piece_with_its_rows() -> None:
    (piece,) = cut(Block("Le prix est fixe.", first_row=4, last_row=9), 10)
    assert (piece.text, piece.start, piece.tokens, piece.first_row, piece.last_row) == ("Le prix est fixe.", 0, 4, 4, 9)


def test_blanks_are_no_piece() -> None:
    assert cut(Block(" \n "), 10) == []


def test_a_long_paragraph_is_cut_at_its_sentences() -> None:
    pieces = cut(Block("Un deux trois. Quatre cinq six ! Sept huit ? Neuf."), 7)
    assert [piece.text for piece in pieces] == ["Un deux trois. Quatre cinq six !", "Sept huit ? Neuf."]


def test_a_table_is_cut_at_its_rows_and_knows_which() -> None:
    pieces = cut(Block("a un\nb deux\nc trois\nd quatre\ne cinq", first_row=11, last_row=15), 4)
    assert [(piece.text, piece.first_row, piece.last_row) for piece in pieces] == [
        ("a un\nb deux", 11, 12),
        ("c trois\nd quatre", 13, 14),
        ("e cinq", 15, 15),
    ]


def test_a_sentence_without_end_is_cut_between_words() -> None:
    pieces = cut(Block("mot " * 200), 50)
    assert all(piece.tokens <= max(50, WORDS_AT_ONCE) for piece in pieces)
    assert " ".join(piece.text for piece in pieces).split() == ["mot"] * 200


def test_one_endless_word_is_kept_whole() -> None:
    (piece,) = cut_block(Block("x" * 5000), 900, 10, lambda texts: [len(text) // 5 for text in texts])
    assert piece.text == "x" * 5000


@given(st.text(alphabet="ab é.!?\n", max_size=400), st.integers(1, 20))
def test_every_piece_stands_where_it_says_and_no_word_is_lost(text: str, wanted: int) -> None:
    block = Block(text)
    pieces = cut(block, wanted)
    assert all(text[piece.start : piece.start + len(piece.text)] == piece.text for piece in pieces)
    assert "".join("".join(piece.text for piece in pieces).split()) == "".join(text.split())
    assert [piece.start for piece in pieces] == sorted({piece.start for piece in pieces})
