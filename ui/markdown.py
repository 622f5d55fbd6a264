"""Answers as text to take away: a whole conversation as Markdown, one answer as plain lines. Pure."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from ui.transcript import SOURCES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rag.errors import Language
    from ui.transcript import Exchange, Source, Transcript

# What a document says must stay words: a picture or a link in it would lead whoever opens the file elsewhere.
_SIGNS: Final = re.compile(r"([\\`*_\[\]<>|~#&])")
_FIRST: Final = re.compile(r"^(\s*)([-+=]|\d+[.)])", re.MULTILINE)
_ADDRESS: Final = re.compile(r"(?i)\b((?:https?|ftp):)(?=//)|\b(www)(?=\.)")


def written(whole: Transcript, language: Language) -> str:
    """The conversation as Markdown, its sources numbered under each answer; ends with a line end."""
    parts = [f"# {_plain(whole.title)}", f"*{_plain(whole.about)}*"]
    for exchange in whole.exchanges:
        parts += _exchange(exchange, language)
    return "\n\n".join(parts) + "\n"


def one_answer(exchange: Exchange, language: Language) -> str:
    """Question, answer and sources as plain text, for a letter or an e-mail; nothing in it is marked up."""
    parts = [exchange.question, exchange.warning, exchange.answer.replace("**", "")]
    if exchange.sources:
        colon = "\u00a0:" if language == "fr" else ":"
        parts.append("\n".join([f"{SOURCES.say(language)}{colon}", *map(_line_of, exchange.sources)]))
    return "\n\n".join(filter(None, parts))


def _exchange(exchange: Exchange, language: Language) -> Iterator[str]:
    yield f"## {_plain(' '.join(exchange.question.split()))}"
    if exchange.asked:
        yield f"*{_plain(exchange.asked)}*"
    if exchange.warning:
        yield f"> {_plain(exchange.warning)}"
    if exchange.answer:
        yield _blocks(exchange.answer)
    for note in exchange.notes:
        yield f"*{_plain(note)}*"
    if exchange.sources:
        yield f"### {SOURCES.say(language)}"
        yield "\n".join(f"{one.number}. {_source(one)}" for one in exchange.sources)


def _source(source: Source) -> str:
    head = f"**{_plain(source.title)}**" + (f" · {_plain(source.about)}" if source.about else "")
    return "  \n   ".join([head, *(_plain(line) for line in (source.quote, *source.remarks) if line)])


def _line_of(source: Source) -> str:
    quote = f"\u00a0— {source.quote}" if source.quote else ""
    return f"[{source.number}] {source.title}{quote}"


def _blocks(text: str) -> str:
    """An answer's paragraphs and lists; bold words stay bold, all else is plain."""
    lines = []
    for line in text.splitlines():
        entry = re.match(r"\s*(?:[-*•]|\d{1,2}[.)])\s+", line)
        body = line[entry.end() :] if entry else line
        pieces = re.split(r"\*\*(?=\S)(.+?)(?<=\S)\*\*", body)
        shown = "".join(f"**{_plain(one)}**" if place % 2 else _plain(one) for place, one in enumerate(pieces))
        lines.append(f"- {shown}" if entry else shown)
    return "\n".join(lines)


def _plain(words: str) -> str:
    """The words with every sign escaped that Markdown would take for its own, addresses included."""
    escaped = _FIRST.sub(lambda found: f"{found[1]}{found[2][:-1]}\\{found[2][-1]}", _SIGNS.sub(r"\\\1", words))
    return _ADDRESS.sub(lambda found: found.group().replace(":", "\\:") if found[1] else f"{found[2]}\\", escaped)
