"""From files to the library: what changed, what it says, where it is kept."""

import rag as rag  # the switches of `rag.offline` come first
