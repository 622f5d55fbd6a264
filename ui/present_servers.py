"""Model servers and their models in the reader's words. Pure, both languages."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from rag.errors import Words
from rag.models.dialects import NAMES, Program
from ui.present import number, size

if TYPE_CHECKING:
    from rag.errors import Language
    from rag.models.dialects import ModelServer, ServedModel

_OTHER: Final = Words("Serveur de modèles", "Model server")
_LOADED: Final = Words("en mémoire", "in memory")
_WAITS: Final = Words("à charger à la première question", "to be loaded at the first question")
_PARAMETERS: Final = Words("{count} de paramètres", "{count} parameters")
_READS: Final = Words("lit {count} mots du modèle à la fois", "reads {count} of the model's words at a time")
_THINKS: Final = Words("sait réfléchir avant de répondre", "can think before it answers")


def server_name(server: ModelServer, language: Language) -> str:
    """What the program is called, with its version where it says one."""
    name = _OTHER.say(language) if server.program is Program.OTHER else NAMES[server.program]
    return f"{name} {server.version}".strip()


def model_facts(model: ServedModel, language: Language) -> list[str]:
    """What the server tells of a model, a few words each."""
    length = model.context_tokens or model.most_context_tokens
    state = {True: _LOADED.say(language), False: _WAITS.say(language), None: ""}[model.loaded]
    facts = (
        size(model.bytes, language) if model.bytes else "",
        _PARAMETERS.say(language, count=model.parameters) if model.parameters else "",
        model.quantization,
        _READS.say(language, count=number(length, language)) if length else "",
        _THINKS.say(language) if model.thinks else "",
        state,
    )
    return [fact for fact in facts if fact]
