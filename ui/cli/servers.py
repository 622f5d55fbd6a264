"""`souffleur models servers` and `models key`: programs that serve models, found, chosen and given their key."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Annotated, Final

import typer

from rag.errors import Words
from ui.cli.printing import show, show_json
from ui.cli.rim import chosen, guarded

if TYPE_CHECKING:
    from rag.errors import Language
    from rag.models.dialects import ModelServer

_NOBODY: Final = Words(
    "Aucun serveur de modèles n'a été trouvé sur cette machine (Ollama, LM Studio, llama-server, vLLM).",
    "No model server was found on this machine (Ollama, LM Studio, llama-server, vLLM).",
)
_ELSEWHERE: Final = Words(
    "→ Ailleurs, ou à un autre numéro : souffleur models servers --address http://ADRESSE:PORT",
    "→ Elsewhere, or at another number: souffleur models servers --address http://ADDRESS:PORT",
)
_USE: Final = Words(
    "→ Pour en choisir un : souffleur models use NOM --address {address}",
    "→ To choose one: souffleur models use NAME --address {address}",
)
_EMPTY: Final = Words(
    "    n'a encore aucun modèle : il faut d'abord lui en donner un, dans ce programme.",
    "    has no model yet: it must be given one first, in that program.",
)
_CLOSED: Final = Words(
    "    demande une clé : souffleur models key {address}", "    asks for a key: souffleur models key {address}"
)
_ASKED: Final = Words("Clé du serveur {address} (elle ne s'affiche pas)", "Key of the server {address} (not shown)")
_KEPT: Final = Words(
    "La clé est gardée pour {address}, et n'est envoyée à personne d'autre.",
    "The key is kept for {address}, and sent to nobody else.",
)
_FORGOTTEN: Final = Words("La clé de {address} est oubliée.", "The key of {address} is forgotten.")


@guarded
def servers(
    address: Annotated[str, typer.Option("--address", metavar="ADRESSE", help="Regarder là. / Look there.")] = "",
    as_json: Annotated[bool, typer.Option("--json", help="Pour les programmes. / For programs.")] = False,
) -> None:
    """Les serveurs de modèles d'ici (Ollama, LM Studio…), leurs modèles. / The model servers here, and their models."""
    from ui.models import LocalModels
    from ui.wire import record_to_json

    language, here = chosen().language(), LocalModels(chosen().home()).servers
    found = (here.look(address),) if address else here.found()
    if as_json:
        show_json([record_to_json(server) for server in found])
        return
    if not found:
        show(f"{_NOBODY.say(language)}\n{_ELSEWHERE.say(language)}")
    for server in found:
        show("\n".join(_lines(server, language)))


@guarded
def key(
    address: Annotated[str, typer.Argument(metavar="ADRESSE", help="Adresse du serveur. / Address of the server.")],
    forget: Annotated[bool, typer.Option("--forget", help="L'oublier. / Forget it.")] = False,
) -> None:
    """Garde la clé d'un serveur de modèles, demandée sans l'afficher. / Keeps a model server's key, asked unseen."""
    from ui.models import LocalModels

    language, secret = chosen().language(), ""
    if not forget:
        words = _ASKED.say(language, address=address)
        # Never an argument: the list of programs and the shell's history would show it.
        secret = str(typer.prompt(words, hide_input=True)) if sys.stdin.isatty() else sys.stdin.readline()
    LocalModels(chosen().home()).servers.give_key(address, secret.strip())
    show((_KEPT if secret.strip() else _FORGOTTEN).say(language, address=address))


def _lines(server: ModelServer, language: Language) -> list[str]:
    from ui.present_servers import model_facts, server_name

    lines = [f"{server_name(server, language)} · {server.address}"]
    for model in server.models:
        lines += [f"  {model.name}", f"      {' · '.join(model_facts(model, language))}"]
    if server.wants_key:
        lines.append(_CLOSED.say(language, address=server.address))
    elif not server.models:
        lines.append(_EMPTY.say(language))
    else:
        lines.append(_USE.say(language, address=server.address))
    return lines
