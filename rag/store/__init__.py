"""What is kept: SQLite holds the truth, Chroma an index of vectors that can be rebuilt from it."""
