"""Words that say nothing about what is looked for, French and English, folded (no accents, lower case).

Our own lists, from the grammatical words of both languages. A question made of such words alone is looked up whole.
"""

from __future__ import annotations

from typing import Final

_FRENCH: Final = """
a afin ai aie aient ait alors apres as assez au aucun aucune aujourd auquel aura aurait auront aussi autre autres aux
auxquels avaient avais avait avant avec avez avoir avons ayant beaucoup bien c ca car ce ceci cela celle celles celui
cependant certain certaine certaines certains ces cet cette ceux chaque chez ci combien comme comment d dans de dedans
dehors depuis des desquels devant doit doivent donc dont du duquel elle elles en encore entre es est et etaient etais
etait etant ete etes etre eu eux faire fait faut fois font hui ici il ils j je jusqu l la laquelle le lequel les
lesquelles lesquels leur leurs lorsque lui m ma mais me meme memes mes mien moi moins mon n ne ni nos notre nous on
ont ou oui par parce parmi pas pendant peu peut peuvent plus plusieurs plutot pour pourquoi pourrait presque puis
puisque qu quand que quel quelle quelles quelqu quels qui quoi quoique s sa sans se selon sera serait seront ses si
sien soi soient sois soit sommes son sont sous souvent suis sur t ta tandis te tel telle telles tels tes toi ton tous
tout toute toutes tres trop tu un une va vers vont vos votre vous vu y
"""
_ENGLISH: Final = """
a about above after again all also am an and any are aren as at be because been before being below between both but by
can cannot could did do does doing down during each few for from further had has have having he her here hers him his
how i if in into is isn it its itself just me more most my no nor not now of off on once only or other our ours out
over own same she should so some such than that the their theirs them then there these they this those through to too
under until up very was we were what when where which while who whom why will with would you your yours
"""
FRENCH: Final = frozenset(_FRENCH.split())
ENGLISH: Final = frozenset(_ENGLISH.split())
STOPWORDS: Final = FRENCH | ENGLISH
