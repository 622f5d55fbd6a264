"""A follow-up made a whole question: *et pour les cadres ?* after *Quel est le préavis des employés ?*. Pure.

What the new question names takes the place of a part of the former one that is of the same sort; where there is none,
both are joined. What owns something (*son échéance*) is named; in front of any other pronoun the former question stands
whole, for a noun of it finds less (`bench/followup.py`). A question that lacks nothing stays as it is.
"""

from __future__ import annotations

import re
from pathlib import PurePath
from typing import TYPE_CHECKING, Final

from rag.answering.constituents import Sort, dated, parts
from rag.answering.hanging import PREPOSITION, RELATIONAL, Lack, looked_at
from rag.answering.nouns import ARTICLE, matter_of, owner, place_named, with_noun
from rag.language import question_language
from rag.words import fold

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rag.answering.constituents import Part
    from rag.records import Earlier, Finished

LONGEST: Final = 300  # characters of a question made of two; the search needs no more
_POSSESSIVE: Final = re.compile(
    r"\b(son|sa|ses|leurs?|its|his|her|their)\s+([^\W\d][\w’'-]*(?:\s(?:de|d['’])\s?[^\W\d][\w-]*)?)", re.IGNORECASE
)
_ENGLISH: Final = frozenset({"its", "his", "her", "their"})
_VOWEL: Final = re.compile(r"[aeiouyh]")
_THAT_OF: Final = re.compile(
    r"^(?:celui|celle|ceux|celles|that|those|the one)\s(de la|de l['’]|d['’]|des|du|de|of the|of|for the|for)\s?",
    re.IGNORECASE,
)
_PLAIN: Final = {"du": "le ", "des": "les ", "de la": "la ", "de l'": "l'", "of the": "the ", "for the": "the "}
_LEADING: Final = re.compile(
    r"\b(?:jusqu['’]en|jusqu['’]à|à partir de|depuis|avant|après|en|in|since|until|before|after|from)\s$", re.IGNORECASE
)
_BEHIND: Final = re.compile(
    r"\b(?:de|du|des|d['’]|à|au|aux|chez|pour|avec|par|en|dans|sur|of|for|with|at|by|in|on|from|to)\s?"
    r"(?:(?:(?:la|le|les|the)\s|l['’])(?:[^\W\d]+\s)?)?$",
    re.IGNORECASE,
)
_FURTHER: Final = re.compile(r"\s?\?\s")
_BARE_DATE: Final = re.compile(r"\b(?:cet|cette|ce|l['’]|this|last|next)\b", re.IGNORECASE)


def quoted(finished: Finished | None) -> tuple[str, ...]:
    """The file names that an answer quotes, for the questions after it; none where there is no answer."""
    citations = finished.citations if finished else ()
    return tuple(dict.fromkeys(citation.hit.document.name for citation in citations))


def understood(question: str, earlier: Sequence[Earlier]) -> str:
    """The whole question that is meant, the question itself where it is whole.

    Args:
        question: as it was typed.
        earlier: the questions of the same conversation, oldest first, each as typed or as it was understood.
    """
    before = wholes(earlier)
    return _whole(question, before[-1], earlier[-1].documents) if before else question


def wholes(earlier: Sequence[Earlier]) -> tuple[str, ...]:
    """Each question of a conversation as it is understood after those before it, oldest first."""
    whole: tuple[str, ...] = ()
    documents: tuple[str, ...] = ()
    for turn in earlier:
        whole = (*whole, _whole(turn.question, whole[-1] if whole else "", documents))
        documents = turn.documents
    return whole


def _whole(question: str, former: str, documents: Sequence[str]) -> str:
    hanging = looked_at(question)
    if not former.strip() or not 0 < len(question.strip()) <= LONGEST or hanging.lack is Lack.NOTHING:
        return question
    base = " ".join(former.split()).rstrip(" ?!.…\u00a0")
    english = question_language(former, "fr") == "en"
    match hanging.lack:
        case Lack.CLAUSE:
            meant = _with_fragment(base, hanging.rest)
        case Lack.MATTER:
            meant = _both(base, hanging.rest or question, english=english)
        case _:
            meant = _with_matter(hanging.rest, base, documents, hanging.lack)
    english = question_language(meant, "en" if english else "fr") == "en"
    return f"{meant[:LONGEST].rstrip()}{_mark(english=english)}"


def _with_fragment(base: str, rest: str) -> str:
    """The former question with what the fragment names in the place of what it named."""
    preposition = PREPOSITION.match(rest)
    words = rest[preposition.end() :] if preposition else rest
    if of := _THAT_OF.match(words):
        words = _PLAIN.get(of[1].lower().replace("’", "'"), "") + words[of.end() :]
    fragment, changed = parts(words), base
    taken = []
    for part in reversed(fragment):
        place = _counterpart(part, parts(changed), changed if preposition is None else "")
        if place is None:
            continue
        alone = _is_only(words, part) and preposition is not None
        if part.sort is Sort.NAME and alone:
            changed = place_named(changed, place.start, place.end, rest)
        elif part.sort is Sort.DATE and alone and (led := _led(changed, place)) is not None:
            changed = changed[:led] + rest.replace(part.text, dated(part.text, place.text)) + changed[place.end :]
        else:
            changed = changed[: place.start] + dated(part.text, place.text) + changed[place.end :]
        taken.append(part)
    if taken and not _says_more(words, taken, base):
        return changed
    typed = taken or (fragment and _is_only(words, fragment[-1]) and fragment[-1].sort is not Sort.NAME)
    first = _FURTHER.split(changed, maxsplit=1)[0]  # of two that were joined, the one that named something
    noun = None if typed else with_noun(first, preposition[0].strip().lower() if preposition else "", words)
    return noun or f"{changed}, {rest}"


def _led(base: str, place: Part) -> int | None:
    """Where the preposition of a date begins, the date itself where it needs none; None where it has an article."""
    before = _LEADING.search(base[: place.start])
    return before.start() if before else place.start if _BARE_DATE.search(place.text) else None


def _counterpart(part: Part, held: Sequence[Part], bare_in: str) -> Part | None:
    """The last part of the same sort that says something else.

    A name without a preposition rather takes the place of one that has none in its question, where that is told.
    """
    alike = [one for one in held if one.sort is part.sort and one.text != part.text]
    bare = [one for one in alike if part.sort is Sort.NAME and bare_in and not _BEHIND.search(bare_in[: one.start])]
    return (bare or alike)[-1] if alike else None


def _is_only(words: str, part: Part) -> bool:
    """Whether a fragment is nothing but one part, with its article."""
    left = re.sub(rf"^{ARTICLE}", "", words.strip(), flags=re.IGNORECASE)
    return left.strip().casefold() == part.text.strip().casefold()


def _says_more(words: str, taken: Sequence[Part], base: str) -> bool:
    """Whether a fragment says more than the parts that found a place and what the former question says anyhow."""
    left = words
    for part in taken:
        left = left.replace(part.text, " ")
    said = {fold(one) for one in re.findall(r"\w+", base)}
    return any(len(one) > len("des") and fold(one) not in said for one in re.findall(r"[^\W\d]+", left))


def _with_matter(rest: str, base: str, documents: Sequence[str], lack: Lack) -> str:
    matter = matter_of(base, RELATIONAL, one=False)
    # Where the former question names nothing, the title of what was found for it does. Beside a noun it only misleads:
    # it may be another document's, and quotations are chosen by its words.
    title = "" if matter else _title(documents, rest)
    owned = _POSSESSIVE.search(rest) if lack is Lack.NOUN else None
    if matter and owned:
        article = _article(owned[1].lower(), owned[2])
        of = owner(matter_of(base, RELATIONAL, one=True), english=owned[1].lower() in _ENGLISH)
        meant = f"{rest[: owned.start()]}{article}{owned[2]} {of}{rest[owned.end() :]}"
    elif matter and lack is Lack.COMPLEMENT and _asks_what(rest):
        meant = f"{rest} {owner(matter, english=question_language(rest, 'fr') == 'en')}"
    elif matter:
        first = _FURTHER.split(base, maxsplit=1)[0]  # of two that were joined, the one that named something
        return _both(first, rest, english=question_language(base, "fr") == "en")
    else:
        meant = rest
    return _capital(f"{meant} ({title})" if title else meant)


def _both(base: str, rest: str, *, english: bool) -> str:
    """The former question in front of the new one; what is too long is cut off the former."""
    room = LONGEST - len(rest) - len(" ? ")
    if len(base) > room:
        base = base[: max(0, room)].rpartition(" ")[0]
    return f"{base}{_mark(english=english)} {_capital(rest)}" if base else _capital(rest)


def _asks_what(rest: str) -> bool:
    return (
        re.search(r"\bquel(?:le)?s? (?:est|sont|était|sera)\b|\bwhat (?:is|are|was)\b", rest, re.IGNORECASE) is not None
    )


def _title(documents: Sequence[str], said: str) -> str:
    """What answered before, by its name; nothing where the question names it anyhow."""
    if not documents:
        return ""
    title = PurePath(documents[0]).stem
    known = {fold(one) for one in re.findall(r"\w+", said)}
    return "" if all(fold(one) in known for one in re.findall(r"\w{3,}", title)) else title


def _article(possessive: str, noun: str) -> str:
    if possessive in _ENGLISH:
        return "the "
    if possessive in {"ses", "leurs"}:
        return "les "
    if _VOWEL.match(fold(noun)):
        return "l'"
    return "la " if possessive == "sa" else "le "


def _mark(*, english: bool) -> str:
    return "?" if english else " ?"


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
