"""The library and its answers: what is stored, how it is found, how a question is answered.

Importing any part of the product imports this file first, and so the switches of `rag.offline` are set before
the first heavy library is loaded.
"""

from rag import offline

offline.apply()

__version__ = "0.1.0"
