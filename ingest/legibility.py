"""Which pictures of text were read so badly that their words should not be trusted, or not at all. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from rag.records import PageRead

# Mean confidence of a page. The scans of the sample company have 90 and more; a page blurred until half of its letters
# were wrong had 67, one upside down 45.
SURE: Final = 75.0
# Of a page's points, those that are darker than its paper: a page of type has 3 to 15 %, a blurred one more, dust next
# to none; on a photograph there is hardly any paper. Guesses between the samples.
DARKER: Final = 20  # of 256 shades
LEAST_INK: Final = 0.005
MOST_INK: Final = 0.4


def badly_read(scanned: Iterable[PageRead]) -> tuple[int, ...]:
    """The pages whose words are doubtful, in their order."""
    return tuple(sorted(one.page for one in scanned if one.confidence < SURE))


def holds_ink(shades: Sequence[int]) -> bool:
    """Whether there is something like writing on a page, however blurred; `shades` counts its points, black first."""
    total, seen = max(1, sum(shades)), 0
    for paper, count in enumerate(shades):
        seen += count
        if 2 * seen >= total:
            dark = sum(shades[: max(0, paper - DARKER)])
            return LEAST_INK * total <= dark <= MOST_INK * total
    return False
