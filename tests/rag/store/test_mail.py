"""Categories and corrections in the library."""

from __future__ import annotations

from pathlib import Path

from rag.store.library import Library
from rag.store.mail import KeptCategory, Lesson, kept_categories, lessons

JOBS = KeptCategory("job", "Candidatures", "Quelqu'un cherche un emploi.", 1, ("CV joint", "Stage"))


def test_categories_are_kept_changed_and_let_go(tmp_path: Path) -> None:
    library = Library.open(tmp_path / "library.sqlite")
    with library.changing() as changes:
        changes.mail.define(JOBS)
    assert kept_categories(library.read) == [JOBS]
    with library.changing() as changes:
        changes.mail.define(KeptCategory("job", "Emploi", "", 0, removed=True))
    assert kept_categories(library.read)[0].removed
    with library.changing() as changes:
        assert changes.mail.restore("job")
        assert not changes.mail.restore("job")
    assert kept_categories(library.read) == []
    library.close()


def test_a_second_word_about_a_mail_replaces_the_first(tmp_path: Path) -> None:
    library = Library.open(tmp_path / "library.sqlite")
    with library.changing() as changes:
        changes.mail.learn(Lesson("m1", "quote", "Escalier", "2026-05-01T00:00:00"))
        changes.mail.learn(Lesson("m1", "order", "Escalier", "2026-05-02T00:00:00"))
        changes.mail.learn(Lesson("m2", "order", "Porte", "2026-05-03T00:00:00"))
    assert [(one.mail, one.category) for one in lessons(library.read)] == [("m2", "order"), ("m1", "order")]
    with library.changing() as changes:
        assert changes.mail.unlearn("m1")
        assert not changes.mail.unlearn("m1")
        assert changes.mail.unlearn_category("order") == 1
    assert lessons(library.read) == []
    library.close()
