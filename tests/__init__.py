"""Tests, arranged as lint/ is."""
