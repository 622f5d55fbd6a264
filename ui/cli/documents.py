"""`souffleur documents` and `souffleur forget`."""

from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING, Annotated, Final

import typer

from rag.errors import DocumentUnknown, Words
from ui.cli.agreeing import is_sure
from ui.cli.printing import show, show_json
from ui.cli.rim import chosen, guarded

if TYPE_CHECKING:
    from rag.errors import Language
    from rag.records import Document
    from rag.store.library import Counts

_TOTAL: Final = Words("{documents}, {passages} ; {failures}.", "{documents}, {passages}; {failures}.")
_SURE: Final = Words(
    "Oublier {count} document(s) ? Les fichiers restent sur le disque. [o/N]",
    "Forget {count} document(s)? The files stay on the disk. [y/N]",
)
_QUESTIONS: Final = Words(
    "Vos questions pour mesurer qui nomment ces documents restent : {names}. « souffleur evaluate remove » les retire.",
    "Your questions for measuring that name these documents stay: {names}. `souffleur evaluate remove` removes them.",
)
_KEPT: Final = Words("Rien n'a été oublié.", "Nothing was forgotten.")
_FORGOTTEN: Final = Words("{count} document(s) oublié(s).", "{count} document(s) forgotten.")


@guarded
def documents(
    as_json: Annotated[bool, typer.Option("--json", help="Pour les programmes. / For programs.")] = False,
    exchange: Annotated[
        str, typer.Option(metavar="NOM", help="Les courriels du même échange. / The e-mails of the same exchange.")
    ] = "",
) -> None:
    """Liste les documents et les fichiers non lus. / Lists the documents and the files not read."""
    if exchange:
        _show_exchange(exchange, as_json=as_json)
        return
    from ingest.reasons import REASONS
    from ui.present import paper_of
    from ui.wire import record_to_json

    language = chosen().language()
    with closing(chosen().desk()) as desk:
        found, located, counts = desk.documents(), desk.located(), desk.counts()
    failed = [one for one in located if one.failure]
    if as_json:
        written = {
            "documents": [record_to_json(one) for one in found],
            "failures": [record_to_json(one) for one in failed],
        }
        show_json(written)
        return
    for one in found:
        about = (one.title, paper_of(one, language), one.collection, ", ".join(one.paths))
        show(f"{one.name}\n    {' · '.join(filter(None, about))}")
    for file in failed:
        reason = REASONS.get(file.failure, REASONS["crashed"])
        show(f"✗ {file.path}\n    {reason.words.say(language)} {reason.step.say(language)}")
    show(_total(counts, language))


@guarded
def forget(
    names: Annotated[
        list[str], typer.Argument(metavar="NOM…", help="Noms ou chemins de fichiers. / File names or paths.")
    ],
    yes: Annotated[bool, typer.Option("--yes", help="Sans demander. / Without asking.")] = False,
) -> None:
    """Oublie des documents ; les fichiers restent. / Forgets documents; the files stay."""
    from ui.cli.questions import own_questions
    from ui.measuring import naming

    language = chosen().language()
    with closing(chosen().desk_in_turn()) as desk:
        known = desk.documents()
        meant = list(dict.fromkeys(document for name in names for document in _named(name, known)))
        if kept := naming(own_questions(), meant, known):
            show(_QUESTIONS.say(language, names=", ".join(case.id for case in kept)))
        if not yes and not is_sure(
            ("\n".join(document.paths) for document in meant), _SURE.say(language, count=len(meant))
        ):
            show(_KEPT.say(language))
            raise typer.Exit(1)
        count = desk.forget([document.id for document in meant])
    show(_FORGOTTEN.say(language, count=count))


def _show_exchange(name: str, *, as_json: bool) -> None:
    """The e-mails that belong together with the one that is named, oldest first."""
    from ui.present import day, person
    from ui.wire import record_to_json

    with closing(chosen().desk()) as desk:
        known = desk.documents()
        filed = [one for document in _named(name, known) for one in desk.correspondence(document.id)]
    found = list(dict.fromkeys(filed))
    if as_json:
        show_json({"letters": [record_to_json(one) for one in found]})
        return
    names = {document.id: document.name for document in known}
    for one in found:
        letter = one.letter
        head = (day(letter.date, chosen().language()), person(letter.sender), letter.subject)
        show(f"{' · '.join(head)}\n    {', '.join(filter(None, (names[one.document], letter.part)))}")


def _total(counts: Counts, language: Language) -> str:
    from ui.present import counted

    unread = ("fichier non lu", "fichiers non lus") if language == "fr" else ("file not read", "files not read")
    return _TOTAL.say(
        language,
        documents=counted(counts.documents, "document", "documents", language),
        passages=counted(counts.passages, "passage", "passages", language),
        failures=counted(counts.failures, *unread, language),
    )


def _named(name: str, known: list[Document]) -> list[Document]:
    """The documents of that name, path or id; raises DocumentUnknown."""
    found = [one for one in known if name in {one.id, one.name, *one.paths}]
    if not found:
        raise DocumentUnknown(name)
    return found
