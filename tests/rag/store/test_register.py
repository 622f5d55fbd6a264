"""The list of files as SQLite gives it: filtered, sorted, a page at a time."""

from __future__ import annotations

from pathlib import PurePath

import pytest

from bench.shelves import fill
from rag.records import Collection, DocumentId, Located
from rag.store.library import Library
from rag.store.register import Order, Register, State, Wanted

FILES = 300  # 6 failed, 8 were read badly, 12 are copies


@pytest.fixture
def register(library: Library) -> Register:
    fill(library, FILES)
    return library.register


def names(register: Register, wanted: Wanted, count: int = FILES) -> list[str]:
    return [PurePath(entry.file.path).name for entry in register.page(wanted, 0, count)]


def test_pages_follow_each_other_and_miss_nothing(register: Register) -> None:
    wanted = Wanted(order=Order.NAME)
    whole = names(register, wanted)
    assert len(whole) == register.count(wanted) == FILES
    parts = [PurePath(one.file.path).name for at in range(0, FILES, 70) for one in register.page(wanted, at, 70)]
    assert parts == whole
    assert register.page(wanted, FILES, 70) == []


def test_names_are_sorted_as_people_do_and_found_whatever_their_accents(register: Register) -> None:
    whole = names(register, Wanted(order=Order.NAME))
    kinds = list(dict.fromkeys(name.split(" ")[0] for name in whole))
    assert kinds == ["Compte", "Contrat", "Courrier", "Devis", "Été", "Facture", "Procédure", "Relevé"]
    found = names(register, Wanted("ETE 2022"))
    assert found
    assert all(name.startswith("Été") for name in found)
    assert names(register, Wanted("rien de tel")) == []
    assert register.count(Wanted("100%_")) == 0  # signs of SQL are letters like others


def test_what_asks_for_attention_comes_first(register: Register) -> None:
    found = register.page(Wanted(), 0, FILES)
    assert all(entry.file.failure for entry in found[:6])
    assert all(entry.document and entry.document.notes for entry in found[6:14])
    assert not any(entry.file.failure or (entry.document and entry.document.notes) for entry in found[14:])


@pytest.mark.parametrize(
    ("order", "value"),
    [
        (Order.NEWEST, lambda entry: -entry.file.mtime_ns),
        (Order.OLDEST, lambda entry: entry.file.mtime_ns),
        (Order.LARGEST, lambda entry: -entry.file.size),
        (Order.LONGEST, lambda entry: -(entry.document.pages if entry.document else 0)),
        (Order.PLACE, lambda entry: entry.file.path),
    ],
)
def test_orders(register: Register, order: Order, value: object) -> None:
    assert callable(value)
    found = [value(entry) for entry in register.page(Wanted(order=order), 0, FILES)]
    assert found == sorted(found)


def test_the_documents_own_date_orders_too(register: Register) -> None:
    found = [one.document.date if one.document else "" for one in register.page(Wanted(order=Order.DATED), 0, FILES)]
    assert found == sorted(found, reverse=True)


def test_states_and_filters(register: Register) -> None:
    counts = {state: register.count(Wanted(state=state)) for state in State}
    assert counts[State.ALL] == counts[State.READ] + counts[State.FAILED] == FILES
    assert counts[State.FAILED] == 6
    assert all(one.document and one.document.notes for one in register.page(Wanted(state=State.BADLY), 0, FILES))
    assert register.count(Wanted(remark="read_badly")) == counts[State.BADLY] > 0
    assert sum(register.count(Wanted(collection=one)) for one in register.collections()) == FILES
    invoices = register.page(Wanted(genre="invoice"), 0, FILES)
    assert invoices
    assert {entry.document.genre for entry in invoices if entry.document} == {"invoice"}
    assert register.count(Wanted(words="facture", state=State.FAILED, remark="empty")) == 0


def test_reasons_are_counted_and_their_files_named(register: Register) -> None:
    counts = register.remarks()
    assert list(counts.values()) == sorted(counts.values(), reverse=True)
    few = register.failed(1)
    assert {code: len(group) for code, group in few.items()} == dict.fromkeys(few, 1)
    assert sum(counts[code] for code in few) == len(register.unread()) == 6
    assert counts["read_badly"] == register.count(Wanted(state=State.BADLY))


def test_copies_are_named_in_every_collection(library: Library) -> None:
    fill(library, 30)
    register = library.register
    twice = register.page(Wanted(state=State.TWICE), 0, 30)
    assert [entry.copies for entry in twice] == [1, 1]
    other = Located("/ailleurs/copie.pdf", Collection("Autre"), 1, 1, twice[0].file.sha256, twice[0].file.document)
    with library.changing() as changes:
        changes.place(other)
    assert [entry.copies for entry in register.page(Wanted(state=State.TWICE), 0, 30)] == [2, 2, 2]
    assert [one.path for one in register.copies(other)] == sorted(entry.file.path for entry in twice)


def test_folders_with_what_they_hold(library: Library) -> None:
    with library.changing() as changes:
        changes.place(Located("/seul/x.zip", Collection("Autre"), 1, 1, "x", None, "unsupported"))
    fill(library, FILES)
    trees = library.register.trees()
    assert [tree.root for tree in trees] == [*(f"/partage/{one:02d}" for one in range(20)), "/seul"]
    assert sum(tree.files for tree in trees) == FILES + 1
    assert sum(tree.failed for tree in trees) == 7
    assert sum(tree.badly for tree in trees) == library.register.count(Wanted(state=State.BADLY))


def test_what_documents_take(library: Library) -> None:
    fill(library, 30)
    register = library.register
    one = register.page(Wanted(state=State.READ), 0, 1)[0].document
    assert one
    weight = register.weight([one.id])
    assert weight.passages == 1
    assert 800 < weight.size < 1_000  # a sentence, and 384 numbers of two bytes
    assert register.weight([DocumentId("nobody")]).size == register.weight([]).size == 0
