"""A mail that came in, and what is made of it: small, frozen, each finding with the words it rests on."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from rag.records import DocumentId  # noqa: TC001 - the records travel as JSON, whose reader looks for it here

MAIL_ID_LENGTH = 12  # hexadecimal signs; guess: enough for the mails that a firm ever corrects


class Priority(StrEnum):
    """How soon somebody should look at a mail."""

    HIGH = "high"
    NORMAL = "normal"
    LOW = "low"


class Tie(StrEnum):
    """Why a document or a client is taken for one that a mail speaks of."""

    NUMBER = "number"  # the mail names its number
    CORRESPONDENCE = "correspondence"  # the mail answers it, or is answered by it
    ADDRESS = "address"  # its sender's address stands in it
    NAME = "name"  # its sender, or somebody the mail names, is named in it
    SEARCH = "search"  # it speaks of the same


@dataclass(frozen=True, slots=True)
class Mail:
    """One message, as it came in."""

    id: str  # hexadecimal, `MAIL_ID_LENGTH` long: the same for the same message
    name: str  # of the file it lies in; in a mailbox with the message's number
    sender: str  # as the mail says: `Paule Fravallon <p.fravallon@exemple.fr>`
    recipients: str
    date: str  # ISO 8601 with the time; empty when the mail does not say
    subject: str
    text: str  # what is new in it: without older messages, signature and disclaimer
    attachments: tuple[str, ...] = ()
    signature: str = ""
    passed_on: str = ""  # who sent it on, where `sender` is whoever wrote the message that was sent on
    message_id: str = ""
    follows: tuple[str, ...] = ()  # ids of the messages it answers


@dataclass(frozen=True, slots=True)
class Category:
    """What a firm sorts its mail into."""

    id: str
    name: str
    sentence: str  # what belongs here
    promptness: int = 1  # 0: can wait, 1: ordinary, 2: within a day or two, 3: at once
    examples: tuple[str, ...] = ()  # subject and text of mails that belong here
    own: bool = False  # made or changed by the firm
    learnt: int = 0  # corrections among what it is learnt from


@dataclass(frozen=True, slots=True)
class Guess:
    """A category with the share that speaks for it."""

    category: str  # its id
    share: float  # 0–1; over all categories 1


@dataclass(frozen=True, slots=True)
class Sorting:
    """Where a mail belongs."""

    category: str  # id of the best guess
    sure: bool
    confidence: float  # 0–1: how often such a guess is right, measured on the examples
    guesses: tuple[Guess, ...] = ()  # the three best, best first
    words: tuple[str, ...] = ()  # of the mail, that spoke for it most
    corrected: bool = False  # somebody said so


@dataclass(frozen=True, slots=True)
class Link:
    """A client or a document that a mail belongs to."""

    tie: Tie
    words: str  # of the mail, on which it rests
    document: DocumentId
    name: str  # of the document's file
    client: str = ""  # named in the document


@dataclass(frozen=True, slots=True)
class Sorted:
    """One mail with all that was found."""

    mail: Mail
    sorting: Sorting
    category: str  # name of the category
    priority: Priority
    why: tuple[str, ...] = ()  # words of the mail that made it urgent
    asked: tuple[str, ...] = ()  # its sentences that want something, verbatim
    due: str = ""  # ISO 8601: by when; a month where that is all
    due_words: str = ""  # the sentence that says so
    links: tuple[Link, ...] = ()
    reply: str = ""  # a draft; what is not known stands as a blank in brackets


@dataclass(frozen=True, slots=True)
class SortedMail:
    """Event: one mail is sorted."""

    found: Sorted
    place: int  # 1-based
    total: int


@dataclass(frozen=True, slots=True)
class MailsSorted:
    """Event, the last one: how it went."""

    count: int
    unsure: int
    failed: tuple[str, ...] = ()  # names of files that could not be read
    stopped: bool = False


@dataclass(frozen=True, slots=True)
class ServerMail:
    """Which mail of the server is wanted; what is left out stands in the settings."""

    folder: str = ""  # as the server calls it
    latest: int = 0  # so many messages, the ones that came last; 0: those of the last days


@dataclass(frozen=True, slots=True)
class MailServer:
    """The mail server that the settings name."""

    host: str  # empty: none is set
    user: str
    folder: str
    days: int  # of mail, where no number of messages is asked for
    password: bool  # one is kept

    @property
    def ready(self) -> bool:
        """Whether its mail can be asked for."""
        return bool(self.host and self.user and self.password)


@dataclass(frozen=True, slots=True)
class MailFetched:
    """Event: how much of a server's mail has come over."""

    done: int
    total: int
