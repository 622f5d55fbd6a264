-- Vectors that another search model makes while the present ones still answer questions; one switch puts them in force.

CREATE TABLE next_vectors (
    passage TEXT PRIMARY KEY REFERENCES passages (id) ON DELETE CASCADE,
    made_from TEXT NOT NULL,
    vector BLOB NOT NULL
) STRICT, WITHOUT ROWID;
