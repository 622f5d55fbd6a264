-- The exact values of electronic invoices (JSON), empty for everything else.

ALTER TABLE documents ADD COLUMN invoice TEXT NOT NULL DEFAULT '';
