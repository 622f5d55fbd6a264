"""The words by which French and English minutes say what was decided, who does what, and what is open. Pure.

Forms of speech, not a dictionary of everything: a sentence that none of them fits is no row. What is only announced
("X passera chef d'équipe", "le fourgon passe au contrôle") is no action.
"""

from __future__ import annotations

import re
from typing import Final

_NO_NAME: Final = (
    r"(?!(?:Les?|La|L['’]|Une?|Des?|Du|D['’]|Ce|Cet|Cette|Ces|C['’]|Ils?|Elles?|On|Nous|Vous|Je|J['’]|Tu|Il|"
    r"Au|Aux|En|Par|Pour|Sur|"
    r"Comme|Si|Que|Qui|Dans|Avec|Mon|Son|Sa|Ses|Leurs?|Tous|Tout|Toute|The|An?|This|These|It|They|We|You|If|"
    r"As|In|On|At|For|"
    r"Décisions?|Actions?|Note|NB|PS)\b)"
)
_CAPITAL: Final = r"[A-ZÀÂÄÇÉÈÊËÎÏÔÖÙÛÜŒ]"
_WORD: Final = rf"{_CAPITAL}[\w'’-]*"
# A person, a firm, a part of the house at the beginning of a sentence: `Loïc`, `Mme Durand`, `La présidente`.
_ROLES: Final = (
    r"(?:Le|La|Les|L['’]|The)\s?(?:président\w*|direct\w+|gérant\w*|secrétaire|trésori\w+|"
    r"maître d['’](?:œuvre|ouvrage)|"
    r"maitre d['’](?:oeuvre|ouvrage)|client\w*|commune|mairie|architecte|bureau|entreprise|conseil|comité|équipe|élus?|"
    r"responsable|comptable|chair\w*|manager|director|team|board|committee|client)"
)
NAME: Final = (
    rf"{_NO_NAME}(?:(?:M\.|Mme|Mlle|Mr|Mrs|Ms|Dr|Me)\s)?{_WORD}(?:[ -](?:de |du |d['’]|van |le |la )?{_WORD}){{0,3}}"
    rf"(?:\s\([^)]*\))?|{_ROLES}"
)
_NAMES: Final = rf"(?P<who>(?:{NAME})(?:\s?(?:,|et|and|&)\s(?:{NAME}))*)"

_DECIDED: Final = re.compile(
    r"^\s*(?:décisions?|decisions?|résolutions?|resolutions?)(?:\s+n°\s?\d+)?\s*[:–-]\s"
    r"|\b(?:il (?:est|a été)|a été|ont été|was|were|has been|have been)\s+(?:\w+\s+)?"
    r"(?:décidée?s?|convenue?s?|actée?s?|arrêtée?s?|entérinée?s?|decided|agreed|resolved)\b"
    r"|\b(?:décide(?:nt)?|decided|resolved|agreed)\s+(?:de|d['’]|que|qu['’]|to|that|on)\b|\bon décide\b"
    r"|\b(?:est|sont|a été|ont été|is|are|was|were)\s+(?:\w+ment\s+)?(?:adoptée?s?|approuvée?s?|validée?s?|"
    r"acceptée?s?|retenue?s?|"
    r"refusée?s?|rejetée?s?|votée?s?|ajournée?s?|fixée?s? (?:au|à|pour)|prononcée?s?|approved|adopted|"
    r"accepted|rejected)\b"
    r"|\b(?:a|ont)\s+(?:voté|adopté|approuvé|validé|accepté|refusé|retenu|tranché)\b"
    r"|\b(?:accepte|acceptent|approuve|approuvent|valide|valident|refuse|refusent|tranche)\b(?!\s*[?])"
    r"|:\s*(?:refusée?s?|acceptée?s?|validée?s?|accordée?s?|adoptée?s?|approuvée?s?)\b"
    r"|\bdonne(?:nt)? (?:son|leur) accord\b|\bà l['’]unanimité\b|\bunanimously\b",
    re.IGNORECASE,
)
_UNDECIDED: Final = re.compile(
    r"\b(?:reste(?:nt)? à|à|sera|seront|devra|devront|doit|doivent|si|s['’]il|si elle|avant d['’]être|to be|"
    r"will be|if|whether)\s+"
    r"(?:\w+\s+){0,3}(?:décid\w+|valid\w+|approuv\w+|approv\w+|vot\w+|accept\w+|tranch\w+|fix\w+)\b",
    re.IGNORECASE,
)
_TAKES: Final = (
    r"(?:se charge(?:nt)?|s['’]occupe(?:nt)?|prend(?:nent)? en charge|s['’]engage(?:nt)?|(?:est|sont) chargée?s?|"
    r"doi(?:t|vent)(?! toujours)|va|vont|devra|devront|will|shall|must|is to|are to|takes? care|is in charge|"
    r"agrees? to|"
    r"demande(?:nt)? (?:un|une|des|les?|la) |"
    r"(?:prépare|envoie|rédige|contacte|relance|vérifie|commande|organise|planifie|appelle|transmet|chiffre|met à jour|"
    r"remplace|livre|finalise|diffuse|complète|corrige|reprend|renvoie|programme|étudie|négocie|réserve|installe|"
    r"prepares?|sends?|writes?|contacts?|checks?|orders?|organi[sz]es?|calls?|updates?)\b|"
    r"(?!passera|aura|sera|restera|deviendra|durera|arrivera|coûtera|commencera|finira|reviendra|partira|ouvrira|pourra|faudra|verra|pourront|seront|auront)"
    r"[\w’'-]+(?:era|ira|dra|rra|ttra|ront)\b)"
)
_SUBJECT: Final = re.compile(
    rf"(?:^\W*|,\s){_NAMES},?\s+(?:se\s|s['’]|ne\s|nous\s|le\s|la\s|les\s|lui\s|leur\s)?(?={_TAKES})"
)
_CHARGED: Final = re.compile(
    rf"\b(?i:à la charge de|à faire par|(?:confiée?s?|attribuée?s?) à|(?:responsable|pilote|porteur|qui|owner)\s?:|"
    rf"assigned to|(?:étude|suivi|relance|devis|réponse|vérification|envoi|rédaction|action) par|"
    rf"(?:envoyée?s?|préparée?s?|fourni\w*|remplacée?s?|livrée?s?|transmise?s?|établie?s?|done|sent|"
    rf"prepared) (?:par|by))"
    rf"\s+{_NAMES}"
)
_TASK: Final = re.compile(
    rf"^\W*(?:{_NAMES}\s?(?::|→|=>|[-–—])\s?|(?i:à faire|actions?|tâches?|to ?do)(?:\s+n°\s?\d+)?\s?:\s?)"
    r"(?:(?:doit|devra|va)\s+)?(?P<task>[\w’'-]+)"
)
# Infinitives; of the many nouns with such an end, those that begin a point of minutes are left out.
_INFINITIVE: Final = re.compile(
    r"^(?!(?:chantier|atelier|courrier|dossier|calendrier|loyer|papier|métier|premier|dernier|janvier|février|escalier|"
    r"fichier|panier|quartier|foyer|mobilier|financier|particulier|hier|cahier|plombier|menuisier|huissier|"
    r"banquier|couloir|"
    r"trottoir|avenir|plaisir|espoir|pouvoir|soir|noir|miroir|loisir)$)"
    r"(?:se\s|s['’])?[a-zàâçéèêëîïôûœ-]{2,}(?:er|ir|endre|ondre|ettre|crire|uire|oindre|eindre|aindre|ivre|"
    r"clure|faire|traire|"
    r"lire|dire|battre|rompre)$",
    re.IGNORECASE,
)
_TO_DO: Final = re.compile(
    r"\b(?:est|sont|is|are|restent?)\s+(?:\w+ment\s+)?(?:à|to)\s+"
    r"(?!revoir|définir|étudier|confirmer|discuter|trancher|préciser)(?:[\w’'-]+(?:er|ir|re|oir)|be \w+)\b"
    r"|^\W*(?:action|à faire|to ?do)(?:\s+n°\s?\d+)?\s*:",
    re.IGNORECASE,
)
_OPEN: Final = re.compile(
    r"\?\s*$|\b(?:à|reste(?:nt)? à|to be)\s+(?:revoir|définir|étudier|confirmer|discuter|trancher|préciser|"
    r"decided|confirmed|discussed|"
    r"defined|reviewed)\b|\ben (?:attente|suspens)\b|\breste(?:nt)? bloquée?s?\b|\bpoints? ouverts?\b|"
    r"\bopen (?:point|question|issue)\b"
    r"|\bpending\b|\b(?:est|sont) demandée?s?\b|\bdemande(?:nt)? (?:que|qu['’]|si)\b|\bpropose(?:nt)?\b|"
    r"\b(?:veu(?:t|lent)|souhaite(?:nt)?) (?:un|une|des|que|qu['’])|\bdoi(?:t|vent) toujours\b"
    r"|\b(?:pas|aucune?) (?:encore )?(?:de )?(?:décision|réponse|retour|tranchée?)\b|\bnot yet\b|"
    r"\bse pose la question\b",
    re.IGNORECASE,
)
_DONE: Final = re.compile(
    r"^\s*(?:fait|faite|ok|soldée?|terminée?|réalisée?|close|clos|clôturée?|levée?|done|closed|completed)\b"
    r"|\b(?:c['’]est fait|est (?:faite?|terminée?|réalisée?|soldée?|réussie?|livrée?|envoyée?|remplacée?|"
    r"posée?|levée?)|"
    r"a été (?:faite?|terminée?|réalisée?|livrée?|envoyée?|remplacée?|posée?|levée?|signée?)|is done|"
    r"has been (?:done|sent|replaced))\b"
    r"|\(fait\)|\(ok\)|✓|☑",
    re.IGNORECASE,
)
_OF_DECISIONS: Final = re.compile(r"d[ée]cision|r[ée]solution|relev[ée] de d", re.IGNORECASE)
_OF_ACTIONS: Final = re.compile(
    r"\bactions?\b|\bà faire\b|\bt[âa]ches?\b|\bto ?do\b|plan d['’]action|suites? à donner", re.IGNORECASE
)
_OF_OPEN: Final = re.compile(
    r"points? (?:ouverts?|en suspens|en attente)|questions? ouvertes?|open (?:points?|issues?|questions?)",
    re.IGNORECASE,
)


def decided(text: str) -> bool:
    """Whether a sentence says that something was decided; what is to be, or would be, is not."""
    return bool(_DECIDED.search(text)) and not _UNDECIDED.search(text)


def task_of(text: str) -> tuple[bool, str]:
    """Whether a sentence gives somebody something to do, and whom; nobody may be named."""
    if subject := _SUBJECT.search(text):
        return True, _tidy(subject["who"])
    if charged := _CHARGED.search(text):
        return True, _tidy(charged["who"])
    task = _TASK.search(text)
    if task and _INFINITIVE.match(task["task"]):
        return True, _tidy(task["who"] or "")
    return bool(_TO_DO.search(text)), ""


def is_open(text: str) -> bool:
    """Whether a sentence leaves something open."""
    return bool(_OPEN.search(text))


def is_done(text: str) -> bool:
    """Whether words say that something is done."""
    return bool(_DONE.search(text))


def heading_sort(heading: str) -> str:
    """What stands below a heading: `decision`, `action`, `open`, or nothing in particular."""
    if _OF_OPEN.search(heading):
        return "open"
    if _OF_ACTIONS.search(heading):
        return "action"
    return "decision" if _OF_DECISIONS.search(heading) else ""


def _tidy(who: str) -> str:
    return re.sub(r"\s\([^)]*\)", "", who).strip(" ,:–-")
