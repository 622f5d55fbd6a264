"""Incoming mail: sorted into a firm's own categories, with what is asked, by when, for whom, and a draft of a reply."""
