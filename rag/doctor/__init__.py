"""Looking at everything and changing nothing: what is well, what to watch, what to do. Findings are values."""
