"""A conversation as it is read outside of the page, in both forms and both languages."""

from __future__ import annotations

import dataclasses
from io import BytesIO

import docx

from rag.records import Checked, DocumentId, Finished, Genre, Listed, Listing, Manner, Support, Wish
from rag.threads import KeptTurn, Thread, ThreadId, without
from tests.rag.test_threads import cite, hit, turn
from ui.exports import exported, file_name, plain_name
from ui.markdown import one_answer, written
from ui.transcript import Transcript, answered, transcript
from ui.word import document

HOSTILE = "![x](http://evil.example/x) <img src=y> *gras* `code` www.evil.example # titre"
THREAD = Thread(ThreadId("a"), "Préavis : le bail / 2026 ?", "2026-03-12T10:00:00+00:00", "2026-03-12T10:00:00+00:00")


def conversation() -> list[KeptTurn]:
    source = hit("bail", HOSTILE, copies=(hit("copie"),))
    said = "Le préavis est de **six mois** [1].\n- SIRET 123 [1]."
    checks = (Checked(0, 35, Support.SUPPORTED), Checked(38, 52, Support.ABSENT, ("123",)))
    model = Finished(said, Manner.WRITTEN, (cite(1, source),), 0.1, model="m", checks=checks, warning="À vérifier.")
    quotes = Finished("« x » [1]", Manner.EXTRACTIVE, (cite(1, hit("note")),), 0.1)
    return [
        turn(model, source),
        dataclasses.replace(turn(quotes, hit("note")), question="# Et\nla suite ?"),
        dataclasses.replace(turn(None), stopped=True, understood="Quel préavis du bail ?"),
        turn(None),
    ]


def whole() -> Transcript:
    return transcript(THREAD, conversation(), "fr")


def test_everything_stands_in_the_transcript() -> None:
    first, second, third, fourth = whole().exchanges
    assert first.warning == "À vérifier."
    assert "(pas dans les sources : " in first.answer
    assert first.notes == (
        "Rédigé par m d'après les sources.",
        "1 phrase confirmée par la source, 1 pas dans les sources.",
    )
    assert (first.sources[0].title, first.sources[0].about) == ("bail.txt", "Bureau")
    assert first.sources[0].remarks == ("Aussi dans\u00a0: copie.txt",)
    assert second.answer == "«\u00a0Le préavis est de six mois.\u00a0» [1]"
    assert (third.answer, third.notes) == ("", ("Compris comme : Quel préavis du bail ?", "Réponse arrêtée par vous."))
    assert fourth.notes == ("La réponse n'a pas été terminée.",)
    english = transcript(THREAD, conversation(), "en")
    assert english.about.startswith("Conversation with Souffleur, begun ")
    assert english.exchanges[0].notes[0] == "Written by m from the sources."


def test_markdown_holds_no_link_no_picture_and_no_html_of_a_document() -> None:
    text = written(whole(), "fr")
    assert text.startswith("# Préavis : le bail / 2026 ?\n\n")
    assert "## \\# Et la suite ?\n" in text
    assert "Le préavis est de **six mois** \\[1\\]." in text
    assert "\n- SIRET 123 \\[1\\]. (pas dans" in text
    assert "1. **bail.txt** · Bureau  \n   «\u00a0!\\[x\\](http\\://evil.example/x) \\<img src=y\\>" in text
    assert "www\\.evil.example" in text
    assert "   Aussi dans\u00a0: copie.txt" in text
    assert text.endswith("\n")


def test_one_answer_to_paste_is_plain() -> None:
    (first, second, *_) = conversation()
    assert first.finished is not None
    assert second.finished is not None
    assert one_answer(answered(second.question, second.finished, "fr"), "fr") == (
        "# Et\nla suite ?\n\n«\u00a0Le préavis est de six mois.\u00a0» [1]\n\n"
        "Sources\u00a0:\n[1] note.txt\u00a0— «\u00a0Le préavis est de six mois.\u00a0»"
    )
    pasted = one_answer(answered(first.question, first.finished, "en"), "en")
    assert "six mois [1]" in pasted
    assert "**" not in pasted
    assert "Sources:\n[1] bail.txt" in pasted


def test_word_opens_again_with_all_of_it() -> None:
    bell = dataclasses.replace(THREAD, title="Sonnette\x07 \ud800 <w:t>")
    made = docx.Document(BytesIO(document(transcript(bell, conversation(), "fr"), "fr")))
    told = [(one.style.name, one.text) for one in made.paragraphs]
    assert told[0] == ("Title", "Sonnette  <w:t>")
    assert ("Heading 1", "# Et\nla suite ?") in told
    assert ("Heading 2", "Sources") in told
    assert ("Normal", "[1] bail.txt · Bureau") in told
    assert ("Quote", f"«\u00a0{HOSTILE}\u00a0»") in told
    assert ("Normal", "Le préavis est de six mois [1].") in told
    assert any(style == "List Bullet" and text.startswith("SIRET 123 [1]. (pas") for style, text in told)
    runs = next(one.runs for one in made.paragraphs if one.text == "Le préavis est de six mois [1].")
    assert [run.text for run in runs if run.bold] == ["six mois"]
    assert (made.core_properties.author, made.core_properties.title) == ("", "Sonnette  <w:t>")


def test_a_list_is_there_row_by_row() -> None:
    row = Listed(DocumentId("a"), "F-12.pdf", "Facture", Genre.INVOICE, "2026-03-12", "Dupont", "1234.50", "EUR")
    listing = Listing(Wish.LIST, (row,), (), 9, 1, 0)
    kept = turn(Finished("1 facture.", Manner.LISTED, (), 0.1, listing=listing))
    (exchange,) = transcript(THREAD, [kept], "fr").exchanges
    assert exchange.answer.replace("\u202f", " ").replace("\u00a0", " ") == (
        "1 facture.\n- F-12.pdf · 12 mars 2026 · Dupont · 1 234,50 €"
    )


def test_what_was_forgotten_is_named_as_such() -> None:
    rest = [without(one, {DocumentId("bail")}) for one in conversation()]
    text = written(transcript(THREAD, rest, "fr"), "fr")
    assert "1. **document retiré de la bibliothèque**\n" in text
    assert "bail.txt" not in text
    assert "evil" not in text
    gone = without(conversation()[1], {DocumentId("note")})
    assert gone.finished is not None
    assert one_answer(answered("?", gone.finished, "en"), "en") == (
        "?\n\n[…] [1]\n\nSources:\n[1] document removed from the library"
    )


def test_a_file_has_a_name_that_every_system_takes() -> None:
    assert file_name(THREAD, "word") == "Préavis le bail 2026 – 2026-03-12.docx"
    assert file_name(dataclasses.replace(THREAD, title="../..\u202e"), "markdown") == "Conversation – 2026-03-12.md"
    assert [plain_name(words) for words in ("D/2026\\035", "DEV-2026-0001", "a / b ? c..")] == [
        "D-2026-035", "DEV-2026-0001", "a b c",
    ]  # fmt: skip
    assert exported(whole(), "markdown", "fr").decode() == written(whole(), "fr")
