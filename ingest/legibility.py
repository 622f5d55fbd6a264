"""Which pictures of text were read so badly that their words should not be trusted. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable

    from rag.records import PageRead

# Mean confidence of a page. The scans of the sample company have 90 and more; a page blurred until half of its letters
# were wrong had 67, one upside down 45.
SURE: Final = 75.0


def badly_read(scanned: Iterable[PageRead]) -> tuple[int, ...]:
    """The pages whose words are doubtful, in their order."""
    return tuple(sorted(one.page for one in scanned if one.confidence < SURE))
