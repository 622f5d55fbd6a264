-- How well each page that was a picture was read (JSON list of page and confidence).

ALTER TABLE documents ADD COLUMN scanned TEXT NOT NULL DEFAULT '[]';
