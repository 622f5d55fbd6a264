"""The interface for programs, mounted under `/api`."""
