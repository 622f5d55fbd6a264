"""Sets text blocks as HTML, RTF, Markdown and plain text."""

from __future__ import annotations

import textwrap
from html import escape
from typing import TYPE_CHECKING

from data.make.markup import BOLD, Block, Bullets, Heading, Lines, PageBreak, Paragraph, Table, Text, plain

if TYPE_CHECKING:
    from data.make.firm import Party

TXT_WIDTH = 88
ASCII_END = 128
RTF_CELL = 2400  # twentieths of a point


def text_to_html(text: Text, issuer: Party) -> bytes:
    """A page of the firm's small site or intranet."""
    body = "\n".join(block_to_html(block) for block in text.blocks)
    reference = f"<p><em>{escape(text.head['reference'])}</em></p>" if "reference" in text.head else ""
    return f"""<!DOCTYPE html>
<html lang="fr">
<head>
<meta charset="utf-8">
<title>{escape(text.title)} – {escape(issuer.name)}</title>
<style>
body {{ font-family: Georgia, serif; max-width: 46em; margin: 2em auto; color: #222; }}
h1, h2 {{ color: {issuer.colour}; }}
table {{ border-collapse: collapse; }}
td, th {{ border: 1px solid #999; padding: .3em .6em; text-align: left; }}
nav, footer {{ font-size: .85em; color: #666; }}
</style>
</head>
<body>
<nav>{escape(issuer.name)} › {escape(text.head.get("breadcrumb", "Accueil"))}</nav>
<h1>{escape(text.title)}</h1>
{reference}
{body}
<footer><p>{escape(" – ".join((issuer.name, *issuer.address, issuer.phone)))}</p></footer>
</body>
</html>
""".encode()


def _mark(words: str) -> str:
    return BOLD.sub(r"<strong>\1</strong>", escape(words))


def block_to_html(block: Block) -> str:
    """One block as HTML."""
    match block:
        case Heading(level, words):
            return f"<h{level + 1}>{_mark(words)}</h{level + 1}>"
        case Paragraph(words):
            return f"<p>{_mark(words)}</p>"
        case Lines(lines):
            return "<p>" + "<br>\n".join(_mark(line) for line in lines) + "</p>"
        case Bullets(items):
            return "<ul>\n" + "\n".join(f"<li>{_mark(item)}</li>" for item in items) + "\n</ul>"
        case Table(rows):
            head = "".join(f"<th>{_mark(cell)}</th>" for cell in rows[0])
            body = "\n".join("<tr>" + "".join(f"<td>{_mark(cell)}</td>" for cell in row) + "</tr>" for row in rows[1:])
            return f"<table>\n<tr>{head}</tr>\n{body}\n</table>"
        case PageBreak():
            return "<hr>"


def text_to_md(text: Text, _issuer: Party) -> bytes:
    """The source as Markdown that any reader knows."""
    body = []
    for block in text.blocks:
        match block:
            case Heading(level, words):
                body.append("#" * (level + 1) + f" {words}")
            case Table(rows):
                rule = "|" + "---|" * len(rows[0])
                table = ["| " + " | ".join(row) + " |" for row in rows]
                body.append("\n".join([table[0], rule, *table[1:]]))
            case Lines(lines):
                body.append("  \n".join(lines))
            case Bullets(items):
                body.append("\n".join(f"- {item}" for item in items))
            case Paragraph(words):
                body.append(words)
            case PageBreak():
                body.append("---")
    reference = f"*{text.head['reference']}*\n\n" if "reference" in text.head else ""
    return (f"# {text.title}\n\n{reference}" + "\n\n".join(body) + "\n").encode()


def text_to_txt(text: Text, issuer: Party) -> bytes:
    """Wrapped plain text, in the encoding that the head names (UTF-8 unless told)."""
    out = [f"{issuer.name} – {text.title}".upper(), text.head.get("reference", ""), ""]
    for block in text.blocks:
        match block:
            case Heading(_, words):
                out += [words.upper(), "-" * len(words)]
            case Paragraph(words):
                out += [textwrap.fill(plain(words), TXT_WIDTH), ""]
            case Lines(lines):
                out += [*map(plain, lines), ""]
            case Bullets(items):
                out += [
                    textwrap.fill(plain(x), TXT_WIDTH, initial_indent="  * ", subsequent_indent="    ") for x in items
                ] + [""]
            case Table(rows):
                sizes = [max(map(len, column)) for column in zip(*rows, strict=True)]
                out += ["  ".join(c.ljust(s) for c, s in zip(row, sizes, strict=True)).rstrip() for row in rows] + [""]
            case PageBreak():
                out.append("")
    return "\n".join(out).encode(text.head.get("encoding", "utf-8"))


def text_to_rtf(text: Text, issuer: Party) -> bytes:
    """Rich text, accents written as the format's Unicode escapes."""
    out = [
        r"{\rtf1\ansi\ansicpg1252\deff0\uc1{\fonttbl{\f0\fswiss Arial;}}\paperw11906\paperh16838\f0\fs22",
        rf"{{\info{{\title {_rtf(text.title)}}}{{\author {_rtf(issuer.name)}}}}}",
        rf"\pard\b {_rtf(issuer.name)}\b0\line {_rtf(' – '.join(issuer.address))}\line {_rtf(issuer.phone)}\par\par",
        rf"\pard\b\fs28 {_rtf(text.title)}\b0\fs22\par\par",
    ]
    for block in text.blocks:
        match block:
            case Heading(_, words):
                out.append(rf"\pard\b {_rtf(words)}\b0\par")
            case Paragraph(words):
                out.append(rf"\pard {_rtf(words)}\par\par")
            case Lines(lines):
                out.append(r"\pard " + r"\line ".join(_rtf(line) for line in lines) + r"\par\par")
            case Bullets(items):
                out += [rf"\pard\li360 - {_rtf(item)}\par" for item in items] + [r"\pard\par"]
            case Table(rows):
                ends = "".join(rf"\cellx{RTF_CELL * (place + 1)}" for place in range(len(rows[0])))
                out += [
                    r"\trowd" + ends + "".join(rf"\pard\intbl {_rtf(c)}\cell" for c in row) + r"\row" for row in rows
                ] + [r"\pard\par"]
            case PageBreak():
                out.append(r"\page")
    return ("\n".join(out) + "}").encode("ascii")


def _rtf(words: str) -> str:
    marked = BOLD.sub("\x01\\1\x02", words)
    for plain_mark, rtf_mark in (("\\", "\\\\"), ("{", "\\{"), ("}", "\\}")):
        marked = marked.replace(plain_mark, rtf_mark)
    escaped = "".join(c if ord(c) < ASCII_END else rf"\u{ord(c)}?" for c in marked)
    return escaped.replace("\x01", r"{\b ").replace("\x02", "}")
