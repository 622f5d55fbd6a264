from __future__ import annotations

import zipfile
from io import BytesIO
from pathlib import Path

import pytest

from rag.errors import NothingThere, TemplateBroken, TemplateFieldUnknown
from rag.options import Drafts
from rag.settings import Home
from tests.ui.drafting.parts import docx, odt, quote, words_of
from ui.drafting.templates import folder_of, own_templates, template_for


def test_ours_is_filled_where_the_firm_has_none(tmp_path: Path) -> None:
    assert words_of(template_for("quote", "fr", tmp_path / "absent").filled(quote())).startswith("Devis n° D-2026-035")
    assert "Quote no." in words_of(template_for("quote", "en", tmp_path).filled(quote(language="en")))


def test_the_firms_own_are_found_by_kind_and_language(tmp_path: Path) -> None:
    (tmp_path / "Devis atelier.docx").write_bytes(docx("DEVIS {{ numero }}"))
    (tmp_path / "quote.docx").write_bytes(docx("QUOTE {{ number }}"))
    (tmp_path / "Réponse.odt").write_bytes(odt("<text:p>{{ objet }}</text:p>"))
    (tmp_path / "~$Devis atelier.docx").write_bytes(b"lock")
    (tmp_path / "notes.txt").write_text("x", encoding="utf-8")
    assert words_of(template_for("quote", "fr", tmp_path).filled(quote())).startswith("DEVIS D-2026-035")
    assert words_of(template_for("quote", "en", tmp_path).filled(quote())).startswith("QUOTE D-2026-035")
    reply = template_for("reply", "fr", tmp_path)
    assert reply.kind == "odt"
    assert zipfile.is_zipfile(BytesIO(reply.filled(quote())))
    assert template_for("letter", "fr", tmp_path).name == ""
    assert [one.name for one in own_templates(tmp_path)] == ["Devis atelier.docx", "Réponse.odt", "quote.docx"]


def test_one_that_is_named_by_its_path_or_its_name(tmp_path: Path) -> None:
    (tmp_path / "spécial.docx").write_bytes(docx("SPÉCIAL"))
    for named in (str(tmp_path / "spécial.docx"), "spécial.docx"):
        assert template_for("quote", "fr", tmp_path, named).name == "spécial.docx"
    with pytest.raises(NothingThere):
        template_for("quote", "fr", tmp_path, "absent.docx")
    (tmp_path / "devis.txt").write_text("x", encoding="utf-8")
    with pytest.raises(TemplateBroken):
        template_for("quote", "fr", tmp_path, "devis.txt")


def test_a_wrong_one_is_told_before_anything_is_written(tmp_path: Path) -> None:
    (tmp_path / "devis.docx").write_bytes(docx("{{ total }}"))
    with pytest.raises(TemplateFieldUnknown, match="total"):
        template_for("quote", "fr", tmp_path)


def test_the_folder_is_that_of_the_settings_or_of_the_home(tmp_path: Path) -> None:
    home = Home(tmp_path)
    assert folder_of(home, Drafts()) == tmp_path / "templates"
    assert folder_of(home, Drafts(templates="/x")) == Path("/x")
