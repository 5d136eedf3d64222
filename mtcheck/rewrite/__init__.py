"""Suggestions for flagged spans, the guard over them, and their application to the text."""
