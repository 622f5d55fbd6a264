-- What lists need of a document and its text says, read once: who is named, what it comes to. JSON; made again when
-- `version` is not that of the rules in force.

CREATE TABLE sheets (
    document TEXT PRIMARY KEY REFERENCES documents (id) ON DELETE CASCADE,
    version INTEGER NOT NULL,
    sheet TEXT NOT NULL
) STRICT;
CREATE INDEX documents_by_genre ON documents (genre, collection);
