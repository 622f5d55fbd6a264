"""Quotes and letters drafted: amounts, numbers, what a request asks for, and where each word of it comes from."""
