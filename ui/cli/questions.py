"""`souffleur evaluate add`, `list`, `remove`: the user's own questions for measuring."""

from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING, Annotated, Final

import typer

from rag.errors import Words
from ui.cli.printing import show, show_json
from ui.cli.rim import chosen, guarded

if TYPE_CHECKING:
    from rag.errors import Language
    from rag.evaluation.own import OwnQuestions
    from rag.records import Feedback

_ADDED: Final = Words("Question gardée : {id}", "Question kept: {id}")
_REMOVED: Final = Words("Retirée : {question}", "Removed: {question}")
_NONE: Final = Words("Aucune question n'est gardée.", "No question is kept.")
_NOWHERE: Final = Words("pas dans les documents", "not in the documents")
_HELPED: Final = {True: Words("utile", "helpful"), False: Words("pas utile", "not helpful")}
_RIGHT: Final = Words("bonne source : {source}", "right source: {source}")
_UNKNOWN: Final = Words("bonne source inconnue", "right source unknown")
_TAKEN: Final = Words("déjà parmi vos questions", "among your questions already")
_NOBODY: Final = Words("Personne n'a encore donné d'avis.", "Nobody has given an opinion yet.")
_GONE: Final = Words("Avis oubliés : {count}", "Opinions forgotten: {count}")
_WAITING: Final = Words(
    "« souffleur evaluate feedback --take » fait des questions des avis dont la bonne source est connue.",
    "`souffleur evaluate feedback --take` makes questions of the opinions whose right source is known.",
)


def own_questions() -> OwnQuestions:
    """The questions of the chosen home."""
    from rag.evaluation.own import OwnQuestions

    return OwnQuestions(chosen().home().questions_file)


@guarded
def add(
    question: Annotated[str, typer.Argument(help="La question, entre guillemets. / The question, in quotes.")],
    source: Annotated[
        list[str] | None,
        typer.Option(metavar="FICHIER", help="Le fichier qui répond, ou FICHIER#pN. / The file that answers."),
    ] = None,
    page: Annotated[list[int] | None, typer.Option(min=1, help="Sa page. / Its page.")] = None,
    unanswerable: Annotated[
        bool, typer.Option("--unanswerable", help="Aucun document n'y répond. / No document answers it.")
    ] = False,
) -> None:
    """Garde une question avec sa source. / Keeps a question with its source."""
    from ui.measuring import sources_named

    if bool(source) == unanswerable:
        raise typer.BadParameter("--source FICHIER | --unanswerable", param_hint="--source")
    if page and unanswerable:
        raise typer.BadParameter("--source FICHIER --page N", param_hint="--page")
    relevant: tuple[str, ...] = ()
    if source:
        with closing(chosen().desk()) as desk:
            relevant = sources_named(source, page or [], desk.documents())
    show(_ADDED.say(chosen().language(), id=own_questions().add(question, relevant).id))


@guarded
def listed(
    as_json: Annotated[bool, typer.Option("--json", help="Pour les programmes. / For programs.")] = False,
) -> None:
    """Liste vos questions. / Lists your questions."""
    from rag.evaluation.cases import case_to_json
    from ui.measures import source_words

    language, cases = chosen().language(), own_questions().all().cases
    if as_json:
        show_json([case_to_json(case) for case in cases])
        return
    for case in cases:
        sources = ", ".join(map(source_words, sorted(case.relevant))) or _NOWHERE.say(language)
        show(f"{case.id}  {case.question}\n      {sources}")
    if not cases:
        show(_NONE.say(language))


@guarded
def remove(
    names: Annotated[list[str], typer.Argument(metavar="Q…", help="Leurs numéros : q001… / Their numbers: q001…")],
) -> None:
    """Retire des questions. / Removes questions."""
    for case in own_questions().remove(names):
        show(_REMOVED.say(chosen().language(), question=case.question))


@guarded
def feedback(
    take: Annotated[bool, typer.Option("--take", help="En faire des questions. / Make questions of them.")] = False,
    remove: Annotated[
        list[str] | None, typer.Option(metavar="N°", help="Oublier un avis. / Forget an opinion.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Pour les programmes. / For programs.")] = False,
) -> None:
    """Les avis donnés sur les réponses. / The opinions given on answers."""
    from ui.feedback import to_questions
    from ui.wire import record_to_json

    language = chosen().language()
    with closing(chosen().desk()) as desk:
        gone = desk.feedback.remove(remove) if remove else None
        cases = to_questions(desk.feedback, own_questions()) if take else []
        found = desk.feedback.all()
    if as_json:
        show_json([record_to_json(one) for one in found])
        return
    for case in cases:
        show(_ADDED.say(language, id=f"{case.id}  {case.question}"))
    if gone is not None:
        show(_GONE.say(language, count=gone))
    if not cases and gone is None:
        _show_opinions(found, language)


def _show_opinions(found: list[Feedback], language: Language) -> None:
    from ui.present import moment

    for one in found:
        told = (moment(one.moment, language), _HELPED[one.helpful].say(language), _source(one, language), one.reason)
        show(f"{one.id}  {one.question}\n      {' · '.join(filter(None, told))}")
    show((_WAITING if found else _NOBODY).say(language))


def _source(said: Feedback, language: Language) -> str:
    from rag.evaluation.opinions import right_sources
    from ui.measures import source_words

    if said.taken:
        return _TAKEN.say(language)
    right = right_sources(said)
    if right is None:
        return _UNKNOWN.say(language)
    return _RIGHT.say(language, source=", ".join(map(source_words, sorted(right))) or _NOWHERE.say(language))
