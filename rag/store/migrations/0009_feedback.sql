-- What readers said of answers; a question that is judged can become one to measure with.

CREATE TABLE feedback (
    id TEXT PRIMARY KEY,
    moment TEXT NOT NULL,
    question TEXT NOT NULL,
    manner TEXT NOT NULL,
    sources TEXT NOT NULL,
    helpful INTEGER NOT NULL CHECK (helpful IN (0, 1)),
    reason TEXT NOT NULL,
    right_source TEXT NOT NULL,
    taken INTEGER NOT NULL CHECK (taken IN (0, 1))
) STRICT;
