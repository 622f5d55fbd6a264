"""Currencies and units behind (or in front of) a number, French and English, as one name each. Pure.

A unit may be qualified: `HT` and `TTC`, `ouvrés` and `ouvrables`. Two that say nothing different agree.
"""

from __future__ import annotations

import re
from typing import Final

# One unit a line, its name first; `_` stands for a space.
_CURRENCIES: Final = """
€ eur euro euros
$ usd dollar dollars
£ gbp livre_sterling pound pounds
chf
"""
_MEASURES: Final = """
centime centimes cents c€
% pourcent pour_cent percent per_cent pct
‰ pour_mille
seconde s sec secondes second seconds
minute min mn minutes
heure h heures hour hours hr hrs
jour j jours jrs day days journée journées
semaine semaines week weeks
mois month months
trimestre trimestres quarter quarters
an ans année années year years
mm millimètre millimètres
cm centimètre centimètres
m mètre mètres metre metres meter meters
km kilomètre kilomètres kilometre kilometres
mm² mm2
cm² cm2
m² m2 mètre_carré mètres_carrés
km² km2
ha hectare hectares
cm³ cm3 cm_3
m³ m3 mètre_cube mètres_cubes
ml millilitre millilitres
cl
l litre litres liter liters
mg
g gr gramme grammes gram grams
kg kilo kilos kilogrammes
t tonne tonnes
w watt watts
kw
mw
kwh
mwh
kva
v volts
ampères
°c degrés degrees °
bar bars
db
km/h
m/min
tr/min rpm
ko kb
mo mb
go gb
to tb
"""
_CANONICAL: Final = {
    form.replace("_", " "): line.split()[0]
    for line in f"{_CURRENCIES}{_MEASURES}".splitlines()
    for form in line.split()
}
_QUALIFIERS: Final = {
    "ht": "ht", "h.t.": "ht", "hors taxes": "ht", "hors taxe": "ht", "hors tva": "ht", "excl. vat": "ht", "net": "net",
    "excluding vat": "ht", "ttc": "ttc", "t.t.c.": "ttc", "toutes taxes comprises": "ttc", "incl. vat": "ttc",
    "including vat": "ttc", "brut": "brut", "bruts": "brut", "nets": "net", "gross": "brut",
    "ouvrés": "working", "ouvré": "working", "working": "working", "business": "working", "ouvrables": "workable",
    "ouvrable": "workable", "calendaires": "calendar", "calendaire": "calendar", "calendar": "calendar",
    "francs": "franc", "franc": "franc",
}  # fmt: skip
_LARGE: Final = {"k": 10**3, "m": 10**6, "md": 10**9, "mds": 10**9}


def _any(forms: dict[str, str]) -> str:
    escaped = (re.escape(form).replace(r"\ ", r"[ \u00a0]") for form in sorted(forms, key=len, reverse=True))
    return "|".join(escaped)


_SIGNS: Final = "|".join(re.escape(form) for form in _CURRENCIES.split() if "_" not in form)
# A hyphen or a space may stand between: `30 jours`, `a 30-day period`; working days are named before in English.
BEHIND: Final = re.compile(
    rf"[ \u00a0\u202f-]?(?:(?P<large>k|M|Md|Mds)[ \u00a0]?(?=[€$£]))?"
    rf"(?:(?P<before>working|business|calendar)[ \u00a0])?(?P<unit>{_any(_CANONICAL)})(?![^\W\d_]|[²³'’])"
    rf"(?:[ \u00a0](?:\()?(?P<qualifier>{_any(_QUALIFIERS)})(?![^\W_]))?",
    re.IGNORECASE,
)
BEFORE: Final = re.compile(rf"(?<![^\W\d_])(?P<unit>{_SIGNS})[ \u00a0\u202f]?$", re.IGNORECASE)


def unit_behind(text: str, end: int) -> tuple[str, int, int]:
    """The unit after a number that ends there: its name (empty for none), what it multiplies by, where it ends."""
    match = BEHIND.match(text, end)
    if not match:
        return "", 1, end
    unit = _CANONICAL[_flat(match["unit"])]
    qualifier = _QUALIFIERS.get(_flat(match["qualifier"] or match["before"] or ""), "")
    return f"{unit}|{qualifier}" if qualifier else unit, _LARGE.get((match["large"] or "").casefold(), 1), match.end()


def unit_before(text: str, start: int) -> tuple[str, int]:
    """The currency in front of a number: its name (empty for none) and where it begins."""
    match = BEFORE.search(text, max(0, start - 10), start)
    return (_CANONICAL[_flat(match["unit"])], match.start()) if match else ("", start)


def is_unit(word: str) -> bool:
    """Whether a word is a unit by itself, such as `m2`, which holds a figure."""
    return _flat(word) in _CANONICAL


def agree(one: str, other: str) -> bool:
    """Whether two units may be the same: what is not said contradicts nothing."""
    (base, _, qualifier), (other_base, _, other_qualifier) = one.partition("|"), other.partition("|")
    if not base or not other_base:
        return True
    return base == other_base and (not qualifier or not other_qualifier or qualifier == other_qualifier)


def _flat(form: str) -> str:
    return form.casefold().replace("\u00a0", " ")
