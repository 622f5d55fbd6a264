"""An answer's text as HTML: paragraphs, lists and bold words, numbers that lead to their source. Pure.

Nothing else of what a model or a document writes is interpreted: no links, no pictures, no HTML.
"""

from __future__ import annotations

import re
from html import escape
from typing import TYPE_CHECKING, Final

from rag.records import Manner, Support
from rag.threads import TAKEN_OUT, is_gone
from ui.verdicts import reason, verdict
from ui.web.pieces import SIGNS
from ui.web.tabled import excerpt, is_tabled, shown, unbarred

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from rag.errors import Language
    from rag.records import Checked, Citation, Finished

_NUMBER: Final = re.compile(r"\[(\d{1,3})\]")
_BOLD: Final = re.compile(r"\*\*(?=\S)(.+?)(?<=\S)\*\*")
_ENTRY: Final = re.compile(r"\s*(?:[-*•]|\d{1,2}[.)])\s+")
_HEADING: Final = re.compile(r"\s*#{1,6}\s+")
# How each verdict looks: one of `pieces.SIGNS`, with its colour.
LOOKS: Final = {Support.SUPPORTED: "good", Support.WEAK: "check", Support.ABSENT: "bad"}


def streamed(words: str) -> str:
    """What is written so far; its numbers are not checked yet and lead nowhere."""
    return _blocks(words, lambda line, _: _inline(line, set(), ""))


def answer(finished: Finished, anchor: str, quotes: tuple[str, str], language: Language) -> str:
    """The whole answer, a verdict behind each sentence that was checked.

    Args:
        finished: the answer with its citations and checks.
        anchor: what the addresses of this answer's sources begin with.
        quotes: the language's quotation marks.
        language: of the verdicts.
    """
    if finished.manner is Manner.EXTRACTIVE:
        return "".join(_quoted(citation, anchor, quotes) for citation in finished.citations)
    numbers = {citation.number for citation in finished.citations}
    return _blocks(finished.text, lambda line, start: _checked(line, start, finished.checks, numbers, anchor, language))


def _quoted(citation: Citation, anchor: str, quotes: tuple[str, str]) -> str:
    link = _link(citation.number, anchor)
    row, _ = excerpt(citation.hit.passage.text, citation.start, citation.end, 0)
    if not is_gone(citation.hit) and is_tabled(row):  # with the names of its columns
        return f'<div class="sf-quoted">{shown(row, (), narrow=True)} {link}</div>'
    words = escape(unbarred(" ".join(citation.quote.split())))
    if is_gone(citation.hit):
        return f'<p class="sf-quoted">{TAKEN_OUT} {link}</p>'
    return f'<p class="sf-quoted">{quotes[0]}{words}{quotes[1]} {link}</p>'


def _checked(
    line: str, start: int, checks: Sequence[Checked], numbers: set[int], anchor: str, language: Language
) -> str:
    """A line with the verdicts of the sentences that end in it; `start` is its place in the answer's text."""
    pieces, last = [], 0
    for check in checks:
        end = check.end - start
        if last < end <= len(line):
            pieces.append(_inline(line[last:end], numbers, anchor) + _mark(check, language))
            last = end
    return "".join([*pieces, _inline(line[last:], numbers, anchor)])


def _mark(check: Checked, language: Language) -> str:
    look = LOOKS[check.support]
    why = escape(reason(check, language))
    return (
        f' <span class="sf-verdict sf-{look}" title="{why}"><span aria-hidden="true">{SIGNS[look]}</span>'
        f'\u00a0{escape(verdict(check, language))}<span class="sf-unseen"> ({why})</span></span>'
    )


def _blocks(words: str, inline: Callable[[str, int], str]) -> str:
    """Paragraphs and lists; `inline` is given what is left of a line, and where that begins in the text."""
    shown, entries, start = [], [], 0
    for line in words.splitlines(keepends=True):
        mark = _ENTRY.match(line) or _HEADING.match(line)
        begin = mark.end() if mark else 0
        inside = inline(line[begin:].rstrip("\r\n"), start + begin)
        start += len(line)
        if _ENTRY.match(line):
            entries.append(f"<li>{inside}</li>")
            continue
        shown += _list(entries)
        entries = []
        if line.strip():
            shown.append(f"<p>{inside}</p>")
    return "".join([*shown, *_list(entries)])


def _list(entries: Sequence[str]) -> list[str]:
    return [f"<ul>{''.join(entries)}</ul>"] if entries else []


def _inline(line: str, numbers: set[int], anchor: str) -> str:
    bold = _BOLD.sub(r"<strong>\1</strong>", escape(line))

    def numbered(found: re.Match[str]) -> str:
        number = int(found.group(1))
        return _link(number, anchor) if number in numbers else found.group()

    return _NUMBER.sub(numbered, bold)


def _link(number: int, anchor: str) -> str:
    return f'<a class="sf-cite" href="#{anchor}-{number}">[{number}]</a>'
