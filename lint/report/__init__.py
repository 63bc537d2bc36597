"""Reporters: one output format a file, all from the same `Report`."""
