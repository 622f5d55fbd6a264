"""Sets a source as an EPUB: one chapter for each outermost heading."""

from __future__ import annotations

from datetime import UTC, datetime
from io import BytesIO
from typing import TYPE_CHECKING, Any

from ebooklib import epub

from data.make.markup import Block, Heading, Text
from data.make.plain import block_to_html
from data.make.zips import frozen

if TYPE_CHECKING:
    from data.make.firm import Party

MOMENT = datetime(2026, 5, 4, 9, 0, tzinfo=UTC)


def text_to_epub(text: Text, issuer: Party) -> bytes:
    """Set one prose source."""
    book = epub.EpubBook()
    book.set_identifier(text.head["identifier"])
    book.set_title(text.title)
    book.set_language(text.head.get("language", "fr"))
    book.add_author(text.head.get("author", issuer.name))
    chapters = [_chapter(number, blocks) for number, blocks in enumerate(_chapters(text.blocks), start=1)]
    for chapter in chapters:
        book.add_item(chapter)
    book.toc = tuple(chapters)
    book.add_item(epub.EpubNcx())
    book.add_item(epub.EpubNav())
    book.spine = ["nav", *chapters]
    target = BytesIO()
    epub.write_epub(target, book, {"mtime": MOMENT})
    return frozen(target.getvalue())


def _chapters(blocks: tuple[Block, ...]) -> list[list[Block]]:
    out: list[list[Block]] = []
    for block in blocks:
        if isinstance(block, Heading) and block.level == 1:
            out.append([])
        out[-1].append(block)
    return out


def _chapter(number: int, blocks: list[Block]) -> Any:
    heading = blocks[0]
    assert isinstance(heading, Heading)  # noqa: S101  # _chapters starts each list with one
    chapter = epub.EpubHtml(title=heading.text, file_name=f"chapitre_{number:02d}.xhtml", lang="fr")
    chapter.content = "\n".join(block_to_html(block) for block in blocks)
    return chapter
