-- Quotes that were drafted. A number that was given stays given, whatever becomes of its paper.

CREATE TABLE draft_numbers (
    number TEXT PRIMARY KEY COLLATE NOCASE,
    given TEXT NOT NULL
) STRICT;

CREATE TABLE drafts (
    number TEXT PRIMARY KEY COLLATE NOCASE REFERENCES draft_numbers (number),
    kind TEXT NOT NULL,
    made TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('open', 'accepted', 'declined')),
    changed TEXT NOT NULL,
    content TEXT NOT NULL
) STRICT;
