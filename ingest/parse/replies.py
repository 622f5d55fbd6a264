"""What is new in an e-mail, beside the signature under it and the messages that it answers or sends on. Pure.

The library `mail-parser-reply` was tried on 41 French messages: of the 24 that carry an older one, it told it from the
new text in 2, and 5 lost lines of their new text. Mail programs write these lines in a few known ways.
"""

from __future__ import annotations

import re
from dataclasses import replace
from enum import StrEnum
from itertools import groupby
from typing import TYPE_CHECKING, Final

from rag.records import Block

if TYPE_CHECKING:
    from collections.abc import Sequence


class Share(StrEnum):
    """What a line of an e-mail belongs to."""

    NEW = "new"
    SIGNATURE = "signature"
    EARLIER = "earlier"  # the messages that it answers
    FORWARDED = "forwarded"  # the message that it sends on


ATTRIBUTION_LINES: Final = 3  # over which mail programs break “On … wrote:”
HEADER_LINES: Final = 8  # after a From line, among which its companions are looked for
LEAST_COMPANIONS: Final = 2
LONGEST_CLOSING: Final = 60  # characters
LONGEST_SIGNATURE: Final = 15  # lines; what is longer is text
TITLES: Final = {
    Share.SIGNATURE: "Signature",
    Share.EARLIER: "Messages précédents",
    Share.FORWARDED: "Message transféré",
}
TITLE_LEVEL: Final = 2  # the subject is the title
_QUOTE: Final = r"[>|\s]*"
_FORWARD: Final = re.compile(
    _QUOTE + r"(?:[-_=*]{2,}\s*(?:transféré par|message transféré|forwarded (?:message|by)|message réexpédié)"
    r"|forwarded by .+ on .*\d|(?:début du message (?:transféré|réexpédié)|begin forwarded message)\s*:)",
    re.IGNORECASE,
)
_ORIGINAL: Final = re.compile(
    _QUOTE + r"(?:[-_=*]{2,}\s*(?:message d['’]origine|message original|original message|original appointment)"
    r"|message du \d.*$)",
    re.IGNORECASE,
)
_ATTRIBUTION: Final = re.compile(
    _QUOTE + r"(?:le\b[^\n]{0,40}\d.{0,240}?\ba\s+écrit|on\b[^\n]{0,40}\d.{0,240}?\bwrote)\s*:",
    re.IGNORECASE | re.DOTALL,
)
_FROM: Final = re.compile(_QUOTE + r"\*?(?:de|from|expéditeur)\s*:\*?\s*\S", re.IGNORECASE)
_COMPANION: Final = re.compile(
    _QUOTE + r"\*?(?:[àa]|to|cc|copie(?: à)?|destinataires?|date|envoyé(?: le)?|sent|objet|subject|répondre à|reply-to)"
    r"\s*:",
    re.IGNORECASE,
)
_FROM_ON_ONE_LINE: Final = re.compile(
    r"(?:de|from)\s*:.{3,200}\b(?:envoyé|sent|date)\s*:.{3,200}\b(?:objet|subject)\s*:", re.IGNORECASE
)
_RULE: Final = re.compile(r"\s*[_\-*=]{8,}\s*")
_QUOTED: Final = re.compile(r"\s*>")
_CLOSING: Final = re.compile(
    r"(?:(?:bien|très|avec (?:nos|mes)|sincères?|cordiales?|meilleures|mes|nos|recevez|salutations|kind|best|warm|"
    r"yours|many|with)\b[\s,]*)*"
    r"(?:cordialement|salutations(?: distinguées| cordiales)?|sentiments(?: \w+)?|à\s+(?:vous|toi)|"
    r"regards|sincerely|faithfully|truly|cheers)[\s,.!]*",
    re.IGNORECASE,
)
_DEVICE: Final = re.compile(
    r"\s*(?:envoyé (?:de|depuis|à partir de)\b|sent from (?:my|mail|outlook)|(?:get|obtenez|télécharger?) outlook\b|"
    r"provenance\s*:\s*courrier|garanti sans virus|virus-free)",
    re.IGNORECASE,
)
_DISCLAIMER: Final = re.compile(
    r"\s*(?:(?:ce|le présent) (?:message|courriel|courrier électronique|mail)\b.{0,160}(?:confidenti|destin)|"
    r"this (?:e-?mail|message)\b.{0,160}(?:confidenti|intended|privileged)|"
    r"(?:avant d['’]imprimer|pensez à l['’]environnement|please consider the environment))",
    re.IGNORECASE,
)
_DELIMITER: Final = re.compile(r"\s*--\s?")
_POSTSCRIPT: Final = re.compile(r"\s*p\.?\s?-?s\b\.?\s*:?", re.IGNORECASE)


def newest_first(blocks: Sequence[Block]) -> list[Block]:
    """A mail's body, its new text first; then, each below a title that says so, the signature and older messages."""
    owners = [block for block in blocks for _ in (*block.text.split("\n"), "")]
    lines = [line for block in blocks for line in (*block.text.split("\n"), "")]
    labelled = zip(owners, lines, shares(lines), strict=True)
    found: dict[Share, list[Block]] = {share: [] for share in Share}
    for (_, share), group in groupby(labelled, key=lambda one: (id(one[0]), one[2])):
        members = list(group)
        text = "\n".join(line for _, line, _ in members)
        if text.strip():
            found[share].append(replace(members[0][0], text=text.strip("\n")))
    ordered = found[Share.NEW]
    for share, title in TITLES.items():
        if found[share]:
            ordered.append(Block(title, heading=TITLE_LEVEL, apart=True))
            ordered += [replace(block, heading=0) for block in found[share]]
    return ordered


def shares(lines: Sequence[str]) -> list[Share]:
    """What each line belongs to."""
    begin, kind = _earlier(lines)
    found = [Share.NEW] * begin + [kind] * (len(lines) - begin)
    for place in _answers_between(lines, begin, above=any(line.strip() for line in lines[:begin])):
        found[place] = Share.NEW
    for place in _signature(lines, begin):
        found[place] = Share.SIGNATURE
    return found


def _earlier(lines: Sequence[str]) -> tuple[int, Share]:
    """Where the older messages begin, and whether they were answered or sent on; the end when there are none."""
    for place, line in enumerate(lines):
        if not line.strip():
            continue
        begin = place - 1 if place and _RULE.fullmatch(lines[place - 1]) else place
        if _FORWARD.match(line):
            return begin, Share.FORWARDED
        if _ORIGINAL.match(line) or _QUOTED.match(line) or _is_attribution(lines, place):
            return begin, Share.EARLIER
        if _is_header(lines, place):
            said = any(one.strip() for one in lines[:begin])
            return begin, Share.EARLIER if said else Share.FORWARDED
    return len(lines), Share.EARLIER


def _is_attribution(lines: Sequence[str], place: int) -> bool:
    return bool(_ATTRIBUTION.match("\n".join(lines[place : place + ATTRIBUTION_LINES])))


def _is_header(lines: Sequence[str], place: int) -> bool:
    """A From line with at least two of its companions below it, or all of them in one line."""
    if not _FROM.match(lines[place]):
        return False
    below = [line for line in lines[place + 1 : place + 1 + HEADER_LINES] if line.strip()]
    companions = sum(bool(_COMPANION.match(line)) for line in below)
    return companions >= LEAST_COMPANIONS or bool(_FROM_ON_ONE_LINE.match(lines[place]))


def _answers_between(lines: Sequence[str], begin: int, *, above: bool) -> list[int]:
    """Lines that answer between the quoted ones, or below them when nothing was said above."""
    quoted = [place for place in range(begin, len(lines)) if _QUOTED.match(lines[place])]
    if not quoted:
        return []
    end = quoted[-1] if above else len(lines)
    found: list[int] = []
    free = False  # a line that follows a quoted one without a blank is the quoted one's broken end
    for place in range(quoted[0] + 1, end):
        if _QUOTED.match(lines[place]):
            free = False
        elif not lines[place].strip():
            free = True
        elif free and not _is_attribution(lines, place):
            found.append(place)
    return found


def _signature(lines: Sequence[str], end: int) -> range:
    """The lines of the new text that say who wrote, on what, and what lawyers want to be said."""
    for place in range(end):
        line = lines[place]
        if _DELIMITER.fullmatch(line) or _DEVICE.match(line) or _DISCLAIMER.match(line):
            return range(place, end)
        if len(line.strip()) <= LONGEST_CLOSING and _CLOSING.fullmatch(line.strip()):
            below = next((one for one in range(place + 1, end) if _POSTSCRIPT.match(lines[one])), end)
            filled = [one for one in range(place + 1, below) if lines[one].strip()]
            if filled and (len(filled) <= LONGEST_SIGNATURE or _has_disclaimer(lines, filled)):
                return range(place + 1, below)
    return range(0)


def _has_disclaimer(lines: Sequence[str], places: Sequence[int]) -> bool:
    return any(_DISCLAIMER.match(lines[place]) for place in places)
