"""What travels between the parts: small, frozen, ours. No library's types in here.

Identifiers are distinct types. A document is identified by its content and its collection, so the same file at
two paths is one document with two locations, and a moved file is the same document.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import PurePath
from typing import Final, NewType

DocumentId = NewType("DocumentId", str)
PassageId = NewType("PassageId", str)
Collection = NewType("Collection", str)  # a name, as the user gave it


class Kind(StrEnum):
    """What sort of file a document was read from; decides how it is shown."""

    PDF = "pdf"
    SCAN = "scan"  # an image, or a PDF of images
    TEXT = "text"  # word processors, plain text, Markdown, e-books
    TABLE = "table"
    SLIDES = "slides"
    MAIL = "mail"
    MAILBOX = "mailbox"  # many e-mails in one file, each a part
    WEB = "web"


class Genre(StrEnum):
    """What kind of paper a document is, whatever file it came in."""

    INVOICE = "invoice"  # credit notes too
    QUOTE = "quote"
    CONTRACT = "contract"
    MINUTES = "minutes"
    LETTER = "letter"
    EMAIL = "email"
    POLICY = "policy"  # rules, procedures, instructions
    OTHER = "other"


PRICED: Final = frozenset({Genre.INVOICE, Genre.QUOTE})  # papers on one subject, line by line, that name a total


@dataclass(frozen=True, slots=True)
class Mark:
    """Where a stretch of text stands on its page.

    `start` and `end` are character offsets in the text that carries the mark. The box is in fractions of the
    page's width and height, origin top left, so it fits any rendering size.
    """

    start: int
    end: int
    page: int  # 1-based
    left: float
    top: float
    right: float
    bottom: float


@dataclass(frozen=True, slots=True)
class Block:
    """One paragraph, heading or table row group as a parser gives it, in reading order."""

    text: str
    page: int = 0  # 1-based; 0 where the format has no pages
    heading: int = 0  # 1 for a title, 2 for a section...; 0 for ordinary text
    sheet: str = ""  # name of the sheet, for tables
    first_row: int = 0  # 1-based as the spreadsheet shows it; 0 outside tables
    last_row: int = 0
    part: str = ""  # name of the attachment this block comes from
    header: str = ""  # header line of the table, repeated in front of every row group that is cut from this block
    marks: tuple[Mark, ...] = ()
    apart: bool = False  # begins a passage of its own, however short the one before it is


@dataclass(frozen=True, slots=True)
class Letter:
    """One e-mail among those that answer each other, as its header links them."""

    message_id: str  # with its angle brackets; empty when the header has none
    follows: tuple[str, ...] = ()  # ids of the messages that it answers, oldest first
    part: str = ""  # of the document, when the document holds several e-mails
    sender: str = ""
    date: str = ""  # ISO 8601
    subject: str = ""


@dataclass(frozen=True, slots=True)
class Party:
    """Who sells or buys."""

    name: str
    legal_id: str = ""  # SIREN or SIRET in France
    vat_id: str = ""


@dataclass(frozen=True, slots=True)
class InvoiceLine:
    """One thing sold; numbers as the invoice writes them, `1234.56`."""

    name: str
    quantity: str = ""
    price: str = ""  # of one, without VAT
    vat_rate: str = ""  # percent
    net: str = ""


@dataclass(frozen=True, slots=True)
class Invoice:
    """The values of an electronic invoice, exact: numbers as it writes them, days in ISO 8601."""

    number: str
    is_credit: bool
    issued: str
    due: str
    currency: str  # ISO 4217
    seller: Party
    buyer: Party
    order: str  # the buyer's
    net: str
    vat: str
    gross: str
    paid: str  # before
    payable: str
    lines: tuple[InvoiceLine, ...] = ()


@dataclass(frozen=True, slots=True)
class PageRead:
    """How well a picture of text was read."""

    page: int  # 1-based
    confidence: float  # mean of its words, 0–100, as the reading program says itself


@dataclass(frozen=True, slots=True)
class Parsed:
    """What a parser found in one file."""

    blocks: tuple[Block, ...]
    kind: Kind
    pages: int = 0  # 0 where the format has no pages
    title: str = ""  # the document's own title, empty when it has none
    sender: str = ""  # mail only: as written in the From field
    recipients: str = ""
    date: str = ""  # ISO 8601 date or date and time that stands in a field of the file: when a mail was sent
    subject: str = ""
    notes: tuple[str, ...] = ()  # codes of what was read badly, see `ingest.reasons`
    letters: tuple[Letter, ...] = ()  # mail only
    invoice: Invoice | None = None  # electronic invoices only
    scanned: tuple[PageRead, ...] = ()  # pages that were pictures


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of one document, short enough for the embedder to read whole."""

    id: PassageId
    document: DocumentId
    ordinal: int  # 0-based place in the document
    text: str
    first_page: int = 0  # 1-based, as a reader counts; 0 where the format has no pages
    last_page: int = 0
    section: tuple[str, ...] = ()  # headings, outermost first
    part: str = ""  # attachment
    sheet: str = ""
    first_row: int = 0
    last_row: int = 0
    marks: tuple[Mark, ...] = ()  # offsets are in `text`


@dataclass(frozen=True, slots=True)
class Document:
    """One content in one collection, with every place where it lies."""

    id: DocumentId
    collection: Collection
    sha256: str
    paths: tuple[str, ...]  # absolute, sorted; at least one
    title: str
    kind: Kind
    pages: int
    language: str  # ISO 639-1, empty when unknown
    size: int  # bytes
    passages: int  # how many
    indexed_at: str  # ISO 8601, UTC
    sender: str = ""
    recipients: str = ""
    # ISO 8601, a month where that is all: the document's own date, else what its program wrote; never the file's
    date: str = ""
    subject: str = ""
    notes: tuple[str, ...] = ()
    genre: Genre = Genre.OTHER
    invoice: Invoice | None = None
    scanned: tuple[PageRead, ...] = ()  # pages that were pictures

    @property
    def name(self) -> str:
        """The file name a user knows the document by."""
        return PurePath(self.paths[0]).name


@dataclass(frozen=True, slots=True)
class Located:
    """One file as the library last saw it."""

    path: str  # absolute
    collection: Collection
    size: int  # bytes
    mtime_ns: int
    sha256: str
    document: DocumentId | None  # None when the file failed
    failure: str = ""  # code of the reason, empty when indexed
    detail: str = ""  # more words for the log and the curious
    root: str = ""  # the folder that was named when it was ingested


class Cause(StrEnum):
    """Why files are not forgotten although they are not found."""

    MISSING = "missing"  # the folder is not there, or cannot be looked at
    EMPTY = "empty"  # it is there, without a single file
    HALF = "half"  # more than half of its files are gone at once


@dataclass(frozen=True, slots=True)
class Withheld:
    """A folder whose files are gone and are kept in the library until somebody decides."""

    root: str
    collection: Collection
    files: int
    cause: Cause
    kept: bool = False  # somebody said to change nothing: it is not asked again


@dataclass(frozen=True, slots=True)
class Watched:
    """A folder that is followed: what changes in it is read without being asked."""

    root: str  # absolute
    collection: Collection
    since: str  # ISO 8601, UTC
    looked_at: str = ""  # ISO 8601, UTC; empty before the first look


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage that a search found."""

    passage: Passage
    document: Document
    score: float  # of the fused ranking; comparable within one search only
    words: float = 0.0  # share of the question's weight (idf) that stands in the passage, 0–1
    likeness: float = 0.0  # cosine of question and passage, -1–1; 0 when vectors were not asked
    neighbours: tuple[Hit, ...] = ()  # found too, beside it on its page or under its heading, in reading order
    copies: tuple[Hit, ...] = ()  # the same words at other places, best first
    older: tuple[Hit, ...] = ()  # what older versions of the document say instead, newest first


@dataclass(frozen=True, slots=True)
class Citation:
    """The words of a document that support a piece of an answer."""

    number: int  # as shown, 1-based
    hit: Hit
    quote: str  # verbatim stretch of the passage
    start: int  # offsets of the quote in the passage's text
    end: int


class Manner(StrEnum):
    """How an answer was made."""

    EXTRACTIVE = "extractive"  # quoted sentences, no model
    WRITTEN = "written"  # by a chat model
    REFUSED = "refused"  # nothing relevant was found
    LISTED = "listed"  # from what is known of every document, no passage searched


class Wish(StrEnum):
    """What is asked for of a set of documents."""

    LIST = "list"
    COUNT = "count"
    SUM = "sum"  # of the totals that they name


class Doubt(StrEnum):
    """Why a document of the kind asked for is named apart from the list, and not counted."""

    UNDATED = "undated"  # it says no date, or only a month that is partly within the period
    UNPRICED = "unpriced"  # no total is readable
    UNADDRESSED = "unaddressed"  # an e-mail of a mailbox, whose receivers are not kept
    UNSIGNED = "unsigned"  # who wrote it is not readable, where papers sent or received are asked for
    CURRENCY = "currency"  # another one than is asked for
    CREDIT = "credit"  # a credit note, where invoices are asked for
    OLDER = "older"  # a newer version is listed
    COPY = "copy"  # the same document is listed from another place


@dataclass(frozen=True, slots=True)
class Listed:
    """One document of a list, as its row says it."""

    document: DocumentId
    name: str  # of the file
    title: str
    genre: Genre
    date: str = ""  # ISO 8601
    party: str = ""  # who stands on the other side, where the document names one
    amount: str = ""  # plain decimal, `1234.56`; the total with VAT unless the list is without
    currency: str = ""  # ISO 4217
    page: int = 0  # of the amount, else of the beginning; 1-based, 0 where the format has no pages
    passage: str = ""  # id of the passage that says the amount, else of the first one
    start: int = 0  # offsets of the amount in the passage, with its label
    end: int = 0


@dataclass(frozen=True, slots=True)
class Apart:
    """Documents that may belong to a list and are not counted, with the one reason."""

    why: Doubt
    rows: tuple[Listed, ...]


@dataclass(frozen=True, slots=True)
class Listing:
    """A complete answer: every document of the scope was looked at."""

    what: Wish
    rows: tuple[Listed, ...]  # by date, then by name
    apart: tuple[Apart, ...]
    looked_at: int  # documents in the scope
    of_kind: int  # documents of the kinds asked for among them
    unread: int  # files of the scope that could not be read
    genres: tuple[Genre, ...] = ()  # empty for every kind
    credits: bool = False  # credit notes are asked for
    first: str = ""  # ISO 8601 day, within; empty when open
    last: str = ""
    parties: tuple[str, ...] = ()  # as the question writes them
    net: bool = False  # amounts without VAT
    totals: tuple[tuple[str, str], ...] = ()  # currency and sum of the rows' amounts, plain decimal


class Support(StrEnum):
    """How far the cited passages say what a written sentence says."""

    SUPPORTED = "supported"
    WEAK = "weak"  # in part, or in other words: to be checked by the reader
    ABSENT = "absent"  # not in the sources


@dataclass(frozen=True, slots=True)
class Checked:
    """One sentence of a written answer, compared with the passages that it cites."""

    start: int  # offsets in the answer's text, the sentence's numbers included
    end: int
    support: Support
    figures: tuple[str, ...] = ()  # as written, that the cited passages do not give there
    names: tuple[str, ...] = ()  # words of proper names, likewise
    denied: bool = False  # one of them holds a "not" where the other does not
    doubted: bool = False  # the chat model, asked again, says that they do not say it


@dataclass(frozen=True, slots=True)
class Earlier:
    """A question of the same conversation, and what was quoted for it."""

    question: str  # as it was typed, or better: as it was understood
    documents: tuple[str, ...] = ()  # file names, the first quoted first


@dataclass(frozen=True, slots=True)
class Understood:
    """Before everything else, and only where a question hung on those before it: the whole question that was asked."""

    question: str  # as it was typed
    rewritten: str
    model: str = ""  # that rewrote it; empty: rules did


@dataclass(frozen=True, slots=True)
class Retrieved:
    """The evidence, before a word is written."""

    hits: tuple[Hit, ...]
    refused: bool
    seconds: float
    words_only: str = ""  # code of the error that kept likeness out of the search
    unranked: str = ""  # code of the error that kept the reranker from ordering the hits
    certainty: float = 0.0  # that the first hits answer the question, 0–1; 0 also in what older versions kept


@dataclass(frozen=True, slots=True)
class Waiting:
    """The chat model answers others first; said again whenever the number changes, 0 when the turn has come."""

    ahead: int  # questions


@dataclass(frozen=True, slots=True)
class Thought:
    """A further piece of what a reasoning model thinks before it answers: no part of the answer, never cited."""

    text: str


@dataclass(frozen=True, slots=True)
class Meanwhile:
    """What the documents say, word for word, to be read while the model reads; `Finished` takes its place."""

    text: str
    citations: tuple[Citation, ...]
    partial: bool = False  # the first says little of what is asked


@dataclass(frozen=True, slots=True)
class Token:
    """A further piece of the answer's text."""

    text: str


@dataclass(frozen=True, slots=True)
class Finished:
    """Last event: the whole answer with its checked citations and the fingerprints of what made it."""

    text: str
    manner: Manner
    citations: tuple[Citation, ...]
    seconds: float
    model: str = ""  # chat model, empty without one
    embedder: str = ""  # fingerprint
    settings: str = ""  # fingerprint
    trouble: str = ""  # code of the error that kept the chat model from writing; the answer is then extractive
    checks: tuple[Checked, ...] = ()  # of a written answer, in the order of its sentences
    warning: str = ""  # for its top, in its language: a figure not in the sources, a word of the question nowhere
    listing: Listing | None = None  # of an answer that is a list, a count or a total
    trouble_facts: dict[str, str] = field(default_factory=dict)  # of the error's sentence, by their names
    partial: bool = False  # the first quotation says little of what is asked: no strong match, whatever was found


@dataclass(frozen=True, slots=True)
class Feedback:
    """What a reader said of one answer."""

    id: str  # of the answer, made where it was shown
    moment: str  # ISO 8601, UTC
    question: str
    manner: Manner
    sources: tuple[str, ...]  # that the answer showed: `FILE#pN`, or `FILE` without pages
    helpful: bool
    reason: str = ""
    right_source: str = ""  # when the reader knew a better one
    taken: bool = False  # its question is among those to measure with


@dataclass(frozen=True, slots=True)
class Asked:
    """That a question was asked, and how it went; not its words."""

    moment: str  # ISO 8601, UTC
    language: str  # of the question
    manner: Manner | None  # of its answer; None when there was none
    evidence: float | None  # seconds until the evidence was there
    first_word: float | None  # seconds until the first word of the answer
    seconds: float  # until its end
    trouble: str = ""  # code of the error that ended it
    stopped: bool = False  # by the reader


AnswerEvent = Understood | Retrieved | Meanwhile | Waiting | Thought | Token | Finished
