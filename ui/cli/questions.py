"""`souffleur evaluate add`, `list`, `remove`: the user's own questions for measuring."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Final

import typer

from rag.errors import Words
from ui.cli.printing import show, show_json
from ui.cli.rim import chosen, guarded

if TYPE_CHECKING:
    from rag.evaluation.own import OwnQuestions

_ADDED: Final = Words("Question gardée : {id}", "Question kept: {id}")
_REMOVED: Final = Words("Retirée : {question}", "Removed: {question}")
_NONE: Final = Words("Aucune question n'est gardée.", "No question is kept.")
_NOWHERE: Final = Words("pas dans les documents", "not in the documents")


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
        desk = chosen().desk()
        try:
            relevant = sources_named(source, page or [], desk.documents())
        finally:
            desk.close()
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
