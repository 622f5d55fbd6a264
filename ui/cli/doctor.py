"""`souffleur doctor`: everything looked at and nothing changed, in plain words with next steps."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Final

import typer

from rag.errors import Words
from ui.cli.printing import show, show_json
from ui.cli.rim import chosen, guarded

if TYPE_CHECKING:
    from rag.doctor.finding import Examination
    from rag.errors import Language

SIGNS: Final = {"good": "✓", "check": "!", "bad": "✕"}
_WELL: Final = Words("Tout va bien.", "All is well.")
_TO_LOOK: Final = Words(
    "Tout fonctionne ; à regarder (!) : {count}.", "Everything works; to be looked at (!): {count}."
)
_BAD: Final = Words("À corriger (✕) : {count}.", "To be put right (✕): {count}.")
NOT_WELL: Final = 1  # exit code


@guarded
def doctor(
    models: Annotated[
        bool,
        typer.Option("--models", help="Relire aussi les fichiers des modèles. / Read the models' files again too."),
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Pour les programmes. / For programs.")] = False,
) -> None:
    """Examine tout, sans rien changer. / Looks at everything and changes nothing."""
    from ui.wire import record_to_json

    language = chosen().language()
    found = _examined(thorough=models)
    if as_json:
        show_json({**record_to_json(found), "well": found.is_well})
    else:
        _print(found, language)
    if not found.is_well:
        raise typer.Exit(NOT_WELL)


def _examined(*, thorough: bool) -> Examination:
    """By the running server where there is one, else beside whoever owns the library, if anybody does."""
    from rag.doctor.examine import examine
    from rag.settings import home_meant
    from ui.remote import RemoteDesk, find_server

    home = home_meant(chosen().named_home)
    server = find_server(home)
    if server is None:
        return examine(home, thorough=thorough)
    desk = RemoteDesk(server)
    try:
        return desk.doctor.examine(thorough=thorough)
    finally:
        desk.close()


def _print(found: Examination, language: Language) -> None:
    from ui.present_doctor import TOPICS, next_step, told

    for topic, title in TOPICS.items():
        mine = [one for one in found.findings if one.topic is topic]
        if not mine:
            continue
        show(title.say(language))
        for one in mine:
            show(f"  {SIGNS[one.level]} {told(one, language)}")
            if step := next_step(one, language):
                show(f"    → {step}")
        show("")
    count = {level: sum(one.level == level for one in found.findings) for level in SIGNS}
    words = _BAD if count["bad"] else _TO_LOOK if count["check"] else _WELL
    show(words.say(language, count=count["bad"] or count["check"]))
