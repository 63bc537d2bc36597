"""Readers: one format, or family of formats, a module."""
