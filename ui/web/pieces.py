"""Small pieces of HTML. Everything that comes from outside is escaped here, so a document cannot draw on the page.

Streamlit's Markdown loads pictures and follows HTML that stand in a text, in labels too. So no word of a document, of
a file name, of a question or of a model goes through Markdown: it goes through this file, into `st.html`.
"""

from __future__ import annotations

import base64
import re
from html import escape
from typing import TYPE_CHECKING, Final

from ui.web import tabled

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from rag.errors import Language

_LOOSE: Final = re.compile(r" (?=[€%:;!?»])|(?<=«) ")
_JOINER: Final = "\u2060"  # nobody sees it, and no word is cut at it
_ALIKE: Final = str.maketrans({"*": "∗", "`": "ˋ", "~": "∼", "$": "＄"})  # no joiner helps against these
# Where a sign would begin something of Markdown: HTML, a link, a code's name, an address, a heading or a list.
_BEGINS: Final = re.compile(
    r"[\[\]\\]|[<&](?=[\w/!?#])|:(?=\S)|(?<!\w)_|_(?!\w)|(?<=www)\.|^\s*(?:[#>+-]|\d+[.)])(?=\s)|(?=@)"
)
_MARKDOWN: Final = re.compile(r"([\\`*_{}\[\]()#+\-.!|<>~$&/@=^])")
SIGNS: Final = {"good": "✓", "check": "!", "bad": "✕", "none": "?", "plain": "i"}


def label(words: str) -> str:
    """Words for the label of a button, which Streamlit takes for Markdown: signs are shown, never obeyed."""
    # A word joiner, which nobody sees, behind what would begin the name of a picture or of a colour.
    return _MARKDOWN.sub(r"\\\1", words).replace(":", ":\u2060")


def field_label(words: str) -> str:
    """Words for the label of a field to fill in, which is read aloud as it is written: without backslashes.

    Streamlit shows it as Markdown all the same, so nothing in it may begin something.
    """
    line = " ".join(words.split()).translate(_ALIKE)
    return _BEGINS.sub(lambda sign: f"{_JOINER}{sign[0]}{_JOINER}", line)


def text(words: str, name: str = "", tag: str = "p") -> str:
    """One element with plain words in it; no line of it begins with a dot between two facts."""
    bound = escape(words.replace(" ·", "\u00a0·"))
    return f"<{tag}{_named(name)}>{bound}</{tag}>"


def badge(kind: str, words: str, why: str = "") -> str:
    """A short statement with a sign, never told by its colour alone; `kind` is one of `SIGNS`, `why` explains it."""
    told = f' title="{escape(why)}"' if why else ""
    heard = f'<span class="sf-unseen"> ({escape(why)})</span>' if why else ""
    sign = f'<span aria-hidden="true">{SIGNS[kind]}</span>'
    return f'<span class="sf-badge sf-{kind}"{told}>{sign} {escape(words)}{heard}</span>'


def notice(kind: str, title: str, *paragraphs: str) -> str:
    """A framed message: what happened, then what to do."""
    inside = "".join(text(_bound(paragraph)) for paragraph in paragraphs if paragraph)
    role = "alert" if kind == "bad" else "status"
    return (
        f'<div class="sf-notice sf-{kind}" role="{role}"><span class="sf-sign" aria-hidden="true">{SIGNS[kind]}</span>'
        f"<div>{text(_bound(title), 'sf-notice-title')}{inside}</div></div>"
    )


def facts(pairs: Iterable[tuple[str, str]]) -> str:
    """Figures over their names: `75`, `documents`."""
    cells = "".join(f"<div><dd>{escape(value)}</dd><dt>{escape(name)}</dt></div>" for value, name in pairs)
    return f'<dl class="sf-facts">{cells}</dl>'


def quotation(words: str, spans: Sequence[tuple[int, int]]) -> str:
    """A stretch of a document, with what matters marked."""
    return f'<blockquote class="sf-quote">{tabled.shown(_bound(words), spans, narrow=True)}</blockquote>'


def source_head(label: str, name: str, place: str) -> str:
    """The top of a card: number, document, and where in it."""
    number = f'<span class="sf-number">{escape(label)}</span>' if label else ""
    return f'<div class="sf-source">{number}<div>{text(name, "sf-name")}{text(place, "sf-place")}</div></div>'


def older_version(title: str, words: str, source: str) -> str:
    """What an older version of the document says instead."""
    return (
        f'<div class="sf-older"><p class="sf-older-title"><span aria-hidden="true">{SIGNS["check"]}</span> '
        f"{escape(title)}</p>{text(words)}{text(source, 'sf-place')}</div>"
    )


def minutes_row(what: str, who: str, due: str, quote: str, source: str) -> str:
    """One row of minutes: what, by whom, by when, then the sentence that says so and where it stands."""
    said = f'<p class="sf-row-quote">{escape(_bound(quote))}</p>' if quote else ""
    return (
        f'<div class="sf-row">{text(_bound(what), "sf-row-what")}{text(who, "sf-row-who")}{text(due, "sf-row-due")}'
        f"{said}{text(source, 'sf-place')}</div>"
    )


def draft_row(what: str, amount: str, *sources: str) -> str:
    """One word or line of a draft: what it says, what it comes to, and where that stands."""
    places = "".join(text(one, "sf-place") for one in sources)
    row = f"{text(_bound(what))}{text(amount, 'sf-amount')}{places}"
    return f'<div class="sf-hit"><div class="sf-draft">{row}</div></div>'


def passage(
    words: str, spans: Sequence[tuple[int, int]], heading: str, *, chosen: bool, letter: Language | None = None
) -> str:
    """A whole passage for reading; those around the chosen one are paler.

    `letter` is for the text of an e-mail: the language that its fields are named in.
    """
    head = text(heading, "sf-heading") if heading else ""
    inside = tabled.shown(_bound(words), spans, letter)
    return f'<div class="sf-passage{" sf-chosen" if chosen else ""}">{head}{inside}</div>'


def reading(passages: Iterable[str], name: str) -> str:
    """Passages one below the other, in a box that scrolls; the keyboard can stand in it, where it is called `name`."""
    inside = "".join(passages)
    return f'<div class="sf-reading" role="region" aria-label="{escape(name)}" tabindex="0">{inside}</div>'


def bar(done: int, total: int, label: str) -> str:
    """A progress bar; without a total it says only that something is going on."""
    share = 100 * done / total if total else 0
    value = f' aria-valuenow="{share:.0f}"' if total else ""
    return (
        f'<div class="sf-bar" role="progressbar" aria-label="{escape(label)}" aria-valuemin="0" aria-valuemax="100"'
        f'{value}><div style="width:{share:.1f}%"></div></div>'
    )


def items(lines: Iterable[str], name: str = "") -> str:
    """A list of plain lines."""
    return f"<ul{_named(name)}>{''.join(text(line, tag='li') for line in lines)}</ul>"


def finding(kind: str, level: str, words: str, step: str) -> str:
    """One line of an examination; `level` says to those who hear the page what the sign says to those who see it."""
    below = text(_bound(step), "sf-pale") if step else ""
    sign = f'<span class="sf-sign" aria-hidden="true">{SIGNS[kind]}</span>'
    heard = f'<span class="sf-unseen">{escape(level)} : </span>'
    return f'<li class="sf-{kind}">{sign}{heard}<div>{text(_bound(words))}{below}</div></li>'


def plot(title: str, svg: str, legend: Iterable[tuple[str, str]], ink: str, *, newest: bool = False) -> str:
    """A plot of `ui.plots` with its title and what its colours mean.

    Args:
        title: above it.
        svg: as `ui.plots` draws it.
        legend: (colour, what it means).
        ink: the colour of its lines and words.
        newest: what matters stands at its right end, which a narrow screen shows first.
    """
    named = "".join(
        f'<span><span aria-hidden="true" style="color: {colour}">■</span> {escape(name)}</span> '
        for colour, name in legend
    )
    named = f'<div class="sf-legends">{named}</div>' if named else ""
    # Streamlit takes SVG out of a page, and a picture does not know the colour of the words around it.
    drawn = base64.b64encode(svg.replace("currentColor", ink).encode()).decode()
    picture = f'<img alt="{escape(title)}" src="data:image/svg+xml;base64,{drawn}">'
    name = "sf-plot sf-newest" if newest else "sf-plot"
    caption = f"<figcaption>{escape(title)}{named}</figcaption>"
    return f'<figure class="{name}" tabindex="0">{caption}{picture}</figure>'


def folded(summary: str, inside: str) -> str:
    """What opens on a click, without asking the server; `inside` is HTML of this file."""
    return f'<details class="sf-folded"><summary>{escape(summary)}</summary>{inside}</details>'


def _bound(words: str) -> str:
    """No line begins with a lone € or a question mark; the length stays, and so do the offsets."""
    return _LOOSE.sub("\u00a0", words)


def _named(name: str) -> str:
    return f' class="{name}"' if name else ""
