"""Quotes and letters on paper: the firm's own templates, checked before they are filled, and their files."""
