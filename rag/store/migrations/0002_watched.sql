-- Folders that are followed, and folders whose files are gone and are kept until somebody decides.

CREATE TABLE watched (
    root TEXT PRIMARY KEY,
    collection TEXT NOT NULL,
    since TEXT NOT NULL,
    looked_at TEXT NOT NULL
) STRICT;

CREATE TABLE withheld (
    root TEXT PRIMARY KEY,
    collection TEXT NOT NULL,
    files INTEGER NOT NULL,
    cause TEXT NOT NULL,
    kept INTEGER NOT NULL CHECK (kept IN (0, 1))
) STRICT;
