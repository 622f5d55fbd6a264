"""Copies and older versions are told from papers of their own."""

from __future__ import annotations

from dataclasses import dataclass, replace

from rag.listing.single import single
from rag.records import Doubt, Genre, Kind
from rag.store.sheets import Sheet, Sum
from tests.rag.retrieval.parts import document


@dataclass(frozen=True)
class Paper:
    document: object
    sheet: Sheet
    title: str
    date: str


def paper(
    path: str, genre: Genre, date: str = "", *, title: str = "", sha: str = "", head: str = "", total: str = ""
) -> Paper:
    made = replace(document(path, title=title, date=date, genre=genre), sha256=sha or path)
    return Paper(made, Sheet(head=head, gross=Sum(total) if total else None), title, date)


def names(found: object) -> list[str]:
    return [one.document.name for one in found]  # type: ignore[attr-defined]


def test_the_same_content_twice_is_one() -> None:
    kept, apart = single(
        [paper("/b/bail.pdf", Genre.CONTRACT, sha="x"), paper("/a/z/bail.pdf", Genre.CONTRACT, sha="x")], {}
    )
    assert names(kept) == ["bail.pdf"]
    assert len(apart[Doubt.COPY]) == 1


def test_a_scan_of_an_invoice_is_the_invoice() -> None:
    one = paper("/a/F1.pdf", Genre.INVOICE, "2026-03-01", title="Facture F-1", total="10")
    scan = paper("/scans/scan001.pdf", Genre.INVOICE, "2026-03-01", title="facture f-1", total="10")
    other = paper("/a/F2.pdf", Genre.INVOICE, "2026-03-01", title="Facture F-2", total="10")
    kept, apart = single([one, scan, other], {})
    assert names(kept) == ["F1.pdf", "F2.pdf"]
    assert names(apart[Doubt.COPY]) == ["scan001.pdf"]


def test_the_newer_version_stands_for_both() -> None:
    old = paper("/d/Devis D-1-A dressing.pdf", Genre.QUOTE, "2026-01-27", head="devis dressing chêne verni angers")
    new = paper("/d/Devis D-1-B dressing.pdf", Genre.QUOTE, "2026-02-10", head="devis dressing mdf laqué angers")
    for entries in ([old, new], [new, old]):
        kept, apart = single(entries, {})
        assert names(kept) == ["Devis D-1-B dressing.pdf"]
        assert names(apart[Doubt.OLDER]) == ["Devis D-1-A dressing.pdf"]


def test_invoices_of_two_months_are_two() -> None:
    one = paper("/f/Facture 2026-01.pdf", Genre.INVOICE, "2026-01-31", head="facture loyer janvier")
    two = paper("/f/Facture 2026-02.pdf", Genre.INVOICE, "2026-02-28", head="facture loyer février")
    kept, apart = single([one, two], {})
    assert len(kept) == 2
    assert apart == {}


def test_an_e_mail_in_two_files_is_one() -> None:
    mail = paper("/m/a.eml", Genre.EMAIL, "2026-01-01T10:00:00", title="Portail")
    again = paper("/n/b.eml", Genre.EMAIL, "2026-01-01T10:00:00", title="Portail")
    box = replace(again, document=replace(again.document, kind=Kind.MAILBOX, id="box"))  # type: ignore[type-var]
    assert len(single([mail, again], {})[0]) == 1
    assert len(single([mail, box], {})[0]) == 1
    assert len(single([mail, replace(again, title="Autre")], {})[0]) == 2
