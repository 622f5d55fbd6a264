"""Ten questions, one after the other, to the sample company without a chat model: the conversation as it is kept.

    python bench/conversation.py [--to FILE.md]

Three hang on what was asked before, one asks for a total, one for what no document says. Beside ours: how many are
answered right when each is asked by itself.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Final

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from ingest.pipeline import ingest
from rag.engine import Engine
from rag.narrowing import EVERYTHING
from rag.options import Settings
from rag.records import Finished
from rag.settings import Home
from rag.threads import ThreadId
from ui.cli.keeping import Keeper
from ui.desk import LocalDesk
from ui.exports import exported
from ui.transcript import transcript

if TYPE_CHECKING:
    from collections.abc import Iterable

    from rag.records import AnswerEvent

SAMPLES: Final = Path(__file__).resolve().parent.parent / "data" / "samples"
# Words that are said of other things too, and how the document that has to say them is named.
MEANT: Final = {"six mois": "Bail commercial"}
# What is asked, and what a right answer says; nothing: no document says it.
ASKED: Final = (
    ("Combien payons-nous de loyer chaque mois ?", "3 150 €"),
    ("Et le dépôt de garantie ?", "9 450 €"),
    ("Quel préavis pour quitter nos locaux ?", "six mois"),
    ("Combien vaut un escalier un quart tournant en chêne ?", "3 940 €"),
    ("Et en hêtre ?", "2 780 €"),
    ("Total TTC des factures de mars 2026", "28 316,44"),
    ("Quelle remise pour une commande de 25 fenêtres identiques ?", "8 %"),
    ("When is the workshop closed in August?", "21 août 2026"),
    ("And at Christmas?", "24 décembre 2026"),
    ("Quel est le code de l'alarme de l'atelier ?", ""),
)


def main() -> None:
    """Ask, write, count."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--to", type=Path, help="where the conversation is written, as Markdown; else printed")
    to = parser.parse_args().to
    with (
        tempfile.TemporaryDirectory(prefix="souffleur-conversation-") as home,
        Engine.open(Home(Path(home)), Settings()) as engine,
        LocalDesk(engine) as desk,
    ):
        for _ in ingest(engine, [SAMPLES], "samples"):
            pass
        kept, right, alone = "", 0, 0
        for question, words in ASKED:
            keeper = Keeper(desk, question, EVERYTHING, kept, wanted=True)
            right += is_right(keeper.keeping(desk.ask(question, earlier=keeper.earlier())), words)
            alone += is_right(desk.ask(question), words)
            kept = keeper.told["conversation"]
        written = exported(
            transcript(desk.threads.named(kept), desk.threads.turns(ThreadId(kept)), "fr"), "markdown", "fr"
        )
    if to:
        to.write_bytes(written)
    else:
        print(written.decode())
    print(f"\nright: {right} of {len(ASKED)}; each question by itself: {alone}")
    print("RESULT", json.dumps({"right": right, "alone": alone, "asked": len(ASKED)}))


def is_right(events: Iterable[AnswerEvent], words: str) -> bool:
    """Whether the answer says these words; without words, whether nothing is said to be found."""
    finished = next(event for event in events if isinstance(event, Finished))
    meant = MEANT.get(words, "")
    quotes = [one.quote for one in finished.citations if one.hit.document.name.startswith(meant)]
    said = " ".join([*quotes, *([] if meant else [finished.text])])
    return words in said.replace("\u00a0", " ").replace("\u202f", " ") if words else not finished.citations


if __name__ == "__main__":
    main()
