"""Corrections: which edits go together, and how each format is written with nothing else changed."""
