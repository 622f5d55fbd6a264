"""What forgetting some documents takes out of the library, counted before it is done."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ingest.pipeline import opinions_without
from rag.evaluation.own import OwnQuestions
from rag.store.access import whole_library
from ui.measuring import naming

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rag.engine import Engine
    from rag.records import Document


@dataclass(frozen=True, slots=True)
class Losses:
    """What goes, and the questions that name what goes and stay."""

    documents: int
    passages: int
    places: int  # files that hold them, which stay on the disk
    size: int  # bytes of texts and vectors
    answers: int  # in conversations that are kept: their quotations go
    tasks: int  # that are kept and read them: what rests on them goes
    opinions: int  # of readers, that name them: the names go
    questions: int  # for measuring, that name them: these stay


def losses(engine: Engine, documents: Sequence[Document]) -> Losses:
    """Count them; nothing is changed."""
    library = engine.library
    known = library.documents_by_id(document.id for document in documents)
    weight = library.register.weight(list(known))
    everything = library.documents(whole_library(library)) if known else []
    own = OwnQuestions(engine.home.questions_file)
    return Losses(
        documents=len(known),
        passages=weight.passages,
        places=sum(len(document.paths) for document in known.values()),
        size=weight.size,
        answers=weight.answers,
        tasks=library.tasks.resting_on(list(known)),
        opinions=len(opinions_without(library, known)),
        questions=len(naming(own, list(known.values()), everything)),
    )
