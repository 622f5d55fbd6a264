-- E-mails and the messages that they answer, so that those of one exchange can be listed together.

CREATE TABLE letters (
    document TEXT NOT NULL REFERENCES documents (id),
    part TEXT NOT NULL,
    message_id TEXT NOT NULL,
    follows TEXT NOT NULL,
    sender TEXT NOT NULL,
    date TEXT NOT NULL,
    subject TEXT NOT NULL
) STRICT;
CREATE INDEX letters_by_document ON letters (document);
