-- That a question was asked, and how it went: for judging a trial. Its words are not kept here.

CREATE TABLE asked (
    number INTEGER PRIMARY KEY,
    moment TEXT NOT NULL,
    language TEXT NOT NULL,
    manner TEXT NOT NULL,
    evidence REAL,
    first_word REAL,
    seconds REAL NOT NULL,
    trouble TEXT NOT NULL,
    stopped INTEGER NOT NULL CHECK (stopped IN (0, 1))
) STRICT;
