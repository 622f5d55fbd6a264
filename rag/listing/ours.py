"""Bills and quotes that the reader's own house sent or received: *les factures que nous avons envoyées*. Pure.

Whose house it is, most papers tell (`listing`); who wrote a paper is named first on it. What is said of letters and
e-mails in this way is looked for in their texts.
"""

from __future__ import annotations

import re
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from rag.listing.names import key_of

if TYPE_CHECKING:
    from collections.abc import Sequence


class Way(StrEnum):
    """Which way a paper of the own house went."""

    SENT = "sent"
    RECEIVED = "received"


_WHO: Final = (
    r"(?:\b(?:avons|ai|a|avez|as)-(?:nous|je|t-on|on|vous|tu)|\b(?:que |qu')?(?:nous avons|j'ai|on a|vous avez)) "
)
_WE: Final = r"\b(?:did|have) (?:we|i) |\b(?:that )?(?:we|i)(?: have|'ve)? "
_PARTICIPLES: Final = {Way.SENT: r"(?:envoye|emis|edite|etabli)e?s?", Way.RECEIVED: r"recue?s?"}
_VERBS: Final = {Way.SENT: r"(?:sen[dt]|issued?)", Way.RECEIVED: r"received?"}
# "reçues de Sartheval" and "envoyées à la mairie" name somebody: they are read as that.
_FORMS: Final = {
    way: re.compile(
        rf"{_WHO}{said}\b|\b{said} par nous\b|{_WE}{_VERBS[way]}\b|\b{_VERBS[way]} by us\b|"
        rf"\b{said}\b(?! (?:de|du|des|d'|par|a|au|aux)\b)"
    )
    for way, said in _PARTICIPLES.items()
}


def way_in(flat: str) -> tuple[Way, tuple[int, int]] | None:
    """Which way the papers of a question went, and where it says so; None where it does not.

    Args:
        flat: of a question, as `flattened` gives it.
    """
    found = ((way, form.search(flat)) for way, form in _FORMS.items())
    return next(((way, match.span()) for way, match in found if match), None)


def went(names: Sequence[str], own: tuple[str, ...]) -> Way | None:
    """Which way a paper went that names somebody, the one who wrote it first; None where it names nobody.

    Args:
        names: at its head.
        own: the key of the reader's own house.
    """
    if not names:
        return None
    return Way.SENT if key_of(names[0]) == own else Way.RECEIVED
