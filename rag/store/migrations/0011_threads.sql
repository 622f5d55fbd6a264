-- Conversations that are kept, with their answers whole.

CREATE TABLE threads (
    id TEXT PRIMARY KEY,
    title TEXT NOT NULL,
    made TEXT NOT NULL,
    changed TEXT NOT NULL,
    narrowing TEXT NOT NULL
) STRICT;
CREATE INDEX threads_by_change ON threads (changed, id);

-- `found` and `finished` are what the answer's events were, compressed: a page of passages is ten times smaller so.
CREATE TABLE turns (
    id TEXT PRIMARY KEY,
    thread TEXT NOT NULL REFERENCES threads (id),
    place INTEGER NOT NULL,
    question TEXT NOT NULL,
    asked TEXT NOT NULL,
    answer BLOB NOT NULL,
    UNIQUE (thread, place)
) STRICT;

-- Of which documents an answer holds words: for what has to leave it, and for who may see it.
CREATE TABLE turn_documents (
    turn TEXT NOT NULL REFERENCES turns (id),
    document TEXT NOT NULL,
    path TEXT NOT NULL,
    collection TEXT NOT NULL,
    PRIMARY KEY (turn, document, path)
) STRICT, WITHOUT ROWID;
CREATE INDEX turn_documents_by_document ON turn_documents (document);
CREATE INDEX turn_documents_by_path ON turn_documents (path);

-- Title, questions and answers, folded, one row a conversation. No full-text index: it would keep the words of what was
-- forgotten until it is merged (SQLite before 3.42), and some thousands of conversations are read through at once.
CREATE TABLE thread_words (
    thread TEXT PRIMARY KEY REFERENCES threads (id),
    words TEXT NOT NULL
) STRICT;
