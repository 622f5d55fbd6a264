"""Three minutes of the sample company, and beside each line what is read out of it.

    python bench/minutes.py [--model FILE.gguf] [--to FILE.md]

Beside ours: the rules alone, where a model reads too. Every row must rest on words that stand in its document; the
figure says how many do.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING, Final

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from ingest.pipeline import ingest
from rag.engine import Engine
from rag.models.fakes import HashEmbedder
from rag.options import Chat, Settings
from rag.settings import Home
from ui.desk import LocalDesk
from ui.minutes_text import SORTS, STATES, due_said, model_said, what_said
from ui.office import asked_of, finished

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from rag.office.record import Minutes, Summary
    from rag.records import Passage

SAMPLES: Final = Path(__file__).resolve().parent.parent / "data" / "samples"
MEETINGS: Final = (
    SAMPLES / "Réunions" / "2026-01-12 Réunion d'équipe.docx",
    SAMPLES / "Chantiers" / "École des Tilleuls" / "CR de chantier n°4 2026-03-25.docx",
    SAMPLES / "Réunions" / "2026-04-20 Réunion hebdomadaire.odt",
)
DAY: Final = "2026-05-01"


def main() -> None:
    """Read, print side by side, count."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--model", type=Path, help="a chat model's file that reads them too")
    parser.add_argument("--to", type=Path, help="where it is written, as Markdown; else printed")
    options = parser.parse_args()
    settings = Settings(chat=Chat(model=str(options.model.absolute()))) if options.model else Settings()
    with (
        tempfile.TemporaryDirectory(prefix="souffleur-minutes-") as home,
        Engine.open(Home(Path(home)), settings, embedder=HashEmbedder()) as engine,
        LocalDesk(engine) as desk,
    ):
        list(ingest(engine, MEETINGS))
        start = time.perf_counter()
        found = finished(desk.office.summarise(asked_of(MEETINGS, DAY, model=options.model is not None)))
        seconds = time.perf_counter() - start
        if found is None:
            raise SystemExit(1)
        texts = {one.document: desk.passages_of(one.document) for one in found.meetings}
    written = "\n".join(line for one in found.meetings for line in beside(one, texts[one.document]))
    if options.to:
        options.to.write_text(written + "\n", encoding="utf-8")
    else:
        print(written)
    result = counted(found, {passage.id: passage.text for some in texts.values() for passage in some}, seconds)
    print("\nRESULT", json.dumps(result))


def beside(meeting: Minutes, passages: Sequence[Passage]) -> Iterator[str]:
    """A table in Markdown: a line of the minutes on the left, what is read out of it on the right."""
    yield f"\n## {meeting.title} ({meeting.name})\n\n| compte rendu | ce qui en est lu |\n|---|---|"
    for passage in passages:
        place = 0
        for line in passage.text.split("\n"):
            rows = [
                f"**{SORTS[row.sort].fr}** : "
                + " – ".join(filter(None, (what_said(row, "fr"), row.who, due_said(row, "fr"))))
                for row in meeting.rows
                if row.place.passage == passage.id and place <= row.place.start < place + len(line) + 1
            ]
            rows += [
                f"**{STATES[one.state].fr}** : {one.name}"
                for one in meeting.attendees
                if one.place and one.place.quote == line.strip()
            ]
            place += len(line) + 1
            if line.strip():
                yield f"| {_cell(line)} | {'<br>'.join(_cell(row) for row in rows)} |"
    if told := model_said(meeting, "fr"):
        yield f"\n{told}"


def counted(found: Summary, texts: dict[str, str], seconds: float) -> dict[str, object]:
    """How many rows there are, and how many of them stand in their document word for word."""
    rows = [row for meeting in found.meetings for row in meeting.rows]
    true = sum(texts[row.place.passage][row.place.start : row.place.end] == row.place.quote for row in rows)
    return {
        "meetings": len(found.meetings),
        "rows": len(rows),
        "quoted": true,
        "by_model": sum(row.by_model for row in rows),
        "dropped": sum(meeting.model.dropped for meeting in found.meetings if meeting.model),
        "overdue": len(found.overdue),
        "seconds": round(seconds, 2),
    }


def _cell(text: str) -> str:
    return " ".join(text.replace("|", "·").split())


if __name__ == "__main__":
    main()
