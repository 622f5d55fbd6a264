"""Words and screens: the command line, the page, the interface for programs."""

import rag as rag  # the switches of `rag.offline` come first
