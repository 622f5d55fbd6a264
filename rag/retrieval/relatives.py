"""The other versions of one document of a library, whatever was asked: for the list of documents."""

from __future__ import annotations

from functools import cmp_to_key
from pathlib import PurePath
from typing import TYPE_CHECKING, Final

from rag.records import DocumentId
from rag.retrieval.versions import SHORTEST_KEY, are_versions, edition, is_newer

if TYPE_CHECKING:
    from rag.records import Document
    from rag.store.library import Library

MOST_NEAR: Final = 400  # documents with a word of the name that are compared; a library has fewer versions of one


def versions_of(library: Library, document: Document) -> list[Document]:
    """Every version of a document, itself among them, the newest first; itself alone when there is no other."""
    words = {_telling(PurePath(document.name).stem, document), _telling(document.title, document)} - {""}
    near: set[DocumentId] = set()
    for word in words:
        sql = """SELECT DISTINCT d.id FROM documents d JOIN locations l ON l.document = d.id
                 WHERE d.genre = ? AND (instr(folded(d.title), ?) OR instr(folded(file_name(l.path)), ?)) LIMIT ?"""
        near |= {DocumentId(row["id"]) for row in library.read(sql, (document.genre, word, word, MOST_NEAR))}
    others = library.documents_by_id(near - {document.id})
    found = [document, *(one for one in others.values() if are_versions(document, one))]
    modified = library.modified(one.id for one in found)

    def compare(one: Document, other: Document) -> int:
        return is_newer(other, one, modified) - is_newer(one, other, modified)

    return sorted(found, key=cmp_to_key(compare))


def _telling(name: str, document: Document) -> str:
    """The longest word of what is left of a name without the marks of its version."""
    words = edition(name, document.genre).key.split()
    return max((word for word in words if len(word) >= SHORTEST_KEY), key=len, default="")
