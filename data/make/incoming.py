"""Twenty mails that come in at the sample company, to be sorted.

They lie in `data/incoming` and not among the samples, so that no question of `data/questions` has a second answer.
"""

from __future__ import annotations

from pathlib import Path

from data.make.mails import mail

SOURCE = Path(__file__).with_suffix(".txt")
FOLDER = Path(__file__).parents[1] / "incoming"
BETWEEN = "\n=====\n"


def incoming() -> dict[str, bytes]:
    """File name → bytes."""
    return dict(mail(one.strip("\n"), {}) for one in SOURCE.read_text(encoding="utf-8").split(BETWEEN))
