"""Rulesets and dictionaries: finding, loading, validating and merging them."""
