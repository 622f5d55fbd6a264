"""Whatever comes from outside stays text."""

from __future__ import annotations

import ast
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest

from ui.web import pieces

PAGES = Path(__file__).resolve().parents[3] / "ui" / "web"
EVIL = '"><img src=x onerror=alert(1)><script>x</script>![a](http://evil.example)'
OURS = {"p", "span", "div", "dl", "dd", "dt", "blockquote", "mark", "ul", "li", "details", "summary", "h2", "br",
        "table", "tr", "td", "th"}  # fmt: skip

# Streamlit's words that are Markdown. Labels are too: only our own sentences and names may stand there.
MARKDOWN = {"markdown", "write", "write_stream", "caption", "error", "warning", "info", "success", "toast", "text",
            "header", "subheader",
            "exception", "json", "code", "latex", "metric", "progress", "status", "spinner"}  # fmt: skip
ALLOWED = {("help_dialog.py", "markdown")}  # the manual, files of ours


class Tags(HTMLParser):
    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes |= {name for name, _ in attrs}


@pytest.mark.parametrize(
    "html",
    [
        pieces.text(EVIL, "sf-x", "h2"),
        pieces.badge("good", EVIL),
        pieces.notice("bad", EVIL, EVIL),
        pieces.facts([(EVIL, EVIL)]),
        pieces.quotation(EVIL, [(3, 9)]),
        pieces.source_head(EVIL, EVIL, EVIL),
        pieces.older_version(EVIL, EVIL, EVIL),
        pieces.passage(EVIL, [(0, 4)], EVIL, chosen=True),
        pieces.passage(f"De : {EVIL}\nDate : {EVIL}\n{EVIL} | a\n{EVIL} | b", [(0, 40)], "", chosen=True, letter="fr"),
        pieces.quotation(f"{EVIL} | {EVIL}\n{EVIL} | b", [(3, 90)]),
        pieces.reading([pieces.text(EVIL)], EVIL),
        pieces.bar(1, 2, EVIL),
        pieces.items([EVIL, EVIL]),
        pieces.folded(EVIL, pieces.items([EVIL])),
    ],
)
def test_nothing_foreign_becomes_html(html: str) -> None:
    seen = Tags(html)
    assert seen.tags <= OURS
    assert not {name for name in seen.attributes if name.startswith("on") or name in {"src", "href"}}


def test_a_bar_without_a_total_claims_nothing() -> None:
    assert "aria-valuenow" not in pieces.bar(0, 0, "x")
    assert 'aria-valuenow="25"' in pieces.bar(1, 4, "x")


def test_a_notice_says_its_kind_without_colour() -> None:
    assert {pieces.SIGNS[kind] for kind in pieces.SIGNS} == {"✓", "!", "✕", "?", "i"}
    assert 'role="alert"' in pieces.notice("bad", "x")


def test_a_label_shows_signs_and_obeys_none() -> None:
    shown = pieces.label("![x](http://evil.example) **gras** :red[a] $x$ 1 250 €")
    assert shown.replace("\\", "").replace("\u2060", "") == "![x](http://evil.example) **gras** :red[a] $x$ 1 250 €"
    assert not re.search(r"(?<!\\)[!\[\]()*$]", shown)
    assert ":r" not in shown


def test_a_label_that_is_read_aloud_has_no_backslashes_and_obeys_nothing() -> None:
    assert pieces.field_label("Article « 3 fenêtres (1,25 m) - cour » : n'est pas dans la liste") == (
        "Article « 3 fenêtres (1,25 m) - cour » : n'est pas dans la liste"
    )
    hostile = "![x](http://evil.example) **gras** :red[a] $x$ `c` ~~d~~ <b>e</b> &amp; _f_ www.g.fr h@i.fr \\*"
    shown = pieces.field_label(hostile)
    assert not re.search(r"\]\(|:\S|[*$`~]|<\w|&a|www\.|\w@|\\\*| _f", shown.replace(":\u2060", ""))
    assert shown.replace("\u2060", "").translate(str.maketrans("∗ˋ∼＄", "*`~$")) == hostile
    assert pieces.field_label("- a\n# b") == "\u2060-\u2060 a # b"
    assert pieces.field_label("1. a") == "\u20601.\u2060 a"


def test_no_page_hands_text_to_markdown() -> None:
    found = set()
    for file in PAGES.glob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in MARKDOWN:
                owner = node.func.value
                if isinstance(owner, ast.Name) and owner.id in {"st", "left", "right", "middle", "column"}:
                    found.add((file.name, node.func.attr))
            if isinstance(node, ast.keyword):
                assert node.arg != "unsafe_allow_html", file.name
                # Scripts of fixed text, each allowed by its hash: see test_scripts.py.
                assert node.arg != "unsafe_allow_javascript" or file.name == "scripts.py", file.name
    assert found == ALLOWED
