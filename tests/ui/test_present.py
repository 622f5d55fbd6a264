from __future__ import annotations

from datetime import UTC, datetime
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.records import Collection, Document, DocumentId, Kind, Passage, PassageId
from ui import present

HOSTILE = '<img src="http://evil.example/x.png"><script>alert(1)</script> ![x](http://evil.example) &amp; "\''


def document(kind: Kind = Kind.PDF, **more: str) -> Document:
    return Document(
        DocumentId("d"), Collection("c"), "0", ("/a/Tarif.pdf",), "Tarif", kind, 3, "fr", 10, 1, "2026-01-01", **more
    )


def passage(**more: object) -> Passage:
    return Passage(PassageId("p"), DocumentId("d"), 0, "texte", **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("where", "kind", "french", "english"),
    [
        ({"first_page": 3, "last_page": 3}, Kind.PDF, "p.\u00a03", "p.\u00a03"),
        ({"first_page": 3, "last_page": 5}, Kind.SCAN, "p.\u00a03–5", "p.\u00a03–5"),
        ({"first_page": 2, "last_page": 2}, Kind.SLIDES, "diapo 2", "slide 2"),
        ({"sheet": "Tarifs", "first_row": 12, "last_row": 18}, Kind.TABLE, "feuille Tarifs, lignes 12–18",
         "sheet Tarifs, rows 12–18"),
        ({"first_row": 12, "last_row": 12}, Kind.TABLE, "ligne 12", "row 12"),
        ({"part": "devis.pdf", "first_page": 1, "last_page": 1}, Kind.PDF, "pièce jointe devis.pdf, p.\u00a01",
         "attachment devis.pdf, p.\u00a01"),
        ({"section": ("Contrat", "Durée")}, Kind.TEXT, "Durée", "Durée"),
        ({}, Kind.TEXT, "", ""),
    ],
)  # fmt: skip
def test_where_a_passage_stands(where: dict[str, object], kind: Kind, french: str, english: str) -> None:
    assert present.place_of(passage(**where), document(kind), "fr") == french
    assert present.place_of(passage(**where), document(kind), "en") == english


def test_a_moment_is_told_on_this_machine_s_clock() -> None:
    moment = datetime(2026, 3, 12, 9, 30).astimezone()
    assert present.moment(moment.isoformat(), "fr") == "12/03/2026 09:30"
    assert present.moment(moment.astimezone(UTC).isoformat(), "en") == "12/03/2026, 09:30"
    assert present.moment("hier", "fr") == "hier"


def test_a_mail_has_a_sender_and_a_date() -> None:
    mail = document(Kind.MAIL, sender='"Jeanne Morel" <jeanne@atelier.example>', date="2026-03-12T09:30:00+01:00")
    assert present.place_of(passage(), mail, "fr") == "courriel de Jeanne Morel du 12 mars 2026"
    assert present.place_of(passage(), mail, "en") == "e-mail from Jeanne Morel of 12 Mar 2026"
    bare = document(Kind.MAIL, sender="jeanne@atelier.example")
    assert present.place_of(passage(), bare, "fr") == "courriel de jeanne@atelier.example"
    assert present.place_of(passage(), document(Kind.MAIL), "fr") == "courriel"


def test_a_message_of_a_mailbox_is_no_attachment() -> None:
    box = document(Kind.MAILBOX)
    assert present.place_of(passage(part="message 3"), box, "fr") == "message 3"
    assert present.place_of(passage(part="message 3 › devis.pdf"), box, "fr") == "message 3, pièce jointe devis.pdf"


def test_dates() -> None:
    assert present.day("2026-03-31", "fr") == "31 mars 2026"
    assert present.day("2026-03-31T10:00:00Z", "en") == "31 Mar 2026"
    assert present.day("2026-03", "fr") == "mars 2026"
    assert present.day("2026-03", "en") == "March 2026"
    assert present.day("2026-13", "fr") == "2026-13"
    assert present.day("au printemps", "fr") == "au printemps"


@pytest.mark.parametrize(
    ("count", "french", "english"),
    [(0, "0\u00a0o", "0\u00a0B"), (999, "999\u00a0o", "999\u00a0B"), (7_900, "7,9\u00a0Ko", "7.9\u00a0KB"),
     (39_400, "39\u00a0Ko", "39\u00a0KB"), (2_500_000_000, "2,5\u00a0Go", "2.5\u00a0GB"),
     (10**13, "10\u202f000\u00a0Go", "10,000\u00a0GB")],
)  # fmt: skip
def test_sizes(count: int, french: str, english: str) -> None:
    assert present.size(count, "fr") == french
    assert present.size(count, "en") == english


@pytest.mark.parametrize(
    ("seconds", "shown"),
    [(0.4, "0 s"), (8.2, "8 s"), (59.6, "1 min 00 s"), (125, "2 min 05 s"), (4_800, "1 h 20 min")],
)
def test_durations(seconds: float, shown: str) -> None:
    assert present.duration(seconds) == shown


def test_counts() -> None:
    assert present.counted(0, "fichier", "fichiers", "fr") == "0 fichier"
    assert present.counted(0, "file", "files", "en") == "0 files"
    assert present.counted(1, "file", "files", "en") == "1 file"
    assert present.number(12_345, "fr") == "12\u202f345"
    assert present.number(12_345, "en") == "12,345"
    assert present.seconds_taken(0.44, "fr") == "0,4\u00a0s"
    assert present.seconds_taken(0.0, "fr") == present.seconds_taken(0.049, "fr") == "< 0,1\u00a0s"
    assert present.seconds_taken(0.06, "en") == "0.1\u00a0s"


def test_names_of_languages() -> None:
    assert present.language_name("fr", "en") == "French"
    assert present.language_name("de", "fr") == "allemand"
    assert present.language_name("", "fr") == ""
    assert present.language_name("zz", "fr") == "zz"
    assert present.language_name("no language", "fr") == "no language"


class Reader(HTMLParser):
    """What a browser would see: the text, the tags, the marked words."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.text, self.tags, self.marks = "", set[str](), [""]
        self._marking = False
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self.tags.add(tag)
        self.text += "\n" * (tag == "br")
        self._marking = self._marking or tag == "mark"

    def handle_endtag(self, tag: str) -> None:
        self._marking = self._marking and tag != "mark"

    def handle_data(self, data: str) -> None:
        self.text += data
        self.marks[-1] += data if self._marking else ""


def test_marked_words_in_a_hostile_text() -> None:
    start = HOSTILE.index("alert")
    seen = Reader(present.marked(HOSTILE, [(start, start + 8)]))
    assert seen.tags == {"mark"}
    assert seen.text == HOSTILE
    assert seen.marks == ["alert(1)"]


@given(
    st.text(alphabet="a<>&\"'é \n[]!()", max_size=40),
    st.lists(st.tuples(st.integers(-5, 50), st.integers(-5, 50)), max_size=5),
)
def test_marking_never_changes_the_text(words: str, spans: list[tuple[int, int]]) -> None:
    seen = Reader(present.marked(words, spans))
    assert seen.text == words
    assert seen.tags <= {"mark", "br"}


def test_spans_that_overlap_are_one() -> None:
    assert present.marked("abcdef", [(1, 3), (2, 4), (5, 6)]) == "a<mark>bcd</mark>e<mark>f</mark>"


@given(st.text(alphabet="ab \n", max_size=80), st.integers(0, 80), st.integers(0, 80), st.integers(0, 20))
def test_around_keeps_the_stretch(words: str, start: int, end: int, room: int) -> None:
    start, end = sorted((min(start, len(words)), min(end, len(words))))
    shown, (left, right) = present.around(words, start, end, room)
    assert shown[left:right] == words[start:end]
    assert len(shown) <= end - start + 2 * room + 4


def test_around_cuts_between_words() -> None:
    text = "Le bail du hangar prend fin le 31 mars 2027 à minuit."
    start = text.index("31 mars")
    shown, span = present.around(text, start, start + 7, 12)
    assert shown == "… fin le 31 mars 2027 à …"
    assert shown[slice(*span)] == "31 mars"


def test_lines_inside_a_sentence_flow() -> None:
    text = "une photo de loin et\nune de près.\nSolange\nChêne | 12\nhêtre | 9\n"
    flowed = present.flowing(text)
    assert flowed == "une photo de loin et une de près.\nSolange\nChêne | 12 hêtre | 9\n"
    assert len(flowed) == len(text)
