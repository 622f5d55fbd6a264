"""`souffleur ask` and `souffleur search`."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Final

import typer

from rag.errors import Words
from rag.streams import let_go
from ui.cli.listing import print_listing, write_table
from ui.cli.printing import show, show_json
from ui.cli.rim import chosen, guarded
from ui.cli.where import COLLECTION, DOCUMENT, KIND, SINCE, UNTIL, narrowing
from ui.cli.writing import Writing

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rag.errors import Language
    from rag.records import AnswerEvent, Citation, Finished, Hit

_SOURCES: Final = Words("Sources", "Sources")
_NEAREST: Final = Words("Les passages les plus proches :", "The nearest passages:")
_QUOTED: Final = Words(
    "(Le modèle de rédaction n'a pas répondu : voici des citations.)",
    "(The chat model did not answer: here are quotations.)",
)
_WORDS_ONLY: Final = Words(
    "(La recherche par ressemblance n'était pas disponible : seuls les mots ont été cherchés. "
    "« souffleur repair » la remet en état.)",
    "(The search by likeness was not available: only words were searched. `souffleur repair` puts it right.)",
)
_UNRANKED: Final = Words(
    "(Le modèle de classement n'a pas pu servir : les passages sont dans l'ordre de la recherche. "
    "Le réglage retrieval.reranker le nomme.)",
    "(The ranking model could not be used: the passages are in the order of the search. "
    "The setting retrieval.reranker names it.)",
)
_UNDERSTOOD: Final = Words("Compris comme : {question}", "Understood as: {question}")
_NOTHING: Final = Words("Rien de proche n'a été trouvé.", "Nothing near was found.")
PREVIEW: Final = 300  # characters of a passage in a list
MOST_HITS: Final = 200  # the same limit as that of the running server

_THINKING = Annotated[
    bool,
    typer.Option("--thinking", help="Montrer aussi la réflexion du modèle. / Show what the model thought, too."),
]
_PLAIN = Annotated[
    bool,
    typer.Option("--text", help="Chercher dans le texte, même pour une liste. / Search the texts, even for a list."),
]
_TABLE = Annotated[
    Path | None,
    typer.Option("--csv", metavar="FICHIER", help="Écrire la liste (CSV ou .xlsx). / Write the list (CSV or .xlsx)."),
]
_JSON = Annotated[bool, typer.Option("--json", help="Pour les programmes. / For programs.")]


@guarded
def ask(
    question: Annotated[str, typer.Argument(help="La question, entre guillemets. / The question, in quotes.")],
    collection: COLLECTION = None,
    document: DOCUMENT = None,
    kind: KIND = None,
    since: SINCE = "",
    until: UNTIL = "",
    keep: Annotated[
        bool, typer.Option("--keep", help="Garder comme nouvelle conversation. / Keep as a new conversation.")
    ] = False,
    conversation: Annotated[
        str, typer.Option(metavar="N°", help="Ajouter à une conversation gardée. / Add to a kept conversation.")
    ] = "",
    thinking: _THINKING = False,
    plain: _PLAIN = False,
    table: _TABLE = None,
    as_json: _JSON = False,
) -> None:
    """Répond d'après vos documents, avec les sources. / Answers from your documents, with the sources."""
    from ui.cli.keeping import Keeper

    language = chosen().language()
    desk = chosen().desk()
    where = narrowing(collection, document, kind, since, until)
    events: Iterator[AnswerEvent] = iter(())
    try:
        keeper = Keeper(desk, question, where, conversation, wanted=keep)
        events = keeper.keeping(desk.ask(question, where, earlier=keeper.earlier(), plain=plain))
        with Writing(language, quiet=as_json, thinking=thinking) as writing:
            for event in events:
                writing.show(event)
    finally:
        let_go(events)
        desk.close()
    finished, hits = writing.finished, writing.hits
    if finished is None:
        return
    if table:
        write_table(table, finished.listing, language)
    if as_json:
        told = {**writing.told, **writing.thought_as_json(), **keeper.told}
        show_json({**_as_json(finished, hits), **told})
        return
    if writing.told["understood"]:
        show(f"{_UNDERSTOOD.say(language, question=writing.told['understood'])}\n")
    writing.print_thought()
    _print_answer(finished, hits, (writing.told["words_only"], writing.told["unranked"]), language)
    keeper.tell(language)


@guarded
def search(
    question: Annotated[str, typer.Argument(help="Mots ou question. / Words or a question.")],
    limit: Annotated[int, typer.Option(min=1, max=MOST_HITS, help="Nombre de passages. / How many passages.")] = 10,
    collection: COLLECTION = None,
    document: DOCUMENT = None,
    kind: KIND = None,
    since: SINCE = "",
    until: UNTIL = "",
    as_json: _JSON = False,
) -> None:
    """Montre les passages, sans réponse. / Shows the passages, without an answer."""
    from rag.answering.quoting import best_sentence
    from ui.remarks import titled
    from ui.wire import found_to_json

    language = chosen().language()
    with closing(chosen().desk()) as desk:
        found = desk.search(question, narrowing(collection, document, kind, since, until), limit)
    if as_json:
        show_json(found_to_json(found))
        return
    if found.words_only:
        show(_WORDS_ONLY.say(language))
    if found.unranked:
        show(_UNRANKED.say(language))
    if not found.hits:
        show(_NOTHING.say(language))
    for number, hit in enumerate(found.hits, start=1):
        show(f"{number}. {titled(hit, language)}\n   {_preview(hit)}")
        part, sentence = best_sentence(question, hit)
        _print_remarks(part, sentence.text, language, "   ")
        show("")


def _print_answer(finished: Finished, hits: tuple[Hit, ...], missing: tuple[str, str], language: Language) -> None:
    """`missing` is what kept likeness out of the search, and what kept the hits from being ranked."""
    from rag.records import Manner

    if finished.listing:
        print_listing(finished, finished.listing, language)
        return
    _print_text(finished, language)
    for remark, holds in zip((_WORDS_ONLY, _UNRANKED), missing, strict=True):
        if holds:
            show(remark.say(language))
    if finished.trouble:
        from ui.troubles import why_quoted

        show(" ".join([_QUOTED.say(language), *why_quoted(finished, language)]))
    if finished.manner is Manner.REFUSED:
        _print_nearest(hits, language)
    else:
        _print_sources(finished.citations, language)


def _as_json(finished: Finished, hits: tuple[Hit, ...]) -> dict[str, Any]:
    from ui.wire import event_to_json, record_to_json

    written = event_to_json(finished)
    written.pop("event")
    return {**written, "hits": [record_to_json(hit) for hit in hits]}


def _print_text(finished: Finished, language: Language) -> None:
    from ui.verdicts import annotated, counts

    said = annotated(finished, language)
    refused = finished.manner == "refused"  # then the warning says why
    show("\n\n".join(filter(None, (said, finished.warning) if refused else (finished.warning, said))))
    if finished.checks:
        show(f"({counts(finished.checks, language)})")


def _print_sources(citations: tuple[Citation, ...], language: Language) -> None:
    from ui.remarks import titled

    if citations:
        show(f"\n{_SOURCES.say(language)}")
    left, right = ("« ", " »") if language == "fr" else ("“", "”")
    for citation in citations:
        show(f"[{citation.number}] {titled(citation.hit, language)}")
        show(f"    {left}{' '.join(citation.quote.split())}{right}")
        _print_remarks(citation.hit, citation.quote, language, "    ")


def _print_remarks(hit: Hit, quote: str, language: Language, before: str) -> None:
    """Where the same words stand too, and what an older version says."""
    from ui.remarks import also_in, earlier

    if also := also_in(hit, language):
        show(f"{before}{also}")
    if older := earlier(quote, hit, language):
        left, right = ("« ", " »") if language == "fr" else ("“", "”")
        show(f"{before}{older.title} {left}{older.quote}{right} ({older.source})")


def _print_nearest(hits: tuple[Hit, ...], language: Language) -> None:
    from ui.remarks import titled

    if hits:
        show(f"\n{_NEAREST.say(language)}")
    for hit in hits[:3]:
        show(f"  · {titled(hit, language)}\n    {_preview(hit)}")


def _preview(hit: Hit) -> str:
    text = " ".join(hit.passage.text.split())
    return text if len(text) <= PREVIEW else f"{text[:PREVIEW].rsplit(' ', 1)[0]} …"
