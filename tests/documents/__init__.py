"""Whole documents: the examples, and the five real ones of ../shared."""
