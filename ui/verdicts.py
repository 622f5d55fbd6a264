"""What a check found, in words: beside a sentence, as its reason, and as a count under the answer. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from rag.errors import Words
from rag.records import Support

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rag.errors import Language
    from rag.records import Checked, Finished

VERDICTS: Final = {
    Support.SUPPORTED: Words("confirmé par la source", "confirmed by the source"),
    Support.WEAK: Words("à vérifier", "please check"),
    Support.ABSENT: Words("pas dans les sources", "not in the sources"),
}
_CONFIRMED: Final = Words(
    "Les mots, les chiffres et les noms de cette phrase sont dans la source citée.",
    "The words, figures and names of this sentence are in the source that it cites.",
)
_LACKS: Final = Words("La source ne donne pas {what}.", "The source does not give {what}.")
_DENIED: Final = Words(
    "L'une dit oui où l'autre dit non : comparez avec la source.",
    "One says yes where the other says no: compare with the source.",
)
_DOUBTED: Final = Words(
    "Le modèle, interrogé une seconde fois, ne retrouve pas cette phrase dans la source.",
    "Asked a second time, the model does not find this sentence in the source.",
)
_IN_PART: Final = Words(
    "La source ne le dit qu'en partie, ou en d'autres mots.", "The source says it in part, or otherwise."
)
_NOWHERE: Final = Words("Aucune des sources trouvées ne le dit.", "None of the sources found says so.")
_COUNTS: Final = {
    Support.SUPPORTED: (
        Words("{count} phrase confirmée par la source", "{count} sentence confirmed by the source"),
        Words("{count} phrases confirmées par la source", "{count} sentences confirmed by the source"),
    ),
    Support.WEAK: (Words("{count} à vérifier", "{count} to check"),) * 2,
    Support.ABSENT: (Words("{count} pas dans les sources", "{count} not in the sources"),) * 2,
}


def verdict(check: Checked, language: Language) -> str:
    """The few words that stand beside a sentence."""
    return VERDICTS[check.support].say(language)


def reason(check: Checked, language: Language) -> str:
    """Why, in one sentence."""
    missing = (*check.figures, *check.names)
    if missing:
        left, right = ("«\u00a0", "\u00a0»") if language == "fr" else ("“", "”")
        return _LACKS.say(language, what=", ".join(f"{left}{one}{right}" for one in missing))
    if check.denied:
        return _DENIED.say(language)
    if check.doubted:
        return _DOUBTED.say(language)
    if check.support is Support.SUPPORTED:
        return _CONFIRMED.say(language)
    return (_IN_PART if check.support is Support.WEAK else _NOWHERE).say(language)


def counts(checks: Sequence[Checked], language: Language) -> str:
    """`2 phrases confirmées par la source, 1 à vérifier`; empty without checks."""
    parts = []
    for support, (one, many) in _COUNTS.items():
        count = sum(check.support is support for check in checks)
        if count:
            parts.append((one if count == 1 else many).say(language, count=count))
    return ", ".join(parts)


def annotated(finished: Finished, language: Language) -> str:
    """The answer's text with the verdict and its reason behind every sentence that is not confirmed."""
    pieces, last = [], 0
    for check in finished.checks:
        pieces.append(finished.text[last : check.end])
        last = check.end
        if check.support is not Support.SUPPORTED:
            colon = " :" if language == "fr" else ":"
            pieces.append(f" ({verdict(check, language)}{colon} {reason(check, language)})")
    return "".join([*pieces, finished.text[last:]])
