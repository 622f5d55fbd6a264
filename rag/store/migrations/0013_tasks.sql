-- Office tasks with what came of them.

-- `result` is JSON, compressed; `trouble` is the code and the facts of the error that ended the task.
CREATE TABLE tasks (
    id TEXT PRIMARY KEY,
    kind TEXT NOT NULL,
    title TEXT NOT NULL,
    started TEXT NOT NULL,
    seconds REAL NOT NULL,
    ending TEXT NOT NULL,
    trouble TEXT NOT NULL,
    shortened INTEGER NOT NULL,
    result BLOB NOT NULL
) STRICT;
CREATE INDEX tasks_by_start ON tasks (started, id);

-- Which documents a task read: for what has to leave it, and for who may see it.
CREATE TABLE task_documents (
    task TEXT NOT NULL REFERENCES tasks (id),
    document TEXT NOT NULL,
    path TEXT NOT NULL,
    collection TEXT NOT NULL,
    PRIMARY KEY (task, document, path)
) STRICT, WITHOUT ROWID;
CREATE INDEX task_documents_by_document ON task_documents (document);
CREATE INDEX task_documents_by_path ON task_documents (path);
