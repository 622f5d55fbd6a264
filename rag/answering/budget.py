"""How much a model may be given to read so that its first word comes in time. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from rag.models.pace import Speed

LEAST_TOKENS: Final = 300  # of sources, on the slowest machine too: with less, a model has nothing to answer from
CAREFUL: Final = 0.9  # of the measured speed: other programs want the machine too. Guess


def room_for_sources(speed: Speed, seconds: float, *, others: int, most: int, least: int = LEAST_TOKENS) -> int:
    """Tokens of sources that may still be read.

    Args:
        speed: of the model on this machine.
        seconds: until the first word is wanted.
        others: tokens that are to be read beside the sources; what the model has read already is not among them.
        most: tokens that the model's context leaves for sources.
        least: tokens that are given even where they take longer.

    Returns:
        At least `least`, and never more than `most`.
    """
    one_word = 1 / speed.write_tokens_per_second if speed.write_tokens_per_second > 0 else 0.0
    in_time = int((seconds - one_word) * speed.read_tokens_per_second * CAREFUL) - others
    return max(0, min(max(in_time, least), most))
