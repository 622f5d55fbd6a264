"""Measuring how well the library is searched: question sets, judged page by page."""
