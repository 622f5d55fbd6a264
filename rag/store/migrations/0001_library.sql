-- Documents, where they lie, their passages, words and vectors. SQLite is the truth; Chroma is rebuilt from it.

CREATE TABLE facts (
    key TEXT PRIMARY KEY,
    value TEXT NOT NULL
) STRICT;

CREATE TABLE documents (
    id TEXT PRIMARY KEY,
    collection TEXT NOT NULL,
    sha256 TEXT NOT NULL,
    title TEXT NOT NULL,
    kind TEXT NOT NULL,
    pages INTEGER NOT NULL,
    language TEXT NOT NULL,
    size INTEGER NOT NULL,
    sender TEXT NOT NULL,
    recipients TEXT NOT NULL,
    date TEXT NOT NULL,
    subject TEXT NOT NULL,
    notes TEXT NOT NULL,
    indexed_at TEXT NOT NULL
) STRICT;
CREATE INDEX documents_by_collection ON documents (collection);

-- One row a file that was looked at; a file that failed has a reason instead of a document.
CREATE TABLE locations (
    path TEXT PRIMARY KEY,
    collection TEXT NOT NULL,
    root TEXT NOT NULL,
    size INTEGER NOT NULL,
    mtime_ns INTEGER NOT NULL,
    sha256 TEXT NOT NULL,
    document TEXT REFERENCES documents (id),
    failure TEXT NOT NULL,
    detail TEXT NOT NULL
) STRICT;
CREATE INDEX locations_by_document ON locations (document);
CREATE INDEX locations_by_root ON locations (root);

CREATE TABLE passages (
    rowid INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    document TEXT NOT NULL REFERENCES documents (id),
    ordinal INTEGER NOT NULL,
    text TEXT NOT NULL,
    first_page INTEGER NOT NULL,
    last_page INTEGER NOT NULL,
    section TEXT NOT NULL,
    part TEXT NOT NULL,
    sheet TEXT NOT NULL,
    first_row INTEGER NOT NULL,
    last_row INTEGER NOT NULL,
    marks TEXT NOT NULL
) STRICT;
CREATE INDEX passages_by_document ON passages (document, ordinal);

-- float16, little-endian; `made_from` is the hash of the exact text that was embedded.
CREATE TABLE vectors (
    passage TEXT PRIMARY KEY REFERENCES passages (id),
    made_from TEXT NOT NULL,
    vector BLOB NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX vectors_by_text ON vectors (made_from);

-- What Chroma has not been told yet; written in the same transaction as the passages.
CREATE TABLE vector_changes (
    sequence INTEGER PRIMARY KEY AUTOINCREMENT,
    collection TEXT NOT NULL,
    passage TEXT NOT NULL,
    present INTEGER NOT NULL CHECK (present IN (0, 1))
) STRICT;

CREATE VIRTUAL TABLE passage_terms USING fts5 (
    body, title, section, name, tokenize = 'unicode61 remove_diacritics 0'
);
CREATE VIRTUAL TABLE passage_vocabulary USING fts5vocab (passage_terms, 'row');
