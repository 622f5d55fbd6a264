"""Lists, counts and totals of documents, answered whole from what the library knows of each."""
