-- What a firm sorts its mail into, beside or instead of what is shipped, and what its corrections taught.

CREATE TABLE mail_categories (
    id TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    sentence TEXT NOT NULL,
    promptness INTEGER NOT NULL CHECK (promptness BETWEEN 0 AND 3),
    examples TEXT NOT NULL,
    removed INTEGER NOT NULL CHECK (removed IN (0, 1))
) STRICT;

CREATE TABLE mail_lessons (
    mail TEXT PRIMARY KEY,
    category TEXT NOT NULL,
    matter TEXT NOT NULL,
    moment TEXT NOT NULL
) STRICT;
