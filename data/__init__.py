"""Sample documents, the program that writes them, and question sets."""
