"""Words that say nothing about what is looked for, French and English, folded (no accents, lower case).

Our own list, made from the grammatical words of both languages. `pas`, `sans` and figures are among what a passage is
found *without*; a question made of such words alone is looked up whole.
"""

from __future__ import annotations

from typing import Final

_WORDS: Final = """
a about above afin after again ai aie aient ait all alors also am an and any apres are aren as assez at au
aucun aucune aujourd auquel aura aurait auront aussi autre autres aux auxquels avaient avais avait avant
avec avez avoir avons ayant be beaucoup because been before being below between bien both but by c ca can
cannot car ce ceci cela celle celles celui cependant certain certaine certaines certains ces cet cette
ceux chaque chez ci combien comme comment could d dans de dedans dehors depuis des desquels devant did do
does doing doit doivent don donc dont down du duquel during each elle elles en encore entre es est et
etaient etais etait etant ete etes etre eu eux faire fait faut few fois font for from further had has have
having he her here hers him his how hui i ici if il ils in into is isn it its itself j je jusqu just l la
laquelle le lequel les lesquelles lesquels leur leurs lorsque lui m ma mais me meme memes mes mien moi
moins mon more most my n ne ni no nor nos not notre nous now of off on once only ont or other ou oui our
ours out over own par parce parmi pas pendant peu peut peuvent plus plusieurs plutot pour pourquoi
pourrait presque puis puisque qu quand que quel quelle quelles quelqu quels qui quoi quoique s sa same
sans se selon sera serait seront ses she should si sien so soi soient sois soit some sommes son sont sous
souvent such suis sur t ta tandis te tel telle telles tels tes than that the their theirs them then there
these they this those through to toi ton too tous tout toute toutes tres trop tu un under une until up va
vers very vont vos votre vous vu was we were what when where which while who whom why will with would y
you your yours
"""
STOPWORDS: Final = frozenset(_WORDS.split())
