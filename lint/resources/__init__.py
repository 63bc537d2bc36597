"""Data files: the rulesets, dictionaries and schemas that ship, and those of a user, read and validated."""
