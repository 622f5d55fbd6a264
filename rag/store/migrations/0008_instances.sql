-- Every place where a term stands, as the index keeps it anyhow: a view, which takes no room.

CREATE VIRTUAL TABLE passage_instances USING fts5vocab (passage_terms, 'instance');
