"""Whether the upper layers of Chroma's graphs are whole, read from their files: no search shows that they are not.

The few links that lead a search to the right neighbourhood stand in `link_lists.bin`. Without them, or with wrong ones,
the layer below still finds most, until one leads out of memory. The form is that of hnswlib's `saveIndex`.
"""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

HEADER: Final = struct.Struct("<iQQQQQQiIQQQ")  # the beginning of `header.bin`
SIZE: Final = struct.Struct("<I")
COUNT: Final = struct.Struct("<H")
LINK_BYTES: Final = 4
NOWHERE: Final = 2**32 - 1


def graph_is_whole(folder: Path) -> bool:
    """Whether every graph below an index's folder has its links, and only to what is there."""
    for part in {file.parent for file in folder.rglob("*.bin")}:
        try:
            header, links = (part / "header.bin").read_bytes(), (part / "link_lists.bin").read_bytes()
            _, _, _, elements, _, _, _, highest, _, most, _, _ = HEADER.unpack_from(header)
            if not _is_whole(links, elements, highest, most):
                return False
        except (OSError, struct.error):
            return False
    return True


def _is_whole(content: bytes, elements: int, highest: int, most: int) -> bool:
    layer_bytes = LINK_BYTES * (most + 1)
    layers: list[int] = []  # of each element, above the lowest
    lists: list[tuple[int, int, int]] = []  # element, layer, where its links begin
    at = 0
    for one in range(elements):
        (size,) = SIZE.unpack_from(content, at)
        at += SIZE.size
        if size % layer_bytes or size > max(0, highest) * layer_bytes:
            return False
        layers.append(size // layer_bytes)
        lists += [(one, layer, at + layer * layer_bytes) for layer in range(layers[-1])]
        at += size
    return at == len(content) and all(
        other < elements and other != one and layers[other] > layer
        for one, layer, place in lists
        for other in _links(content, place, most)
    )


def _links(content: bytes, place: int, most: int) -> Iterator[int]:
    """The elements that a list leads to; one that says it is longer than there is room leads nowhere."""
    (count,) = COUNT.unpack_from(content, place)
    if count > most:
        yield NOWHERE
        return
    yield from (SIZE.unpack_from(content, place + LINK_BYTES * number)[0] for number in range(1, count + 1))
