-- What kind of paper a document is. Documents read before are told so when they are read again.

ALTER TABLE documents ADD COLUMN genre TEXT NOT NULL DEFAULT 'other';
